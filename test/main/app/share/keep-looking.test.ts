import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { hiddenRefreshIntervalMs, refreshIntervalMs } from '../../../../src/main/app/limits.ts';
import { keepLooking } from '../../../../src/main/app/share/keep-looking.ts';
import type { ShareState } from '../../../../src/shared/ipc.ts';

let looks: number;
let isSeen: boolean;
let waitsForItems: boolean;
let state: ShareState;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  looks = 0;
  isSeen = false;
  waitsForItems = false;
  state = { status: 'stopped' };
  stop = keepLooking({
    share: {
      refresh: async () => void looks++,
      get waitsForItems() {
        return waitsForItems;
      },
      get state() {
        return state;
      },
    },
    isSeen: () => isSeen,
    reportFault: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

it('looks within two seconds while the window is seen', () => {
  isSeen = true;
  vi.advanceTimersByTime(3 * refreshIntervalMs);
  expect(looks).toBe(3);
  expect(refreshIntervalMs).toBeLessThanOrEqual(2_000);
});

it('looks now and then in a hidden window where a share runs or waits for its items, else never', () => {
  vi.advanceTimersByTime(10 * hiddenRefreshIntervalMs);
  expect(looks).toBe(0);
  waitsForItems = true;
  vi.advanceTimersByTime(2 * (hiddenRefreshIntervalMs + refreshIntervalMs));
  expect(looks).toBeGreaterThan(0);
  expect(looks).toBeLessThanOrEqual(3);
  const before = looks;
  waitsForItems = false;
  state = { status: 'sharing', port: 8000, instead: null, addresses: [] };
  vi.advanceTimersByTime(2 * (hiddenRefreshIntervalMs + refreshIntervalMs));
  expect(looks).toBeGreaterThan(before);
});

it('ends when told', () => {
  isSeen = true;
  stop();
  vi.advanceTimersByTime(10 * refreshIntervalMs);
  expect(looks).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});
