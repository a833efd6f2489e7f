import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, realpath, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rootText } from '../../../src/main/server/files/inside-root.ts';
import type { RealRoot } from '../../../src/main/server/files/share-root.ts';
import { SmallFiles, type SmallFilesBounds } from '../../../src/main/server/files/small-files.ts';
import { temporaryFolder } from '../../support/engine.ts';
import { watchThreads } from '../../support/watch-threads.ts';

const bounds: SmallFilesBounds = {
  hotFileBytesMax: 1_000,
  smallFilesReplyBytesMax: 2_500,
  smallFilesWaitingMax: 100,
  smallFileReplyTimeoutMs: 20_000,
  smallFileRestMs: 60_000,
};

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let watched: ReturnType<typeof watchThreads>;
let made: SmallFiles[];
let shared: string;
let root: RealRoot;

beforeEach(async () => {
  folder = await temporaryFolder();
  watched = watchThreads();
  made = [];
  shared = join(await realpath(folder.path), 'shared');
  const path = rootText(shared, 'folder');
  root = { path, openPath: process.platform === 'linux' ? path : null, showsHidden: false };
  await mkdir(shared);
  await writeFile(at('a.txt'), 'content of a');
});
afterEach(async () => {
  await Promise.all(made.map((files) => files.stop()));
  watched[Symbol.dispose]();
  await folder[Symbol.asyncDispose]();
});

const at = (name: string) => join(shared, name);

function smallFiles(changed: Partial<SmallFilesBounds> = {}): SmallFiles {
  const files = new SmallFiles({ ...bounds, ...changed });
  made.push(files);
  return files;
}

async function textOf(files: SmallFiles, name: string, within: RealRoot | null = root): Promise<string | null> {
  const file = await files.read(at(name), within);
  return file?.bytes.toString() ?? null;
}

describe('small files', () => {
  it('are read with what tells their content from any other', async () => {
    const bytes = randomBytes(bounds.hotFileBytesMax);
    await writeFile(at('full.bin'), bytes);
    const { ino, dev, size, mtimeNs, ctimeNs } = await stat(at('full.bin'), { bigint: true });
    expect(await smallFiles().read(at('full.bin'), root)).toEqual({
      bytes,
      identity: { ino, dev, size, mtimeNs, ctimeNs },
    });
  });

  it('of one turn are all answered, each by its own content, from one thread', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `${index}.txt`);
    // More than one reply holds.
    const contentOf = (name: string): string => `content of ${name} `.repeat(Number.parseInt(name, 10));
    await Promise.all(names.map((name) => writeFile(at(name), contentOf(name))));
    const files = smallFiles();
    expect(await Promise.all(['gone', ...names].map((name) => textOf(files, name)))).toEqual([
      null,
      ...names.map(contentOf),
    ]);
    expect(await textOf(files, 'a.txt')).toBe('content of a');
    expect(watched.threads).toHaveLength(1);
  });

  it('may be empty', async () => {
    await writeFile(at('empty'), '');
    expect(await textOf(smallFiles(), 'empty')).toBe('');
  });

  it('are left to the longer way where they are not plain', async () => {
    await writeFile(at('large.bin'), Buffer.alloc(bounds.hotFileBytesMax + 1));
    await writeFile(join(folder.path, 'outside.txt'), 'secret');
    await mkdir(at('folder'));
    await symlink(at('a.txt'), at('link'));
    await symlink(folder.path, at('way-out'));
    execFileSync('mkfifo', [at('fifo')]);
    const files = smallFiles();
    const names = ['large.bin', 'gone.txt', 'folder', 'link', 'fifo', 'way-out/outside.txt', '../outside.txt'];
    expect(await Promise.all(names.map((name) => textOf(files, name)))).toEqual(names.map(() => null));
    expect(await textOf(files, 'way-out/outside.txt', null)).toBe('secret');
    expect(await textOf(files, 'a.txt')).toBe('content of a');
  });

  it('beyond the places for those that wait are left to the longer way at once', async () => {
    const files = smallFiles({ smallFilesWaitingMax: 2 });
    const first = [textOf(files, 'a.txt'), textOf(files, 'a.txt')];
    expect(await textOf(files, 'a.txt')).toBeNull();
    expect(await Promise.all(first)).toEqual(['content of a', 'content of a']);
    expect(await textOf(files, 'a.txt')).toBe('content of a');
  });
});

describe('a thread that reads small files', () => {
  it('and does not answer in time is given up, and no other is asked until the rest is over', async () => {
    // A new thread takes longer to be there than this.
    let smallFileReplyTimeoutMs = 0;
    const files = new SmallFiles({
      ...bounds,
      smallFileRestMs: 1_000,
      get smallFileReplyTimeoutMs() {
        return smallFileReplyTimeoutMs;
      },
    });
    made.push(files);
    expect(await Promise.all([textOf(files, 'a.txt'), textOf(files, 'a.txt')])).toEqual([null, null]);
    smallFileReplyTimeoutMs = bounds.smallFileReplyTimeoutMs;
    expect(await textOf(files, 'a.txt')).toBeNull();
    expect(watched.threads).toHaveLength(1);
    await once(watched.threads[0] ?? process, 'exit');
    await expect.poll(() => textOf(files, 'a.txt'), { timeout: 20_000 }).toBe('content of a');
    expect(watched.threads).toHaveLength(2);
  });

  it('that dies leaves what waits to the longer way, and the next file has another', async () => {
    const files = smallFiles();
    await textOf(files, 'a.txt');
    await writeFile(at('b.txt'), 'content of b');
    const [thread] = watched.threads;
    const ended = once(thread ?? process, 'exit');
    void thread?.terminate();
    const waiting = files.read(at('b.txt'), root);
    await ended;
    expect(await waiting).toBeNull();
    expect(await textOf(files, 'b.txt')).toBe('content of b');
    expect(watched.threads).toHaveLength(2);
  });

  it('ends with a stop; what waits is left to the longer way', async () => {
    const files = smallFiles();
    await textOf(files, 'a.txt');
    const ended = once(watched.threads[0] ?? process, 'exit');
    const waiting = textOf(files, 'a.txt');
    await files.stop();
    await ended;
    expect(await waiting).toBeNull();
    expect(await textOf(files, 'a.txt')).toBe('content of a');
  });
});
