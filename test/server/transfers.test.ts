import { readdir, readlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { limits } from '../../src/main/server/limits.ts';
import type { RunningTransfer } from '../../src/shared/transfer.ts';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { fetchRaw, RawClient } from '../support/raw-client.ts';

const size = 64 * 1024 * 1024;
let outer: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine;
let reports: (readonly RunningTransfer[])[];

beforeAll(async () => {
  outer = await temporaryFolder();
  await writeFile(join(outer.path, 'huge.bin'), Buffer.alloc(size, 7));
  await writeFile(join(outer.path, 'small.txt'), 'small\n');
  await writeFile(join(outer.path, 'long.txt'), Buffer.alloc(16 * 1024 * 1024, 'x'));
  await writeFile(join(outer.path, 'hot.bin'), Buffer.alloc(limits.hotFileBytesMax));
  await utimes(join(outer.path, 'hot.bin'), 1_000_000_000, 1_000_000_000);
});

beforeEach(async () => {
  reports = [];
  engine = await startEngine([itemFor(outer.path)], {
    limits: { transferSampleIntervalMs: 20, transfersReportedMax: 3 },
  });
  engine.server.on('transfers', (transfers) => reports.push(transfers));
});

afterEach(() => engine.stop(0));
afterAll(() => outer[Symbol.asyncDispose]());

/** A visitor who has asked and reads nothing until `resume`. */
async function standingClient(target: string, fields = ''): Promise<RawClient> {
  const client = await RawClient.open(engine.port);
  client.socket.pause();
  client.send(`GET ${target} HTTP/1.1\r\nHost: a\r\n${fields}\r\n`);
  return client;
}

async function openDescriptorsOf(name: string): Promise<number> {
  const paths = (await readdir('/proc/self/fd')).map((each) => readlink(`/proc/self/fd/${each}`).catch(() => ''));
  return (await Promise.all(paths)).filter((path) => path.endsWith(name)).length;
}

test('what is cut while the kernel takes no more is told with the bytes of the last sample, and not of what waited', async () => {
  using _client = await standingClient('/huge.bin');
  const sampled = () => reports.at(-1)?.[0]?.bytes ?? 0;
  // The kernel's buffers are full as soon as two samples are alike.
  await expect.poll(() => sampled() > 0 && reports.at(-2)?.[0]?.bytes === sampled()).toBe(true);
  const bytes = sampled();
  await engine.stop(0);
  expect(engine.exchanges.at(-1)).toMatchObject({ path: '/huge.bin', outcome: 'aborted', bytes });
});

test('a running transfer is reported, with what has gone out so far, and an empty list at its end', async () => {
  using client = await standingClient('/huge.bin', 'User-Agent: phone/1\r\n');
  await expect.poll(() => reports.length).toBeGreaterThan(1);
  const [first] = reports.at(-1) ?? [];
  expect(first).toMatchObject({
    remoteAddress: '127.0.0.1',
    method: 'GET',
    path: '/huge.bin',
    userAgent: 'phone/1',
    status: 200,
    totalBytes: size,
    contentRange: null,
  });
  expect(Math.abs((first?.time ?? 0) - Date.now())).toBeLessThan(60_000);
  expect(first?.bytes).toBeGreaterThan(0);
  expect(first?.bytes).toBeLessThan(size);
  client.socket.resume();
  expect((await client.response()).body.length).toBe(size);
  const exchange = await engine.exchange(({ path }) => path === '/huge.bin');
  expect(exchange).toMatchObject({ transferId: first?.id, outcome: 'completed', failure: null, bytes: size });
  await expect.poll(() => reports.at(-1)).toEqual([]);
  expect(reports.filter((transfers) => transfers.length === 0)).toHaveLength(1);
  const bytes = reports.flat().map((transfer) => transfer.bytes);
  expect(bytes).toEqual(bytes.toSorted((a, b) => a - b));
  expect(structuredClone(reports)).toEqual(reports);
});

test('a range is told with its Content-Range and its own length', async () => {
  using _client = await standingClient('/huge.bin', 'Range: bytes=1000000-\r\n');
  await expect.poll(() => reports.length).toBeGreaterThan(0);
  expect(reports[0]?.[0]).toMatchObject({
    status: 206,
    totalBytes: size - 1_000_000,
    contentRange: `bytes 1000000-${size - 1}/${size}`,
  });
});

test('what is coded while it is sent has no known length', async () => {
  await writeFile(join(outer.path, 'noise.txt'), noise(16 * 1024 * 1024));
  using _client = await standingClient('/noise.txt', 'Accept-Encoding: gzip\r\n');
  await expect.poll(() => reports.length).toBeGreaterThan(0);
  expect(reports[0]?.[0]).toMatchObject({ path: '/noise.txt', status: 200, totalBytes: null });
});

/** Text that gzip cannot make much smaller. */
function noise(length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, Math.min(at + 65_536, length)));
  for (let at = 0; at < length; at++) bytes[at] = 0x20 + ((bytes[at] as number) & 0x3f);
  return bytes;
}

test('the oldest are reported, at most as many as the bound says', async () => {
  const clients: RawClient[] = [];
  for (let at = 0; at < 5; at++) {
    clients.push(await standingClient(`/huge.bin?${at}`));
    await expect.poll(() => reports.at(-1)?.length).toBe(Math.min(at + 1, 3));
  }
  expect(reports.at(-1)?.map(({ path }) => path)).toEqual(['/huge.bin?0', '/huge.bin?1', '/huge.bin?2']);
  for (const client of clients) client.close();
});

test('small files, pages and what is refused are no transfers, and nothing is reported while nothing runs', async () => {
  for (const target of ['/small.txt', '/small.txt', '/', '/nothing', '/huge.bin'])
    await fetchRaw(engine.port, target, 'Connection: close\r\n', target === '/huge.bin' ? 'HEAD' : 'GET');
  await expect.poll(() => engine.exchanges.length).toBe(5);
  expect(engine.exchanges.map(({ transferId }) => transferId)).toEqual([null, null, null, null, null]);
  expect(reports).toEqual([]);
});

test('a hot file whose reader stands still is a transfer, too', async () => {
  await fetchRaw(engine.port, '/hot.bin');
  // Pipelined, so that the kernel's buffers are full before the last one.
  using client = await RawClient.open(engine.port);
  client.socket.pause();
  client.send('GET /hot.bin HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(64));
  await expect.poll(() => reports.at(-1)?.[0]).toMatchObject({ path: '/hot.bin', totalBytes: limits.hotFileBytesMax });
});

test('cutTransfer ends it at once: aborted, the reason told, the file closed; the others go on', async () => {
  using cut = await standingClient('/huge.bin?cut');
  await expect.poll(() => reports.at(-1)?.length).toBe(1);
  using other = await standingClient('/huge.bin?other');
  await expect.poll(() => reports.at(-1)?.length).toBe(2);
  const [transfer] = reports.at(-1) ?? [];
  const before = await openDescriptorsOf('huge.bin');
  engine.server.cutTransfer(transfer?.id ?? 0);
  const exchange = await engine.exchange(({ path }) => path === '/huge.bin?cut');
  expect(exchange).toMatchObject({
    status: 200,
    outcome: 'aborted',
    failure: 'stopped-by-owner',
    content: 'file',
    transferId: transfer?.id,
  });
  expect(exchange.bytes).toBeGreaterThan(0);
  expect(exchange.bytes).toBeLessThan(size);
  expect([before, await openDescriptorsOf('huge.bin')]).toEqual([2, 1]);
  cut.socket.resume();
  expect((await cut.rest()).length).toBeLessThan(size);
  other.socket.resume();
  expect((await other.response()).body.length).toBe(size);
});

test('cutTransfer of one that has ended, or never was, does nothing', async () => {
  using client = await standingClient('/huge.bin');
  await expect.poll(() => reports.at(-1)?.length).toBe(1);
  const id = reports.at(-1)?.[0]?.id ?? 0;
  client.socket.resume();
  await client.response();
  await engine.exchange(({ transferId }) => transferId === id);
  for (const none of [id, 0, -1, 1e9, Number.NaN]) engine.server.cutTransfer(none);
  expect((await client.request('GET', '/small.txt')).body.toString()).toBe('small\n');
  await engine.exchange(({ id }) => id === 2);
  expect(engine.exchanges).toHaveLength(2);
});

test('a stop cuts them after its grace, tells each, and reports an empty list', async () => {
  using _client = await standingClient('/huge.bin');
  await expect.poll(() => reports.length).toBeGreaterThan(0);
  await engine.stop(0);
  expect(engine.exchanges[0]).toMatchObject({ outcome: 'aborted', failure: 'share-stopped' });
  expect(reports.filter((transfers) => transfers.length === 0)).toEqual([[]]);
  expect(reports.at(-1)).toEqual([]);
});
