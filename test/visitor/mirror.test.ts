import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';

const run = promisify(execFile);

let outer: Awaited<ReturnType<typeof temporaryFolder>>;
let folder: string;
let engine: RunningEngine;

/** More than the page shows as elements, so the rest stands in `<noscript>`. */
const many = 700;

beforeAll(async () => {
  outer = await temporaryFolder();
  folder = join(outer.path, 'share');
  await mkdir(join(folder, 'many'), { recursive: true });
  await mkdir(join(folder, 'a b', 'ünï 文件'), { recursive: true });
  await mkdir(join(folder, 'empty'));
  const files = [
    'a.txt',
    'photo.jpg',
    'a b/c&d#e?f%20g;h.txt',
    'a b/ünï 文件/<b>"x".txt',
    "a b/it's.md",
    'a b/a+b=c.txt',
  ];
  for (const file of files) await writeFile(join(folder, file), `content of ${file}`);
  for (let at = 0; at < many; at++) await writeFile(join(folder, 'many', `file ${at}.bin`), `content ${at}`);
  engine = await startEngine([itemFor(folder)]);
});

afterAll(async () => {
  await engine.stop();
  await outer[Symbol.asyncDispose]();
});

/** Paths of all files below `root` with their content. */
async function contents(root: string): Promise<Map<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found = new Map<string, string>();
  for (const file of files) found.set(relative(root, file), await readFile(file, 'utf8'));
  return found;
}

/** Targets asked for more than once since `start`, by GET. */
function repeated(start: number): string[] {
  const targets = engine.exchanges
    .slice(start)
    .filter(({ method }) => method === 'GET')
    .map(({ path }) => path ?? '');
  return targets.filter((target, at) => targets.indexOf(target) !== at && target !== '/robots.txt');
}

describe('mirrors', () => {
  test('wget -r brings every file, each once, and follows nothing else', async () => {
    const start = engine.exchanges.length;
    const target = join(outer.path, 'wget');
    await mkdir(target);
    const url = `http://localhost:${engine.port}/`;
    // Kept bytes of names as they are: else wget writes some of them percent-encoded.
    const args = ['-r', '-l', 'inf', '-nH', '--no-proxy', '--restrict-file-names=nocontrol', '-q', url];
    await run('wget', args, { cwd: target, env: { ...process.env, LC_ALL: 'C.UTF-8' } });
    // wget writes some characters of names in its own way, so it is the contents that are compared.
    const got = [...(await contents(target))].filter(
      ([path]) => !path.startsWith('.doorstep/') && !path.endsWith('index.html'),
    );
    expect(got.map(([, content]) => content).sort()).toEqual([...(await contents(folder)).values()].sort());
    expect(got.map(([path]) => path)).toContain(join('a b', 'ünï 文件', '<b>"x".txt'));
    expect(repeated(start)).toEqual([]);
    expect(
      engine.exchanges.slice(start).filter(({ path }) => path?.includes('?') && !path.startsWith('/.doorstep/')),
    ).toEqual([]);
  });

  test('lftp mirror brings every file and every folder, and nothing else', async () => {
    const target = join(outer.path, 'lftp');
    const script = `set net:max-retries 2; set cmd:fail-exit yes; open http://localhost:${engine.port}/; mirror --parallel=2 / ${target}`;
    await run('lftp', ['--norc', '-c', script], { env: { ...process.env, LC_ALL: 'C.UTF-8', HOME: outer.path } });
    expect(await contents(target)).toEqual(await contents(folder));
    expect(await readdir(join(target, 'empty'))).toEqual([]);
  });
});
