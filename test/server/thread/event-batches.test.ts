import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ListenError } from '../../../src/main/server/net/listen-error.ts';
import { EventBatches } from '../../../src/main/server/thread/event-batches.ts';
import { fromThreadError } from '../../../src/main/server/thread/thread-error.ts';
import type { EventBatch } from '../../../src/main/server/thread/thread-messages.ts';
import type { Exchange } from '../../../src/shared/exchange.ts';
import { transfer } from '../../support/transfers.ts';

const bounds = {
  eventBatchIntervalMs: 20,
  eventBatchExchangesMax: 3,
  eventBatchFloodExchangesMax: 1,
  exchangesQueuedMax: 5,
  eventBatchFaultsMax: 2,
};
const exchange = (id: number) => ({ id }) as Exchange;
const ids = (batch: EventBatch | undefined) => batch?.exchanges.map(({ id }) => id);

let sent: EventBatch[];
let batches: EventBatches;
beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  batches = new EventBatches(bounds, (batch) => sent.push(batch));
});
afterEach(() => {
  vi.useRealTimers();
});

function add(from: number, to: number): void {
  for (let id = from; id <= to; id++) batches.addExchange(exchange(id));
}

/** The batch that is sent, and taken, after these have ended within one interval. */
function next(from: number, to: number): EventBatch | undefined {
  add(from, to);
  vi.advanceTimersByTime(20);
  batches.taken();
  return sent.at(-1);
}

describe('batches of events', () => {
  it('gather what ends within the interval, in order', () => {
    add(1, 1);
    vi.advanceTimersByTime(19);
    add(2, 3);
    expect(sent).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(sent).toEqual([
      {
        kind: 'events',
        exchangesDropped: 0,
        exchanges: [exchange(1), exchange(2), exchange(3)],
        transfers: null,
        faults: [],
        faultsDropped: 0,
      },
    ]);
    batches.taken();
    vi.advanceTimersByTime(1_000);
    expect(sent).toHaveLength(1);
  });

  it('hold at most so many exchanges; the rest comes in the next one', () => {
    add(1, 5);
    vi.advanceTimersByTime(20);
    batches.taken();
    vi.advanceTimersByTime(20);
    expect(sent.map(ids)).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  it('hold fewer while more come than can be told, and as many as before afterwards', () => {
    add(1, 7);
    vi.advanceTimersByTime(20);
    expect(sent[0]).toMatchObject({ exchanges: [{ id: 3 }], exchangesDropped: 2 });
    batches.taken();
    vi.advanceTimersByTime(20);
    expect(sent[1]).toMatchObject({ exchanges: [{ id: 4 }, { id: 5 }, { id: 6 }], exchangesDropped: 0 });
  });

  it('are a sample of what came last in a flood that goes on, and tell all again after it', () => {
    expect(next(1, 7)).toMatchObject({ exchanges: [{ id: 3 }], exchangesDropped: 2 });
    expect(next(8, 14)).toMatchObject({ exchanges: [{ id: 10 }], exchangesDropped: 6 });
    expect(next(15, 21)).toMatchObject({ exchanges: [{ id: 21 }], exchangesDropped: 10 });
    expect(next(22, 22)).toMatchObject({ exchanges: [{ id: 22 }], exchangesDropped: 0 });
    expect(next(23, 25)).toMatchObject({ exchanges: [{ id: 23 }, { id: 24 }, { id: 25 }], exchangesDropped: 0 });
  });

  it.each([1, 3])('tell all again when no more come than can be told, after a flood of %i batches', (flooded) => {
    let last = 0;
    const more = (count: number): EventBatch | undefined => {
      last += count;
      return next(last - count + 1, last);
    };
    for (let batch = 0; batch < flooded; batch++) expect(more(7)?.exchangesDropped).toBeGreaterThan(0);
    more(2);
    const after = Array.from({ length: 20 }, () => more(2));
    expect(after.map((batch) => batch?.exchangesDropped)).toEqual(new Array(20).fill(0));
    expect(ids(after.at(-1))?.at(-1)).toBe(last);
  });

  it('wait until the last one was taken, however long that is', () => {
    add(1, 2);
    vi.advanceTimersByTime(20);
    add(3, 4);
    vi.advanceTimersByTime(10_000);
    expect(sent).toHaveLength(1);
    batches.taken();
    vi.advanceTimersByTime(20);
    expect(sent.map(ids)).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it.each([1, 5, 6, 7, 11, 1_000])('count exactly what of %i is pushed out by newer ones', (count) => {
    add(1, count);
    batches.flush();
    const kept = Math.min(count, bounds.exchangesQueuedMax);
    expect(ids(sent[0])).toEqual(Array.from({ length: kept }, (_, at) => count - kept + 1 + at));
    expect(sent[0]?.exchangesDropped).toBe(count - kept);
  });

  it('lose none and tell none twice while the other side is slow', () => {
    let id = 0;
    for (let round = 1; round <= 500; round++) {
      for (let count = (round * 7) % 5; count > 0; count--) batches.addExchange(exchange(++id));
      vi.advanceTimersByTime(10);
      if (round % 9 === 0) batches.taken();
    }
    batches.flush();
    const told = sent.flatMap((batch) => ids(batch) ?? []);
    const dropped = sent.reduce((sum, batch) => sum + batch.exchangesDropped, 0);
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
    expect(told.length + dropped).toBe(id);
    expect(dropped).toBeGreaterThan(0);
    expect(Math.max(...sent.slice(0, -1).map((batch) => batch.exchanges.length))).toBeLessThanOrEqual(3);
  });

  it('add what the engine itself dropped', () => {
    batches.addDropped(4);
    add(1, 6);
    batches.addDropped(2);
    vi.advanceTimersByTime(20);
    expect(sent[0]?.exchangesDropped).toBe(7);
  });

  it('tell the latest sample of transfers alone, an empty one too', () => {
    batches.addTransfers([transfer(1)]);
    batches.addTransfers([transfer(1), transfer(2)]);
    vi.advanceTimersByTime(20);
    batches.taken();
    batches.addTransfers([]);
    vi.advanceTimersByTime(20);
    expect(sent.map(({ transfers }) => transfers)).toEqual([[transfer(1), transfer(2)], []]);
  });

  it('tell a few faults and count the others', () => {
    for (const name of ['first', 'second', 'third', 'fourth']) batches.addFault(new Error(name));
    vi.advanceTimersByTime(20);
    expect(sent[0]?.faults.map(({ message }) => message)).toEqual(['first', 'second']);
    expect(sent[0]?.faultsDropped).toBe(2);
    batches.taken();
    batches.addFault('no error at all');
    vi.advanceTimersByTime(20);
    expect(sent[1]).toMatchObject({ faults: [{ message: 'no error at all' }], faultsDropped: 0 });
  });

  it('flush at once, and only what there is', () => {
    batches.flush();
    expect(sent).toEqual([]);
    add(1, 5);
    batches.flush();
    expect(sent.map(ids)).toEqual([[1, 2, 3, 4, 5]]);
    vi.advanceTimersByTime(1_000);
    expect(sent).toHaveLength(1);
  });
});

describe('a fault', () => {
  it('crosses with its name, stack and code', () => {
    const fault = Object.assign(new RangeError('too many'), { code: 'EMFILE' });
    batches.addFault(fault);
    batches.flush();
    const [crossed] = structuredClone(sent[0]?.faults ?? []);
    expect(crossed && fromThreadError(crossed)).toMatchObject({
      name: 'RangeError',
      message: 'too many',
      stack: fault.stack,
      code: 'EMFILE',
    });
  });

  it('is a ListenError again where it was one', () => {
    batches.addFault(new ListenError('in-use', 'EADDRINUSE', 'taken'));
    batches.flush();
    const [crossed] = structuredClone(sent[0]?.faults ?? []);
    const error = crossed && fromThreadError(crossed);
    expect(error).toBeInstanceOf(ListenError);
    expect(error).toMatchObject({ name: 'ListenError', reason: 'in-use', code: 'EADDRINUSE', message: 'taken' });
  });
});
