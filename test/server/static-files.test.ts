import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, rename, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { fetchRaw, RawClient } from '../support/raw-client.ts';

type Temporary = Awaited<ReturnType<typeof temporaryFolder>>;

const big = randomBytes(5_000_001);
let outer: Temporary;
let folder: string;
let engine: RunningEngine;

beforeAll(async () => {
  outer = await temporaryFolder();
  folder = join(outer.path, 'share');
  await mkdir(join(folder, 'sub', 'deep'), { recursive: true });
  await mkdir(join(folder, 'site'));
  await mkdir(join(folder, 'old-site'));
  await mkdir(join(folder, '.hidden'));
  await mkdir(join(outer.path, 'share-beside'));
  await writeFile(join(outer.path, 'share-beside', 'secret.txt'), 'secret');
  await writeFile(join(outer.path, 'outside.txt'), 'outside');
  await writeFile(join(folder, 'a.txt'), 'hello\n');
  await writeFile(join(folder, 'empty.txt'), '');
  await writeFile(join(folder, 'big.bin'), big);
  await writeFile(join(folder, 'ünï cödé 文件.txt'), '内容');
  await writeFile(join(folder, 'a&b#c?d%20e.txt'), 'odd');
  await mkdir(join(folder, '<b>x<'));
  await writeFile(join(folder, '<b>x<', 'b>.txt'), 'markup');
  await writeFile(join(folder, '.secret'), 'dot');
  await writeFile(join(folder, '.hidden', 'in.txt'), 'dot');
  await writeFile(join(folder, 'gbk.html'), Buffer.from([0xc4, 0xe3, 0xba, 0xc3]));
  await writeFile(join(folder, 'README'), 'plain text\n');
  await writeFile(join(folder, 'noext'), Buffer.from([0, 1, 2, 3]));
  await writeFile(join(folder, 'aux.c'), 'int x;\n');
  await writeFile(join(folder, 'a\\b'), 'backslash');
  await writeFile(join(folder, '12:30.png'), 'time');
  await writeFile(join(folder, 'site', 'index.html'), '<p>site</p>');
  await writeFile(join(folder, 'old-site', 'index.htm'), '<p>old</p>');
  await writeFile(join(folder, 'sub', 'deep', 'x.txt'), 'deep');
  await symlink(join(outer.path, 'outside.txt'), join(folder, 'leads-out.txt'));
  await symlink(join(outer.path, 'share-beside'), join(folder, 'leads-beside'));
  await symlink('a.txt', join(folder, 'link.txt'));
  await symlink('link.txt', join(folder, 'link-to-link.txt'));
  await symlink('.secret', join(folder, 'to-hidden.txt'));
  await symlink('loop', join(folder, 'loop'));
  await symlink('nowhere', join(folder, 'dangling'));
  engine = await startEngine([itemFor(folder)]);
});

afterAll(async () => {
  await engine.stop();
  await outer[Symbol.asyncDispose]();
});

const get = (target: string, fields = '') => fetchRaw(engine.port, target, fields);

describe('files', () => {
  test('a small file, with all its fields', async () => {
    await utimes(join(folder, 'a.txt'), 1_700_000_000, 1_700_000_000);
    const response = await get('/a.txt');
    expect(response.statusLine).toBe('HTTP/1.1 200 OK');
    expect(response.body.toString()).toBe('hello\n');
    expect(response.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-length': '6',
      'last-modified': 'Tue, 14 Nov 2023 22:13:20 GMT',
      'cache-control': 'no-cache',
      server: 'Doorstep',
      'x-content-type-options': 'nosniff',
    });
    expect(Math.abs(Date.parse(response.headers.date as string) - Date.now())).toBeLessThan(5_000);
  });

  test('a large file arrives byte for byte', async () => {
    const response = await get('/big.bin');
    expect(response.headers['content-length']).toBe(String(big.length));
    expect(response.headers['content-type']).toBe('application/octet-stream');
    expect(response.body.equals(big)).toBe(true);
  });

  test('an empty file', async () => {
    const response = await get('/empty.txt');
    expect([response.status, response.headers['content-length'], response.body.length]).toEqual([200, '0', 0]);
  });

  test.each([
    ['/%C3%BCn%C3%AF%20c%C3%B6d%C3%A9%20%E6%96%87%E4%BB%B6.txt', '内容'],
    ['/a%26b%23c%3Fd%2520e.txt', 'odd'],
    ['/%3Cb%3Ex%3C/b%3E.txt', 'markup'],
    ['/<b>x</b>.txt', 'markup'],
    ['/aux.c', 'int x;\n'],
    ['/a%5Cb', 'backslash'],
    ['/a\\b', 'backslash'],
    ['/12:30.png', 'time'],
    ['/sub/deep/x.txt', 'deep'],
    ['/sub//deep///x.txt', 'deep'],
    ['/a.txt?query=1', 'hello\n'],
    ['http://localhost/a.txt', 'hello\n'],
    ['/link.txt', 'hello\n'],
    ['/link-to-link.txt', 'hello\n'],
  ])('%s', async (target, content) => {
    const response = await get(target);
    expect([response.status, response.body.toString()]).toEqual([200, content]);
  });

  test.each([
    ['/README', 'text/plain; charset=utf-8'],
    ['/noext', 'application/octet-stream'],
    ['/gbk.html', 'text/html'],
    ['/site/index.html', 'text/html; charset=utf-8'],
    ['/12:30.png', 'image/png'],
  ])('%s is %s', async (target, type) => {
    expect((await get(target)).headers['content-type']).toBe(type);
  });

  test('HEAD is GET without the body, to the header', async () => {
    for (const target of ['/a.txt', '/big.bin', '/', '/nothing', '/sub', '/site/']) {
      using client = await RawClient.open(engine.port);
      const got = await client.request('GET', target);
      const head = await client.request('HEAD', target);
      const { date: _, ...headFields } = head.headers;
      const { date: __, ...gotFields } = got.headers;
      expect(headFields).toEqual(gotFields);
      expect(head.status).toBe(got.status);
    }
  });

  test('a file that becomes shorter while it is sent ends the connection short and is reported so', async () => {
    const path = join(folder, 'shrinking.bin');
    const size = 64 * 1024 * 1024;
    await writeFile(path, Buffer.alloc(size, 1));
    using client = await RawClient.open(engine.port);
    client.socket.pause();
    client.send('GET /shrinking.bin HTTP/1.1\r\nHost: a\r\n\r\n');
    client.socket.resume();
    await client.until(1000);
    client.socket.pause();
    await truncate(path, 1024);
    client.socket.resume();
    const received = await client.rest();
    expect(received.toString('latin1', 0, 600)).toContain(`Content-Length: ${size}`);
    expect(received.length).toBeLessThan(size);
    const exchange = await engine.exchange((each) => each.path === '/shrinking.bin');
    expect(exchange.outcome).toBe('aborted');
    expect(exchange.bytes).toBeLessThan(size);
  });
});

describe('what is not served', () => {
  test.each([
    ['/nothing', 404],
    ['/a.txt/', 404],
    ['/a.txt/x', 404],
    ['/.secret', 404],
    ['/.hidden/', 404],
    ['/.hidden/in.txt', 404],
    ['/leads-out.txt', 404],
    ['/leads-beside/secret.txt', 404],
    ['/leads-beside/', 404],
    ['/to-hidden.txt', 404],
    ['/loop', 404],
    ['/dangling', 404],
    ['/../outside.txt', 400],
    ['/sub/../../outside.txt', 400],
    ['/%2e%2e/outside.txt', 400],
    ['/.%2E/outside.txt', 400],
    ['/..%2foutside.txt', 404],
    ['/..%5coutside.txt', 404],
    ['/%252e%252e/outside.txt', 404],
    ['/../share-beside/secret.txt', 400],
    ['/%2e', 400],
    ['/a%00.txt', 400],
    ['/a.txt%00', 400],
    ['/%', 400],
    ['/%zz', 400],
    ['/%c0%af', 404],
    ['*', 400],
    ['a.txt', 400],
    ['ftp://localhost/a.txt', 400],
  ])('%s: %i', async (target, status) => {
    const response = await get(target);
    expect(response.status).toBe(status);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.body.toString()).not.toContain(folder);
    expect(response.body.toString()).toContain(`<title>${status} `);
  });

  test('names and paths longer than any disk has: 404', async () => {
    for (const target of [`/${'n'.repeat(300)}`, `/${'d/'.repeat(5000)}`]) expect((await get(target)).status).toBe(404);
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'CONNECT'])('%s is 405 with Allow', async (method) => {
    const response = await fetchRaw(engine.port, '/a.txt', '', method);
    expect([response.status, response.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  test('OPTIONS says what is allowed, here and for the whole server', async () => {
    for (const target of ['/a.txt', '*']) {
      const response = await fetchRaw(engine.port, target, '', 'OPTIONS');
      expect([response.status, response.headers.allow, response.body.length]).toEqual([204, 'GET, HEAD, OPTIONS', 0]);
    }
    expect((await fetchRaw(engine.port, '/%', '', 'OPTIONS')).status).toBe(400);
  });

  test('an unknown method is 501', async () => {
    expect((await fetchRaw(engine.port, '/', '', 'BREW')).status).toBe(501);
  });

  test('a file that the owner may not read is 403', async () => {
    await writeFile(join(folder, 'locked.txt'), 'x');
    await chmod(join(folder, 'locked.txt'), 0);
    await chmod(outer.path, 0o755);
    // Root may read everything: for the length of the request this process is somebody else.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65534);
    const response = await get('/locked.txt').finally(() => isRoot && process.seteuid?.(0));
    expect(response.status).toBe(403);
    expect(engine.faults).toEqual([]);
  });

  test('FIFOs and sockets are 403 and do not stop a fifth visitor', async () => {
    for (let at = 0; at < 4; at++) execFileSync('mkfifo', [join(folder, `fifo${at}`)]);
    const listening = createServer();
    await new Promise<void>((resolve) => listening.listen(join(folder, 'socket'), resolve));
    const waiting = [0, 1, 2, 3].map((at) => get(`/fifo${at}`));
    const download = await get('/big.bin');
    expect(download.body.equals(big)).toBe(true);
    for (const response of await Promise.all(waiting)) expect(response.status).toBe(403);
    expect((await get('/socket')).status).toBe(403);
    listening.close();
    const listing = (await get('/')).body.toString();
    expect(listing).not.toContain('fifo0');
    expect(listing).not.toContain('"socket"');
  });
});

describe('folders', () => {
  test('get their slash by 301, the query kept, never to another host', async () => {
    for (const [target, location] of [
      ['/sub', '/sub/'],
      ['/sub?a=b&c', '/sub/?a=b&c'],
      ['/sub/deep', '/sub/deep/'],
      ['//sub', '/sub/'],
      ['http://localhost/sub', '/sub/'],
    ] as const) {
      const response = await get(target);
      expect([response.status, response.headers.location]).toEqual([301, location]);
      expect(response.headers['cache-control']).toBe('no-cache');
    }
    expect((await get('//elsewhere.example/')).status).toBe(404);
    expect((await get('/\\elsewhere.example')).status).toBe(404);
  });

  test('index.html, then index.htm', async () => {
    expect((await get('/site/')).body.toString()).toBe('<p>site</p>');
    expect((await get('/old-site/')).body.toString()).toBe('<p>old</p>');
  });

  test('a listing: title, escaped names, encoded links, folders marked, hidden and outer things left out', async () => {
    const response = await get('/');
    const html = response.body.toString();
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.headers['content-security-policy']).toContain("default-src 'none'");
    expect(response.headers.vary).toBe('Accept, Accept-Encoding, Accept-Language, Cookie');
    expect(html).toContain('<title>Directory listing for /</title>');
    expect(html).toContain('<a href="%3Cb%3Ex%3C/">&lt;b&gt;x&lt;/</a>');
    expect(html).not.toContain('<b>x');
    expect(html).toContain('href="a%26b%23c%3Fd%2520e.txt">a&amp;b#c?d%20e.txt</a>');
    expect(html).toContain('href="sub/">sub/</a>');
    expect(html).toContain('href="link.txt"');
    for (const absent of ['secret', '.hidden', 'leads', 'loop', 'dangling']) expect(html).not.toContain(absent);
    expect((await get('/sub/')).body.toString()).toContain('href="../"');
  });

  test('in Chinese where it is asked for', async () => {
    const response = await get('/sub/', 'Accept-Language: zh-CN,zh;q=0.9,en;q=0.8\r\n');
    expect(response.body.toString()).toContain('<html lang="zh-CN" ');
    expect(response.body.toString()).toContain('/sub/ 的目录列表');
    expect((await get('/nothing', 'Accept-Language: zh\r\n')).body.toString()).toContain('没有');
  });

  test('natural, case-insensitive order', async () => {
    await using temporary = await temporaryFolder();
    for (const name of ['b', 'A', 'a10', 'a2', 'C', 'é', 'f', '文']) await writeFile(join(temporary.path, name), '');
    engine.server.setItems([itemFor(temporary.path)]);
    const html = (await get('/')).body.toString();
    engine.server.setItems([itemFor(folder)]);
    const names = [...html.matchAll(/">([^<]+)<\/a>/g)].map((match) => match[1]);
    expect(names).toEqual(['A', 'a2', 'a10', 'b', 'C', 'é', 'f', '文']);
  });

  test('names that are not UTF-8 are listed, linked and served', async () => {
    await using temporary = await temporaryFolder();
    const name = Buffer.from([0x66, 0xfc, 0x72, 0x2e, 0x74, 0x78, 0x74]);
    await writeFile(Buffer.concat([Buffer.from(`${temporary.path}/`), name]), 'latin1');
    engine.server.setItems([itemFor(temporary.path)]);
    expect((await get('/')).body.toString()).toContain('href="f%FCr.txt"');
    expect((await get('/f%FCr.txt')).body.toString()).toBe('latin1');
    engine.server.setItems([itemFor(folder)]);
  });

  test('a large folder is streamed, whole', async () => {
    await using temporary = await temporaryFolder();
    const names = Array.from({ length: 2_500 }, (_, at) => `file ${at}.txt`);
    await Promise.all(names.map((name) => writeFile(join(temporary.path, name), name)));
    engine.server.setItems([itemFor(temporary.path)]);
    const response = await get('/');
    expect(response.headers['transfer-encoding']).toBe('chunked');
    const listed = [...response.body.toString().matchAll(/">([^<]+)<\/a>/g)].map((match) => match[1]);
    expect(listed).toEqual(names);
    using old = await RawClient.open(engine.port);
    old.send('GET / HTTP/1.0\r\n\r\n');
    const whole = await old.response();
    expect(whole.headers).toMatchObject({ connection: 'close' });
    expect(whole.headers['transfer-encoding']).toBeUndefined();
    expect(whole.body.equals(response.body)).toBe(true);
    const exchange = await engine.exchange((each) => each.path === '/' && each.bytes === response.body.length);
    expect(exchange.outcome).toBe('completed');
    engine.server.setItems([itemFor(folder)]);
  });
});

describe('several items', () => {
  test('are listed at / and mounted under their names; old paths lead on while unambiguous', async () => {
    const other = join(outer.path, 'other');
    await mkdir(join(other, 'sub'), { recursive: true });
    await writeFile(join(other, 'only-here.txt'), 'here');
    engine.server.setItems([
      itemFor(folder, 'folder', 'share'),
      itemFor(other, 'folder', 'other'),
      itemFor(join(outer.path, 'outside.txt'), 'file', 'outside.txt'),
      itemFor(join(outer.path, 'gone'), 'folder', 'gone'),
    ]);
    const html = (await get('/')).body.toString();
    expect(html).toContain('href="share/"');
    expect(html).toContain('href="outside.txt"');
    expect(html).not.toContain('gone');
    expect((await get('/share/a.txt')).body.toString()).toBe('hello\n');
    expect((await get('/outside.txt')).body.toString()).toBe('outside');
    for (const beside of ['/outside.txt/', '/outside.txt/share-beside', '/share-beside/secret.txt', '/outside.txt/..'])
      expect((await get(beside)).status).toBeGreaterThanOrEqual(400);
    const moved = await get('/only-here.txt?x=1');
    expect([moved.status, moved.headers.location]).toEqual([302, '/other/only-here.txt?x=1']);
    expect((await get('/sub/')).status).toBe(404);
    engine.server.setItems([itemFor(folder)]);
    const back = await get('/share/a.txt');
    expect([back.status, back.headers.location]).toEqual([302, '/a.txt']);
  });

  test('one file alone exposes only itself', async () => {
    engine.server.setItems([itemFor(join(outer.path, 'outside.txt'), 'file')]);
    expect((await get('/')).body.toString()).toContain('href="outside.txt"');
    expect((await get('/outside.txt')).body.toString()).toBe('outside');
    for (const target of ['/share/', '/share/a.txt', '/share-beside/', '/outside.txt/'])
      expect((await get(target)).status).toBe(404);
    engine.server.setItems([itemFor(folder)]);
  });

  test('nothing shared: 404', async () => {
    engine.server.setItems([]);
    expect((await get('/')).status).toBe(404);
    engine.server.setItems([itemFor(folder)]);
  });

  test('an item that is itself a link, and is pointed elsewhere', async () => {
    const link = join(outer.path, 'current');
    await symlink(folder, link);
    engine.server.setItems([itemFor(link)]);
    expect((await get('/a.txt')).status).toBe(200);
    await symlink(join(outer.path, 'share-beside'), `${link}.new`);
    await rename(`${link}.new`, link);
    expect((await get('/secret.txt')).body.toString()).toBe('secret');
    expect((await get('/a.txt')).status).toBe(404);
    engine.server.setItems([itemFor(folder)]);
  });
});
