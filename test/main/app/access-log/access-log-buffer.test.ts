import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AccessLogBuffer } from '../../../../src/main/app/access-log/access-log-buffer.ts';
import type { Exchange } from '../../../../src/shared/exchange.ts';
import type { IpcEvents } from '../../../../src/shared/ipc.ts';

type Batch = IpcEvents['exchangesFinished'];

let batches: Batch[];

beforeEach(() => {
  batches = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

function exchange(id: number, changes: Partial<Exchange> = {}): Exchange {
  return {
    id,
    time: 0,
    remoteAddress: '192.0.2.1',
    method: 'GET',
    path: '/',
    status: 200,
    bytes: 1,
    durationMs: 1,
    outcome: 'completed',
    userAgent: null,
    content: 'file',
    failure: null,
    transferId: null,
    contentRange: null,
    requestFields: [],
    ...changes,
  };
}

function buffer(exchangesMax: number, batchMax: number): AccessLogBuffer {
  return new AccessLogBuffer({ deliver: (batch) => batches.push(batch), exchangesMax, batchMax, batchIntervalMs: 100 });
}

function addMany(log: AccessLogBuffer, from: number, to: number): void {
  for (let id = from; id <= to; id++) log.add(exchange(id));
}

const ids = (batch: { exchanges: readonly Exchange[] } | undefined) => batch?.exchanges.map(({ id }) => id);

it('gathers for one interval, then delivers once, oldest first', () => {
  const log = buffer(10, 10);
  log.add(exchange(1));
  vi.advanceTimersByTime(99);
  log.add(exchange(2));
  expect(batches).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(batches.map(ids)).toEqual([[1, 2]]);
  vi.advanceTimersByTime(10_000);
  expect(batches).toHaveLength(1);
});

it.each([
  ['fewer than fit', 3, 10, 5, [1, 2, 3], 0],
  ['as many as a batch holds', 5, 10, 5, [1, 2, 3, 4, 5], 0],
  ['more than a batch holds', 8, 10, 5, [4, 5, 6, 7, 8], 3],
  ['more than the ring holds', 25, 4, 5, [22, 23, 24, 25], 21],
])('%s', (_what, count, exchangesMax, batchMax, shown, dropped) => {
  const log = buffer(exchangesMax, batchMax);
  addMany(log, 1, count);
  vi.advanceTimersByTime(100);
  expect(batches).toHaveLength(1);
  expect(ids(batches[0])).toEqual(shown);
  expect(batches[0]?.dropped).toBe(dropped);
});

it('counts exactly, whatever the rhythm', () => {
  const log = buffer(50, 7);
  let added = 0;
  for (let round = 1; round <= 40; round++) {
    addMany(log, added + 1, added + round);
    added += round;
    vi.advanceTimersByTime(round % 3 === 0 ? 30 : 100);
  }
  vi.advanceTimersByTime(100);
  const told = batches.reduce((sum, batch) => sum + batch.exchanges.length + batch.dropped, 0);
  expect(told).toBe(added);
  expect(batches.every((batch) => batch.exchanges.length <= 7)).toBe(true);
});

it('snapshot: the newest, oldest first, and how many are gone', () => {
  const log = buffer(4, 2);
  expect(log.snapshot()).toEqual({ exchanges: [], dropped: 0 });
  addMany(log, 1, 3);
  expect([ids(log.snapshot()), log.snapshot().dropped]).toEqual([[1, 2, 3], 0]);
  addMany(log, 4, 6);
  expect([ids(log.snapshot()), log.snapshot().dropped]).toEqual([[3, 4, 5, 6], 2]);
});

it('what a snapshot holds is not delivered again', () => {
  const log = buffer(10, 10);
  addMany(log, 1, 2);
  log.snapshot();
  log.add(exchange(3));
  vi.advanceTimersByTime(100);
  expect(batches.map(ids)).toEqual([[3]]);
});

it('clear forgets all, also what waited', () => {
  const log = buffer(4, 2);
  addMany(log, 1, 9);
  log.clear();
  vi.advanceTimersByTime(1_000);
  expect(batches).toEqual([]);
  expect(log.snapshot()).toEqual({ exchanges: [], dropped: 0 });
  log.add(exchange(10));
  vi.advanceTimersByTime(100);
  expect(batches).toEqual([{ exchanges: [exchange(10)], dropped: 0 }]);
});

it('counts what never came here, on the way and in the snapshot', () => {
  const log = buffer(10, 10);
  addMany(log, 1, 2);
  log.addDropped(5);
  vi.advanceTimersByTime(100);
  expect(batches).toEqual([{ exchanges: [exchange(1), exchange(2)], dropped: 5 }]);
  log.addDropped(1);
  expect(log.snapshot()).toEqual({ exchanges: [exchange(1), exchange(2)], dropped: 6 });
  vi.advanceTimersByTime(1_000);
  expect(batches).toHaveLength(1);
  log.addDropped(3);
  vi.advanceTimersByTime(100);
  expect(batches.at(-1)).toEqual({ exchanges: [], dropped: 3 });
  log.clear();
  expect(log.snapshot()).toEqual({ exchanges: [], dropped: 0 });
});

it('delivers nothing after close', () => {
  const log = buffer(4, 2);
  log.add(exchange(1));
  log.close();
  vi.advanceTimersByTime(1_000);
  expect(batches).toEqual([]);
});

it('cuts long texts and leaves the others alone', () => {
  const log = buffer(4, 4);
  const long = '/x'.repeat(50_000);
  log.add(exchange(1, { path: long, userAgent: long }));
  log.add(exchange(2, { path: '/ünï', userAgent: null }));
  log.add(exchange(3, { path: null, userAgent: 'curl' }));
  const [first, second, third] = log.snapshot().exchanges;
  expect(first?.path).toBe(`${long.slice(0, 2_048)}…`);
  expect(first?.userAgent).toBe(first?.path);
  expect([second?.path, second?.userAgent, third?.path, third?.userAgent]).toEqual(['/ünï', null, null, 'curl']);
});

it('100,000 exchanges cost the adder next to nothing', async () => {
  vi.useRealTimers();
  const emitter = new EventEmitter();
  const log = new AccessLogBuffer({ deliver: (batch) => emitter.emit('batch', batch) });
  const delivered = once(emitter, 'batch');
  addMany(log, 1, 100_000);
  const [batch] = (await delivered) as [Batch];
  expect(batch.exchanges.length + batch.dropped).toBe(100_000);
  expect(log.snapshot().exchanges.length + log.snapshot().dropped).toBe(100_000);
});
