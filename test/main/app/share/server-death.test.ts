import fs from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ShareController } from '../../../../src/main/app/share/share-controller.ts';
import {
  createThreadedShareServer,
  type ThreadedShareServer,
} from '../../../../src/main/server/thread/threaded-share-server.ts';
import { freePort, get, refused, ShareStage, sharing } from '../../../support/share-stage.ts';
import { watchThreads } from '../../../support/watch-threads.ts';

let stage: ShareStage;
let watched: ReturnType<typeof watchThreads>;
let server: ThreadedShareServer;
let share: ShareController;
let port: number;

beforeEach(async () => {
  stage = await ShareStage.open();
  watched = watchThreads();
  server = createThreadedShareServer({ fsModule: 'node:fs' });
  port = await freePort();
  share = await stage.makeShare(port, fs, server);
  await share.addPaths([stage.at('a'), stage.at('b')]);
});
afterEach(async () => {
  await stage[Symbol.asyncDispose]();
  await server.close();
  watched[Symbol.dispose]();
});

async function kill(): Promise<void> {
  const known = new Promise((resolve) => server.on('fault', resolve));
  await watched.threads.at(-1)?.terminate();
  await known;
}

it('a server that dies is brought back with its items, on its port', async () => {
  await kill();
  await expect.poll(() => share.state.status).toBe('sharing');
  expect(sharing(share).port).toBe(port);
  expect((await get(share, '/a/hello.txt')).text).toBe('hello');
  expect(stage.states).toEqual(['stopped', 'starting', 'sharing', 'starting', 'sharing']);
});

it('one that dies again soon is told as failed, and starts when the owner wants it to', async () => {
  await kill();
  await expect.poll(() => share.state.status).toBe('sharing');
  await kill();
  expect(share.state).toEqual({ status: 'failed', problem: { kind: 'server-died' } });
  expect(await refused(port)).toBe(true);
  expect(await share.start()).toEqual({ ok: true });
  expect((await get(share, '/b/world.txt')).text).toBe('world');
});

it('one that dies while it is to stop is stopped', async () => {
  const stopped = share.stop();
  await kill();
  expect(await stopped).toEqual({ ok: true });
  expect(share.state).toEqual({ status: 'stopped' });
  expect(await share.start()).toEqual({ ok: true });
});

it('one that dies while the share is stopped is not brought back', async () => {
  await share.stop();
  await kill();
  expect(share.state).toEqual({ status: 'stopped' });
  expect(await refused(port)).toBe(true);
});

it('one that dies on the way to another port is brought back there', async () => {
  const next = await freePort();
  const moved = share.setPort(next);
  await kill();
  expect(await moved).toEqual({ ok: true });
  expect(sharing(share).port).toBe(next);
  expect((await get(share, '/a/hello.txt')).text).toBe('hello');
});
