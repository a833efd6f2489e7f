import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBlockedCheck } from '../../src/main/server/http/blocked-addresses.ts';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { RawClient } from '../support/raw-client.ts';

const size = 64 * 1024 * 1024;
/** Loopback addresses that a visitor can come from; each is the machine's own on Linux. */
const blocked = process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1';

let outer: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine;

beforeAll(async () => {
  outer = await temporaryFolder();
  await writeFile(join(outer.path, 'a.txt'), 'hello\n');
  await writeFile(join(outer.path, 'huge.bin'), Buffer.alloc(size, 7));
});
beforeEach(async () => {
  engine = await startEngine([itemFor(outer.path)], { limits: { transferSampleIntervalMs: 20 } });
});
afterEach(() => engine.stop(0));
afterAll(() => outer[Symbol.asyncDispose]());

function block(...blockedAddresses: string[]): void {
  engine.server.setAccess({ isPublic: false, allowHosts: [], blockedAddresses });
}

const from = (address: string) => RawClient.open(engine.port, '127.0.0.1', address);

test.each([
  ['GET', '/a.txt'],
  ['GET', '/'],
  ['HEAD', '/a.txt'],
  ['OPTIONS', '/'],
  ['PUT', '/a.txt'],
  ['GET', '/.doorstep/events'],
  ['GET', '/nothing'],
])('%s %s of a blocked visitor: 403 with the reason, closed, and told', async (method, target) => {
  block(blocked);
  using client = await from(blocked);
  client.send(`${method} ${target} HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n`);
  const response = await client.response(method === 'HEAD');
  expect([response.status, response.headers.connection]).toEqual([403, 'close']);
  if (method !== 'HEAD') expect(response.body.toString()).toContain('has blocked this device');
  expect((await client.rest()).length).toBe(0);
  expect(await engine.exchange(({ path }) => path === target)).toMatchObject({
    status: 403,
    failure: 'blocked',
    outcome: 'completed',
    content: 'other',
    remoteAddress: blocked,
  });
});

test('the page is in the language of the visitor', async () => {
  block(blocked);
  using client = await from(blocked);
  const page = (await client.request('GET', '/', 'Accept-Language: zh-CN\r\n')).body.toString();
  expect(page).toContain('共享者已屏蔽此设备');
  // It leads nowhere: the start page would say the same.
  expect(page).not.toContain('href="/"');
});

test.skipIf(process.platform !== 'linux')('others are let in; an unblocked one is, too, at once', async () => {
  block(blocked);
  using other = await from('127.0.0.3');
  expect((await other.request('GET', '/a.txt')).status).toBe(200);
  using client = await from(blocked);
  expect((await client.request('GET', '/a.txt')).status).toBe(403);
  block();
  using again = await from(blocked);
  expect((await again.request('GET', '/a.txt')).status).toBe(200);
});

test('a connection that was open before gets 403 for its next request', async () => {
  using client = await from(blocked);
  expect((await client.request('GET', '/a.txt')).status).toBe(200);
  block(blocked);
  const response = await client.request('GET', '/a.txt');
  expect([response.status, response.headers.connection]).toEqual([403, 'close']);
});

test.skipIf(process.platform !== 'linux')('what it is being sent is cut at once; others go on', async () => {
  const ask = (address: string, target: string) =>
    RawClient.standing(engine.port, `GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n`, address);
  using _cut = await ask(blocked, '/huge.bin?cut');
  using _listening = await ask(blocked, '/.doorstep/events');
  using other = await ask('127.0.0.3', '/huge.bin?other');
  block(`::ffff:${blocked}`);
  expect(await engine.exchange(({ path }) => path === '/huge.bin?cut')).toMatchObject({
    status: 200,
    outcome: 'aborted',
    failure: 'blocked',
  });
  expect((await engine.exchange(({ path }) => path === '/.doorstep/events')).failure).toBe('blocked');
  other.socket.resume();
  expect((await other.response()).body.length).toBe(size);
});

test.skipIf(process.platform !== 'linux')('one that runs on a listener which was left is cut, too', async () => {
  using _cut = await RawClient.standing(engine.port, 'GET /huge.bin HTTP/1.1\r\nHost: a\r\n\r\n', blocked);
  await engine.server.move({ port: 0, address: '127.0.0.1' }, 60_000);
  block(blocked);
  expect((await engine.exchange(({ path }) => path === '/huge.bin')).failure).toBe('blocked');
});

describe('createBlockedCheck', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1', true],
    ['192.0.2.1', '::ffff:192.0.2.1', true],
    ['::ffff:192.0.2.1', '192.0.2.1', true],
    ['::FFFF:C000:201', '192.0.2.1', true],
    ['fe80::1%eth0', 'fe80::1%wlan0', true],
    ['FE80:0:0::1', 'fe80::1', true],
    ['2001:db8::1', '2001:db8:0:0:0:0:0:1', true],
    ['192.0.2.1', '192.0.2.10', false],
    ['192.0.2.1', '::192.0.2.1', false],
    ['', '192.0.2.1', false],
    ['192.0.2.0/24', '192.0.2.1', false],
    ['nonsense', '192.0.2.1', false],
    ['nonsense', 'nonsense', true],
  ])('%j blocks %j: %s', (address, remoteAddress, isBlocked) => {
    expect(createBlockedCheck(['198.51.100.7', address])(remoteAddress)).toBe(isBlocked);
  });

  test('nobody is blocked by an empty list', () => {
    expect(createBlockedCheck([])('192.0.2.1')).toBe(false);
  });
});
