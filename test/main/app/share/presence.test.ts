import fs from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { looksInRoundMax } from '../../../../src/main/app/limits.ts';
import type { FileSystem } from '../../../../src/main/server/share-server.ts';
import { freePort, ShareStage } from '../../../support/share-stage.ts';

let stage: ShareStage;

beforeEach(async () => {
  stage = await ShareStage.open();
});
afterEach(() => stage[Symbol.asyncDispose]());

it('looks at a long list in rounds, all of it at first, and misses nothing', async () => {
  const names = Array.from({ length: 2 * looksInRoundMax + 50 }, (_, index) => `many/f${index}`);
  for (const name of names) await mkdir(stage.at(name), { recursive: true });
  let looks = 0;
  const stat = async (path: string) => {
    looks++;
    return fs.promises.stat(path);
  };
  const disk = { ...fs, promises: { ...fs.promises, stat } } as unknown as FileSystem;
  const share = await stage.makeShare(await freePort(), disk);
  await share.addPaths(names.map((name) => stage.at(name)));
  const looksOf = async () => {
    looks = 0;
    await share.refresh();
    return looks;
  };
  expect(await looksOf()).toBe(names.length);
  await rm(stage.at(names.at(-1) ?? ''), { recursive: true });
  const rounds = [await looksOf(), await looksOf()];
  expect(rounds).toEqual([looksInRoundMax, looksInRoundMax]);
  expect(share.items.at(-1)?.missing).toBe(false);
  expect(await looksOf()).toBe(50);
  expect(share.items.at(-1)?.missing).toBe(true);
  expect(await looksOf()).toBe(looksInRoundMax);
});
