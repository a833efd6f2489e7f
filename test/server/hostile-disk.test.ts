import { execFileSync } from 'node:child_process';
import { access, mkdir, mkdtemp, rename, rm, rmdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { fetchRaw, RawClient } from '../support/raw-client.ts';

let outer: Awaited<ReturnType<typeof temporaryFolder>>;
let share: string;
let engine: RunningEngine;

beforeEach(async () => {
  outer = await temporaryFolder();
  share = join(outer.path, 'share');
  await mkdir(share);
  engine = await startEngine([itemFor(share)]);
});

afterEach(async () => {
  await engine.stop(0);
  expect(engine.faults).toEqual([]);
  await outer[Symbol.asyncDispose]();
});

const get = (target: string, fields = '') => fetchRaw(engine.port, target, fields);

async function writeMany(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let at = 0; at < count; at += 500) {
    const names = Array.from(
      { length: Math.min(500, count - at) },
      (_, index) => `file ${at + index} ${'%'.repeat(150)}`,
    );
    await Promise.all(names.map((name) => writeFile(join(folder, name), '')));
  }
}

describe('a large folder that goes while it is listed', () => {
  test.each<[what: string, change: (folder: string) => Promise<void>]>([
    ['is renamed', (folder) => rename(folder, `${folder}-renamed`)],
    ['is removed', (folder) => rm(folder, { recursive: true })],
    [
      'is replaced by a file',
      async (folder) => {
        await rename(folder, `${folder}-renamed`);
        await writeFile(folder, 'a file');
      },
    ],
    [
      'is replaced by a link that leads out',
      async (folder) => {
        await rename(folder, `${folder}-renamed`);
        await symlink('/etc', folder);
      },
    ],
  ])('and %s: the answer is cut or whole, the engine goes on', async (_what, change) => {
    const folder = join(share, 'many');
    await writeMany(folder, 8_000);
    using client = await RawClient.open(engine.port);
    client.send('GET /many/?format=json HTTP/1.1\r\nHost: a\r\n\r\n');
    await client.until(1);
    client.socket.pause();
    await change(folder);
    client.socket.resume();
    const text = await client.response().then(
      ({ body }) => body.toString(),
      () => null,
    );
    // What was announced as whole is valid JSON.
    if (text !== null) expect(() => JSON.parse(text)).not.toThrow();
    const exchange = await engine.exchange(({ path }) => path === '/many/?format=json');
    expect(exchange).toMatchObject({ status: 200, outcome: text === null ? 'aborted' : 'completed' });
    expect((await get('/many/')).status).toBe(404);
    expect((await get('/')).status).toBe(200);
  });
});

test('visitors who leave while they wait for a listing cost neither a place in the queue nor a look at the disk', async () => {
  const waitingMax = 60;
  const limits = { listingsRunningMax: 1, listingsWaitingMax: waitingMax };
  await writeMany(join(share, 'many'), 12_000);
  const narrow = await startEngine([itemFor(share)], { limits });
  const ask = async (path: string): Promise<RawClient> => {
    const client = await RawClient.open(narrow.port);
    return client.send(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
  };
  using holder = await ask('/many/?holder');
  await holder.until(1);
  holder.socket.pause();
  const leavers = await Promise.all(Array.from({ length: waitingMax + 1 }, () => ask('/many/?leaver')));
  // One is refused at once, so the others are in the queue.
  await narrow.exchange(({ path, status }) => path === '/many/?leaver' && status === 503);
  for (const leaver of leavers) leaver.socket.resetAndDestroy();
  await expect.poll(() => narrow.exchanges.length).toBe(waitingMax + 1);

  using newcomer = await ask('/?newcomer');
  const startedAt = performance.now();
  holder.close();
  expect((await newcomer.response()).status).toBe(200);
  // A listing of the large folder for each of them would take seconds.
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  await narrow.stop(0);
  expect(narrow.faults).toEqual([]);
});

test('stop while large folders are listed', async () => {
  await writeMany(join(share, 'many'), 3_000);
  for (let round = 0; round < 5; round++) {
    const stopping = await startEngine([itemFor(share)]);
    const clients = await Promise.all(Array.from({ length: 8 }, () => RawClient.open(stopping.port)));
    for (const client of clients) client.send('GET /many/ HTTP/1.1\r\nHost: a\r\n\r\n');
    if (round > 0) await clients[0]?.until(round);
    await stopping.stop(0);
    expect(stopping.faults).toEqual([]);
    for (const client of clients) client.close();
  }
});

test('a share whose root vanishes and comes back', async () => {
  await writeFile(join(share, 'a.txt'), 'first');
  const statuses = async (): Promise<number[]> => [(await get('/')).status, (await get('/a.txt')).status];
  expect(await statuses()).toEqual([200, 200]);
  await rename(share, `${share}-away`);
  expect(await statuses()).toEqual([404, 404]);
  await writeFile(share, 'a file in its place');
  expect(await statuses()).toEqual([404, 404]);
  await rm(share);
  await mkdir(share);
  expect(await statuses()).toEqual([200, 404]);
  await rmdir(share);
  await rename(`${share}-away`, share);
  expect(await statuses()).toEqual([200, 200]);
  expect((await get('/a.txt')).body.toString()).toBe('first');
});

test('a file that is replaced by a link to outside between two requests', async () => {
  await writeFile(join(outer.path, 'outside.txt'), 'SECRET');
  const path = join(share, 'a.txt');
  const long = new Date(Date.now() - 60_000);
  for (let round = 0; round < 20; round++) {
    await writeFile(path, 'public');
    await utimes(path, long, long);
    expect((await get('/a.txt')).body.toString()).toBe('public');
    await symlink(join(outer.path, 'outside.txt'), `${path}.link`);
    await rename(`${path}.link`, path);
    const response = await get('/a.txt');
    expect([response.status, response.body.includes('SECRET')]).toEqual([404, false]);
    expect((await get('/')).body.toString()).not.toContain('a.txt');
    await rm(path);
  }
});

test('names of 255 bytes, in every alphabet and in none', async () => {
  const names = [
    Buffer.alloc(255, 'n'),
    Buffer.from('文'.repeat(85)),
    Buffer.from(`${'🎈'.repeat(63)}abc`),
    Buffer.alloc(255, 0xff),
    Buffer.alloc(255, '%'),
    Buffer.from('<&"\'>'.repeat(51)),
    Buffer.from('\u202e\u0000'.replace('\u0000', '\n').repeat(63)),
    Buffer.from('\r\n\t\x01\x7f'.repeat(51)),
    Buffer.from('\\..\\'.repeat(63)),
    Buffer.from('e\u0301'.repeat(85)),
  ];
  for (const name of names) await writeFile(Buffer.concat([Buffer.from(`${share}/`), name]), name);
  const listing = JSON.parse((await get('/?format=json')).body.toString()) as { entries: { href: string }[] };
  expect(listing.entries).toHaveLength(names.length);
  const html = (await get('/')).body.toString();
  const contents = new Set<string>();
  for (const { href } of listing.entries) {
    expect(html).toContain(`href="${href}"`);
    const response = await get(`/${href}`);
    expect(response.status).toBe(200);
    contents.add(response.body.toString('hex'));
    const saved = await get(`/${href}?download`);
    expect(saved.headers['content-disposition']).toMatch(
      /^attachment; filename="[ -~]*"(?:; filename\*=UTF-8''[!-~]+)?$/,
    );
  }
  expect(contents).toEqual(new Set(names.map((name) => name.toString('hex'))));
  expect(html).not.toContain('<&');
});

test('folders nested as deep as a path may be', async () => {
  let path = share;
  let url = '/';
  while (path.length < 3_800) {
    path = join(path, 'd'.repeat(200));
    url += `${'d'.repeat(200)}/`;
    await mkdir(path);
  }
  await writeFile(join(path, 'deep.txt'), 'deep');
  expect((await get(`${url}deep.txt`)).body.toString()).toBe('deep');
  expect((await get(url)).body.toString()).toContain('href="deep.txt"');
  expect((await get(`${url}${'d'.repeat(200)}/${'d'.repeat(200)}/x`)).status).toBe(404);
});

test('modification times at the ends of what a file system holds', async () => {
  // Memory holds any number of seconds; disks fewer.
  const parent = await access('/dev/shm').then(
    () => '/dev/shm',
    () => outer.path,
  );
  const folder = await mkdtemp(join(parent, 'doorstep-test-'));
  try {
    const times = [
      '@-1',
      '@0',
      '1900-01-01',
      '0001-01-01',
      '@-62135596801',
      '@-99999999999',
      '9999-12-31',
      '@253402300800',
    ];
    times.push('@8640000000000', '@8640000000001', '@9000000000000000', '@-9000000000000000');
    for (const [at, time] of times.entries()) {
      await writeFile(join(folder, `${at}.txt`), `file ${at}\n`.repeat(1_000));
      execFileSync('touch', ['-d', time, join(folder, `${at}.txt`)], { env: { ...process.env, TZ: 'UTC' } });
    }
    engine.server.setItems([itemFor(folder)]);
    const listing = JSON.parse((await get('/?format=json')).body.toString()) as { entries: { modified: unknown }[] };
    expect(listing.entries).toHaveLength(times.length);
    expect((await get('/')).body.toString().match(/href="[0-9]+\.txt"/g)).toHaveLength(times.length);
    for (const at of times.keys()) {
      for (const fields of ['', 'Accept-Encoding: gzip\r\n', 'Range: bytes=0-3\r\n', 'If-None-Match: *\r\n']) {
        const response = await get(`/${at}.txt`, fields);
        expect([200, 206, 304], `${times[at]} ${fields}`).toContain(response.status);
        const modified = response.headers['last-modified'];
        if (modified !== undefined) {
          expect(modified).toMatch(/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/);
          // One from the future is said to be from now, and never held to be unchanged since.
          const isFuture = Date.parse(modified) > Date.now() - 60_000;
          const { status } = await get(`/${at}.txt`, `If-Modified-Since: ${modified}\r\n`);
          expect(status, times[at]).toBe(isFuture ? 200 : 304);
        }
      }
      for (const field of ['If-Modified-Since', 'If-Unmodified-Since', 'If-Range'])
        expect([200, 304, 412]).toContain(
          (await get(`/${at}.txt`, `${field}: Thu, 01 Jan 1970 00:00:00 GMT\r\n`)).status,
        );
    }
  } finally {
    engine.server.setItems([itemFor(share)]);
    await rm(folder, { recursive: true });
  }
});
