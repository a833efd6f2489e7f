import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { createOwner, launchApp, type RunningApp, shownUrl, waitForStatus } from './support/launch.ts';
import { downloadAll, knock, sumsOfFiles } from './support/visitor.ts';

/** Ends the newest thread that the app has started, as an exhausted memory would. */
async function killServer({ app }: RunningApp): Promise<void> {
  await app.evaluate(() => {
    const { startedThreads } = globalThis as unknown as { startedThreads: Worker[] };
    return startedThreads.at(-1)?.terminate();
  });
}

it('a server that dies is brought back with the share as it was; one that dies again is told, and can be started', async () => {
  await using owner = await createOwner();
  await mkdir(join(owner.home, 'folder'));
  await writeFile(join(owner.home, 'folder/hello.txt'), 'hello');
  const hook = join(import.meta.dirname, 'support/keep-threads.cjs');
  await using running = await launchApp(owner, { args: [join(owner.home, 'folder')], hook });
  const { page } = running;
  await waitForStatus(page, 'sharing');
  const url = await shownUrl(page);
  const before = sumsOfFiles(await downloadAll(`http://127.0.0.1:${owner.port}/`));

  await killServer(running);
  await expect.poll(() => knock(owner.port)).toBe('accepted');
  await waitForStatus(page, 'sharing');
  expect(await shownUrl(page)).toBe(url);
  expect(sumsOfFiles(await downloadAll(`http://127.0.0.1:${owner.port}/`))).toEqual(before);
  expect(running.faults).toEqual([expect.stringContaining('the server has trouble: EngineDiedError')]);

  await killServer(running);
  await waitForStatus(page, 'failed');
  await page.getByText('failed twice in a short time').waitFor();
  expect(await knock(owner.port)).toBe('ECONNREFUSED');

  await page.getByRole('button', { name: 'Start sharing' }).click();
  await waitForStatus(page, 'sharing');
  expect(sumsOfFiles(await downloadAll(`http://127.0.0.1:${owner.port}/`))).toEqual(before);
});
