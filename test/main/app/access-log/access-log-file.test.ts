import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AccessLogFile, type AccessLogFileOptions } from '../../../../src/main/app/access-log/access-log-file.ts';
import { commonLogLine } from '../../../../src/shared/common-log-format.ts';
import { exchange } from '../../../support/exchange.ts';

let parent: string;
let folder: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'doorstep-log-'));
  folder = join(parent, 'logs');
});
afterEach(() => rm(parent, { recursive: true }));

function openLog(overrides: Partial<AccessLogFileOptions> = {}) {
  const faults: string[] = [];
  let changes = 0;
  const log = new AccessLogFile({
    folder,
    onChanged: () => changes++,
    reportFault: (what) => faults.push(what),
    writeIntervalMs: 5,
    retryIntervalMs: 20,
    ...overrides,
  });
  return { log, faults, changes: () => changes };
}

const line = (id: number) => `${commonLogLine(exchange(id))}\n`;
const read = (name = 'access.log') => readFile(join(folder, name), 'utf8');
const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

it('is off at first, and touches no disk', async () => {
  const { log, changes } = openLog();
  log.add(exchange(1));
  log.addOmitted(3);
  await log.close();
  expect([await readdir(parent), changes()]).toEqual([[], 0]);
});

it('has a line for each exchange, in order, in files that only the owner can read', async () => {
  const { log, faults } = openLog();
  log.setEnabled(true);
  for (const id of ids(1, 300)) log.add(exchange(id));
  await expect.poll(() => read().catch(() => '')).toBe(ids(1, 300).map(line).join(''));
  log.add(exchange(301, { path: '/a\r\nb"\x1b[31m' }));
  await log.close();
  const text = await read();
  expect(text.split('\n').length).toBe(302);
  expect(text.slice(-100)).toContain('"GET /a\\x0d\\x0ab\\"\\x1b[31m -" 200');
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder, 'access.log'))).mode & 0o777).toBe(0o600);
  expect([faults, log.problem]).toEqual([[], null]);
});

it('writes what waits when it is switched off, and nothing after', async () => {
  const { log } = openLog({ writeIntervalMs: 60_000 });
  log.setEnabled(true);
  log.add(exchange(1));
  log.setEnabled(false);
  log.add(exchange(2));
  await expect.poll(() => read().catch(() => '')).toBe(line(1));
  log.setEnabled(true);
  log.add(exchange(3));
  await log.close();
  expect(await read()).toBe(line(1) + line(3));
});

it('begins a new file when one is full, and keeps so many', async () => {
  const perFile = 10;
  const { log } = openLog({ fileBytesMax: line(100).length * perFile, filesMax: 3 });
  log.setEnabled(true);
  for (const id of ids(100, 147)) {
    log.add(exchange(id));
    if (id % 7 === 0) await expect.poll(() => read().catch(() => '')).toContain(line(id));
  }
  await log.close();
  const names = (await readdir(folder)).sort();
  expect(names).toEqual(['access.1.log', 'access.2.log', 'access.log']);
  const texts = await Promise.all(['access.2.log', 'access.1.log', 'access.log'].map(read));
  for (const text of texts) expect(text.length).toBeLessThanOrEqual(line(100).length * perFile);
  // The newest ones, without a gap; older ones went with the oldest file.
  const kept = texts.join('');
  const [first = ''] = kept.split('\n');
  const firstId = Number(/GET \/(\d+)/.exec(first)?.[1]);
  expect(kept).toBe(ids(firstId, 147).map(line).join(''));
  expect(firstId).toBeLessThan(130);
});

it('a line larger than a file is written all the same', async () => {
  const { log } = openLog({ fileBytesMax: 50, filesMax: 2 });
  log.setEnabled(true);
  for (const id of [1, 2, 3]) log.add(exchange(id));
  await log.close();
  expect([await read('access.1.log'), await read()]).toEqual([line(2), line(3)]);
});

it('what does not fit into the queue is counted, and a comment tells where it is missing', async () => {
  const { log } = openLog({ queueBytesMax: line(1).length * 3, writeIntervalMs: 60_000 });
  log.setEnabled(true);
  for (const id of ids(1, 8)) log.add(exchange(id));
  log.addOmitted(100);
  await log.close();
  const note = '# Left out here, as they could not be written in time: 105\n';
  expect(await read()).toBe(line(1) + line(2) + line(3) + note);
});

it('goes on in a file that was there, on a line of its own', async () => {
  await mkdir(folder);
  await writeFile(join(folder, 'access.log'), 'torn by a power cut');
  const { log } = openLog();
  log.setEnabled(true);
  log.add(exchange(1));
  await log.close();
  expect(await read()).toBe(`torn by a power cut\n${line(1)}`);
});

it('a file that is moved away or deleted begins anew', async () => {
  const { log } = openLog();
  log.setEnabled(true);
  log.add(exchange(1));
  await expect.poll(() => read().catch(() => '')).toBe(line(1));
  await rm(folder, { recursive: true });
  log.add(exchange(2));
  await expect.poll(() => read().catch(() => '')).toBe(line(2));
  await log.close();
});

// The device that is always full is there on Linux only.
it.runIf(process.platform === 'linux')(
  'a full disk is told, what waits is bounded, and all is written when there is room again',
  async () => {
    await mkdir(folder);
    await symlink('/dev/full', join(folder, 'access.log'));
    const { log, faults, changes } = openLog({ queueBytesMax: line(1).length * 4 });
    log.setEnabled(true);
    log.add(exchange(1));
    await expect.poll(() => log.problem).toEqual({ kind: 'log-disk-full' });
    for (const id of ids(2, 9)) log.add(exchange(id));
    await rm(join(folder, 'access.log'));
    await expect.poll(() => log.problem).toBe(null);
    log.add(exchange(10));
    await log.close();
    const note = '# Left out here, as they could not be written in time: 5\n';
    expect(await read()).toBe(ids(1, 4).map(line).join('') + note + line(10));
    expect([faults, changes()]).toEqual([['the access log could not be written'], 2]);
  },
);

it('a folder that cannot be made is told as soon as it is switched on, and forgotten when it is off', async () => {
  await writeFile(folder, 'no folder');
  const { log, faults, changes } = openLog();
  log.setEnabled(true);
  await expect.poll(() => log.problem).toMatchObject({ kind: 'log-not-written' });
  log.add(exchange(1));
  log.setEnabled(false);
  await expect.poll(() => log.problem).toBe(null);
  await log.close();
  expect([faults.length, changes()]).toEqual([1, 2]);
});
