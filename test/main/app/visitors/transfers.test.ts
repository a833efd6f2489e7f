import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { transferStopHoldMs } from '../../../../src/main/app/limits.ts';
import { Transfers } from '../../../../src/main/app/visitors/transfers.ts';
import type { Exchange } from '../../../../src/shared/exchange.ts';
import type { RunningTransfer, TransfersSnapshot } from '../../../../src/shared/transfer.ts';
import { exchange } from '../../../support/exchange.ts';
import { transfer } from '../../../support/transfers.ts';

const MB = 1_000_000;
const start = 1_790_000_000_000;

let now: number;
let cut: number[];
let delivered: TransfersSnapshot[];
let transfers: Transfers;

beforeEach(() => {
  vi.useFakeTimers();
  now = start;
  cut = [];
  delivered = [];
  transfers = create();
});
afterEach(() => vi.useRealTimers());

function create(rowsMax?: number): Transfers {
  return new Transfers({
    server: { cutTransfer: (id) => cut.push(id) },
    isThisComputer: (address) => address === '127.0.0.1',
    deliver: (snapshot) => delivered.push(snapshot),
    now: () => now,
    ...(rowsMax === undefined ? {} : { rowsMax }),
  });
}

const rows = () => transfers.snapshot().transfers;
const row = () => {
  const [only, ...others] = rows();
  expect(others).toEqual([]);
  return only;
};

/** One quarter of a second later, the engine tells what is running. */
function sample(...running: RunningTransfer[]): void {
  now += 250;
  transfers.sampled(running);
}

const big = (id: number, changes: Partial<RunningTransfer> = {}) =>
  transfer(id, { time: start, path: '/film.mkv', totalBytes: 100 * MB, ...changes });
const part = (id: number, from: number, to: number, bytes: number, time = start) =>
  big(id, { time, status: 206, contentRange: `bytes ${from}-${to - 1}/${100 * MB}`, totalBytes: to - from, bytes });
/** The same, ended. */
const end = (running: RunningTransfer, changes: Partial<Exchange> = {}) => {
  const { id, time, remoteAddress, path, status, bytes, contentRange } = running;
  const ended = { time, remoteAddress, path, status, bytes, contentRange, transferId: id, durationMs: now - time };
  transfers.ended(exchange(id, { ...ended, ...changes }));
};
const cutOff = { outcome: 'aborted', failure: 'visitor-left' } as const;

describe('one download', () => {
  it('runs with progress, speed and time left, then is finished', () => {
    sample(big(1, { bytes: 5 * MB }));
    expect(row()).toMatchObject({
      remoteAddress: '192.168.1.7',
      isThisComputer: false,
      path: '/film.mkv',
      state: 'running',
      sentBytes: 5 * MB,
      sizeBytes: 100 * MB,
      isWhole: true,
      exchanges: 1,
      bytesPerSecond: 20 * MB,
      leftMs: 4750,
      startedAt: start,
      endedAt: null,
    });
    sample(big(1, { bytes: 10 * MB }));
    expect(row()).toMatchObject({ sentBytes: 10 * MB, bytesPerSecond: 20 * MB, leftMs: 4500, exchanges: 1 });
    sample();
    end(big(1, { bytes: 100 * MB }));
    expect(row()).toMatchObject({
      state: 'finished',
      sentBytes: 100 * MB,
      bytesPerSecond: null,
      leftMs: null,
      endedAt: now,
    });
  });

  it('tells why it was cut off', () => {
    sample(big(1, { bytes: 5 * MB }));
    end(big(1, { bytes: 6 * MB }), cutOff);
    expect(row()).toMatchObject({ state: 'cut-off', failure: 'visitor-left', sentBytes: 6 * MB, endedAt: now });
  });

  it('that is taken up again goes on in its row', () => {
    sample(big(1, { bytes: 40 * MB }));
    end(big(1, { bytes: 40 * MB }), cutOff);
    sample(part(2, 40 * MB, 100 * MB, 10 * MB, now));
    expect(row()).toMatchObject({ state: 'running', sentBytes: 50 * MB, isWhole: false, exchanges: 2 });
    end(part(2, 40 * MB, 100 * MB, 60 * MB));
    expect(row()).toMatchObject({ state: 'finished', sentBytes: 100 * MB, failure: null, startedAt: start });
  });

  it('tells for how long it was running, without the pauses and what came after', () => {
    sample(big(1, { bytes: 40 * MB }));
    end(big(1, { bytes: 40 * MB }), cutOff);
    expect(row()).toMatchObject({ activeMs: 250 });
    now += 60_000;
    const resumed = part(2, 40 * MB, 100 * MB, 60 * MB, now);
    now += 500;
    end(resumed);
    expect(row()).toMatchObject({ state: 'finished', activeMs: 750, endedAt: now });
    const finishedAt = now;
    now += 60_000;
    end(part(3, 10, 20, 10, now));
    expect(row()).toMatchObject({ state: 'finished', activeMs: 750, endedAt: finishedAt });
  });

  it('that is begun again from the start starts its row anew', () => {
    sample(big(1, { bytes: 40 * MB }));
    end(big(1, { bytes: 40 * MB }), cutOff);
    const restarted = now;
    sample(big(2, { bytes: 3 * MB, time: restarted }));
    expect(row()).toMatchObject({ state: 'running', sentBytes: 3 * MB, exchanges: 1, startedAt: restarted });
  });

  it('of unknown length tells no size and no time left, and is finished all the same', () => {
    const gzip = (bytes: number) => big(1, { totalBytes: null, bytes });
    sample(gzip(2 * MB));
    expect(row()).toMatchObject({ sizeBytes: null, leftMs: null, sentBytes: 2 * MB, bytesPerSecond: 8 * MB });
    end(gzip(3 * MB));
    expect(row()).toMatchObject({ state: 'finished', sizeBytes: null, sentBytes: 3 * MB });
  });

  it('that was over before anyone looked is there, too', () => {
    transfers.ended(exchange(9, { path: '/fast.bin?download', bytes: 5 * MB, durationMs: 20 }));
    expect(row()).toMatchObject({ path: '/fast.bin', state: 'finished', sentBytes: 5 * MB, sizeBytes: 5 * MB });
  });

  it('stays ended where a sample that was taken before its end is told after it', () => {
    sample(big(1, { bytes: 5 * MB }));
    end(big(1, { bytes: 100 * MB }));
    const endedAt = now;
    sample(big(1, { bytes: 90 * MB }));
    sample();
    expect(row()).toMatchObject({ state: 'finished', sentBytes: 100 * MB, exchanges: 1, endedAt });
  });

  it('whose end is told long after the last sample is one exchange all the same', () => {
    sample(part(1, 0, 100 * MB, 5 * MB));
    sample(big(2, { path: '/other', bytes: MB }));
    for (const bytes of [2, 3, 4]) sample(big(2, { path: '/other', bytes: bytes * MB }));
    end(part(1, 0, 100 * MB, 100 * MB));
    expect(rows()).toMatchObject([
      { path: '/other', state: 'running' },
      { path: '/film.mkv', state: 'finished', sentBytes: 100 * MB },
    ]);
  });

  it('whose end is never told is not said to be finished', () => {
    sample(big(1, { bytes: 40 * MB }));
    sample();
    expect(row()).toMatchObject({ state: 'partial', failure: null, endedAt: now });
  });

  it('stands still without a time left', () => {
    sample(big(1, { bytes: 5 * MB }));
    for (let samples = 0; samples < 400; samples += 1) sample(big(1, { bytes: 5 * MB }));
    expect(row()).toMatchObject({ state: 'running', bytesPerSecond: 0, leftMs: null });
  });
});

describe('one file in many exchanges', () => {
  it('is one row for a download manager, finished when all of it is there', () => {
    const eighth = (100 * MB) / 8;
    const parts = (bytes: number) =>
      Array.from({ length: 8 }, (_, index) => part(index + 1, index * eighth, (index + 1) * eighth, bytes));
    sample(...parts(MB));
    expect(row()).toMatchObject({ state: 'running', sentBytes: 8 * MB, sizeBytes: 100 * MB, exchanges: 8 });
    expect(row()?.leftMs).toBeCloseTo(2875);
    sample(...parts(2 * MB).slice(1));
    end(part(1, 0, eighth, eighth));
    expect(row()).toMatchObject({ state: 'running', sentBytes: 14 * MB + eighth });
    for (const each of parts(eighth).slice(1)) end(each);
    expect(row()).toMatchObject({ state: 'finished', sentBytes: 100 * MB, isWhole: false, exchanges: 8 });
  });

  it('is one row for a video, whose small ranges are worth one because the file is large', () => {
    for (let index = 0; index < 300; index += 1) {
      end(part(index + 1, index * 1000, index * 1000 + 500, 500));
    }
    expect(row()).toMatchObject({ state: 'partial', sentBytes: 150_000, sizeBytes: 100 * MB, exchanges: 300 });
    end(part(400, 0, 2, 2));
    expect(row()).toMatchObject({ state: 'partial', sentBytes: 150_000, exchanges: 301 });
  });

  it('counts bytes without a place only as sent', () => {
    sample(big(1, { status: 206, contentRange: null, totalBytes: 3 * MB, bytes: 2 * MB }));
    expect(row()).toMatchObject({ sizeBytes: null, sentBytes: 2 * MB, isWhole: false });
    end(big(1, { status: 206, contentRange: null, totalBytes: 3 * MB, bytes: 3 * MB }));
    expect(row()).toMatchObject({ state: 'partial', sentBytes: 3 * MB });
  });

  it('starts anew where the file has another size now', () => {
    end(part(1, 0, 50 * MB, 50 * MB));
    sample(transfer(2, { path: '/film.mkv', status: 206, contentRange: 'bytes 5000000-6999999/7000000', bytes: MB }));
    expect(row()).toMatchObject({ sizeBytes: 7 * MB, sentBytes: MB, exchanges: 1 });
  });

  it('stays finished where a piece is fetched again', () => {
    end(big(1, { bytes: 100 * MB }));
    end(part(2, 10, 20, 10));
    expect(row()).toMatchObject({ state: 'finished', sentBytes: 100 * MB, exchanges: 2 });
  });
});

describe('the list', () => {
  it('has a row for each visitor and file, running ones first, each newest first', () => {
    now = start + 1000;
    end(big(1, { bytes: 100 * MB, path: '/a' }));
    now += 1000;
    end(big(2, { bytes: 100 * MB, path: '/b' }));
    sample(
      big(3, { path: '/c', bytes: MB }),
      big(4, { path: '/c', bytes: MB, time: now, remoteAddress: '192.168.1.8' }),
    );
    expect(rows().map(({ path, remoteAddress }) => `${remoteAddress}${path}`)).toEqual([
      '192.168.1.8/c',
      '192.168.1.7/c',
      '192.168.1.7/b',
      '192.168.1.7/a',
    ]);
  });

  it.each<[string, Partial<Exchange>]>([
    ['a small file that went fast', { bytes: 999_999, durationMs: 999 }],
    ['a listing', { bytes: 5 * MB, content: 'listing' }],
    ['our own page’s assets', { bytes: 5 * MB, content: 'asset' }],
    ['an answer without content', { bytes: 0, content: 'other', status: 304 }],
    ['what could not be parsed', { bytes: 5 * MB, path: null }],
  ])('does not tell of %s', (_what, changes) => {
    transfers.ended(exchange(1, changes));
    expect(rows()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tells of a small file that takes long, while it runs and when it has ended', () => {
    const small = (bytes: number) => transfer(1, { time: start, totalBytes: 5000, bytes });
    sample(small(1000));
    expect(rows()).toEqual([]);
    for (const bytes of [2000, 3000, 4000]) sample(small(bytes));
    expect(row()).toMatchObject({ state: 'running', sentBytes: 4000 });
    end(small(5000));
    expect(row()).toMatchObject({ state: 'finished', sentBytes: 5000 });
  });

  it('knows this computer', () => {
    sample(big(1, { remoteAddress: '127.0.0.1' }));
    expect(row()?.isThisComputer).toBe(true);
  });

  it('keeps the newest rows, and never drops a running one for an ended one', () => {
    transfers = create(3);
    sample(big(1, { path: '/running', bytes: MB }));
    for (const path of ['/1', '/2', '/3', '/4']) {
      now += 1000;
      transfers.ended(exchange(1, { path, bytes: MB }));
    }
    expect(rows().map(({ path }) => path)).toEqual(['/running', '/4', '/3']);
  });

  it('keeps little of a hostile path', () => {
    transfers.ended(exchange(1, { path: `/${'x'.repeat(60_000)}` }));
    expect(row()?.path.length).toBeLessThan(3000);
  });

  it('is cleared but for what is running', () => {
    end(big(1, { path: '/ended', bytes: 100 * MB }));
    sample(big(2, { path: '/running', bytes: MB }));
    transfers.clear();
    expect(rows().map(({ path }) => path)).toEqual(['/running']);
  });
});

describe('stopping', () => {
  it('cuts all that is running of one row, and says so', () => {
    sample(part(1, 0, 50, 10), part(2, 50, 100, 10), big(3, { path: '/other', bytes: MB }));
    const stopped = rows().find(({ path }) => path === '/film.mkv');
    expect(transfers.stop(stopped?.id ?? 0)).toBe(true);
    expect(cut).toEqual([1, 2]);
    end(part(1, 0, 50, 10), { outcome: 'aborted', failure: 'stopped-by-owner' });
    end(part(2, 50, 100, 10), { outcome: 'aborted', failure: 'stopped-by-owner' });
    expect(rows()).toMatchObject([
      { path: '/other', state: 'running' },
      { path: '/film.mkv', state: 'stopped', failure: 'stopped-by-owner' },
    ]);
  });

  it('cuts what the visitor’s program tries again, until it gives up for a while', () => {
    sample(big(1, { bytes: MB }));
    transfers.stop(row()?.id ?? 0);
    end(big(1, { bytes: MB }), { outcome: 'aborted', failure: 'stopped-by-owner' });
    for (let id = 2; id < 6; id += 1) {
      now += transferStopHoldMs - 1000;
      sample(part(id, MB, 100 * MB, MB, now));
      end(part(id, MB, 100 * MB, MB, now), { outcome: 'aborted', failure: 'stopped-by-owner' });
    }
    expect(cut).toEqual([1, 2, 3, 4, 5]);
    expect(row()).toMatchObject({ state: 'stopped', sentBytes: MB, exchanges: 1 });
    now += transferStopHoldMs;
    sample(part(6, MB, 100 * MB, MB, now));
    expect(row()).toMatchObject({ state: 'running', sentBytes: 2 * MB });
    expect(cut).toEqual([1, 2, 3, 4, 5]);
  });

  it('holds though its row was cleared, and for this file and visitor alone', () => {
    sample(big(1, { bytes: MB }));
    transfers.stop(row()?.id ?? 0);
    end(big(1, { bytes: MB }), { outcome: 'aborted', failure: 'stopped-by-owner' });
    transfers.clear();
    sample(
      big(2, { bytes: MB }),
      big(3, { path: '/b', bytes: MB }),
      big(4, { remoteAddress: '192.168.1.8', bytes: MB }),
    );
    expect(cut).toEqual([1, 2]);
    end(big(2, { bytes: MB }), { outcome: 'aborted', failure: 'stopped-by-owner' });
    expect(rows().map(({ remoteAddress, path }) => remoteAddress + path)).toEqual([
      '192.168.1.8/film.mkv',
      '192.168.1.7/b',
    ]);
  });

  it('does nothing to what has ended or never was', () => {
    end(big(1, { bytes: 100 * MB }));
    expect(transfers.stop(row()?.id ?? 0)).toBe(false);
    expect(transfers.stop(4711)).toBe(false);
    expect(cut).toEqual([]);
  });

  it('is what a block does, too', () => {
    sample(big(1, { bytes: MB }));
    end(big(1, { bytes: MB }), { outcome: 'aborted', failure: 'blocked' });
    expect(row()).toMatchObject({ state: 'stopped', failure: 'blocked' });
  });
});

describe('the window', () => {
  it('is told at most four times a second, of the newest state', () => {
    for (let count = 1; count <= 20; count += 1) {
      transfers.sampled([big(1, { bytes: count * MB })]);
      now += 50;
      vi.advanceTimersByTime(50);
    }
    expect(delivered).toHaveLength(4);
    expect(delivered.at(-1)?.transfers).toMatchObject([{ sentBytes: 20 * MB }]);
  });

  it('is told nothing while nothing changes', () => {
    for (let samples = 0; samples < 400; samples += 1) sample(big(1, { bytes: MB }));
    vi.advanceTimersByTime(1000);
    delivered = [];
    for (let samples = 0; samples < 40; samples += 1) {
      sample(big(1, { bytes: MB }));
      vi.advanceTimersByTime(250);
    }
    expect(delivered).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is told of the end where the engine tells nothing more', () => {
    sample(big(1, { bytes: MB }));
    vi.advanceTimersByTime(250);
    sample();
    end(big(1, { bytes: 100 * MB }));
    vi.advanceTimersByTime(250);
    expect(delivered.at(-1)?.transfers).toMatchObject([{ state: 'finished' }]);
  });

  it('is told nothing after the close', () => {
    sample(big(1, { bytes: MB }));
    transfers.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});
