import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { RawClient } from '../support/raw-client.ts';

const size = 64 * 1024 * 1024;
const host = 'Host: testhost\r\n';
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder();
  const file = await open(join(folder.path, 'huge.bin'), 'w');
  await file.truncate(size);
  await file.close();
});
afterAll(() => folder[Symbol.asyncDispose]());

/** A visitor who has read the beginning of a download and waits. */
async function startDownload(engine: RunningEngine, address = '127.0.0.1'): Promise<RawClient> {
  const client = await RawClient.open(engine.port, address);
  client.send(`GET /huge.bin HTTP/1.1\r\n${host}\r\n`);
  await client.until(100_000);
  return client;
}

test('moves to another address at once; a running download goes on beside it', async () => {
  const engine = await startEngine([itemFor(folder.path)]);
  using client = await startDownload(engine);
  const moved = await engine.server.move({ port: engine.port, address: '127.0.0.2' }, 60_000);
  expect(moved).toMatchObject({ port: engine.port, address: '127.0.0.2', instead: null });
  await expect(RawClient.open(engine.port, '127.0.0.1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  using other = await RawClient.open(engine.port, '127.0.0.2');
  expect((await other.request('HEAD', '/huge.bin')).status).toBe(200);
  expect((await client.response()).body.length).toBe(size);
  expect(await engine.exchange(({ bytes }) => bytes === size)).toMatchObject({ outcome: 'completed' });
  await engine.stop();
});

test('moves from all addresses to one on the same port, and back', async () => {
  const engine = await startEngine([itemFor(folder.path)], { address: undefined });
  using client = await startDownload(engine);
  await engine.server.move({ port: engine.port, address: '127.0.0.1', strictPort: true }, 60_000);
  await engine.server.move({ port: engine.port, strictPort: true }, 60_000);
  using other = await RawClient.open(engine.port, '127.0.0.2');
  expect((await other.request('HEAD', '/huge.bin')).status).toBe(200);
  expect((await client.response()).body.length).toBe(size);
  await engine.stop();
});

test('stop ends what still runs on the addresses that were left, within its own grace', async () => {
  const engine = await startEngine([itemFor(folder.path)]);
  using client = await startDownload(engine);
  client.socket.pause();
  await engine.server.move({ port: engine.port, address: '127.0.0.2' }, 60_000);
  const before = performance.now();
  await engine.stop(50);
  expect(performance.now() - before).toBeLessThan(2_000);
  expect(engine.exchanges.at(-1)).toMatchObject({ path: '/huge.bin', outcome: 'aborted' });
});

test('cuts what still runs after its grace', async () => {
  const engine = await startEngine([itemFor(folder.path)]);
  using client = await startDownload(engine);
  client.socket.pause();
  await engine.server.move({ port: engine.port, address: '127.0.0.2' }, 50);
  expect(await engine.exchange(({ path }) => path === '/huge.bin')).toMatchObject({ outcome: 'aborted' });
  await engine.stop();
});

test('an address that is not there is an error, after which the engine can start anew', async () => {
  const engine = await startEngine([itemFor(folder.path)]);
  await expect(engine.server.move({ port: engine.port, address: '192.0.2.1' }, 0)).rejects.toMatchObject({
    reason: 'bad-address',
  });
  await expect(RawClient.open(engine.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  expect((await engine.server.start({ port: engine.port, address: '127.0.0.1' })).port).toBe(engine.port);
  await engine.stop();
});

test('keeps a bounded number of left addresses: the oldest download is cut for the newest move', async () => {
  const engine = await startEngine([itemFor(folder.path)], { limits: { leftListenersMax: 1 } });
  using first = await startDownload(engine);
  first.socket.pause();
  await engine.server.move({ port: engine.port, address: '127.0.0.2' }, 60_000);
  using second = await startDownload(engine, '127.0.0.2');
  await engine.server.move({ port: engine.port, address: '127.0.0.3' }, 60_000);
  expect(await engine.exchange(({ path }) => path === '/huge.bin')).toMatchObject({ outcome: 'aborted' });
  expect((await second.response()).body.length).toBe(size);
  await engine.stop();
});
