import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningTransfer } from '../../src/shared/transfer.ts';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { Random } from '../support/random.ts';
import { fetchRaw, RawClient } from '../support/raw-client.ts';

/** Small, so that places that were not given back would be missed at once. */
const places = { connectionsMax: 40, connectionsPerAddressMax: 40, listingsRunningMax: 3, listingsWaitingMax: 1 };
const limits = { ...places, gzipStreamsMax: 2, hotLoadsMax: 2 };
const transfers = 10_000;
const parallel = 24;
const seed = Math.floor(Math.random() * 1_000_000_000);

let share: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine;

let runningTransfers: readonly RunningTransfer[] = [];

beforeAll(async () => {
  share = await temporaryFolder();
  const path = (name: string): string => join(share.path, name);
  await writeFile(path('a.txt'), 'hello\n');
  await writeFile(path('film.bin'), Buffer.alloc(24 * 1024 * 1024, 7));
  // Text that shrinks by half only, so that a reader who stops stops the coder, too.
  await writeFile(path('text.txt'), randomBytes(12 * 1024 * 1024).toString('hex'));
  await mkdir(path('many'));
  await mkdir(path('huge'));
  await writeNames(path('many'), 2_500, (at) => `file ${at}.txt`);
  // A listing of more than the kernel takes ahead of the reader.
  await writeNames(path('huge'), 12_000, (at) => `${at} ${'%'.repeat(240)}`);
  engine = await startEngine([itemFor(share.path)], { limits });
  engine.server.on('transfers', (transfers) => {
    runningTransfers = transfers;
  });
});

afterAll(async () => {
  await engine.stop(0);
  await share[Symbol.asyncDispose]();
});

async function writeNames(folder: string, count: number, nameOf: (at: number) => string): Promise<void> {
  for (let at = 0; at < count; at += 500) {
    const names = Array.from({ length: Math.min(500, count - at) }, (_, index) => nameOf(at + index));
    await Promise.all(names.map((name) => writeFile(join(folder, name), '')));
  }
}

/** What this process has open: both ends of each connection, too. */
async function openDescriptors(): Promise<number> {
  return (await readdir('/proc/self/fd')).length;
}

/** The same when nothing is being closed any more. */
async function restingDescriptors(): Promise<number> {
  for (let last = -1, same = 0; ; ) {
    const count = await openDescriptors();
    same = count === last ? same + 1 : 0;
    if (same === 5) return count;
    last = count;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What of the share is open. */
async function openShared(): Promise<string[]> {
  const links = (await readdir('/proc/self/fd')).map((number) => readlink(`/proc/self/fd/${number}`).catch(() => ''));
  return (await Promise.all(links)).filter((path) => path.startsWith(share.path));
}

function requestOf(random: Random): string {
  const kind = random.next();
  const gzip = random.chance(0.5) ? 'Accept-Encoding: gzip\r\n' : '';
  if (kind < 0.5) return request('GET', '/film.bin');
  if (kind < 0.65) return request('GET', '/film.bin', `Range: bytes=${random.below(10_000_000)}-\r\n`);
  if (kind < 0.75) return request('GET', '/film.bin', 'Range: bytes=0-999999, 3000000-3999999, -100000\r\n');
  if (kind < 0.78) return request('GET', '/text.txt', 'Accept-Encoding: gzip\r\n');
  if (kind < 0.88) return request('HEAD', random.pick(['/film.bin', '/text.txt', '/many/']), gzip);
  if (kind < 0.97) return request('GET', random.pick(['/a.txt', '/nothing', '/many']), gzip);
  return request('GET', random.pick(['/many/', '/many/?format=json']), gzip);
}

function request(method: string, path: string, fields = ''): string {
  return `${method} ${path} HTTP/1.1\r\nHost: localhost\r\n${fields}\r\n`;
}

/** One transfer, broken off at some moment. */
function abortedTransfer(random: Random): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ port: engine.port, host: '127.0.0.1' });
    let left = random.chance(0.6) ? 1 : random.below(1_000_000);
    socket.on('error', () => {});
    socket.on('close', () => resolve());
    socket.on('connect', () => {
      socket.write(requestOf(random).repeat(random.chance(0.2) ? 3 : 1));
      // Most are let begin: whoever is gone before it is accepted is no transfer.
      const moment = random.below(12);
      if (moment === 0) socket.resetAndDestroy();
      else if (moment === 1) setImmediate(() => socket.resetAndDestroy());
      else if (moment === 2) setTimeout(() => socket.resetAndDestroy(), random.below(8));
      else if (moment === 3) setTimeout(() => socket.destroy(), random.below(8));
    });
    socket.on('data', (chunk) => {
      left -= chunk.length;
      if (left <= 0) socket.resetAndDestroy();
    });
    // An answer without a body would be waited for in vain.
    socket.setTimeout(50, () => socket.resetAndDestroy());
  });
}

async function abortTransfers(count: number, random: Random): Promise<void> {
  let left = count;
  const work = async (): Promise<void> => {
    while (left-- > 0) await abortedTransfer(random);
  };
  await Promise.all(Array.from({ length: parallel }, work));
}

describe.runIf(process.platform === 'linux')(`${transfers} transfers that are broken off`, () => {
  test('leave no descriptor open, and nothing of the share', { timeout: 120_000 }, async () => {
    // What is opened once and kept is no leak: the threads that read folders, and what Node opens for itself.
    await Promise.all(Array.from({ length: limits.listingsRunningMax }, () => fetchRaw(engine.port, '/huge/')));
    await abortTransfers(200, new Random(seed + 1));
    await expect.poll(openShared, { timeout: 5_000 }).toEqual([]);
    const before = await restingDescriptors();
    const startedAt = performance.now();
    await abortTransfers(transfers, new Random(seed));
    console.log(
      `--seed ${seed}: ${Math.round(performance.now() - startedAt)} ms, ${engine.exchanges.length} exchanges`,
    );
    await expect.poll(openShared, { timeout: 1_000, interval: 20 }).toEqual([]);
    await expect.poll(openDescriptors, { timeout: 5_000 }).toBe(before);
    const aborted = engine.exchanges.filter(({ outcome }) => outcome === 'aborted');
    expect(aborted.length).toBeGreaterThan(transfers / 4);
    expect(new Set(aborted.map(({ failure }) => failure))).toEqual(new Set(['visitor-left']));
    // Each transfer has ended once, and none is still said to run.
    const transferIds = engine.exchanges.flatMap(({ transferId }) => transferId ?? []);
    expect(new Set(transferIds).size).toBe(transferIds.length);
    expect(runningTransfers).toEqual([]);
    expect(engine.faults).toEqual([]);
  });

  test('have given back every place: connections', async () => {
    const clients: RawClient[] = [];
    for (let at = 0; at < limits.connectionsMax; at++) {
      const client = await RawClient.open(engine.port);
      client.send('GET /film.bin HTTP/1.1\r\nHost: localhost\r\n\r\n');
      await client.until(1);
      client.socket.pause();
      clients.push(client);
    }
    using refused = await RawClient.open(engine.port);
    expect((await refused.response()).status).toBe(503);
    for (const client of clients) client.close();
    await expect.poll(async () => (await fetchRaw(engine.port, '/a.txt').catch(() => null))?.status).toBe(200);
  });

  test('have given back every place: listings', async () => {
    const start = async (): Promise<RawClient> => {
      const client = await RawClient.open(engine.port);
      client.send('GET /huge/ HTTP/1.1\r\nHost: localhost\r\n\r\n');
      return client;
    };
    const running = await Promise.all(Array.from({ length: limits.listingsRunningMax }, start));
    for (const client of running) {
      await client.until(20);
      client.socket.pause();
    }
    // Of two more one waits and one is refused: exactly the places that there are were free.
    const more = await Promise.all([start(), start()]);
    const refused = await Promise.race(more.map((client) => client.until(12).then(() => client)));
    expect(refused.peek(12)).toBe('HTTP/1.1 503');
    const waiting = more.find((client) => client !== refused) as RawClient;
    expect(waiting.pendingBytes).toBe(0);
    running[0]?.close();
    await waiting.until(12);
    expect(waiting.peek(12)).toBe('HTTP/1.1 200');
    for (const client of more) client.close();
    for (const client of running) client.close();
  });

  test('have given back every place: gzip', async () => {
    const start = async (): Promise<[RawClient, string]> => {
      const client = await RawClient.open(engine.port);
      client.send('GET /text.txt HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n');
      await client.until(2_000);
      client.socket.pause();
      return [client, client.peek(2_000)];
    };
    const coded = [await start(), await start()];
    const plain = await start();
    for (const [, head] of coded) expect(head).toContain('Content-Encoding: gzip');
    expect(plain[1]).not.toContain('Content-Encoding');
    for (const [client] of [...coded, plain]) client.close();
    await expect.poll(openShared, { timeout: 1_000, interval: 20 }).toEqual([]);
  });

  test('and the engine serves as before', async () => {
    expect((await fetchRaw(engine.port, '/film.bin')).body.length).toBe(24 * 1024 * 1024);
    expect((await fetchRaw(engine.port, '/many/')).body.toString()).toContain('file 2499.txt');
    await expect.poll(openShared, { timeout: 1_000, interval: 20 }).toEqual([]);
  });
});
