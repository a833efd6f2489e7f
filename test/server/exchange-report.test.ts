import { mkdir, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../src/main/server/limits.ts';
import type { Exchange } from '../../src/shared/exchange.ts';
import { selfTestUserAgent } from '../../src/shared/reachability.ts';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { smallJpeg } from '../support/jpeg.ts';
import { fetchRaw, RawClient } from '../support/raw-client.ts';

const hugeBytes = 64 * 1024 * 1024;
let outer: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine;

beforeAll(async () => {
  outer = await temporaryFolder();
  await mkdir(join(outer.path, 'site'));
  await writeFile(join(outer.path, 'a.txt'), 'hello\n');
  // Old enough to become hot.
  await utimes(join(outer.path, 'a.txt'), 1_000_000_000, 1_000_000_000);
  await writeFile(join(outer.path, 'site', 'index.html'), '<p>page</p>');
  await writeFile(join(outer.path, 'photo.jpg'), smallJpeg);
  await writeFile(join(outer.path, 'huge.bin'), Buffer.alloc(hugeBytes, 7));
  await writeFile(join(outer.path, 'long.txt'), 'text that is long enough to be coded\n'.repeat(100));
  engine = await startEngine([itemFor(outer.path)]);
});

afterAll(async () => {
  await engine.stop(0);
  await outer[Symbol.asyncDispose]();
});

let asked = 0;

/** The report of one request on a connection of its own. */
async function reported(method: string, target: string, fields = ''): Promise<Exchange> {
  const userAgent = /^user-agent:/im.test(fields) ? '' : `User-Agent: asked/${++asked}\r\n`;
  const seen = engine.exchanges.length;
  await fetchRaw(engine.port, target, `${fields}${userAgent}Connection: close\r\n`, method);
  return engine.exchange((each) => each.path === target && engine.exchanges.indexOf(each) >= seen);
}

async function assetPath(): Promise<string> {
  const page = (await fetchRaw(engine.port, '/')).body.toString();
  return /\/\.doorstep\/\w+\/visitor\.js\?/.exec(page)?.[0] ?? '';
}

describe('content', () => {
  test.each<[target: string, fields: string, method: string, content: Exchange['content']]>([
    ['/a.txt', '', 'GET', 'file'],
    ['/a.txt', 'Range: bytes=0-1\r\n', 'GET', 'file'],
    ['/a.txt', 'Range: bytes=0-1,3-4\r\n', 'GET', 'file'],
    ['/a.txt?download', '', 'GET', 'file'],
    ['/long.txt', 'Accept-Encoding: gzip\r\n', 'GET', 'file'],
    ['/huge.bin', '', 'GET', 'file'],
    ['/site/', '', 'GET', 'file'],
    ['/', '', 'GET', 'listing'],
    ['/?format=json', '', 'GET', 'listing'],
    ['/site', '', 'GET', 'other'],
    ['/nothing', '', 'GET', 'other'],
    ['/a.txt', 'If-None-Match: *\r\n', 'GET', 'other'],
    ['/a.txt', 'Range: bytes=99-\r\n', 'GET', 'other'],
    ['/a.txt', '', 'HEAD', 'other'],
    ['/', '', 'HEAD', 'other'],
    ['/', '', 'OPTIONS', 'other'],
    ['/', '', 'DELETE', 'other'],
    ['/photo.jpg?thumbnail', '', 'GET', 'asset'],
    ['/a.txt?thumbnail', '', 'GET', 'asset'],
    ['/.doorstep/nothing', '', 'GET', 'asset'],
    ['/%2edoorstep/events/x/y', '', 'GET', 'asset'],
  ])('%s with %j by %s: %s', async (target, fields, method, content) => {
    expect((await reported(method, target, fields)).content).toBe(content);
    // Once more, from memory where it is kept there.
    expect((await reported(method, target, fields)).content).toBe(content);
  });

  test("the page's own script, a condition on it, and its events are assets", async () => {
    const script = await assetPath();
    const first = await fetchRaw(engine.port, script);
    expect(first.status).toBe(200);
    await fetchRaw(engine.port, script, `If-None-Match: ${first.headers.etag}\r\n`);
    {
      using client = await RawClient.open(engine.port);
      client.send('GET /.doorstep/events HTTP/1.1\r\nHost: a\r\n\r\n');
      await client.until(10);
    }
    await engine.exchange(({ path }) => path === '/.doorstep/events');
    const assets = engine.exchanges.filter(({ path }) => path === script || path === '/.doorstep/events');
    expect(assets.map(({ status, content }) => [status, content])).toEqual([
      [200, 'asset'],
      [304, 'asset'],
      [200, 'asset'],
    ]);
  });

  test("the self-test's question is an asset; whoever names itself so is not hidden by it", async () => {
    const fields = `User-Agent: ${selfTestUserAgent}\r\n`;
    expect((await reported('HEAD', '/', fields)).content).toBe('asset');
    expect((await reported('GET', '/', fields)).content).toBe('listing');
    expect((await reported('GET', '/a.txt', fields)).content).toBe('file');
    expect((await reported('HEAD', '/a.txt', fields)).content).toBe('other');
  });
});

describe('contentRange', () => {
  test.each([
    ['Range: bytes=0-1\r\n', 'bytes 0-1/6'],
    ['Range: bytes=-2\r\n', 'bytes 4-5/6'],
    ['Range: bytes=99-\r\n', 'bytes */6'],
    ['Range: bytes=0-1,3-4\r\n', null],
    ['', null],
  ])('%j: %s', async (fields, contentRange) => {
    expect((await reported('GET', '/a.txt', fields)).contentRange).toBe(contentRange);
  });
});

describe('requestFields', () => {
  test('those that matter, in lower case and in order, as received', async () => {
    const { requestFields } = await reported(
      'GET',
      '/a.txt',
      'ReFerer: http://elsewhere/\xe4\r\nCookie: secret\r\nRange: bytes=0-1\r\nAuthorization: Basic eA==\r\nX-Other: y\r\nRange: x=1\r\n',
    );
    expect(requestFields).toEqual([
      ['host', 'localhost'],
      ['referer', 'http://elsewhere/\xe4'],
      ['range', 'bytes=0-1'],
      ['range', 'x=1'],
      ['connection', 'close'],
    ]);
  });

  test('each is clipped, and there are not too many', async () => {
    const long = `Referer: ${'x'.repeat(10_000)}\r\n`;
    const { requestFields } = await reported('GET', '/a.txt', long + 'Accept: a\r\n'.repeat(60));
    expect(requestFields).toHaveLength(limits.reportedFieldsMax);
    expect(requestFields[1]?.[1]).toBe(`${'x'.repeat(limits.reportedFieldCharsMax - 1)}…`);
  });

  test('none where the request was not understood', async () => {
    using client = await RawClient.open(engine.port);
    client.send('GET /unread HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n');
    await client.response();
    expect(await engine.exchange(({ path }) => path === '/unread')).toMatchObject({
      requestFields: [],
      failure: 'malformed',
      content: 'other',
      status: 400,
    });
  });
});

describe('failure', () => {
  test.each<[target: string, fields: string, status: number, failure: Exchange['failure']]>([
    ['/a.txt', '', 200, null],
    ['/nothing?', '', 404, null],
    ['/a.txt?', 'If-Match: "x"\r\n', 412, null],
    ['/%', '', 400, 'malformed'],
    ['/../a.txt', '', 400, 'malformed'],
    [`/${'x'.repeat(20_000)}`, '', 414, 'malformed'],
  ])('%.20s with %j: %i, %s', async (target, fields, status, failure) => {
    const seen = engine.exchanges.length;
    await fetchRaw(engine.port, target, `${fields}Connection: close\r\n`);
    await expect.poll(() => engine.exchanges.length).toBeGreaterThan(seen);
    expect(engine.exchanges[seen]).toMatchObject({ status, failure, outcome: 'completed' });
  });

  test('under a foreign host name', async () => {
    using client = await RawClient.open(engine.port);
    client.send('GET /foreign HTTP/1.1\r\nHost: evil.example\r\n\r\n');
    expect((await client.response()).status).toBe(421);
    expect((await engine.exchange(({ path }) => path === '/foreign')).failure).toBe('wrong-host');
  });

  test('a visitor who leaves in the middle of a file', async () => {
    using client = await RawClient.open(engine.port);
    client.send('GET /huge.bin?left HTTP/1.1\r\nHost: a\r\n\r\n');
    await client.until(1_000);
    client.socket.resetAndDestroy();
    const exchange = await engine.exchange(({ path }) => path === '/huge.bin?left');
    expect(exchange).toMatchObject({ failure: 'visitor-left', outcome: 'aborted', content: 'file', status: 200 });
  });

  test.each(['1.0', '1.1'])('a visitor of HTTP/%s who leaves in the middle of what is coded', async (version) => {
    const target = `/coded.txt?${version}`;
    await writeFile(join(outer.path, 'coded.txt'), Buffer.alloc(48 * 1024 * 1024, crypto.randomUUID()));
    using client = await RawClient.standing(
      engine.port,
      `GET ${target} HTTP/${version}\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n`,
    );
    client.socket.resetAndDestroy();
    const exchange = await engine.exchange(({ path }) => path === target);
    expect(exchange).toMatchObject({ failure: 'visitor-left', outcome: 'aborted', content: 'file' });
  });

  test('a visitor who reads nothing for too long', async () => {
    const impatient = await startEngine([itemFor(outer.path)], {
      limits: { stalledReaderTimeoutMs: 100, sweepIntervalMs: 20 },
    });
    using client = await RawClient.open(impatient.port);
    client.socket.pause();
    client.send('GET /huge.bin?stalled HTTP/1.1\r\nHost: a\r\n\r\n');
    const exchange = await impatient.exchange(({ path }) => path === '/huge.bin?stalled');
    expect(exchange).toMatchObject({ failure: 'stalled', outcome: 'aborted' });
    await impatient.stop(0);
  });

  test('a file that becomes shorter while it is sent', async () => {
    const path = join(outer.path, 'shrinks.bin');
    await writeFile(path, Buffer.alloc(hugeBytes, 7));
    using client = await RawClient.standing(engine.port, 'GET /shrinks.bin HTTP/1.1\r\nHost: a\r\n\r\n');
    await truncate(path, 1_000);
    client.socket.resume();
    const exchange = await engine.exchange((each) => each.path === '/shrinks.bin');
    expect(exchange).toMatchObject({ failure: 'file-changed', outcome: 'aborted' });
  });

  test('a share that is stopped, its grace over', async () => {
    const other = await startEngine([itemFor(outer.path)]);
    using _client = await RawClient.standing(other.port, 'GET /huge.bin HTTP/1.1\r\nHost: a\r\n\r\n');
    await other.stop(10);
    expect(other.exchanges).toHaveLength(1);
    expect(other.exchanges[0]).toMatchObject({ failure: 'share-stopped', outcome: 'aborted' });
  });
});
