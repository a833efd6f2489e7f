import fs from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DiskLooks } from '../../../../src/main/app/share/disk-looks.ts';
import type { FileSystem } from '../../../../src/main/server/share-server.ts';
import { temporaryFolder } from '../../../support/engine.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeEach(async () => {
  folder = await temporaryFolder();
  for (const name of ['a', 'b', 'c']) await mkdir(join(folder.path, name));
});
afterEach(() => folder[Symbol.asyncDispose]());

/** The real disk, but for drives that do not answer until they are woken. */
function diskWithDeadDrives() {
  const asked: string[] = [];
  const dead = new Map<string, () => void>();
  const stat = async (path: string) => {
    asked.push(path);
    if (path.includes('dead')) await new Promise<void>((resolve) => dead.set(path, resolve));
    return fs.promises.stat(path);
  };
  const disk = { ...fs, promises: { ...fs.promises, stat } } as unknown as FileSystem;
  return { disk, asked, wake: (path: string) => dead.get(path)?.() };
}

it('tells what is there and what is not, in order', async () => {
  const looks = new DiskLooks(fs);
  const at = (name: string) => join(folder.path, name);
  expect(await looks.look([at('a'), at('x'), at('b')])).toEqual([
    { path: at('a'), kind: 'folder', sizeBytes: null },
    { path: at('x'), problem: { kind: 'path-missing', name: 'x' } },
    { path: at('b'), kind: 'folder', sizeBytes: null },
  ]);
});

it('never has more than two looks hanging on drives that do not answer, and goes on when one does', async () => {
  const { disk, asked, wake } = diskWithDeadDrives();
  const looks = new DiskLooks(disk);
  const at = (name: string) => join(folder.path, name);
  const paths = [at('dead1'), at('a'), at('dead2'), at('dead3'), at('b')];
  const first = await looks.look(paths);
  expect(first.map((seen) => [seen.path, 'problem' in seen && seen.problem.kind])).toEqual([
    [at('dead1'), 'path-unreadable'],
    [at('a'), false],
    [at('dead2'), 'path-unreadable'],
  ]);
  expect(await looks.look(paths)).toEqual([]);
  expect(asked).toEqual([at('dead1'), at('a'), at('dead2')]);
  wake(at('dead1'));
  await expect.poll(async () => (await looks.look([at('b')])).length).toBe(1);
});
