import { execFileSync } from 'node:child_process';
import { mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ShareItem } from '../../src/shared/share.ts';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { fetchRaw, RawClient } from '../support/raw-client.ts';

let outer: Awaited<ReturnType<typeof temporaryFolder>>;
let share: string;
let engine: RunningEngine;

beforeAll(async () => {
  outer = await temporaryFolder();
  share = join(outer.path, 'share');
  await mkdir(join(share, '.hidden', '.deeper'), { recursive: true });
  await mkdir(join(share, 'site'));
  await mkdir(join(share, '.doorstep', 'x'), { recursive: true });
  await mkdir(join(share, 'sub', '.doorstep'), { recursive: true });
  for (const [path, text] of [
    ['.env', 'env'],
    ['.hidden/file.txt', 'in hidden'],
    ['.hidden/.deeper/.file', 'deeper'],
    ['...', 'three dots'],
    ['.doorstep/x/visitor.js', 'not ours'],
    ['sub/.doorstep/file', 'not ours either'],
    ['plain.txt', 'plain'],
    ['site/index.html', '<p>index</p>'],
    ['site/other.txt', 'other'],
  ] as const) {
    await writeFile(join(share, path), text);
    // Old enough to become hot.
    await utimes(join(share, path), 1_000_000_000, 1_000_000_000);
  }
  await writeFile(join(outer.path, '.outside'), 'SECRET');
  await symlink(join(share, '.hidden'), join(share, 'link-to-hidden'));
  await symlink(join(share, '.env'), join(share, 'link-to-env'));
  await symlink(join(outer.path, '.outside'), join(share, '.link-out'));
  await symlink(join(outer.path, '.outside'), join(share, 'link-out'));
  await symlink(outer.path, join(share, '.folder-out'));
  if (process.platform === 'linux')
    execFileSync('python3', ['-I', '-c', "import sys;open(sys.argv[1].encode()+b'/.\\xff','w').write('bytes')", share]);
});

beforeEach(async () => {
  engine = await startEngine([]);
});
afterEach(async () => {
  await engine.stop(0);
  expect(engine.faults).toEqual([]);
});
afterAll(() => outer[Symbol.asyncDispose]());

function shareIt(options: Partial<ShareItem>, ...others: ShareItem[]): void {
  engine.server.setItems([{ ...itemFor(share), ...options }, ...others]);
}

const get = (target: string, fields = '') => fetchRaw(engine.port, target, fields);
const bodyOf = async (target: string): Promise<string> => (await get(target)).body.toString();
const statusOf = async (target: string): Promise<number> => (await get(target)).status;

async function namesIn(target: string): Promise<string[]> {
  const { entries } = JSON.parse(await bodyOf(`${target}?format=json`)) as { entries: { name: string }[] };
  return entries.map(({ name }) => name);
}

const hiddenTargets: readonly (readonly [target: string, text: string])[] = [
  ['/.env', 'env'],
  ['/%2eenv', 'env'],
  ['/%2Eenv', 'env'],
  ['//.env', 'env'],
  ['/.env?x', 'env'],
  ['/...', 'three dots'],
  ['/.hidden/file.txt', 'in hidden'],
  ['/.hidden/%2edeeper/.file', 'deeper'],
  ['/link-to-hidden/file.txt', 'in hidden'],
  ['/link-to-hidden/.deeper/.file', 'deeper'],
  ['/link-to-env', 'env'],
  ...(process.platform === 'linux' ? ([['/.%ff', 'bytes']] as const) : []),
];

describe('showHidden', () => {
  test.each(hiddenTargets)('%s is there when hidden names are shown, and only then', async (target, text) => {
    for (let round = 0; round < 2; round++) {
      shareIt({});
      expect(await statusOf(target)).toBe(404);
      shareIt({ showHidden: true });
      // The second time from memory, where it is kept there.
      for (let again = 0; again < 2; again++) expect(await bodyOf(target)).toBe(text);
    }
    shareIt({ showHidden: false });
    expect(await statusOf(target)).toBe(404);
  });

  test('they are listed when they are shown, as page and as JSON, and only then', async () => {
    shareIt({});
    expect((await namesIn('/')).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(await namesIn('/')).not.toContain('link-to-env');
    expect(await statusOf('/.hidden/')).toBe(404);
    shareIt({ showHidden: true });
    expect(await namesIn('/')).toEqual(expect.arrayContaining(['.env', '.hidden', '...', 'link-to-env', 'plain.txt']));
    expect(await namesIn('/.hidden/')).toEqual(['.deeper', 'file.txt']);
    expect(await bodyOf('/')).toContain('href=".env"');
    expect((await get('/.hidden')).headers.location).toBe('/.hidden/');
  });

  test('what is outside stays outside', async () => {
    shareIt({ showHidden: true });
    for (const target of ['/.link-out', '/link-out', '/.folder-out/', '/.folder-out/.outside'])
      expect([target, await statusOf(target)]).toEqual([target, 404]);
    for (const target of ['/..', '/%2e%2e/.outside', '/.hidden/../.env', '/./.env', '/.hidden/%2E%2e%2f.env', '/.%00'])
      expect([target, [400, 404].includes(await statusOf(target))]).toEqual([target, true]);
    const names = await namesIn('/');
    expect(names).not.toContain('.link-out');
    expect(names).not.toContain('.folder-out');
    expect(names.filter((name) => name === '.' || name === '..')).toEqual([]);
  });

  test('our own addresses stay ours, and a folder of that name is not in the share', async () => {
    shareIt({ showHidden: true });
    for (const target of ['/.doorstep/x/visitor.js', '/%2edoorstep/x/visitor.js', '/.doorstep/', '/sub/.doorstep/file'])
      expect([target, await statusOf(target)]).toEqual([target, 404]);
    expect(await namesIn('/')).not.toContain('.doorstep');
    expect(await namesIn('/sub/')).toEqual([]);
    const script = /\/\.doorstep\/\w+\/visitor\.js/.exec(await bodyOf('/'))?.[0] ?? '';
    expect(await statusOf(script)).toBe(200);
  });

  test('it holds inside its own item alone', async () => {
    const other = join(outer.path, 'other');
    await mkdir(other, { recursive: true });
    await writeFile(join(other, '.env'), 'of the other');
    shareIt({ showHidden: true }, itemFor(other));
    expect(await bodyOf('/share/.env')).toBe('env');
    expect(await statusOf('/other/.env')).toBe(404);
    expect(await namesIn('/other/')).toEqual([]);
    // A path of the other shape leads to the item that has it, and to none that hides it.
    expect((await get('/.env')).headers.location).toBe('/share/.env');
    shareIt({}, { ...itemFor(other), showHidden: true });
    expect((await get('/.env')).headers.location).toBe('/other/.env');
  });

  test('thumbnails obey, too', async () => {
    await writeFile(join(share, '.photo.png'), 'x');
    shareIt({});
    expect(await statusOf('/.photo.png?thumbnail')).toBe(404);
    shareIt({ showHidden: true });
    expect(await statusOf('/.photo.png?thumbnail')).toBe(200);
  });
});

describe('serveIndex', () => {
  test('a folder is answered by its index page unless the owner says no; a change holds at once', async () => {
    for (let round = 0; round < 2; round++) {
      shareIt({});
      for (let again = 0; again < 2; again++) expect(await bodyOf('/site/')).toBe('<p>index</p>');
      shareIt({ serveIndex: false });
      for (let again = 0; again < 2; again++) expect(await namesIn('/site/')).toEqual(['index.html', 'other.txt']);
      expect(await bodyOf('/site/')).toContain('<title>');
      // The page itself is a file like any other.
      expect(await bodyOf('/site/index.html')).toBe('<p>index</p>');
    }
  });

  test('it holds inside its own item alone', async () => {
    shareIt({ serveIndex: false }, { ...itemFor(join(share, 'site')), serveIndex: true });
    expect(await namesIn('/share/site/')).toEqual(['index.html', 'other.txt']);
    expect(await bodyOf('/site/')).toBe('<p>index</p>');
  });
});

test('followLinks is put on and off at once', async () => {
  for (let round = 0; round < 2; round++) {
    shareIt({ followLinks: true });
    for (let again = 0; again < 2; again++) expect(await bodyOf('/link-out')).toBe('SECRET');
    expect(await namesIn('/')).toContain('link-out');
    expect(await statusOf('/.link-out')).toBe(404);
    shareIt({});
    expect(await statusOf('/link-out')).toBe(404);
    expect(await namesIn('/')).not.toContain('link-out');
  }
});

test('requests on one open connection obey the change, also those sent ahead', async () => {
  shareIt({ showHidden: true });
  using client = await RawClient.open(engine.port);
  expect((await client.request('GET', '/.env')).body.toString()).toBe('env');
  shareIt({});
  client.send('GET /.env HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(3));
  for (let at = 0; at < 3; at++) expect((await client.response()).status).toBe(404);
});

test('pages that are open are told of a changed option, and of nothing where it says the same', async () => {
  shareIt({});
  using client = await RawClient.open(engine.port);
  client.send('GET /.doorstep/events HTTP/1.0\r\nHost: a\r\n\r\n');
  await expect.poll(() => client.peek(2_000)).toContain('event: hello');
  const item = { ...itemFor(share), showHidden: false, serveIndex: true, followLinks: false };
  engine.server.setItems([item]);
  engine.server.setItems([{ ...item, showHidden: true }]);
  await engine.stop(100);
  const events = (await client.rest()).toString().match(/^event: .*$/gm);
  expect(events).toEqual(['event: hello', 'event: share-changed', 'event: share-stopped']);
});
