import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { smallJpeg } from '../support/jpeg.ts';
import { RawClient } from '../support/raw-client.ts';
import { untilSettled } from '../support/settled.ts';

let outer: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine;
let scriptPath: string;

beforeAll(async () => {
  outer = await temporaryFolder();
  await mkdir(join(outer.path, 'site'));
  await mkdir(join(outer.path, 'many'));
  const files: [string, string | Buffer][] = [
    ['a.txt', 'hello\n'],
    ['empty', ''],
    ['text.html', '<p>some text</p>\n'.repeat(500)],
    ['big.txt', 'a line of a text that is no hot file\n'.repeat(50_000)],
    ['big.bin', Buffer.alloc(2_000_000, 7)],
    ['photo.jpg', smallJpeg],
    ['文 件.txt', 'x'],
    ['site/index.html', '<p>index</p>'],
    ...Array.from({ length: 1_500 }, (_, at): [string, string] => [`many/${at}`, '']),
  ];
  for (const [name, content] of files) {
    await writeFile(join(outer.path, name), content);
    await utimes(join(outer.path, name), 1_000_000_000, 1_000_000_000);
  }
  // Old enough to become hot, and to have a strong tag: it must not become that between a HEAD and its GET.
  await untilSettled(join(outer.path, files.at(-1)?.[0] ?? ''));
  engine = await startEngine([itemFor(outer.path)]);
  using client = await RawClient.open(engine.port);
  scriptPath = /\/\.doorstep\/\w+\/visitor\.js\?/.exec((await client.request('GET', '/')).body.toString())?.[0] ?? '';
});

afterAll(async () => {
  await engine.stop(0);
  expect(engine.faults).toEqual([]);
  await outer[Symbol.asyncDispose]();
});

const targets = [
  ...['/', '/many/', '/many', '/?format=json', '/many/?format=json', '/?sort=size', '/site/', '/site', '/nothing'],
  ...[
    '/a.txt',
    '/a.txt?download',
    '/empty',
    '/text.html',
    '/big.txt',
    '/big.bin',
    '/photo.jpg',
    '/photo.jpg?thumbnail',
  ],
  ...['/%E6%96%87%20%E4%BB%B6.txt?download', '/a.txt?thumbnail', '/a.txt/', '/.doorstep/nothing', 'script', '/%zz'],
];
const fields = [
  '',
  'Accept-Encoding: gzip\r\n',
  'If-None-Match: *\r\n',
  'If-Match: "other"\r\n',
  'If-Modified-Since: Fri, 01 Jan 2010 00:00:00 GMT\r\n',
  'If-Unmodified-Since: Fri, 01 Jan 1999 00:00:00 GMT\r\n',
  'Accept: application/json\r\n',
  'Accept-Language: zh-CN\r\n',
  'Connection: close\r\n',
  'Host: elsewhere.example\r\n',
];

test.each(targets)('%s: HEAD says what GET says, and sends nothing of it', async (name) => {
  const target = name === 'script' ? scriptPath : name;
  for (const version of ['1.1', '1.0']) {
    for (const each of version === '1.0' ? fields.slice(0, 2) : fields) {
      const ask = async (method: string) => {
        using client = await RawClient.open(engine.port);
        const host = each.startsWith('Host:') ? '' : 'Host: localhost\r\n';
        client.send(`${method} ${target} HTTP/${version}\r\n${host}${each}\r\n`);
        const response = await client.response(method === 'HEAD');
        const { date: _date, ...headers } = response.headers;
        // What comes behind a HEAD's empty line would be read as the next answer.
        if (method === 'HEAD') {
          client.socket.end();
          expect((await client.rest()).toString('latin1')).toBe('');
        }
        return [response.statusLine, headers];
      };
      // Twice, since a hot file is answered another way.
      for (let round = 0; round < 2; round++)
        expect([each, version, await ask('HEAD')]).toEqual([each, version, await ask('GET')]);
    }
  }
});

test.each(['/a.txt', '/big.bin', '/big.txt', '/text.html'])('HEAD of %s ignores Range', async (target) => {
  using client = await RawClient.open(engine.port);
  for (const range of ['bytes=0-1', 'bytes=99999999-', 'bytes=0-1,3-4']) {
    const response = await client.request('HEAD', target, `Range: ${range}\r\n`);
    expect([response.status, response.headers['content-range']]).toEqual([200, undefined]);
  }
});
