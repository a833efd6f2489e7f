import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { exifSegment, jpegWith, smallJpeg } from '../support/jpeg.ts';
import { fetchRaw, RawClient } from '../support/raw-client.ts';
import { untilSettled } from '../support/settled.ts';

let outer: Awaited<ReturnType<typeof temporaryFolder>>;
let folder: string;
let engine: RunningEngine;

const photo = jpegWith([exifSegment({ orientation: 6 })], 3_000_000);

beforeAll(async () => {
  outer = await temporaryFolder();
  folder = join(outer.path, 'share');
  await mkdir(join(folder, 'pictures.jpg'), { recursive: true });
  const files: readonly [string, Buffer][] = [
    ['photo.jpg', photo],
    ['PHOTO 文件.JPEG', photo],
    ['small.jpg', smallJpeg],
    ['plain-large.jpg', jpegWith([], 600_000)],
    ['small.png', Buffer.alloc(500 * 1024, 7)],
    ['large.png', Buffer.alloc(512 * 1024 + 1, 7)],
    ['drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['empty.jpg', Buffer.alloc(0)],
    ['hostile.jpg', jpegWith([exifSegment({ thumbnailOffset: 0xffffffff, secondDirectory: 8 })], 600_000)],
    ['noise.jpg', randomBytes(700_000)],
    ['picture.heic', Buffer.alloc(100)],
    ['notes.txt', Buffer.from('text')],
    ['film.mp4', Buffer.alloc(100)],
    ['locked.jpg', smallJpeg],
  ];
  for (const [name, content] of files) await writeFile(join(folder, name), content);
  await writeFile(join(outer.path, 'outside.jpg'), photo);
  await symlink(join(outer.path, 'outside.jpg'), join(folder, 'leads-out.jpg'));
  await symlink('photo.jpg', join(folder, 'link.jpg'));
  execFileSync('mkfifo', [join(folder, 'fifo.jpg')]);
  engine = await startEngine([itemFor(folder)]);
});

afterAll(async () => {
  await engine.stop();
  await outer[Symbol.asyncDispose]();
});

const get = (target: string, fields = '', method = 'GET') => fetchRaw(engine.port, target, fields, method);

describe('?thumbnail', () => {
  test.each(['/photo.jpg?thumbnail', '/PHOTO%20%E6%96%87%E4%BB%B6.JPEG?thumbnail=1', '/link.jpg?a=b&thumbnail'])(
    '%s gives the embedded picture, turned',
    async (target) => {
      const response = await get(target);
      expect(response.status).toBe(200);
      expect(response.headers).toMatchObject({
        'content-type': 'image/jpeg',
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
      });
      expect(response.body.length).toBe(smallJpeg.length + 36);
      expect(response.body.readUInt16BE(30)).toBe(6);
      expect(response.body.subarray(38).equals(smallJpeg.subarray(2))).toBe(true);
    },
  );

  test.each([
    ['small.jpg', 'image/jpeg', 585],
    ['small.png', 'image/png', 500 * 1024],
    ['drawing.svg', 'image/svg+xml', 41],
  ])('%s stands for itself', async (name, type, bytes) => {
    const response = await get(`/${name}?thumbnail`);
    expect([response.status, response.headers['content-type'], response.body.length]).toEqual([200, type, bytes]);
    expect(response.body.equals((await get(`/${name}`)).body)).toBe(true);
  });

  test.each([
    'plain-large.jpg',
    'large.png',
    'empty.jpg',
    'hostile.jpg',
    'noise.jpg',
    'picture.heic',
    'notes.txt',
    'film.mp4',
  ])('%s has none: 404, empty', async (name) => {
    const response = await get(`/${name}?thumbnail`);
    expect([response.status, response.body.length, response.headers['cache-control']]).toEqual([404, 0, 'no-cache']);
  });

  test('of what is not there, not to be had or no file is as without it', async () => {
    expect((await get('/nothing.jpg?thumbnail')).status).toBe(404);
    expect((await get('/leads-out.jpg?thumbnail')).status).toBe(404);
    expect((await get('/fifo.jpg?thumbnail')).status).toBe(403);
    const redirect = await get('/pictures.jpg?thumbnail');
    expect([redirect.status, redirect.headers.location]).toEqual([301, '/pictures.jpg/?thumbnail']);
    expect((await get('/pictures.jpg/?thumbnail')).headers['content-type']).toBe('text/html; charset=utf-8');
    await chmod(join(folder, 'locked.jpg'), 0);
    await chmod(outer.path, 0o755);
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65534);
    const locked = await get('/locked.jpg?thumbnail').finally(() => isRoot && process.seteuid?.(0));
    expect(locked.status).toBe(403);
    expect(engine.faults).toEqual([]);
  });

  test('is 304 to who has it, until the file changes; its tag is not the file’s', async () => {
    const path = join(folder, 'changing.jpg');
    await writeFile(path, photo);
    await utimes(path, 1_600_000_000, 1_600_000_000);
    await untilSettled(path);
    const { etag = '' } = (await get('/changing.jpg?thumbnail')).headers;
    expect((await get('/changing.jpg')).headers.etag).not.toBe(etag);
    const unchanged = await get('/changing.jpg?thumbnail', `If-None-Match: "x", ${etag}\r\n`);
    expect([unchanged.status, unchanged.body.length, unchanged.headers.etag]).toEqual([304, 0, etag]);
    expect((await get('/changing.jpg?thumbnail', 'If-None-Match: *\r\n')).status).toBe(200);
    await writeFile(path, jpegWith([exifSegment({ orientation: 3 })], 100));
    const changed = await get('/changing.jpg?thumbnail', `If-None-Match: ${etag}\r\n`);
    expect([changed.status, changed.body.readUInt16BE(30)]).toEqual([200, 3]);
  });

  test('HEAD says what GET would', async () => {
    for (const name of ['photo.jpg', 'small.png', 'noise.jpg']) {
      const { date: _, ...got } = (await get(`/${name}?thumbnail`)).headers;
      const { date: __, ...head } = (await get(`/${name}?thumbnail`, '', 'HEAD')).headers;
      expect(head).toEqual(got);
    }
  });

  test('many at a time are answered in turn; beyond the bound: 503', async () => {
    const narrow = await startEngine([itemFor(folder)], {
      limits: { thumbnailsRunningMax: 1, thumbnailsWaitingMax: 3 },
    });
    const clients = await Promise.all(Array.from({ length: 24 }, () => RawClient.open(narrow.port)));
    const statuses = await Promise.all(
      clients.map(async (client) => (await client.request('GET', '/photo.jpg?thumbnail')).status),
    );
    for (const client of clients) client.close();
    expect(new Set(statuses).has(200)).toBe(true);
    expect(statuses.every((status) => status === 200 || status === 503)).toBe(true);
    expect((await fetchRaw(narrow.port, '/photo.jpg?thumbnail')).status).toBe(200);
    expect(narrow.faults).toEqual([]);
    await narrow.stop();
    const together = await Promise.all(Array.from({ length: 100 }, () => get('/photo.jpg?thumbnail')));
    expect(together.every(({ status, body }) => status === 200 && body.length === smallJpeg.length + 36)).toBe(true);
  });
});
