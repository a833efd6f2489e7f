import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Limits } from '../../src/main/server/limits.ts';
import { runClient } from '../support/client-process.ts';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { heldBytes, mebibytes } from '../support/memory.ts';
import { fetchRaw, RawClient } from '../support/raw-client.ts';
import { untilSettled } from '../support/settled.ts';

const MiB = 1024 * 1024;
const host = 'Host: localhost\r\n';
const block = randomBytes(64 * 1024);
const filmBlocks = 640;
const filmBytes = block.length * filmBlocks;

let share: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine;
const others: RunningEngine[] = [];

beforeAll(async () => {
  share = await temporaryFolder();
  await writeFile(join(share.path, 'a.txt'), 'hello\n');
  await writeFile(join(share.path, 'text.txt'), 'a line of text\n'.repeat(1_000));
  await writeFile(join(share.path, 'film.bin'), Buffer.concat(new Array<Buffer>(filmBlocks).fill(block)));
  engine = await startEngine([itemFor(share.path)]);
});

afterEach(async () => {
  for (const other of others.splice(0)) {
    await other.stop(0);
    expect(other.faults).toEqual([]);
  }
});

afterAll(async () => {
  await engine.stop(0);
  expect(engine.faults).toEqual([]);
  await share[Symbol.asyncDispose]();
});

async function engineWith(limits: Partial<Limits>): Promise<RunningEngine> {
  const other = await startEngine([itemFor(share.path)], { limits });
  others.push(other);
  return other;
}

async function isServing({ port }: RunningEngine): Promise<boolean> {
  return (await fetchRaw(port, '/a.txt')).body.toString() === 'hello\n';
}

const soon = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Sends `bytes` one at a time until the other side answers or closes; resolves with all that it said and the time that it took. */
async function drip(port: number, bytes: Iterable<string>, intervalMs: number): Promise<{ said: string; ms: number }> {
  using client = await RawClient.open(port);
  const startedAt = performance.now();
  let isOver = false;
  const rest = client.rest().then((received) => {
    isOver = true;
    return received.toString('latin1');
  });
  for (const byte of bytes) {
    if (isOver) break;
    client.send(byte);
    await soon(intervalMs);
  }
  const said = await rest;
  return { said, ms: performance.now() - startedAt };
}

describe('slowness', () => {
  test('300 heads that come a byte at a time hold their slots no longer than headTimeoutMs', async () => {
    const slow = await engineWith({ headTimeoutMs: 400, sweepIntervalMs: 20 });
    const drips = Array.from({ length: 300 }, (_, at) => drip(slow.port, `GET /${at}${'x'.repeat(1_000)}`, 40));
    await soon(200);
    expect(await isServing(slow)).toBe(true);
    for (const { said, ms } of await Promise.all(drips)) {
      expect(said).toMatch(/^HTTP\/1\.1 408 /);
      expect(said).toContain('Connection: close\r\n');
      expect(ms).toBeLessThan(3_000);
    }
  });

  test('a body that comes a byte at a time is cut, however steadily', async () => {
    const slow = await engineWith({ bodyIdleTimeoutMs: 200, bodyTimeoutMs: 500, sweepIntervalMs: 20 });
    const lengthed = ['GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n', ...'x'.repeat(200)];
    const chunked = ['GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n', ...'1;x\r\ny\r\n'.repeat(30)];
    for (const { said, ms } of await Promise.all([drip(slow.port, lengthed, 20), drip(slow.port, chunked, 20)])) {
      expect(said).toMatch(/^HTTP\/1\.1 408 /);
      expect(ms).toBeLessThan(2_000);
    }
  });

  test('a reader that takes a byte at a time does not hold up twenty others', async () => {
    const slow = connect({ port: engine.port, host: '127.0.0.1' });
    slow.write(`GET /film.bin?slow HTTP/1.1\r\n${host}\r\n`);
    let taken = 0;
    const taking = setInterval(() => {
      if (slow.read(1) !== null) taken++;
    }, 1);
    await Promise.all(Array.from({ length: 20 }, () => downloadFilm(engine.port)));
    expect(taken).toBeGreaterThan(10);
    clearInterval(taking);
    slow.resetAndDestroy();
    expect(await engine.exchange((each) => each.path === '/film.bin?slow')).toMatchObject({ outcome: 'aborted' });
  });

  /** Checks every byte as it comes, keeping none. */
  function downloadFilm(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1' });
      let head = '';
      let at = 0;
      socket.write(`GET /film.bin HTTP/1.1\r\n${host}Connection: close\r\n\r\n`);
      socket.on('data', (chunk) => {
        let content = chunk;
        if (!head.includes('\r\n\r\n')) {
          head += chunk.toString('latin1');
          const end = head.indexOf('\r\n\r\n');
          if (end < 0) return;
          content = chunk.subarray(chunk.length - (head.length - end - 4));
        }
        while (content.length > 0) {
          const offset = at % block.length;
          const length = Math.min(content.length, block.length - offset);
          if (!content.subarray(0, length).equals(block.subarray(offset, offset + length)))
            reject(new Error(`Wrong bytes at ${at}`));
          at += length;
          content = content.subarray(length);
        }
      });
      socket.on('error', reject);
      socket.on('close', () => (at === filmBytes ? resolve() : reject(new Error(`${at} bytes of ${filmBytes}`))));
    });
  }
});

describe('floods', () => {
  test('800 connections without a request: at most connectionsMax stay, a download goes on, newcomers are served', async () => {
    const crowded = await engineWith({ connectionsMax: 60, connectionsPerAddressMax: 60 });
    using download = await RawClient.open(crowded.port);
    download.send(`GET /film.bin HTTP/1.1\r\n${host}\r\n`);
    await download.until(1_000);
    download.socket.pause();
    let open = 0;
    const sockets = Array.from({ length: 800 }, () => {
      const socket = connect({ port: crowded.port, host: '127.0.0.1' });
      socket.on('connect', () => open++);
      socket.on('close', (_hadError) => open--);
      socket.on('error', () => {});
      return socket.resume();
    });
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    expect(await isServing(crowded)).toBe(true);
    await expect.poll(() => open).toBeLessThanOrEqual(60);
    download.socket.resume();
    expect((await download.response()).body.length).toBe(filmBytes);
    for (const socket of sockets) socket.destroy();
  });

  test('who finds no slot gets a 503 that is not lost to a reset', async () => {
    const full = await engineWith({ connectionsMax: 1, connectionsPerAddressMax: 1 });
    using busy = await RawClient.open(full.port);
    busy.socket.pause();
    busy.send(`GET /film.bin HTTP/1.1\r\n${host}\r\n`);
    busy.socket.resume();
    await busy.until(1);
    busy.socket.pause();
    for (let round = 0; round < 10; round++) {
      const args = ['-q', '-sS', '-o', '/dev/null', '-w', '%{http_code}', '--data-binary', 'x'.repeat(100_000)];
      const { stdout, stderr } = await runClient('curl', [...args, `http://127.0.0.1:${full.port}/`]);
      expect([stdout.toString(), stderr]).toEqual(['503', '']);
    }
  });

  test('endless pipelining by visitors who read nothing: little is read ahead, memory stays, others are served', async () => {
    const before = await heldBytes();
    const requests = Buffer.from(`GET /text.txt HTTP/1.1\r\n${host}\r\n`.repeat(500));
    const sockets = Array.from({ length: 20 }, () => connect({ port: engine.port, host: '127.0.0.1' }).pause());
    /** Writes until the other side has taken nothing for a while. */
    const pump = async (socket: (typeof sockets)[number]): Promise<number> => {
      let taken = 0;
      for (;;) {
        const isTaken = await Promise.race([
          new Promise<true>((resolve) => socket.write(requests, () => resolve(true))),
          soon(500).then(() => false),
        ]);
        if (!isTaken) return taken;
        taken += requests.length;
      }
    };
    const taken = await Promise.all(sockets.map(pump));
    const grown = (await heldBytes()) - before;
    console.log(
      `20 pipelining visitors: ${mebibytes(Math.max(...taken))} taken of each at most, ${mebibytes(grown)} held`,
    );
    expect(grown).toBeLessThan(32 * MiB);
    expect(await isServing(engine)).toBe(true);
    for (const socket of sockets) socket.resetAndDestroy();
  });

  test('one file under thousands of spellings does not fill memory', async () => {
    await untilSettled(join(share.path, 'a.txt'));
    const small = await engineWith({ hotFilesBytesMax: 4 * MiB });
    const spell = async (from: number, to: number): Promise<void> => {
      using client = await RawClient.open(small.port);
      for (let at = from; at < to; at++) {
        const target = `${'/'.repeat(8_000 + at)}a.txt`;
        expect((await client.request('GET', target, `X: ${'x'.repeat(30_000)}\r\n`)).status).toBe(200);
      }
      small.exchanges.length = 0;
    };
    await spell(0, 100);
    const before = await heldBytes();
    await spell(100, 1_000);
    const grown = (await heldBytes()) - before;
    console.log(`900 spellings of one path: ${mebibytes(grown)} held`);
    expect(grown).toBeLessThan(12 * MiB);
  });

  test('thousands of Host values are refused, and not remembered', async () => {
    const ask = async (client: RawClient, name: string): Promise<number> => {
      client.send(`GET /a.txt HTTP/1.1\r\nHost: ${name}\r\n\r\n`);
      return (await client.response()).status;
    };
    using client = await RawClient.open(engine.port);
    for (let at = 0; at < 200; at++) await ask(client, `warm-up-${at}.example`);
    engine.exchanges.length = 0;
    const before = await heldBytes();
    for (let at = 0; at < 4_000; at++) expect(await ask(client, `${'n'.repeat(200)}${at}.example`)).toBe(421);
    for (let at = 0; at < 100; at++) {
      // Each is closed behind its malformed name.
      using other = await RawClient.open(engine.port);
      expect(await ask(other, `127.0.0.1${' '.repeat(60_000)}:${at}`)).toBe(400);
    }
    engine.exchanges.length = 0;
    const grown = (await heldBytes()) - before;
    console.log(`4,100 Host values: ${mebibytes(grown)} held`);
    expect(grown).toBeLessThan(12 * MiB);
    expect(await ask(client, 'localhost')).toBe(200);
  });

  test('an exchange that is kept for the log keeps no more of its request than it tells', async () => {
    const kept: unknown[] = [];
    engine.server.on('exchange', (exchange) => kept.push(exchange));
    using client = await RawClient.open(engine.port);
    const fields = `User-Agent: a-browser-with-a-name/1.0\r\nX: ${'x'.repeat(60_000)}\r\n`;
    await client.request('GET', '/a.txt?before-it-is-measured', fields);
    engine.exchanges.length = 0;
    const before = await heldBytes();
    for (let at = 0; at < 500; at++) await client.request('GET', `/a.txt?a-path-that-is-kept-${at}`, fields);
    engine.exchanges.length = 0;
    const grown = (await heldBytes()) - before;
    console.log(`500 exchanges with heads of 60 KB: ${mebibytes(grown)} held`);
    expect(kept.length).toBeGreaterThan(500);
    expect(grown).toBeLessThan(6 * MiB);
  });
});
