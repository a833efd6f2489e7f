import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, parse } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdsWholeHomeOrDrive, inspectPath, toShareItems } from '../../../src/main/server/files/share-items.ts';
import { buildForNode } from '../../support/build-for-node.ts';

const run = promisify(execFile);
const unix = process.platform !== 'win32';
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'doorstep-items-'));
  await mkdir(join(root, 'folder'));
  await writeFile(join(root, 'file.txt'), 'twelve bytes');
  await symlink(join(root, 'folder'), join(root, 'to-folder'), 'junction');
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('inspectPath', () => {
  it('tells a folder, a file with its size, and follows a symlink that the owner named', async () => {
    expect(await inspectPath(fs, join(root, 'folder'))).toEqual({ status: 'ok', kind: 'folder', sizeBytes: null });
    expect(await inspectPath(fs, join(root, 'file.txt'))).toEqual({ status: 'ok', kind: 'file', sizeBytes: 12 });
    expect(await inspectPath(fs, join(root, 'to-folder'))).toEqual({ status: 'ok', kind: 'folder', sizeBytes: null });
  });

  it('tells what is missing', async () => {
    expect(await inspectPath(fs, join(root, 'no'))).toEqual({ status: 'missing', code: 'ENOENT' });
    expect(await inspectPath(fs, join(root, 'file.txt', 'below'))).toMatchObject({ status: 'missing' });
    expect(await inspectPath(fs, join(root, 'x'.repeat(5000)))).toMatchObject({ status: 'missing' });
    expect(await inspectPath(fs, `${root}\0`)).toEqual({ status: 'missing', code: 'ERR_INVALID_ARG_VALUE' });
  });

  it.runIf(unix)('tells FIFOs, sockets, devices and broken symlinks without opening them', async () => {
    await run('mkfifo', [join(root, 'fifo')]);
    await symlink(join(root, 'fifo'), join(root, 'to-fifo'));
    await symlink('nowhere', join(root, 'broken'));
    await symlink('loop', join(root, 'loop'));
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(root, 'socket'), resolve));
    expect(await inspectPath(fs, join(root, 'fifo'))).toEqual({ status: 'unsupported', what: 'fifo' });
    expect(await inspectPath(fs, join(root, 'to-fifo'))).toEqual({ status: 'unsupported', what: 'fifo' });
    expect(await inspectPath(fs, join(root, 'socket'))).toEqual({ status: 'unsupported', what: 'socket' });
    expect(await inspectPath(fs, '/dev/null')).toEqual({ status: 'unsupported', what: 'device' });
    expect(await inspectPath(fs, join(root, 'broken'))).toEqual({ status: 'missing', code: 'ENOENT' });
    expect(await inspectPath(fs, join(root, 'loop'))).toEqual({ status: 'missing', code: 'ELOOP' });
    await new Promise((resolve) => server.close(resolve));
  });

  // Root may read everything, so an ordinary user looks, in a process of its own.
  it.runIf(unix)('tells what may not be read', async () => {
    await chmod(root, 0o755);
    await writeFile(join(root, 'secret.txt'), '', { mode: 0o000 });
    await mkdir(join(root, 'closed'), { mode: 0o600 });
    const module = await buildForNode('src/main/server/files/share-items.ts', root);
    const script = `import fs from 'node:fs'; import { inspectPath } from ${JSON.stringify(module)};
      console.log(JSON.stringify(await Promise.all(process.argv.slice(1).map((path) => inspectPath(fs, path)))));`;
    const paths = ['secret.txt', 'closed', 'file.txt'].map((name) => join(root, name));
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script, ...paths], nobody);
    expect(JSON.parse(stdout)).toEqual([
      { status: 'unreadable', code: 'EACCES' },
      { status: 'unreadable', code: 'EACCES' },
      { status: 'ok', kind: 'file', sizeBytes: 12 },
    ]);
  });
});

describe('toShareItems', () => {
  it('names the items by their last segment, each once', () => {
    const items = toShareItems([
      { path: join(root, 'a', 'music'), kind: 'folder' },
      { path: join(root, 'b', 'Music'), kind: 'folder' },
      { path: join(root, 'b', 'song.mp3'), kind: 'file' },
      { path: parse(root).root, kind: 'folder' },
    ]);
    expect(items.map(({ name }) => name)).toEqual(['music', 'Music (2)', 'song.mp3', expect.stringMatching(/^Disk/)]);
    expect(items.map(({ kind }) => kind)).toEqual(['folder', 'folder', 'file', 'folder']);
    expect(new Set(items.map(({ id }) => id)).size).toBe(4);
  });

  it('leaves existing items as they are and adds no path twice', () => {
    const before = toShareItems([{ path: join(root, 'x'), kind: 'folder' }]);
    const after = toShareItems(
      [
        { path: join(root, 'x'), kind: 'folder' },
        { path: join(root, 'deep', 'x'), kind: 'folder' },
        { path: join(root, 'deep', 'x'), kind: 'folder' },
      ],
      before,
    );
    expect(after).toHaveLength(2);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toMatchObject({ path: join(root, 'deep', 'x'), name: 'x (2)' });
  });
});

describe('holdsWholeHomeOrDrive', () => {
  it('is true for the home folder, what is above it and a root, by any way', async () => {
    const home = homedir();
    await symlink(home, join(root, 'to-home'), 'junction');
    expect(await holdsWholeHomeOrDrive(fs, home, home)).toBe(true);
    expect(await holdsWholeHomeOrDrive(fs, dirname(home), home)).toBe(true);
    expect(await holdsWholeHomeOrDrive(fs, parse(home).root, home)).toBe(true);
    expect(await holdsWholeHomeOrDrive(fs, join(root, 'to-home'), home)).toBe(true);
  });

  it.runIf(process.platform === 'linux')('is true where a drive of its own begins, and not below', async () => {
    expect(await holdsWholeHomeOrDrive(fs, '/proc', homedir())).toBe(true);
    expect(await holdsWholeHomeOrDrive(fs, '/proc/self', homedir())).toBe(false);
  });

  it('is false for a folder in it, beside it, or one whose name only begins alike', async () => {
    expect(await holdsWholeHomeOrDrive(fs, join(root, 'folder'), root)).toBe(false);
    expect(await holdsWholeHomeOrDrive(fs, join(root, 'fold'), join(root, 'folder'))).toBe(false);
    expect(await holdsWholeHomeOrDrive(fs, join(root, 'no'), join(root, 'folder'))).toBe(false);
  });
});
