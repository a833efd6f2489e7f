import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { singleFlight } from '../../scripts/single-flight.mjs';

let folder: string;
let lock: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-flight-'));
  lock = join(folder, 'not yet there/lock');
});
afterEach(() => rm(folder, { recursive: true }));

it('lets processes work one after the other', async () => {
  const log = join(folder, 'log');
  const script = join(import.meta.dirname, 'take-turns.mjs');
  await Promise.all(Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, [script, lock, log])));
  expect(await readFile(log, 'utf8')).toBe('begin\nend\n'.repeat(4));
});

it('gives the lock back where the work fails', async () => {
  await expect(singleFlight(lock, () => Promise.reject(new Error('no space')))).rejects.toThrow('no space');
  await expect(access(lock)).rejects.toThrow('ENOENT');
  expect(await singleFlight(lock, async () => 'done')).toBe('done');
});

it('takes over from a process that died', async () => {
  await mkdir(lock, { recursive: true });
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(lock, longAgo, longAgo);
  expect(await singleFlight(lock, async () => 'done')).toBe('done');
});
