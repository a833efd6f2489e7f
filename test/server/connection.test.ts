import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ListenError } from '../../src/main/server/share-server.ts';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { fetchRaw, RawClient } from '../support/raw-client.ts';

const size = 40 * 1024 * 1024;
let outer: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine;

beforeAll(async () => {
  outer = await temporaryFolder();
  await mkdir(join(outer.path, 'sub'));
  await writeFile(join(outer.path, 'a.txt'), 'hello\n');
  await writeFile(join(outer.path, 'b.txt'), 'world\n');
  await writeFile(join(outer.path, 'huge.bin'), Buffer.alloc(size, 7));
  engine = await startEngine([itemFor(outer.path)]);
});

afterAll(async () => {
  await engine.stop();
  await outer[Symbol.asyncDispose]();
});

const host = 'Host: a\r\n';

describe('keep-alive', () => {
  test('HTTP/1.1 goes on; each exchange is reported once, in order', async () => {
    using client = await RawClient.open(engine.port);
    for (let round = 0; round < 3; round++) {
      const response = await client.request('GET', `/a.txt?keep=${round}`, 'User-Agent: tester/1\r\n');
      expect(response.headers.connection).toBeUndefined();
      const exchange = await engine.exchange((each) => each.path === `/a.txt?keep=${round}`);
      expect(exchange).toMatchObject({
        remoteAddress: '127.0.0.1',
        method: 'GET',
        status: 200,
        bytes: 6,
        outcome: 'completed',
        userAgent: 'tester/1',
      });
      expect(exchange.durationMs).toBeGreaterThanOrEqual(0);
      expect(Math.abs(exchange.time - Date.now())).toBeLessThan(5_000);
    }
    const reported = engine.exchanges.filter((each) => each.path?.startsWith('/a.txt?keep='));
    expect(reported.map((each) => each.path)).toEqual(['/a.txt?keep=0', '/a.txt?keep=1', '/a.txt?keep=2']);
  });

  test.each([
    ['HTTP/1.1', 'Connection: close\r\n', 'close', true],
    ['HTTP/1.0', '', 'close', true],
    ['HTTP/1.0', 'Connection: keep-alive\r\n', 'keep-alive', false],
    ['HTTP/1.1', '', undefined, false],
  ])('%s with %j answers Connection: %s', async (version, fields, connection, closes) => {
    using client = await RawClient.open(engine.port);
    client.send(`GET /a.txt ${version}\r\n${host}${fields}\r\n`);
    const response = await client.response();
    expect(response.headers.connection).toBe(connection);
    if (closes) expect((await client.rest()).length).toBe(0);
    else expect((await client.request('GET', '/b.txt')).body.toString()).toBe('world\n');
  });

  test('pipelined requests are answered in order, also behind a large one', async () => {
    using client = await RawClient.open(engine.port);
    client.send(
      ['/a.txt', '/huge.bin', '/nothing', '/b.txt'].map((path) => `GET ${path} HTTP/1.1\r\n${host}\r\n`).join(''),
    );
    const answers = [];
    for (let at = 0; at < 4; at++) answers.push(await client.response());
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 404, 200]);
    expect(answers.map((answer) => answer.body.length).with(2, 0)).toEqual([6, size, 0, 6]);
  });

  test('a thousand pipelined requests in one write', async () => {
    using client = await RawClient.open(engine.port);
    client.send(`GET /a.txt HTTP/1.1\r\n${host}\r\n`.repeat(1_000));
    for (let at = 0; at < 1_000; at++) expect((await client.response()).body.toString()).toBe('hello\n');
  });

  test('a peer that has ended its side is still answered', async () => {
    using client = await RawClient.open(engine.port);
    client.socket.end(`GET /huge.bin HTTP/1.1\r\n${host}\r\n`);
    expect((await client.response()).body.length).toBe(size);
    expect((await client.rest()).length).toBe(0);
  });
});

describe('bodies that nobody asked for', () => {
  test.each([
    ['of a GET are read and thrown away', `GET /a.txt HTTP/1.1\r\n${host}Content-Length: 5\r\n\r\nhello`],
    ['in chunks', `GET /a.txt HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`],
  ])('%s', async (_name, request) => {
    using client = await RawClient.open(engine.port);
    client.send(request);
    expect((await client.response()).status).toBe(200);
    expect((await client.request('GET', '/b.txt')).body.toString()).toBe('world\n');
  });

  test('100 Continue is said before such a body is read', async () => {
    using client = await RawClient.open(engine.port);
    client.send(`GET /a.txt HTTP/1.1\r\n${host}Content-Length: 5\r\nExpect: 100-continue\r\n\r\n`);
    expect((await client.response()).statusLine).toBe('HTTP/1.1 100 Continue');
    client.send('hello');
    expect((await client.response()).status).toBe(200);
    const exchange = await engine.exchange((each) => each.bytes === 6 && each.status === 200);
    expect(exchange.outcome).toBe('completed');
  });

  test.each([
    ['a length over the bound: 413', `GET / HTTP/1.1\r\n${host}Content-Length: 99999999\r\n\r\n`, 413],
    ['a bad chunk: 400', `GET / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 400],
    ['another expectation: 417', `GET / HTTP/1.1\r\n${host}Expect: wonders\r\n\r\n`, 417],
    ['an upload: 405', `PUT /x HTTP/1.1\r\n${host}Content-Length: 99999999\r\nExpect: 100-continue\r\n\r\n`, 405],
  ])('%s, and the connection closes', async (_name, request, status) => {
    using client = await RawClient.open(engine.port);
    client.send(request);
    const response = await client.response();
    expect([response.status, response.headers.connection]).toEqual([status, 'close']);
    expect((await client.rest()).length).toBe(0);
  });

  test('an endless chunked body: 413', async () => {
    using client = await RawClient.open(engine.port);
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    client.send(`GET / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(20)}`);
    expect((await client.response()).status).toBe(413);
  });

  test('the answer to a refused upload is not lost to a reset, though the body keeps coming', async () => {
    using client = await RawClient.open(engine.port);
    client.send(`POST / HTTP/1.1\r\n${host}Content-Length: 3000000\r\n\r\n`);
    client.send(Buffer.alloc(3_000_000, 1));
    expect((await client.response()).status).toBe(405);
    expect((await client.rest()).length).toBe(0);
    expect(client.error).toBeNull();
  });
});

describe('refused requests', () => {
  test('are answered once, closed, and reported with what could be parsed', async () => {
    using client = await RawClient.open(engine.port);
    client.send(`GET /refused HTTP/1.1\r\n${host}X : 1\r\n\r\nGET / HTTP/1.1\r\n${host}\r\n`);
    const response = await client.response();
    expect([response.status, response.headers.connection]).toEqual([400, 'close']);
    expect((await client.rest()).length).toBe(0);
    const exchange = await engine.exchange((each) => each.path === '/refused');
    expect(exchange).toMatchObject({ method: 'GET', status: 400, outcome: 'completed', userAgent: null });
    expect(exchange.bytes).toBe(response.body.length);
  });

  test('a request line that makes no sense has neither method nor path', async () => {
    using client = await RawClient.open(engine.port);
    client.send('\x16\x03\x01\x02\x00');
    expect((await client.response()).status).toBe(400);
    await engine.exchange((each) => each.method === null && each.path === null && each.status === 400);
  });
});

describe('visitors who leave', () => {
  test('in the middle of a download: aborted, with the bytes that the kernel took', async () => {
    const client = await RawClient.open(engine.port);
    client.send(`GET /huge.bin?left HTTP/1.1\r\n${host}\r\n`);
    await client.until(1_000_000);
    client.socket.pause();
    const received = client.pendingBytes;
    client.socket.resetAndDestroy();
    const exchange = await engine.exchange((each) => each.path === '/huge.bin?left');
    expect(exchange.outcome).toBe('aborted');
    expect(exchange.status).toBe(200);
    expect(exchange.bytes).toBeGreaterThanOrEqual(received - 1_000);
    expect(exchange.bytes).toBeLessThan(size);
  });

  test('before they have asked for anything: nothing is reported', async () => {
    const before = engine.exchanges.length;
    const client = await RawClient.open(engine.port);
    client.send('GET / HT');
    client.socket.end();
    await client.rest();
    await fetchRaw(engine.port, '/a.txt?after-nothing');
    await engine.exchange((each) => each.path === '/a.txt?after-nothing');
    expect(engine.exchanges.length).toBe(before + 1);
  });
});

describe('time-outs and caps', () => {
  test('a slow head gets 408; an idle connection is closed; a stalled reader is cut', async () => {
    const limits = { headTimeoutMs: 100, idleTimeoutMs: 150, stalledReaderTimeoutMs: 150, sweepIntervalMs: 20 };
    const quick = await startEngine([itemFor(outer.path)], { limits });
    using slow = await RawClient.open(quick.port);
    slow.send('GET / HTTP/1.1\r\nHost');
    expect((await slow.response()).status).toBe(408);
    await quick.exchange((each) => each.status === 408 && each.method === null);

    using idle = await RawClient.open(quick.port);
    expect((await idle.rest()).length).toBe(0);
    expect(idle.error).toBeNull();

    using stalled = await RawClient.open(quick.port);
    stalled.socket.pause();
    stalled.send(`GET /huge.bin HTTP/1.1\r\n${host}\r\n`);
    const exchange = await quick.exchange((each) => each.path === '/huge.bin');
    expect(exchange).toMatchObject({ status: 200, outcome: 'aborted' });
    expect(exchange.bytes).toBeGreaterThan(0);
    expect(exchange.bytes).toBeLessThan(size);
    await quick.stop();
  });

  test('a slow body gets 408', async () => {
    const quick = await startEngine([itemFor(outer.path)], { limits: { bodyIdleTimeoutMs: 100, sweepIntervalMs: 20 } });
    using client = await RawClient.open(quick.port);
    client.send(`GET / HTTP/1.1\r\n${host}Content-Length: 5\r\n\r\nhe`);
    expect((await client.response()).status).toBe(408);
    await quick.stop();
  });

  test('past the cap the longest idle connection makes room; where none is idle, 503', async () => {
    const small = await startEngine([itemFor(outer.path)], { limits: { connectionsMax: 2 } });
    using first = await RawClient.open(small.port);
    await first.request('GET', '/a.txt');
    using second = await RawClient.open(small.port);
    await second.request('GET', '/a.txt');
    using third = await RawClient.open(small.port);
    expect((await third.request('GET', '/a.txt')).status).toBe(200);
    expect((await first.rest()).length).toBe(0);

    for (const busy of [second, third]) {
      busy.socket.pause();
      busy.send(`GET /huge.bin HTTP/1.1\r\n${host}\r\n`);
    }
    // Their requests are under way as soon as the first bytes of the answers are there.
    second.socket.resume();
    third.socket.resume();
    await Promise.all([second.until(1), third.until(1)]);
    second.socket.pause();
    third.socket.pause();
    using fourth = await RawClient.open(small.port);
    const refused = await fourth.response();
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '5']);
    await small.stop(0);
  });

  test('once slots are short, one address gets only its share; before, as many as it likes', async () => {
    const limits = { connectionsMax: 10, crowdedShare: 0.5, connectionsPerAddressMax: 3 };
    const crowded = await startEngine([itemFor(outer.path)], { limits });
    const open: RawClient[] = [];
    for (let at = 0; at < 5; at++) {
      const client = await RawClient.open(crowded.port);
      open.push(client);
      // A download that is under way cannot make room.
      client.send(`GET /huge.bin HTTP/1.1\r\n${host}\r\n`);
      await client.until(1);
      client.socket.pause();
    }
    using refused = await RawClient.open(crowded.port);
    expect((await refused.response()).status).toBe(503);
    using other = await RawClient.open(crowded.port, '127.0.0.1', '127.0.0.2');
    expect((await other.request('GET', '/a.txt')).status).toBe(200);
    for (const client of open) client.close();
    await crowded.stop(0);
  });

  test('a stalled reader is cut sooner where slots are short', async () => {
    const limits = { connectionsMax: 1, crowdedShare: 1, stalledReaderCrowdedTimeoutMs: 100, sweepIntervalMs: 20 };
    const crowded = await startEngine([itemFor(outer.path)], { limits });
    using stalled = await RawClient.open(crowded.port);
    stalled.socket.pause();
    stalled.send(`GET /huge.bin HTTP/1.1\r\n${host}\r\n`);
    expect((await crowded.exchange((each) => each.path === '/huge.bin')).outcome).toBe('aborted');
    await crowded.stop();
  });

  test('the last request that a connection may carry says close', async () => {
    const short = await startEngine([itemFor(outer.path)], { limits: { requestsPerConnectionMax: 2 } });
    using client = await RawClient.open(short.port);
    expect((await client.request('GET', '/a.txt')).headers.connection).toBeUndefined();
    expect((await client.request('GET', '/a.txt')).headers.connection).toBe('close');
    await short.stop();
  });
});

describe('stop', () => {
  test('lets a running download end, refuses new visitors at once, closes idle connections', async () => {
    const stopping = await startEngine([itemFor(outer.path)]);
    using idle = await RawClient.open(stopping.port);
    await idle.request('GET', '/a.txt');
    using client = await RawClient.open(stopping.port);
    client.send(`GET /huge.bin HTTP/1.1\r\n${host}\r\n`);
    await client.until(100_000);
    const stopped = stopping.stop(10_000);
    expect((await idle.rest()).length).toBe(0);
    await expect(RawClient.open(stopping.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect((await client.response()).body.length).toBe(size);
    await stopped;
    expect(stopping.exchanges.at(-1)).toMatchObject({ path: '/huge.bin', bytes: size, outcome: 'completed' });
  });

  test('cuts what has not ended in time, and reports it with its bytes', async () => {
    const stopping = await startEngine([itemFor(outer.path)]);
    using client = await RawClient.open(stopping.port);
    client.send(`GET /huge.bin HTTP/1.1\r\n${host}\r\n`);
    await client.until(100_000);
    client.socket.pause();
    await stopping.stop(50);
    const last = stopping.exchanges.at(-1);
    expect(last).toMatchObject({ path: '/huge.bin', outcome: 'aborted' });
    expect(last?.bytes).toBeGreaterThan(90_000);
    expect(last?.bytes).toBeLessThan(size);
  });

  test('the port is free again, and the same engine can start anew', async () => {
    const again = await startEngine([itemFor(outer.path)]);
    await again.stop();
    const { port } = await again.server.start({ port: again.port, address: '127.0.0.1', strictPort: true });
    expect(port).toBe(again.port);
    expect((await fetchRaw(port, '/a.txt')).status).toBe(200);
    await again.stop();
  });
});

describe('ports', () => {
  let other: Server;
  let taken: number;
  beforeAll(async () => {
    other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    taken = (other.address() as { port: number }).port;
  });
  afterAll(() => other.close());

  test('a busy one: the next free one is taken and said', async () => {
    const moved = await startEngine([], { port: taken });
    expect(moved.port).toBeGreaterThan(taken);
    await moved.stop();
    const listening = await moved.server.start({ port: taken, address: '127.0.0.1' });
    expect(listening.instead).toEqual({ wanted: taken, why: 'in-use' });
    await moved.stop();
  });

  test('a busy one with strictPort, and an address that is not ours: ListenError', async () => {
    const idle = await startEngine([]);
    await idle.stop();
    await expect(idle.server.start({ port: taken, address: '127.0.0.1', strictPort: true })).rejects.toMatchObject({
      name: 'ListenError',
      reason: 'in-use',
      code: 'EADDRINUSE',
    });
    const error: unknown = await idle.server
      .start({ port: 0, address: '192.0.2.1' })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ListenError);
    expect((error as ListenError).reason).toBe('bad-address');
  });

  test('on all interfaces, an IPv4 visitor is shown as IPv4', async () => {
    const all = await startEngine([itemFor(outer.path)], { address: undefined });
    await fetchRaw(all.port, '/a.txt?v4');
    expect((await all.exchange((each) => each.path === '/a.txt?v4')).remoteAddress).toBe('127.0.0.1');
    await all.stop();
  });
});
