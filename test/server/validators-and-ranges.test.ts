import { randomBytes } from 'node:crypto';
import { appendFile, rename, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../src/main/server/limits.ts';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { fetchRaw, RawClient, type RawResponse } from '../support/raw-client.ts';
import { untilSettled } from '../support/settled.ts';

const content = Buffer.from(Array.from({ length: 1_000 }, (_, at) => at % 251));
const big = randomBytes(3_000_000);
const text = 'All work and no play makes Jack a dull boy.\n'.repeat(500);
const bigText = 'zeile für zeile\n'.repeat(60_000);
let outer: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine;
let port: number;

beforeAll(async () => {
  outer = await temporaryFolder();
  await writeFile(join(outer.path, 'small.bin'), content);
  await writeFile(join(outer.path, 'big.bin'), big);
  await writeFile(join(outer.path, 'empty.bin'), '');
  await writeFile(join(outer.path, 'text.txt'), text);
  await writeFile(join(outer.path, 'big.txt'), bigText);
  await writeFile(join(outer.path, 'short.txt'), 'short');
  await writeFile(join(outer.path, 'picture.png'), text);
  await writeFile(join(outer.path, '文件 "a".txt'), 'named');
  await writeFile(join(outer.path, 'page.html'), '<p>page</p>');
  engine = await startEngine([itemFor(outer.path)]);
  port = engine.port;
  // Small settled files are answered from memory, others from disk: both ways are walked below.
  await untilSettled(join(outer.path, 'page.html'));
});

afterAll(async () => {
  await engine.stop();
  await outer[Symbol.asyncDispose]();
});

const get = (target: string, fields = '', method = 'GET') => fetchRaw(port, target, fields, method);

/** The small file is hot after its first answer, the big one never is. */
const files: [target: string, bytes: Buffer][] = [
  ['/small.bin', content],
  ['/small.bin?cold', content],
  ['/big.bin', big],
];

describe.each(files)('ranges of %s', (target, bytes) => {
  const size = bytes.length;
  test.each([
    ['bytes=0-1', 0, 1],
    ['bytes=0-', 0, size - 1],
    ['bytes=0-0', 0, 0],
    ['bytes=10-19', 10, 19],
    ['bytes=-5', size - 5, size - 1],
    ['bytes=-99999999', 0, size - 1],
    [`bytes=${size - 1}-`, size - 1, size - 1],
    ['bytes=5-99999999999999999999', 5, size - 1],
    ['bytes=0-9,5-14', 0, 14],
    ['Bytes=3-4', 3, 4],
  ])('%s is one part', async (range, start, end) => {
    const response = await get(target, `Range: ${range}\r\n`);
    expect(response.status).toBe(206);
    expect(response.headers['content-range']).toBe(`bytes ${start}-${end}/${size}`);
    expect(response.headers['content-length']).toBe(String(end - start + 1));
    expect(response.headers['accept-ranges']).toBe('bytes');
    expect(response.headers['content-encoding']).toBeUndefined();
    expect(response.body.equals(bytes.subarray(start, end + 1))).toBe(true);
  });

  test.each(['bytes=9-5', 'bytes=', 'bytes=a-b', 'lines=0-1', 'bytes 0-1', 'bytes=0-1,x', 'bytes=--1'])(
    '%s is ignored',
    async (range) => {
      const response = await get(target, `Range: ${range}\r\n`);
      expect([response.status, response.body.length]).toEqual([200, size]);
    },
  );

  test.each([`bytes=${size}-`, 'bytes=99999999-', 'bytes=-0'])('%s cannot be satisfied', async (range) => {
    const response = await get(target, `Range: ${range}\r\n`);
    expect([response.status, response.headers['content-range']]).toEqual([416, `bytes */${size}`]);
  });

  test('several ranges are multipart, each exact', async () => {
    const response = await get(target, 'Range: bytes=0-4,100-109,-3\r\n');
    expect(response.status).toBe(206);
    const boundary = /^multipart\/byteranges; boundary=(\S+)$/.exec(response.headers['content-type'] ?? '')?.[1];
    expect(response.headers['content-length']).toBe(String(response.body.length));
    const parts = response.body.toString('latin1').split(`--${boundary}`).slice(1);
    expect(parts.at(-1)).toBe('--\r\n');
    const read = parts.slice(0, -1).map((part) => {
      const [head = '', ...rest] = part.split('\r\n\r\n');
      return [/Content-Range: (.*)/.exec(head)?.[1]?.trim(), Buffer.from(rest.join('\r\n\r\n').slice(0, -2), 'latin1')];
    });
    expect(read).toEqual([
      [`bytes 0-4/${size}`, bytes.subarray(0, 5)],
      [`bytes 100-109/${size}`, bytes.subarray(100, 110)],
      [`bytes ${size - 3}-${size - 1}/${size}`, bytes.subarray(size - 3)],
    ]);
  });

  test('too many ranges: the whole', async () => {
    const many = Array.from({ length: limits.rangesMax + 1 }, (_, at) => `${at * 3}-${at * 3}`).join(',');
    const response = await get(target, `Range: bytes=${many}\r\n`);
    expect([response.status, response.body.length]).toEqual([200, size]);
  });

  test('HEAD ignores Range', async () => {
    const response = await get(target, 'Range: bytes=0-1\r\n', 'HEAD');
    expect([response.status, response.headers['content-length']]).toEqual([200, String(size)]);
  });

  test('If-Range: a strong tag or the date that is ours gets the part, anything else the whole', async () => {
    await untilSettled(join(outer.path, (target.split('?')[0] as string).slice(1)));
    const { etag = '', 'last-modified': date = '' } = (await get(target)).headers;
    expect(etag).toMatch(/^"/);
    const statusFor = async (ifRange: string): Promise<number> =>
      (await get(target, `Range: bytes=0-1\r\nIf-Range: ${ifRange}\r\n`)).status;
    expect(await statusFor(etag)).toBe(206);
    expect(await statusFor(date)).toBe(206);
    expect(await statusFor(`W/${etag}`)).toBe(200);
    expect(await statusFor('"other"')).toBe(200);
    expect(await statusFor('Sun, 06 Nov 1994 08:49:37 GMT')).toBe(200);
    expect(await statusFor('nonsense')).toBe(200);
  });
});

test('an empty file has no range', async () => {
  expect((await get('/empty.bin', 'Range: bytes=0-\r\n')).status).toBe(416);
  expect((await get('/empty.bin', 'Range: bytes=-5\r\n')).status).toBe(200);
});

describe('preconditions', () => {
  const before = 'Sun, 06 Nov 1994 08:49:37 GMT';
  const after = 'Fri, 01 Jan 2038 00:00:00 GMT';
  test.each<[string, (etag: string, date: string) => string, number]>([
    ['If-None-Match with our tag', (etag) => `If-None-Match: ${etag}`, 304],
    ['the same, weak', (etag) => `If-None-Match: W/${etag}`, 304],
    ['in a list', (etag) => `If-None-Match: "a", ${etag} , "b"`, 304],
    ['in several lines', (etag) => `If-None-Match: "a"\r\nIf-None-Match: ${etag}`, 304],
    ['any', () => 'If-None-Match: *', 304],
    ['another tag', () => 'If-None-Match: "other"', 200],
    ['another tag beats the date', (_, date) => `If-None-Match: "other"\r\nIf-Modified-Since: ${date}`, 200],
    ['If-Modified-Since with our date', (_, date) => `If-Modified-Since: ${date}`, 304],
    ['an earlier date', () => `If-Modified-Since: ${before}`, 200],
    ['no date', () => 'If-Modified-Since: yesterday', 200],
    ['If-Match with our tag', (etag) => `If-Match: ${etag}`, 200],
    ['If-Match with any', () => 'If-Match: *', 200],
    ['If-Match, weak', (etag) => `If-Match: W/${etag}`, 412],
    ['If-Match with another', () => 'If-Match: "other"', 412],
    ['If-Match first, then If-None-Match', (etag) => `If-Match: "other"\r\nIf-None-Match: ${etag}`, 412],
    ['If-Unmodified-Since, later', () => `If-Unmodified-Since: ${after}`, 200],
    ['If-Unmodified-Since, earlier', () => `If-Unmodified-Since: ${before}`, 412],
    ['If-Match beats If-Unmodified-Since', (etag) => `If-Match: ${etag}\r\nIf-Unmodified-Since: ${before}`, 200],
    ['304 comes before Range', (etag) => `If-None-Match: ${etag}\r\nRange: bytes=0-1`, 304],
  ])('%s', async (_name, fields, status) => {
    for (const target of ['/small.bin', '/small.bin?cold']) {
      const whole = await get(target);
      const { etag = '', 'last-modified': date = '' } = whole.headers;
      const response = await get(target, `${fields(etag, date)}\r\n`);
      expect(response.status).toBe(status);
      if (status === 304) {
        expect(response.headers).toMatchObject({ etag, 'cache-control': 'no-cache' });
        expect(response.headers['content-length']).toBeUndefined();
        expect(response.headers['content-type']).toBeUndefined();
      }
    }
  });

  test('a tag is weak while the file is fresh, strong when it has rested, and the same otherwise', async () => {
    const path = join(outer.path, 'resting.bin');
    await writeFile(path, 'resting');
    const fresh = (await get('/resting.bin')).headers.etag ?? '';
    expect(fresh).toMatch(/^W\//);
    await untilSettled(path);
    const rested = (await get('/resting.bin')).headers.etag;
    expect(`W/${rested}`).toBe(fresh);
    expect((await get('/resting.bin', `If-None-Match: ${fresh}\r\n`)).status).toBe(304);
  });

  test('a rewrite of the same size with its time put back has another tag', async () => {
    const path = join(outer.path, 'same.bin');
    await writeFile(path, 'one');
    const { atime, mtime } = await stat(path);
    const first = (await get('/same.bin')).headers;
    await writeFile(path, 'two');
    await utimes(path, atime, mtime);
    const second = await get('/same.bin');
    expect(second.body.toString()).toBe('two');
    expect(second.headers['last-modified']).toBe(first['last-modified']);
    expect(second.headers.etag?.replace('W/', '')).not.toBe(first.etag?.replace('W/', ''));
  });

  test('a time from the future is never said', async () => {
    const path = join(outer.path, 'future.bin');
    await writeFile(path, 'x');
    await utimes(path, 4_000_000_000, 4_000_000_000);
    const { headers } = await get('/future.bin');
    expect(Date.parse(headers['last-modified'] as string)).toBeLessThanOrEqual(Date.parse(headers.date as string));
    expect(headers.etag).toMatch(/^W\//);
  });
});

describe('gzip', () => {
  const accept = 'Accept-Encoding: gzip, deflate\r\n';
  test.each(['/text.txt', '/text.txt?cold', '/big.txt'])('%s, negotiated', async (target) => {
    const whole = target === '/big.txt' ? bigText : text;
    const plain = await get(target);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers.vary).toBe('Accept-Encoding');
    const coded = await get(target, accept);
    expect(coded.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect(coded.headers['accept-ranges']).toBeUndefined();
    expect(gunzipSync(coded.body).toString()).toBe(whole);
    expect(coded.body.length).toBeLessThan(whole.length / 5);
    expect(coded.headers.etag).not.toBe(plain.headers.etag);
    expect((await get(target, `${accept}If-None-Match: ${coded.headers.etag}\r\n`)).status).toBe(304);
    expect((await get(target, `${accept}If-None-Match: ${plain.headers.etag}\r\n`)).status).toBe(200);
  });

  test('never for a range, a small text, what is compressed, or who does not want it', async () => {
    const coding = async (target: string, fields: string): Promise<string | undefined> =>
      (await get(target, fields)).headers['content-encoding'];
    expect(await coding('/text.txt', `${accept}Range: bytes=0-99\r\n`)).toBeUndefined();
    expect(await coding('/short.txt', accept)).toBeUndefined();
    expect(await coding('/picture.png', accept)).toBeUndefined();
    expect(await coding('/text.txt', 'Accept-Encoding: gzip;q=0\r\n')).toBeUndefined();
    expect(await coding('/text.txt', 'Accept-Encoding: br\r\n')).toBeUndefined();
  });

  test('HEAD says what GET would', async () => {
    for (const target of ['/text.txt', '/big.txt', '/']) {
      const got = await get(target, accept);
      const head = await get(target, accept, 'HEAD');
      const { date: _, ...expected } = got.headers;
      expect(head.headers).toMatchObject(expected);
    }
  });

  test('a large text that nobody reads to its end lets go of its place', async () => {
    for (let round = 0; round < limits.gzipStreamsMax * 3; round++) {
      using client = await RawClient.open(port);
      client.send(`GET /big.txt?round=${round} HTTP/1.1\r\nHost: a\r\n${accept}\r\n`);
      await client.until(100);
      client.close();
      await engine.exchange((each) => each.path === `/big.txt?round=${round}`);
      expect((await get('/big.txt', `${accept}If-None-Match: "x"\r\n`, 'HEAD')).headers['content-encoding']).toBe(
        'gzip',
      );
    }
  });

  test('listings, too', async () => {
    const coded = await get('/', accept);
    expect(coded.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(coded.body).toString()).toContain('big.txt');
  });
});

describe('downloads', () => {
  test.each([
    ['/small.bin?download', 'attachment; filename="small.bin"'],
    ['/small.bin?a=b&download=1', 'attachment; filename="small.bin"'],
    ['/small.bin', undefined],
    ['/small.bin?downloads', undefined],
  ])('%s', async (target, disposition) => {
    expect((await get(target)).headers['content-disposition']).toBe(disposition);
  });

  test('a name that needs RFC 8187', async () => {
    const response = await get('/%E6%96%87%E4%BB%B6%20%22a%22.txt?download');
    expect(response.headers['content-disposition']).toContain("filename*=UTF-8''%E6%96%87%E4%BB%B6%20%22a%22.txt");
    expect(response.body.toString()).toBe('named');
  });
});

describe('JSON listings', () => {
  const names = (response: RawResponse): string[] =>
    (JSON.parse(response.body.toString()) as { entries: { name: string }[] }).entries.map((entry) => entry.name);

  test('by query and by Accept', async () => {
    const byQuery = await get('/?format=json');
    expect(byQuery.headers['content-type']).toBe('application/json');
    expect(JSON.parse(byQuery.body.toString())).toMatchObject({ path: '/', truncated: false });
    expect(names(byQuery)).toContain('文件 "a".txt');
    const size = (JSON.parse(byQuery.body.toString()) as { entries: { name: string; size: number }[] }).entries.find(
      (entry) => entry.name === 'big.bin',
    );
    expect(size).toMatchObject({ href: 'big.bin', kind: 'file', size: big.length });
    expect(names(await get('/', 'Accept: application/json\r\n'))).toEqual(names(byQuery));
    expect((await get('/', 'Accept: */*\r\n')).headers['content-type']).toContain('text/html');
    expect((await get('/?format=html', 'Accept: application/json\r\n')).headers['content-type']).toContain('text/html');
  });

  test('a large one is valid JSON, too', async () => {
    await using temporary = await temporaryFolder();
    await Promise.all(Array.from({ length: 1_500 }, (_, at) => writeFile(join(temporary.path, `f${at}`), '')));
    const many = await startEngine([itemFor(temporary.path)]);
    const response = await fetchRaw(many.port, '/?format=json');
    expect(names(response).length).toBe(1_500);
    await many.stop();
  });
});

describe('hot files', () => {
  test('a stale byte is never served, however fast the file is rewritten', async () => {
    const path = join(outer.path, 'counter.txt');
    const write = async (count: number): Promise<void> => {
      // In place and by rename, in turn; always the same size.
      const body = String(count).padStart(12, '0');
      if (count % 2 === 0) return writeFile(path, body);
      await writeFile(`${path}.new`, body);
      await rename(`${path}.new`, path);
    };
    await write(0);
    await untilSettled(path);
    using client = await RawClient.open(port);
    await client.request('GET', '/counter.txt');
    let written = 0;
    const started = performance.now();
    for (let count = 2; count < 4_000; count += 1) {
      if (count % 2 === 1) {
        await write(count);
        written = count;
      }
      const body = (await client.request('GET', '/counter.txt')).body.toString();
      expect(Number(body)).toBe(written);
    }
    console.log(`4,000 reads between 2,000 rewrites: ${Math.round(performance.now() - started)} ms`);
  });

  test('what was hot and is appended to, rewritten or removed is seen at once', async () => {
    const path = join(outer.path, 'turns.txt');
    await writeFile(path, 'one');
    await untilSettled(path);
    using client = await RawClient.open(port);
    const body = async (): Promise<string> => {
      const response = await client.request('GET', '/turns.txt');
      return response.status === 200 ? response.body.toString() : String(response.status);
    };
    expect([await body(), await body()]).toEqual(['one', 'one']);
    await appendFile(path, '+');
    expect(await body()).toBe('one+');
    await untilSettled(path);
    expect([await body(), await body()]).toEqual(['one+', 'one+']);
    await rename(path, `${path}.away`);
    expect(await body()).toBe('404');
    await rename(`${path}.away`, path);
    expect(await body()).toBe('one+');
  });
});
