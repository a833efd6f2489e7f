import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AccessLogBuffer, type AccessLogBufferOptions } from '../../../../src/main/app/access-log/access-log-buffer.ts';
import type { AccessLogEntry, AccessLogPage, AccessLogStatus } from '../../../../src/shared/access-log.ts';
import { exchange } from '../../../support/exchange.ts';

let news: AccessLogStatus[];

beforeEach(() => {
  news = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

function buffer(options: Partial<AccessLogBufferOptions> = {}): AccessLogBuffer {
  return new AccessLogBuffer({ onChanged: (status) => news.push(status), newsIntervalMs: 100, ...options });
}

function addMany(log: AccessLogBuffer, from: number, to: number): void {
  for (let id = from; id <= to; id++) log.add(exchange(id));
}

const entriesOf = (page: AccessLogPage): AccessLogEntry[] => JSON.parse(page.entries);
const pathsOf = (page: AccessLogPage) => entriesOf(page).map(({ path }) => path);

/** As a window that fetches everything. */
function everything(log: AccessLogBuffer, from = 0): (string | null)[] {
  const paths: (string | null)[] = [];
  for (let next = from; ; ) {
    const page = log.page(next);
    paths.push(...pathsOf(page));
    next = page.from + entriesOf(page).length;
    if (next >= page.end) return paths;
  }
}

it('tells once an interval how far it is, and nothing while nothing happens', () => {
  const log = buffer();
  log.add(exchange(1));
  vi.advanceTimersByTime(99);
  log.add(exchange(2));
  expect(news).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(news).toEqual([{ first: 0, end: 2, dropped: 0 }]);
  vi.advanceTimersByTime(10_000);
  expect(news).toHaveLength(1);
});

it('is fetched in pages, oldest first, from any number on', () => {
  const log = buffer({ pageRowsMax: 2 });
  addMany(log, 1, 5);
  expect(pathsOf(log.page(0))).toEqual(['/1', '/2']);
  expect(pathsOf(log.page(2))).toEqual(['/3', '/4']);
  expect(log.page(4)).toMatchObject({ from: 4, first: 0, end: 5, dropped: 0 });
  expect(pathsOf(log.page(4))).toEqual(['/5']);
  expect(pathsOf(log.page(5))).toEqual([]);
  expect(log.page(1_000)).toMatchObject({ from: 5, end: 5 });
});

it('forgets the oldest where it is full, counts them, and goes on with what is there', () => {
  const log = buffer({ exchangesMax: 3 });
  addMany(log, 1, 7);
  expect(log.status).toEqual({ first: 4, end: 7, dropped: 4 });
  expect(log.page(1)).toMatchObject({ from: 4 });
  expect(everything(log)).toEqual(['/5', '/6', '/7']);
  expect([log.find(3), log.find(4)?.path, log.find(7)]).toEqual([undefined, '/5', undefined]);
});

it('keeps fewer rows where they are long, and at least the newest', () => {
  const log = buffer({ charsMax: 100 });
  for (let id = 1; id <= 9; id++)
    log.add(exchange(id, { path: `/${'x'.repeat(28)}${id}`, remoteAddress: '', method: null }));
  expect(log.status).toEqual({ first: 6, end: 9, dropped: 6 });
  log.add(exchange(10, { path: `/${'y'.repeat(500)}` }));
  expect(log.status).toEqual({ first: 9, end: 10, dropped: 9 });
  log.add(exchange(11, { path: '/' }));
  expect(everything(log)).toEqual(['/']);
});

it('counts exactly what it never got', () => {
  const log = buffer({ exchangesMax: 10 });
  addMany(log, 1, 3);
  log.addDropped(40);
  vi.advanceTimersByTime(1_000);
  expect(news).toEqual([{ first: 0, end: 3, dropped: 40 }]);
  addMany(log, 4, 25);
  const { first, end, dropped } = log.status;
  expect(end - first + dropped).toBe(25 + 40);
});

it('tells seldom while more end than it gets, and as often as ever afterwards', () => {
  const log = buffer({ floodNewsIntervalMs: 1_000 });
  for (let batch = 0; batch < 50; batch++) {
    log.addDropped(1_000);
    log.add(exchange(batch));
    vi.advanceTimersByTime(20);
  }
  expect(news).toEqual([{ first: 0, end: 50, dropped: 50_000 }]);
  log.add(exchange(50));
  vi.advanceTimersByTime(100);
  expect(news.at(-1)).toEqual({ first: 0, end: 51, dropped: 50_000 });
});

it('clear forgets all, tells so at once, and the numbers go on', () => {
  const log = buffer({ exchangesMax: 4 });
  addMany(log, 1, 9);
  log.addDropped(5);
  log.clear();
  expect(news).toEqual([{ first: 9, end: 9, dropped: 0 }]);
  expect(log.page(0)).toMatchObject({ from: 9, entries: '[]' });
  log.add(exchange(10));
  expect(everything(log)).toEqual(['/10']);
  vi.advanceTimersByTime(100);
  expect(news.at(-1)).toEqual({ first: 9, end: 10, dropped: 0 });
});

it('tells nothing after close', () => {
  const log = buffer();
  log.add(exchange(1));
  log.close();
  log.add(exchange(2));
  vi.advanceTimersByTime(1_000);
  expect(news).toEqual([]);
});

it('what was taken for an export does not change any more', () => {
  const log = buffer({ exchangesMax: 3 });
  addMany(log, 1, 3);
  const taken = log.exchanges();
  addMany(log, 4, 9);
  log.clear();
  expect(taken.map(({ id }) => id)).toEqual([1, 2, 3]);
});

it('cuts long texts and leaves the others alone', () => {
  const log = buffer();
  const long = '/x'.repeat(50_000);
  log.add(exchange(1, { path: long, userAgent: long }));
  log.add(exchange(2, { path: '/ünï', userAgent: null }));
  log.add(exchange(3, { path: null, userAgent: 'curl' }));
  const [first, second, third] = log.exchanges();
  expect(first?.path).toBe(`${long.slice(0, 2_048)}…`);
  expect(first?.userAgent).toBe(first?.path);
  expect([second?.path, second?.userAgent, third?.path, third?.userAgent]).toEqual(['/ünï', null, null, 'curl']);
});

it('keeps once what a visitor sends with every request', () => {
  const log = buffer();
  const fields = () => [['accept', '*/*']] as const;
  for (let id = 1; id <= 3; id++) log.add(exchange(id, { userAgent: `curl/${8}`, requestFields: fields() }));
  log.add(exchange(4, { userAgent: 'curl/8', requestFields: [['accept', 'text/html']] }));
  const [first, second, , fourth] = log.exchanges();
  expect(second?.requestFields).toBe(first?.requestFields);
  expect(fourth?.requestFields).toEqual([['accept', 'text/html']]);
});

it('the window’s rows leave out what only the details show', () => {
  const log = buffer();
  log.add(exchange(1, { protocol: 'HTTP/1.1', requestFields: [['range', 'bytes=0-']], contentRange: 'bytes 0-1/2' }));
  const [entry] = entriesOf(log.page(0));
  expect(entry).not.toHaveProperty('requestFields');
  expect(entry).toMatchObject({ path: '/1', contentRange: 'bytes 0-1/2', content: 'file', failure: null });
  expect(log.find(0)?.requestFields).toEqual([['range', 'bytes=0-']]);
});

it('pages of hostile texts are short, and nothing gets lost', () => {
  const log = buffer();
  const path = `/${'\u0001'.repeat(2_000)}`;
  for (let id = 0; id < 1_500; id++) log.add(exchange(id, { path }));
  const { length } = entriesOf(log.page(0));
  expect(length).toBeGreaterThan(0);
  expect(length).toBeLessThan(1_000);
  expect(everything(log)).toHaveLength(1_500);
});

it('500,000 exchanges are all there or counted', async () => {
  vi.useRealTimers();
  const emitter = new EventEmitter();
  const log = buffer({ onChanged: (status) => emitter.emit('news', status) });
  const told = once(emitter, 'news');
  addMany(log, 1, 500_000);
  const [status] = (await told) as [AccessLogStatus];
  expect(status.end - status.first + status.dropped).toBe(500_000);
  expect(everything(log)).toHaveLength(100_000);
});
