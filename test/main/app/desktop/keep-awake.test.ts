import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { KeepAwake, type SleepBlocker } from '../../../../src/main/app/desktop/keep-awake.ts';
import { keepAwakeIdleMs } from '../../../../src/main/app/desktop/limits.ts';
import { transfer } from '../../../support/transfers.ts';

/** Electron's part: knows which locks are held. */
class FakeBlocker implements SleepBlocker {
  readonly held = new Set<number>();
  started = 0;

  start(): number {
    this.started += 1;
    this.held.add(this.started);
    return this.started;
  }

  stop(id: number): void {
    if (!this.held.delete(id)) throw new Error(`the lock ${id} is not held`);
  }
}

let blocker: FakeBlocker;
let awake: KeepAwake;
beforeEach(() => {
  vi.useFakeTimers();
  blocker = new FakeBlocker();
  awake = new KeepAwake(blocker);
});
afterEach(() => vi.useRealTimers());

it('holds one lock while bytes flow, and none as soon as nothing runs', () => {
  awake.sample([transfer(1, { bytes: 100 })]);
  awake.sample([transfer(1, { bytes: 200 }), transfer(2, { bytes: 5 })]);
  expect([blocker.held.size, blocker.started]).toEqual([1, 1]);
  awake.sample([transfer(2, { bytes: 9 })]);
  expect(blocker.held.size).toBe(1);
  awake.sample([]);
  expect(blocker.held.size).toBe(0);
});

it('a transfer that has not moved yet holds nothing', () => {
  awake.sample([transfer(1, { bytes: 0 })]);
  awake.sample([transfer(1, { bytes: 0 })]);
  expect(blocker.started).toBe(0);
});

it('a visitor that takes no more bytes lets the computer sleep after a while, until it goes on', () => {
  awake.sample([transfer(1, { bytes: 100 })]);
  vi.advanceTimersByTime(keepAwakeIdleMs - 1);
  awake.sample([transfer(1, { bytes: 100 })]);
  expect(blocker.held.size).toBe(1);
  vi.advanceTimersByTime(1);
  expect(blocker.held.size).toBe(0);
  awake.sample([transfer(1, { bytes: 101 })]);
  expect([blocker.held.size, blocker.started]).toEqual([1, 2]);
});

it('is let go where no further sample comes at all', () => {
  awake.sample([transfer(1, { bytes: 100 })]);
  vi.advanceTimersByTime(keepAwakeIdleMs);
  expect(blocker.held.size).toBe(0);
});

it('one that moves keeps it for all, also for those that stand still', () => {
  awake.sample([transfer(1, { bytes: 100 }), transfer(2, { bytes: 0 })]);
  for (let second = 1; second <= 60; second++) {
    vi.advanceTimersByTime(1_000);
    awake.sample([transfer(1, { bytes: 100 }), transfer(2, { bytes: second })]);
    expect(blocker.held.size).toBe(1);
  }
  expect(blocker.started).toBe(1);
});

it('can be let go at any time, more than once', () => {
  awake.sample([transfer(1, { bytes: 100 })]);
  awake.release();
  awake.release();
  vi.advanceTimersByTime(keepAwakeIdleMs);
  expect(blocker.held.size).toBe(0);
});
