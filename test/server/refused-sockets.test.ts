import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Limits } from '../../src/main/server/limits.ts';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { RawClient } from '../support/raw-client.ts';

let outer: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine;
let busy: RawClient;

beforeAll(async () => {
  outer = await temporaryFolder();
  await writeFile(join(outer.path, 'huge.bin'), Buffer.alloc(64 * 1024 * 1024, 7));
});
afterEach(async () => {
  busy.close();
  await engine.stop(0);
});
afterAll(() => outer[Symbol.asyncDispose]());

/** An engine whose only slot is taken. */
async function startFull(limits: Partial<Limits> = {}): Promise<void> {
  engine = await startEngine([itemFor(outer.path)], {
    limits: { connectionsMax: 1, connectionsPerAddressMax: 1, sweepIntervalMs: 10, ...limits },
  });
  busy = await RawClient.standing(engine.port, 'GET /huge.bin HTTP/1.1\r\nHost: a\r\n\r\n');
}

test('who is refused for want of a slot and goes on sending reads the whole answer, without a reset', async () => {
  await startFull();
  using client = await RawClient.open(engine.port);
  client.socket.pause();
  await once(client.socket, 'readable');
  client.socket.pause();
  // The answer has been written; each of these comes when the one before was taken.
  for (let at = 0; at < 20; at++) {
    const error = await new Promise((taken) => client.socket.write(Buffer.alloc(64 * 1024), taken));
    expect(error ?? null).toBe(null);
  }
  client.socket.resume();
  const response = await client.response();
  expect([response.status, response.headers.connection]).toEqual([503, 'close']);
  expect(response.body.length).toBe(Number(response.headers['content-length']));
  await client.rest();
  expect(client.error).toBe(null);
});

test('one that never closes its side is closed in the end, and so is one that sends without end', async () => {
  await startFull({ lingerTimeoutMs: 50, lingerBytesMax: 256 * 1024 });
  using silent = await RawClient.open(engine.port);
  expect((await silent.response()).status).toBe(503);
  await once(silent.socket, 'close');

  using flooding = await RawClient.open(engine.port);
  flooding.socket.on('drain', () => flooding.socket.write(Buffer.alloc(64 * 1024)));
  flooding.socket.write(Buffer.alloc(1024 * 1024));
  await once(flooding.socket, 'close');
});

test('a stop does not wait for them', async () => {
  await startFull({ lingerTimeoutMs: 600_000 });
  using refused = await RawClient.open(engine.port);
  expect((await refused.response()).status).toBe(503);
  busy.close();
  await engine.stop(60_000);
  expect((await refused.rest()).length).toBe(0);
});

test('past their bound they are closed without waiting', async () => {
  await startFull({ lingerTimeoutMs: 600_000, refusedLingeringMax: 2 });
  const clients: RawClient[] = [];
  for (let at = 0; at < 4; at++) {
    const client = await RawClient.open(engine.port);
    client.socket.allowHalfOpen = true;
    clients.push(client);
    expect((await client.response()).status).toBe(503);
  }
  // Whoever is let linger can still write; the others are met by a reset.
  const reset = clients.slice(2).map((client) => {
    const error = once(client.socket, 'error').then(([cause]) => (cause as NodeJS.ErrnoException).code);
    const timer = setInterval(() => client.socket.write('x'), 10);
    return error.finally(() => clearInterval(timer));
  });
  for (const code of await Promise.all(reset)) expect(['EPIPE', 'ECONNRESET']).toContain(code);
  for (const client of clients.slice(0, 2)) {
    await new Promise((taken) => client.socket.write('x', taken));
    expect(client.error).toBe(null);
  }
  for (const client of clients) client.close();
});
