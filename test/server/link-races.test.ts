import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createShareServer } from '../../src/main/server/share-server.ts';
import { missingClient } from '../support/client-process.ts';
import { itemFor, startEngine, temporaryFolder } from '../support/engine.ts';
import { fetchRaw, RawClient } from '../support/raw-client.ts';

/** As long as the swapper and the visitors run against each other; before the engine looked at open files it lost within 0.1 s. */
const raceMs = 2_000;

/** Swaps each pair of names for one another as fast as it can: at once where the kernel can do that. */
const swapper = `
import ctypes, os, sys
os.chdir(sys.argv[1])
pairs = [(a.encode(), b.encode()) for a, b in zip(sys.argv[2::2], sys.argv[3::2])]
exchange = getattr(ctypes.CDLL(None), 'renameat2', None)
def swap(a, b):
    if exchange:
        exchange(-100, a, -100, b, 2)
    else:
        os.rename(a, a + b'.'); os.rename(b, a); os.rename(a + b'.', b)
print('swapping', flush=True)
while True:
    for a, b in pairs:
        swap(a, b)
`;

let outer: Awaited<ReturnType<typeof temporaryFolder>>;
let share: string;
let swapping: ChildProcess | null = null;

beforeEach(async () => {
  outer = await temporaryFolder();
  share = join(outer.path, 'share');
  const outside = join(outer.path, 'outside');
  await mkdir(join(share, 'folder', 'deep'), { recursive: true });
  await mkdir(join(outside, 'deep'), { recursive: true });
  for (const path of ['file.txt', 'folder/file.txt', 'folder/deep/file.txt', 'folder/shared-name'])
    await writeFile(join(share, path), 'public');
  for (const path of ['file.txt', 'deep/file.txt', 'SECRET-NAME']) await writeFile(join(outside, path), 'SECRET');
  await symlink(outside, join(share, 'link-to-folder'));
  await symlink(join(outside, 'file.txt'), join(share, 'link-to-file'));
});

afterEach(async () => {
  if (swapping && swapping.exitCode === null) {
    const ended = new Promise((resolve) => swapping?.once('close', resolve));
    swapping.kill('SIGKILL');
    await ended;
  }
  swapping = null;
  await outer[Symbol.asyncDispose]();
});

async function startSwapping(...names: string[]): Promise<void> {
  const child = spawn('python3', ['-I', '-c', swapper, share, ...names], { stdio: ['ignore', 'pipe', 'inherit'] });
  swapping = child;
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('error', (error) => reject(new Error(missingClient('python3'), { cause: error })));
  });
}

/** Asks for each path again and again; counts the answers by status. */
async function askWhileSwapping(port: number, paths: readonly string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const end = performance.now() + raceMs;
  const ask = async (path: string): Promise<void> => {
    using client = await RawClient.open(port);
    while (performance.now() < end) {
      const { status, body } = await client.request('GET', path);
      expect(body.toString(), path).not.toContain('SECRET');
      counts.set(`${path} ${status}`, (counts.get(`${path} ${status}`) ?? 0) + 1);
    }
  };
  await Promise.all(paths.map(ask));
  return counts;
}

test('a file or folder that is swapped for a link while it is asked for never lets anything outside out', async () => {
  const engine = await startEngine([itemFor(share)]);
  await startSwapping('folder', 'link-to-folder', 'file.txt', 'link-to-file');
  const files = ['/file.txt', '/folder/file.txt', '/folder/deep/file.txt', '/link-to-folder/file.txt'];
  const counts = await askWhileSwapping(engine.port, [...files, '/folder/', '/folder/?format=json', '/folder/deep/']);
  console.log(Object.fromEntries(counts));
  for (const path of files.slice(0, 3)) {
    // Both sides had their turns, or nothing was shown.
    expect(counts.get(`${path} 200`), path).toBeGreaterThan(5);
    expect(counts.get(`${path} 404`), path).toBeGreaterThan(5);
  }
  expect([...counts.keys()].filter((key) => !/ (?:200|403|404)$/.test(key))).toEqual([]);
  expect(engine.faults).toEqual([]);
  await engine.stop();
});

test('a system that cannot tell where an open file lies serves all the same, and nothing outside', async () => {
  const unable: typeof fs.readlink = Object.assign(
    (...values: unknown[]) => (values.at(-1) as (error: Error) => void)(new Error('not here')),
    { __promisify__: fs.readlink.__promisify__ },
  );
  const server = createShareServer({ fs: { ...fs, readlink: unable } });
  server.setItems([itemFor(share)]);
  const { port } = await server.start({ port: 0, address: '127.0.0.1' });
  const status = async (path: string): Promise<number> => (await fetchRaw(port, path)).status;
  for (const path of ['/', '/file.txt', '/folder/', '/folder/deep/file.txt'])
    expect(await status(path), path).toBe(200);
  for (const path of ['/link-to-file', '/link-to-folder/', '/link-to-folder/file.txt'])
    expect(await status(path)).toBe(404);
  await server.stop(0);
});
