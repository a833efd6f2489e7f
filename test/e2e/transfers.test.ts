import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectNoFaults } from '../support/axe.ts';
import { clientEnvironment, runClient } from '../support/client-process.ts';
import { keptLog } from './support/kept-log.ts';
import { createOwner, dropFiles, launchApp, type Owner, type RunningApp, waitForStatus } from './support/launch.ts';

const fileBytes = 64 * 1024 * 1024;

let owner: Owner;
let running: RunningApp;
let page: Page;
let folder: string;
let films = 0;
/** A file of its own for each test: what is stopped stays so for a while. */
let film: string;
let url: string;
let downloads: string;

beforeAll(async () => {
  owner = await createOwner();
  folder = join(owner.home, 'Holiday 2026');
  downloads = join(owner.home, 'downloads');
  await Promise.all([mkdir(folder), mkdir(downloads)]);
  running = await launchApp(owner);
  page = running.page;
  await dropFiles(page, [folder]);
  await waitForStatus(page, 'sharing');
});
afterAll(async () => {
  await running[Symbol.asyncDispose]();
  await owner[Symbol.asyncDispose]();
});
beforeEach(async () => {
  films += 1;
  film = `film ${films}.mkv`;
  url = `http://127.0.0.1:${owner.port}/${encodeURIComponent(film)}`;
  const file = await open(join(folder, film), 'w');
  await file.truncate(fileBytes);
  await file.close();
  await page.getByRole('tab', { name: 'Transfers' }).click();
  await page.evaluate(() => globalThis.doorstep.request('clearTransfers'));
  await rows().waitFor({ state: 'detached' });
});

const rows = () => page.getByRole('region', { name: 'Transfers' }).getByRole('listitem');

/** A visitor who takes 4 MB a second. */
function slowCurl(...args: string[]) {
  const child = spawn('curl', ['-q', '-sS', '--limit-rate', '4M', '-o', join(downloads, 'slow'), ...args, url], {
    env: clientEnvironment(),
    stdio: 'ignore',
  });
  return { child, ended: once(child, 'close') as Promise<[number | null]> };
}

const progressOf = async () => Number(await rows().getByRole('progressbar').getAttribute('value'));

describe('a download by a real client', () => {
  it('shows its progress, and is cut off by Stop', async () => {
    const visitor = slowCurl();
    const bar = rows().getByRole('progressbar', { name: `${film} to curl (127.0.0.1)` });
    await bar.waitFor();
    await page.getByRole('tab', { name: 'Transfers 1 running' }).waitFor();
    const first = await progressOf();
    // What the kernels on both sides hold comes and goes in steps.
    await expect.poll(progressOf, { timeout: 15_000 }).toBeGreaterThan(first);
    await rows()
      .getByText(/^[\d.]+\s[kM]B of 67\.1\sMB · [\d.]+\s[kM]B\/s · \d+\s(?:s|min).* left$/)
      .waitFor();
    await expectNoFaults(page);
    // Who sits at this computer is not locked out of it.
    expect(await rows().getByRole('button').count()).toBe(1);

    await rows()
      .getByRole('button', { name: `Stop ${film} to curl (127.0.0.1)` })
      .click();
    const [exitCode] = await visitor.ended;
    expect(exitCode).not.toBe(0);
    await rows().getByText('Stopped', { exact: true }).waitFor();
    expect(await bar.count()).toBe(0);
    const log = await keptLog(page);
    expect(log.exchanges.at(-1)).toMatchObject({ outcome: 'aborted', failure: 'stopped-by-owner' });
    expect(log.exchanges.at(-1)?.bytes).toBeLessThan(fileBytes);
  });

  it('stays stopped though the visitor’s program goes on by itself', async () => {
    const args = ['--no-config', '-q', '--tries=3', '--waitretry=1', '--limit-rate=4M', '-O', join(downloads, 'wget')];
    const visitor = runClient('wget', [...args, url]);
    await rows()
      .getByRole('button', { name: `Stop ${film} to wget (127.0.0.1)` })
      .click();
    expect((await visitor).exitCode).not.toBe(0);
    const log = await keptLog(page);
    expect(log.exchanges.slice(-3).map(({ failure }) => failure)).toEqual(Array(3).fill('stopped-by-owner'));
    await rows().getByText('Stopped', { exact: true }).waitFor();
    expect(await rows().count()).toBe(1);
  });

  it('by eight connections at once is one row, which finishes', async () => {
    const result = await runClient('aria2c', [
      ...['--no-conf', '--quiet', '-x8', '-s8', '-k1M', '--file-allocation=none', '--max-overall-download-limit=60M'],
      ...['-d', downloads, '-o', 'by-aria2.mkv', url],
    ]);
    expect(result.exitCode).toBe(0);
    expect((await stat(join(downloads, 'by-aria2.mkv'))).size).toBe(fileBytes);
    await rows().getByText('Finished', { exact: true }).waitFor();
    expect(await rows().count()).toBe(1);
    expect(await rows().innerText()).toMatch(/aria2 \(127\.0\.0\.1\) · in (?:[89]|\d\d) parts/);
    expect(await rows().innerText()).toMatch(/67\.1\sMB in /);
  });

  it('is cut off where the visitor leaves, and goes on in its row when it is taken up again', async () => {
    const visitor = slowCurl();
    await rows().getByRole('progressbar').waitFor();
    visitor.child.kill();
    await visitor.ended;
    await rows().getByText('Cut off', { exact: true }).waitFor();
    await rows()
      .getByText(/ of 67\.1\sMB · the visitor left · /)
      .waitFor();

    const { transfers } = await page.evaluate(() => globalThis.doorstep.request('getTransfers'));
    // Somewhat before the end of what was sent: not all of that arrived.
    const from = String((transfers[0]?.sentBytes ?? 0) - 1000);
    const rest = await runClient('curl', ['-q', '-sS', '-C', from, '-o', join(downloads, 'rest'), url]);
    expect(rest.exitCode).toBe(0);
    await rows().getByText('Finished', { exact: true }).waitFor();
    expect(await rows().count()).toBe(1);
  });

  it('is still there in a window that was opened anew', async () => {
    const visitor = slowCurl();
    await rows().getByRole('progressbar').waitFor();
    await page.reload();
    await page.getByRole('tab', { name: 'Transfers 1 running' }).click();
    await rows().getByRole('progressbar').waitFor();
    await rows()
      .getByRole('button', { name: /^Stop / })
      .click();
    await visitor.ended;
    await rows().getByText('Stopped', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Clear finished' }).click();
    await page.getByText('Files on their way to a visitor appear here').waitFor();
  });
});

it('a page makes no row, a small part of a large file does', async () => {
  const response = await fetch(`http://127.0.0.1:${owner.port}/`);
  await response.text();
  const range = await fetch(url, { headers: { range: 'bytes=0-99' } });
  expect((await range.arrayBuffer()).byteLength).toBe(100);
  await rows().getByText('100 B of 67.1').waitFor();
  expect(await rows().count()).toBe(1);
  expect(running.faults).toEqual([]);
});
