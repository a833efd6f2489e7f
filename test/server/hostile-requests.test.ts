import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../src/main/server/limits.ts';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { parseResponses } from '../support/parse-responses.ts';
import { fetchRaw, RawClient } from '../support/raw-client.ts';

const film = randomBytes(1_000_000);
const host = 'Host: localhost\r\n';
let share: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine;

beforeAll(async () => {
  share = await temporaryFolder();
  await writeFile(join(share.path, 'a.txt'), 'hello\n');
  await writeFile(join(share.path, 'text.txt'), 'a line of text\n'.repeat(1_000));
  await writeFile(join(share.path, 'film.bin'), film);
  engine = await startEngine([itemFor(share.path)]);
});

afterAll(async () => {
  await engine.stop(0);
  expect(engine.faults).toEqual([]);
  await share[Symbol.asyncDispose]();
});

describe('at the bounds of a head', () => {
  /** A request whose head has exactly `bytes`. */
  function headOf(bytes: number): string {
    const start = `GET /a.txt HTTP/1.1\r\n${host}X: `;
    return `${start}${'x'.repeat(bytes - start.length - 4)}\r\n\r\n`;
  }

  test.each([
    ['of as many bytes as may be', headOf(limits.requestHeadBytesMax), 200],
    ['longer by 200 bytes', headOf(limits.requestHeadBytesMax + 200), 431],
    ['of a megabyte', headOf(1_000_000), 431],
    ['without an end', headOf(limits.requestHeadBytesMax + 200).slice(0, -4), 431],
    ['with a line as long as may be', requestLineOf(limits.requestLineBytesMax), 200],
    ['with a longer line', requestLineOf(limits.requestLineBytesMax + 200), 414],
    ['with a line without an end', `GET /${'x'.repeat(70_000)}`, 414],
    ['of as many fields as may be', fieldsOf(limits.headerFieldsMax - 1), 200],
    ['of one field more', fieldsOf(limits.headerFieldsMax), 431],
    ['of endless empty lines', '\r\n'.repeat(100_000), 400],
  ])('one %s gets %3$i', async (_name, request, status) => {
    for (const piece of [request.length, 1_000]) {
      using client = await RawClient.open(engine.port);
      for (let at = 0; at < request.length && !client.socket.destroyed; at += piece)
        client.send(request.slice(at, at + piece));
      expect((await client.response()).status).toBe(status);
      // The answer to what is refused is followed by the end, never by a reset.
      if (status !== 200) expect((await client.rest()).length).toBe(0);
      expect(client.error).toBeNull();
    }
  });

  function requestLineOf(bytes: number): string {
    const line = 'GET /a.txt? HTTP/1.1';
    return `GET /a.txt?${'x'.repeat(bytes - line.length - 2)} HTTP/1.1\r\n${host}\r\n`;
  }

  function fieldsOf(count: number): string {
    return `GET /a.txt HTTP/1.1\r\n${host}${'X: y\r\n'.repeat(count)}\r\n`;
  }
});

test('two requests, cut in two at every byte, are answered alike', async () => {
  const requests =
    `\r\nPOST /a.txt HTTP/1.1\r\n${host}\r\n` +
    `GET /film.bin HTTP/1.1\r\n${host}Range: bytes=10-19\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nT: u\r\n\r\n` +
    `HEAD /nothing HTTP/1.1\r\n${host}Connection: close\r\n\r\n`;
  const answers = new Set<string>();
  for (let cut = 0; cut <= requests.length; cut++) {
    using client = await RawClient.open(engine.port);
    await new Promise<void>((resolve) =>
      client.socket.write(Buffer.from(requests.slice(0, cut), 'latin1'), () => resolve()),
    );
    await new Promise((resolve) => setImmediate(resolve));
    client.send(requests.slice(cut));
    const received = parseResponses(await client.rest(), ['POST', 'GET', 'HEAD']);
    answers.add(received.map(({ status, body }) => `${status} ${status === 206 ? body.toString('hex') : ''}`).join());
  }
  expect([...answers]).toEqual([`405 ,206 ${film.toString('hex', 10, 20)},404 `]);
});

describe('a peer that has ended its side', () => {
  test('is answered all that it had asked for', async () => {
    using client = await RawClient.open(engine.port);
    client.socket.end(
      ['/film.bin', '/nothing', '/', '/a.txt'].map((path) => `GET ${path} HTTP/1.1\r\n${host}\r\n`).join(''),
    );
    const answers = parseResponses(await client.rest(), ['GET', 'GET', 'GET', 'GET']);
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 200, 200]);
    expect(answers[0]?.body.equals(film)).toBe(true);
    expect(answers.map(({ headers }) => headers.get('connection'))).toEqual([undefined, undefined, undefined, 'close']);
  });

  test.each([
    ['in a head', 'GET /b.txt HT'],
    ['in a body', `GET /b.txt HTTP/1.1\r\n${host}Content-Length: 5\r\n\r\nab`],
  ])('%s is answered what came before, and closed at once', async (_where, unfinished) => {
    using client = await RawClient.open(engine.port);
    client.socket.end(`GET /film.bin HTTP/1.1\r\n${host}\r\n${unfinished}`);
    const startedAt = performance.now();
    expect(parseResponses(await client.rest(), ['GET'])[0]?.body.equals(film)).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

test('a HEAD that is refused has no body either', async () => {
  for (const [fields, status] of [
    ['X : y\r\n', 400],
    ['Expect: wonders\r\n', 417],
    ['Content-Length: 99999999\r\n', 413],
    ['Transfer-Encoding: chunked\r\n\r\nzz', 400],
  ] as const) {
    using client = await RawClient.open(engine.port);
    client.send(`HEAD /a.txt HTTP/1.1\r\n${host}${fields}\r\n`);
    const received = await client.rest();
    expect(parseResponses(received, ['HEAD']).map((answer) => answer.status)).toEqual([status]);
    expect(received.toString('latin1')).toMatch(/\r\n\r\n$/);
  }
});

describe('huge numbers of ranges', () => {
  const apart = (count: number): string => Array.from({ length: count }, (_, at) => `${at * 20}-${at * 20 + 9}`).join();

  test.each([
    ['as many as may be', `bytes=${apart(limits.rangesMax)}`, 206],
    ['one more', `bytes=${apart(limits.rangesMax + 1)}`, 200],
    ['thousands', `bytes=${apart(4_000)}`, 200],
    ['thousands of empty ones', `bytes=${','.repeat(60_000)}`, 200],
    ['thousands of the same', `bytes=${'0-,'.repeat(15_000)}`, 200],
    ['one with thousands of digits', `bytes=${'0'.repeat(30_000)}1-${'9'.repeat(30_000)}`, 206],
    ['thousands of blanks', `bytes=0-1${' '.repeat(60_000)},`, 206],
  ])('%s', async (_name, range, status) => {
    const startedAt = performance.now();
    const response = await fetchRaw(engine.port, '/film.bin', `Range: ${range}\r\n`);
    expect(response.status).toBe(status);
    if (status === 200) expect(response.body.equals(film)).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  test('the same bytes are not sent twice, however often they are asked for', async () => {
    const range = `bytes=${'0-,'.repeat(limits.rangesMax - 1)}5-9`;
    const response = await fetchRaw(engine.port, '/film.bin', `Range: ${range}\r\n`);
    expect([response.status, response.headers['content-range']]).toEqual([206, 'bytes 0-999999/1000000']);
    expect(response.body.equals(film)).toBe(true);
  });
});

describe('60 KB in one field', () => {
  const fill = (piece: string): string => piece.repeat(Math.floor(60_000 / piece.length));
  const pieces = [
    'x',
    ',',
    ';',
    '"',
    '\\',
    '\t ',
    ',;',
    'gzip;q=0.',
    'zh-',
    'a;q=1,',
    '*;q=0,',
    '";',
    'W/"a",',
    '=',
    'q=',
    '\xff',
  ];
  const names = ['Accept-Language', 'Accept-Encoding', 'Accept', 'If-None-Match', 'If-Match', 'If-Range', 'Range'];
  const more = ['If-Modified-Since', 'Connection', 'User-Agent', 'Cookie', 'Referer', 'Origin', 'TE', 'Upgrade'];

  test.each([...names, ...more])('%s is read in time, whatever stands in it', async (name) => {
    using client = await RawClient.open(engine.port);
    for (const target of ['/text.txt', '/', '/nothing']) {
      for (const piece of pieces) {
        const startedAt = performance.now();
        const range = name === 'If-Range' ? 'Range: bytes=0-1\r\n' : '';
        const { status } = await client.request('GET', target, `${name}: ${fill(piece)}\r\n${range}`);
        expect([200, 206, 404, 412], JSON.stringify(piece)).toContain(status);
        expect(performance.now() - startedAt, JSON.stringify(piece)).toBeLessThan(1_500);
      }
    }
  });

  test('100 lines of one name', async () => {
    const fields = (name: string): string => `${name}: ${'zh;q=0.1,'.repeat(60)}\r\n`.repeat(90);
    for (const name of ['Accept-Language', 'Accept-Encoding', 'If-None-Match', 'Connection', 'Range']) {
      const startedAt = performance.now();
      expect((await fetchRaw(engine.port, '/text.txt', fields(name))).status, name).toBe(200);
      expect(performance.now() - startedAt).toBeLessThan(1_500);
    }
  });

  test('a query of 16 KB', async () => {
    for (const piece of ['&', '=', '%00', '+', '&download', '%E6%96%87=']) {
      const target = `/a.txt?${piece.repeat(Math.floor(15_000 / piece.length))}`;
      expect((await fetchRaw(engine.port, target)).status).toBe(200);
    }
  });
});
