import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { createOwner, dropFiles, launchApp, waitForStatus } from './support/launch.ts';

it('every exchange of a flood is shown or counted, and the log can be cleared', async () => {
  await using owner = await createOwner();
  const folder = join(owner.home, 'folder');
  await mkdir(folder);
  await writeFile(join(folder, 'small.txt'), 'small');
  await using running = await launchApp(owner);
  const { page } = running;
  await dropFiles(page, [folder]);
  await waitForStatus(page, 'sharing');

  const count = 12_000;
  const url = `http://127.0.0.1:${owner.port}/small.txt`;
  const flood = join(import.meta.dirname, 'support/flood.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [flood, url, String(count)]);
  expect(Number(stdout)).toBe(count);

  const numberIn = (text: string | null) => Number((text ?? '').replace(/\D/g, ''));
  const told = async () => {
    const head = page.locator('.log__head');
    const shown = numberIn(await head.locator('.muted').first().textContent());
    return shown + numberIn(await head.getByText('Not shown').textContent());
  };
  await expect.poll(told, { timeout: 10_000 }).toBe(count);
  const kept = await page.evaluate(() => globalThis.doorstep.request('getAccessLog'));
  expect(kept.exchanges.length + kept.dropped).toBe(count);
  expect(kept.exchanges.every(({ status, bytes }) => status === 200 && bytes === 5)).toBe(true);

  await page.getByRole('button', { name: 'Clear log' }).click();
  await page.getByText('Every request from a visitor appears here').waitFor();
  expect(await page.evaluate(() => globalThis.doorstep.request('getAccessLog'))).toEqual({ exchanges: [], dropped: 0 });
});
