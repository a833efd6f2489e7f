import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { Random } from '../support/random.ts';
import { RawClient, type RawResponse } from '../support/raw-client.ts';
import { untilSettled } from '../support/settled.ts';

// All visitors' requests are received into one buffer, and a hot file's answers are sent from one.

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine;
const names = Array.from({ length: 20 }, (_, at) => `visitor-${at}.txt`);
/** More than two sockets' buffers take, so that a reader who stands still leaves some of it with us. */
const large = randomBytes(500_000);

beforeAll(async () => {
  folder = await temporaryFolder();
  for (const name of names) await writeFile(join(folder.path, name), `for ${name}`);
  await writeFile(join(folder.path, 'large.bin'), large);
  await untilSettled(join(folder.path, 'large.bin'));
  engine = await startEngine([itemFor(folder.path)]);
});

afterAll(async () => {
  await engine.stop(0);
  expect(engine.faults).toEqual([]);
  await folder[Symbol.asyncDispose]();
});

test('requests of many visitors that come in small pieces, in turn, each get their own answer', async () => {
  const random = new Random(20_261_127);
  const visitors = await Promise.all(
    names.map(async (name) => {
      const request = `GET /${name} HTTP/1.1\r\nHost: localhost\r\nX-Filler: ${'x'.repeat(200)}\r\n\r\n`;
      const text = request.repeat(10);
      return { name, client: await RawClient.open(engine.port), text, sent: 0 };
    }),
  );
  for (let waiting = visitors; waiting.length > 0; waiting = waiting.filter(({ sent, text }) => sent < text.length)) {
    for (const visitor of waiting) {
      const piece = visitor.text.slice(visitor.sent, visitor.sent + 1 + random.below(150));
      visitor.sent += piece.length;
      visitor.client.send(piece);
    }
    // What was written is on its way before the next pieces are.
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (const { name, client } of visitors) {
    for (let count = 0; count < 10; count++) {
      const { status, body } = await client.response();
      expect([status, body.toString()]).toEqual([200, `for ${name}`]);
    }
    client.close();
  }
});

test('a head that is made while another visitor has yet to take the last one changes nothing of it', async () => {
  const request = 'GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n';
  const ask = async (): Promise<RawResponse> => {
    using client = await RawClient.open(engine.port);
    return await client.request('GET', '/large.bin');
  };
  // From its third answer on a hot file is sent from the buffer that has room for the head.
  for (let count = 0; count < 3; count++) expect((await ask()).body.equals(large)).toBe(true);
  const standing = await Promise.all(
    Array.from({ length: 3 }, () => RawClient.standing(engine.port, request.repeat(20))),
  );
  const oldDate = (await ask()).headers.date;
  let fresh = await ask();
  while (fresh.headers.date === oldDate) fresh = await ask();
  expect(fresh.body.equals(large)).toBe(true);
  const closing = await (async () => {
    using client = await RawClient.open(engine.port);
    return await client.request('GET', '/large.bin', 'Connection: close\r\n');
  })();
  expect([closing.headers.connection, closing.body.equals(large)]).toEqual(['close', true]);
  for (const client of standing) {
    client.socket.resume();
    for (let count = 0; count < 20; count++) {
      const { status, headers, body } = await client.response();
      expect([status, headers['content-length'], body.equals(large)]).toEqual([200, '500000', true]);
      expect(Date.parse(headers.date ?? '')).not.toBeNaN();
    }
    client.close();
  }
});
