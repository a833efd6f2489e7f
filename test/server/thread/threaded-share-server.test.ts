import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Limits, limits } from '../../../src/main/server/limits.ts';
import { ListenError } from '../../../src/main/server/net/listen-error.ts';
import { EngineDiedError } from '../../../src/main/server/thread/engine-thread.ts';
import {
  createThreadedShareServer,
  type ThreadedShareServer,
} from '../../../src/main/server/thread/threaded-share-server.ts';
import type { Exchange } from '../../../src/shared/exchange.ts';
import type { RunningTransfer } from '../../../src/shared/transfer.ts';
import { itemFor, temporaryFolder } from '../../support/engine.ts';
import { RawClient } from '../../support/raw-client.ts';
import { watchThreads } from '../../support/watch-threads.ts';

const host = 'Host: localhost\r\n';
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let servers: ThreadedShareServer[];
let watched: ReturnType<typeof watchThreads>;

beforeEach(async () => {
  folder = await temporaryFolder();
  servers = [];
  watched = watchThreads();
  await writeFile(join(folder.path, 'hello.txt'), 'hello');
  await writeFile(join(folder.path, 'large.bin'), Buffer.alloc(64 * 1024 * 1024));
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  watched[Symbol.dispose]();
  await folder[Symbol.asyncDispose]();
});

/** A server that shares the folder, and what it told so far. */
function makeServer(bounds: Partial<Limits> = {}) {
  const server = createThreadedShareServer({ fsModule: 'node:fs', limits: bounds });
  servers.push(server);
  const told = { exchanges: [] as Exchange[], dropped: 0, faults: [] as Error[], deaths: [] as Error[] };
  server.on('exchange', (exchange) => told.exchanges.push(exchange));
  server.on('exchangesDropped', (count) => {
    told.dropped += count;
  });
  server.on('fault', (error) => told.faults.push(error));
  server.on('died', (error) => told.deaths.push(error));
  server.setItems([itemFor(folder.path)]);
  return { server, told, listen: () => server.start({ port: 0, address: '127.0.0.1' }) };
}

/** Ends the engine's newest thread as an exhausted memory would, and waits until that is known. */
async function kill(server: ThreadedShareServer): Promise<void> {
  const known = new Promise((resolve) => server.on('fault', resolve));
  await watched.threads.at(-1)?.terminate();
  await known;
}

async function statusOf(port: number, target: string): Promise<number> {
  using client = await RawClient.open(port);
  return (await client.request('GET', target)).status;
}

describe('an engine in a thread', () => {
  it('has no thread before it is needed, then one for good', async () => {
    const { server, listen } = makeServer();
    expect(watched.threads).toHaveLength(0);
    await listen();
    await server.stop(0);
    await listen();
    expect(watched.threads).toHaveLength(1);
  });

  it('has its thread ahead where it is asked to prepare', async () => {
    const { server, listen } = makeServer();
    server.prepare();
    server.prepare();
    const { port } = await listen();
    expect(await statusOf(port, '/hello.txt')).toBe(200);
    expect(watched.threads).toHaveLength(1);
  });

  it('keeps a ListenError as such: class, reason, code', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const { server } = makeServer();
    const error = await server.start({ port, address: '127.0.0.1', strictPort: true }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ListenError);
    expect(error).toMatchObject({ name: 'ListenError', reason: 'in-use', code: 'EADDRINUSE' });
    taken.close();
  });

  it('rejects a second start, and goes on with the first', async () => {
    const { server, listen } = makeServer();
    const { port } = await listen();
    await expect(server.start({ port: 0 })).rejects.toThrow('listening already');
    expect(await statusOf(port, '/hello.txt')).toBe(200);
  });

  it('refuses too many items at once', () => {
    const { server } = makeServer();
    const many = Array.from({ length: limits.itemsMax + 1 }, () => itemFor(folder.path));
    expect(() => server.setItems(many)).toThrow(RangeError);
  });

  it('takes other items and another access while it runs', async () => {
    const { server, listen } = makeServer();
    const { port } = await listen();
    server.setItems([itemFor(join(folder.path, 'hello.txt'), 'file')]);
    expect(await statusOf(port, '/large.bin')).toBe(404);
    server.setAccess({ isPublic: false, allowHosts: [], blockedAddresses: ['127.0.0.1'] });
    expect(await statusOf(port, '/hello.txt')).toBe(403);
  });

  it('stops without ever having been started', async () => {
    await makeServer().server.stop(0);
    await makeServer().server.close();
    expect(watched.threads).toHaveLength(0);
  });

  it('tells every exchange that ended before stop resolves, in order', async () => {
    const { server, told, listen } = makeServer({ eventBatchIntervalMs: 60_000 });
    const { port } = await listen();
    using client = await RawClient.open(port);
    for (let at = 0; at < 50; at++) await client.request('GET', `/hello.txt?${at}`);
    expect(told.exchanges).toEqual([]);
    await server.stop(0);
    expect(told.exchanges.map(({ path }) => path)).toEqual(Array.from({ length: 50 }, (_, at) => `/hello.txt?${at}`));
    expect(told.dropped).toBe(0);
  });

  it('tells or counts each exchange of a flood, the newest one by one', async () => {
    const { server, told, listen } = makeServer({ exchangesQueuedMax: 20, eventBatchExchangesMax: 10 });
    const { port } = await listen();
    using client = await RawClient.open(port);
    const count = 3_000;
    client.send(`GET /hello.txt HTTP/1.1\r\n${host}\r\n`.repeat(count));
    for (let at = 0; at < count; at++) await client.response();
    await server.stop(500);
    expect(told.exchanges.length + told.dropped).toBe(count);
    expect(told.dropped).toBeGreaterThan(0);
    const ids = told.exchanges.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    expect(ids.at(-1)).toBe(count);
  });

  it('a thread that does not answer a stop is ended, and the port is free', async () => {
    const { server, told, listen } = makeServer({ lastReportTimeoutMs: 0, threadAnswerMarginMs: 0 });
    const { port } = await listen();
    using client = await RawClient.open(port);
    client.send(`GET /large.bin HTTP/1.1\r\n${host}\r\n`);
    await client.until(1_000);
    await server.stop(0);
    expect(told.deaths).toEqual([]);
    const socket = connect(port, '127.0.0.1');
    await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('an engine whose thread dies', () => {
  it('tells it once where nothing waits, and begins anew with the same items and access', async () => {
    const { server, told, listen } = makeServer();
    server.setAccess({ isPublic: false, allowHosts: ['share.example'] });
    const { port } = await listen();
    await kill(server);
    expect(told.deaths).toEqual([expect.any(EngineDiedError)]);
    expect(told.faults).toEqual(told.deaths);
    const again = await server.start({ port, address: '127.0.0.1', strictPort: true });
    expect(again.port).toBe(port);
    using client = await RawClient.open(port);
    client.send('GET /hello.txt HTTP/1.1\r\nHost: share.example\r\n\r\n');
    expect((await client.response()).status).toBe(200);
    expect(watched.threads).toHaveLength(2);
  });

  it('begins anew with what was set after its death', async () => {
    const { server, listen } = makeServer();
    await listen();
    await kill(server);
    server.setItems([itemFor(join(folder.path, 'hello.txt'), 'file')]);
    const { port } = await listen();
    expect([await statusOf(port, '/hello.txt'), await statusOf(port, '/large.bin')]).toEqual([200, 404]);
  });

  it('rejects the calls that wait, and tells of its death by these alone', async () => {
    const { server, told, listen } = makeServer();
    using client = await RawClient.open((await listen()).port);
    client.send(`GET /large.bin HTTP/1.1\r\n${host}\r\n`);
    await client.until(1_000);
    client.socket.pause();
    const stopped = expect(server.stop(600_000)).rejects.toBeInstanceOf(EngineDiedError);
    await kill(server);
    await stopped;
    expect(told.deaths).toEqual([]);
    expect(told.faults).toHaveLength(1);
    expect(await statusOf((await listen()).port, '/hello.txt')).toBe(200);
  });

  it('gives ids that were never given before', async () => {
    const { server, told, listen } = makeServer();
    for (let life = 0; life < 3; life++) {
      const { port } = await listen();
      for (let count = 0; count < 3; count++) await statusOf(port, '/hello.txt');
      await expect.poll(() => told.exchanges.length).toBe(3 * (life + 1));
      await kill(server);
    }
    expect(told.exchanges.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('shows no transfer any more, and cuts the right one of the next engine', async () => {
    const { server, told, listen } = makeServer({ transferSampleIntervalMs: 10 });
    let latest: readonly RunningTransfer[] = [];
    server.on('transfers', (transfers) => {
      latest = transfers;
    });
    const download = async () => {
      const { port } = await listen();
      const client = await RawClient.open(port);
      client.send(`GET /large.bin HTTP/1.1\r\n${host}\r\n`);
      await client.until(1_000);
      client.socket.pause();
      await expect.poll(() => latest.length).toBe(1);
      return { client, id: latest[0]?.id ?? Number.NaN };
    };
    const first = await download();
    using _firstClient = first.client;
    await kill(server);
    expect(latest).toEqual([]);
    const second = await download();
    using _secondClient = second.client;
    expect(second.id).toBeGreaterThan(first.id);
    server.cutTransfer(first.id);
    server.cutTransfer(second.id);
    await expect.poll(() => told.exchanges).toMatchObject([{ transferId: second.id, failure: 'stopped-by-owner' }]);
  });

  it('tells what visitors did before, where it was an uncaught error', async () => {
    const { told, listen } = makeServer({ eventBatchIntervalMs: 60_000 });
    const { port } = await listen();
    await statusOf(port, '/hello.txt');
    // A call that no engine has: the thread throws outside of any promise.
    watched.threads[0]?.postMessage(null);
    await expect.poll(() => told.deaths.length).toBe(1);
    expect(told.faults[0]).toMatchObject({ cause: { name: 'TypeError' } });
    expect(told.exchanges.map(({ path }) => path)).toEqual(['/hello.txt']);
  });

  it('goes unnoticed once it is closed', async () => {
    const { server, told, listen } = makeServer();
    await listen();
    const ended = once(watched.threads[0] ?? process, 'exit');
    await server.close();
    await ended;
    expect(told).toMatchObject({ deaths: [], faults: [] });
  });
});
