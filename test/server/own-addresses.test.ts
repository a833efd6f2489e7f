import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { fetchRaw, RawClient } from '../support/raw-client.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine;
let script: string;
let style: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder.path, '.doorstep', 'x'), { recursive: true });
  await writeFile(join(folder.path, '.doorstep', 'x', 'visitor.js'), 'shadow');
  await writeFile(join(folder.path, '.doorstep', 'events'), 'shadow');
  await mkdir(join(folder.path, 'sub', '.doorstep'), { recursive: true });
  await mkdir(join(folder.path, 'doorstep'));
  await writeFile(join(folder.path, 'doorstep', 'events'), 'an ordinary file');
  engine = await startEngine([itemFor(folder.path)]);
  const html = (await fetchRaw(engine.port, '/')).body.toString();
  script = / src="(\/\.doorstep\/\w+\/visitor\.js)\?"/.exec(html)?.[1] ?? '';
  style = / href="(\/\.doorstep\/\w+\/visitor\.css)\?"/.exec(html)?.[1] ?? '';
});

afterAll(async () => {
  await engine.stop();
  await folder[Symbol.asyncDispose]();
});

const get = (target: string, fields = '', method = 'GET') => fetchRaw(engine.port, target, fields, method);

describe('script and style', () => {
  test('are named by the page, with the right types, for ever', async () => {
    for (const [path, type] of [
      [script, 'text/javascript; charset=utf-8'],
      [style, 'text/css; charset=utf-8'],
    ] as const) {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(response.headers).toMatchObject({
        'content-type': type,
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        vary: 'Accept-Encoding',
        'content-length': String(response.body.length),
      });
      expect(response.body.length).toBeGreaterThan(0);
    }
  });

  test('come gzip-coded to who asks, with a tag of their own', async () => {
    const plain = await get(script);
    const coded = await get(script, 'Accept-Encoding: gzip\r\n');
    expect(coded.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(coded.body).equals(plain.body)).toBe(true);
    expect(coded.headers.etag).not.toBe(plain.headers.etag);
  });

  test('are 304 to who has them, and HEAD says what GET would', async () => {
    const { etag = '' } = (await get(style)).headers;
    const unchanged = await get(style, `If-None-Match: ${etag}\r\n`);
    expect([unchanged.status, unchanged.body.length, unchanged.headers.etag]).toEqual([304, 0, etag]);
    expect((await get(style, 'If-None-Match: "other"\r\n')).status).toBe(200);
    expect((await get(style, 'If-Match: "other"\r\n')).status).toBe(412);
    const { date: _, ...got } = (await get(style)).headers;
    const { date: __, ...head } = (await get(style, '', 'HEAD')).headers;
    expect(head).toEqual(got);
  });

  test('are had in every spelling of their address', async () => {
    for (const spelt of [
      script.replace('/.', '/%2E'),
      script.replace('/.', '//.'),
      script.replace('.doorstep', '.%64oorstep'),
      `http://localhost${script}`,
      `${script}?x=1`,
    ])
      expect((await get(spelt)).status).toBe(200);
  });
});

describe('/.doorstep/', () => {
  test.each([
    '/.doorstep',
    '/.doorstep/',
    '/.doorstep/x/visitor.js',
    '/.doorstep/visitor.js',
    '/.doorstep/events/',
    '/.doorstep/events/x',
    '/.doorstep/EVENTS',
    '/.Doorstep/events',
    '/sub/.doorstep/',
    '/%2Edoorstep/x/visitor.js',
  ])('%s is not there', async (target) => {
    const response = await get(target);
    expect(response.status).toBe(404);
    expect(response.body.toString()).not.toContain('shadow');
  });

  test('has nothing beside the files of a right address', async () => {
    for (const beside of [
      `${script}/`,
      `${script}x`,
      script.replace('visitor.js', ''),
      script.replace('visitor.js', 'main.js'),
    ])
      expect((await get(beside)).status).toBe(404);
  });

  test('hides nothing: without the dot it is a folder like any other', async () => {
    expect((await get('/doorstep/events')).body.toString()).toBe('an ordinary file');
  });

  test('is there whatever is shared, and for no other method, host or stranger', async () => {
    engine.server.setItems([]);
    expect((await get(script)).status).toBe(200);
    engine.server.setItems([itemFor(folder.path)]);
    for (const target of [script, '/.doorstep/events']) {
      const post = await get(target, '', 'POST');
      expect([post.status, post.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
      using client = await RawClient.open(engine.port);
      client.send(`GET ${target} HTTP/1.1\r\nHost: evil.example\r\n\r\n`);
      expect((await client.response()).status).toBe(421);
    }
  });
});
