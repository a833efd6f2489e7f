import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as soon } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Limits } from '../../src/main/server/limits.ts';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { fetchRaw, RawClient } from '../support/raw-client.ts';

const entries = 12_000;
let outer: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine;

beforeAll(async () => {
  outer = await temporaryFolder();
  await mkdir(join(outer.path, 'many'));
  for (let at = 0; at < entries; at += 500) {
    const names = Array.from({ length: 500 }, (_, index) => `file ${at + index} ${'%'.repeat(200)}`);
    await Promise.all(names.map((name) => writeFile(join(outer.path, 'many', name), '')));
  }
});
afterEach(async () => {
  await engine.stop(0);
  expect(engine.faults).toEqual([]);
});
afterAll(() => outer[Symbol.asyncDispose]());

/** Two places for listings, both taken by visitors who do not read. */
async function startWithStandingReaders(limits: Partial<Limits>): Promise<RawClient[]> {
  engine = await startEngine([itemFor(outer.path)], {
    limits: { listingsRunningMax: 2, sweepIntervalMs: 10, ...limits },
  });
  const readers: RawClient[] = [];
  for (let at = 0; at < 2; at++) {
    readers.push(await RawClient.standing(engine.port, `GET /many/?reader=${at} HTTP/1.1\r\nHost: a\r\n\r\n`));
  }
  return readers;
}

test('readers who stand still lose their places to those who wait, and to nobody else', async () => {
  const wantedStalledReaderTimeoutMs = 40;
  const readers = await startWithStandingReaders({ wantedStalledReaderTimeoutMs });
  // That nothing happens can be awaited only so.
  await soon(5 * wantedStalledReaderTimeoutMs);
  expect(engine.exchanges).toEqual([]);
  expect((await fetchRaw(engine.port, '/many/?format=json')).status).toBe(200);
  const cut = await engine.exchange(({ path }) => path?.startsWith('/many/?reader=') ?? false);
  expect(cut).toMatchObject({ status: 200, outcome: 'aborted', failure: 'stalled', content: 'listing' });
  for (const reader of readers) reader.close();
});

test('one who takes a little now and then cannot keep a place for ever either', async () => {
  const readers = await startWithStandingReaders({ wantedSendingTimeoutMs: 300 });
  const sipping = readers.map(({ socket }) => setInterval(() => socket.read(32 * 1024), 20));
  expect((await fetchRaw(engine.port, '/many/?format=json')).status).toBe(200);
  const cut = await engine.exchange(({ path }) => path?.startsWith('/many/?reader=') ?? false);
  expect(cut).toMatchObject({ outcome: 'aborted', failure: 'stalled' });
  for (const timer of sipping) clearInterval(timer);
  for (const reader of readers) reader.close();
});
