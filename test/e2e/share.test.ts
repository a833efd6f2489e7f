import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { makeFixture } from './support/fixture.ts';
import {
  createOwner,
  dropFiles,
  freePort,
  launchApp,
  loopbackUrl,
  shownUrl,
  snapshotOf,
  takePort,
  waitForStatus,
} from './support/launch.ts';
import { readLogRows } from './support/log-rows.ts';
import { downloadAll, knock, sumsOfFiles } from './support/visitor.ts';

it('drop, download, log, copy, stop, start, another port, restart', async () => {
  await using owner = await createOwner();
  const folder = join(owner.home, 'To share');
  await mkdir(folder);
  const sums = await makeFixture(folder);
  const otherPort = await freePort();

  {
    await using running = await launchApp(owner);
    const { app, page } = running;

    const droppedAt = performance.now();
    await dropFiles(page, [folder]);
    await page.getByTestId('share-url').waitFor();
    console.log(`drop to URL: ${Math.round(performance.now() - droppedAt)} ms`);
    const url = await shownUrl(page);
    expect(url).toMatch(new RegExp(`^http://.+:${owner.port}/$`));
    expect((await snapshotOf(page)).items).toMatchObject([{ name: 'To share', displayPath: '~/To share' }]);

    const visits = await downloadAll(loopbackUrl(url));
    expect(sumsOfFiles(visits)).toEqual(sums);

    const last = visits.at(-1)?.target ?? '';
    await page.locator('.log').getByText(decodeURIComponent(last), { exact: true }).waitFor();
    const rows = await readLogRows(page);
    expect(rows.map(({ method, status, bytes }) => ({ method, status, bytes }))).toEqual(
      visits.map(({ status, bytes }) => ({ method: 'GET', status: String(status), bytes })),
    );
    expect(rows.map(({ path }) => path).join('\n')).toContain('/ünï cödé 文件.txt');

    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('Link copied').waitFor({ state: 'attached' });
    expect(await app.evaluate(async ({ clipboard }) => clipboard.readText())).toBe(url);

    await page.getByRole('button', { name: 'Stop sharing' }).click();
    await waitForStatus(page, 'stopped');
    expect(await knock(owner.port)).toBe('ECONNREFUSED');
    await page.getByRole('button', { name: 'Start sharing' }).click();
    await waitForStatus(page, 'sharing');
    expect(await knock(owner.port)).toBe('accepted');

    await page.getByLabel('Port').fill(String(otherPort));
    await page.getByLabel('Port').press('Enter');
    await page.locator(`[data-testid="share-url"][href$=":${otherPort}/"]`).waitFor();
    expect(await knock(owner.port)).toBe('ECONNREFUSED');
    expect(sumsOfFiles(await downloadAll(`http://127.0.0.1:${otherPort}/`))).toEqual(sums);
    expect(running.faults).toEqual([]);
  }
  expect(await knock(otherPort)).toBe('ECONNREFUSED');

  await using again = await launchApp(owner);
  await waitForStatus(again.page, 'sharing');
  expect(await shownUrl(again.page)).toMatch(new RegExp(`:${otherPort}/$`));
  expect(sumsOfFiles(await downloadAll(`http://127.0.0.1:${otherPort}/`))).toEqual(sums);
  expect(again.faults).toEqual([]);
});

it('a dropped app.asar is a file, and exposes itself alone', async () => {
  await using owner = await createOwner();
  const folder = join(owner.home, 'folder');
  await mkdir(folder);
  const sums = await makeFixture(folder);
  await using running = await launchApp(owner);
  await dropFiles(running.page, [join(folder, 'nested/app.asar')]);
  await waitForStatus(running.page, 'sharing');
  expect((await snapshotOf(running.page)).items).toMatchObject([{ kind: 'file', name: 'app.asar', missing: false }]);
  const visits = await downloadAll(`http://127.0.0.1:${owner.port}/`);
  expect(sumsOfFiles(visits)).toEqual({ 'app.asar': sums['nested/app.asar'] });
  const sibling = await fetch(`http://127.0.0.1:${owner.port}/plain.html`, { headers: { connection: 'close' } });
  expect(sibling.status).toBe(404);
  await sibling.arrayBuffer();
});

it('a second drop adds, the buttons of the items take out, the last one stops the share', async () => {
  await using owner = await createOwner();
  for (const name of ['one', 'two']) await mkdir(join(owner.home, name));
  await using running = await launchApp(owner);
  const { page } = running;
  await dropFiles(page, [join(owner.home, 'one')]);
  await waitForStatus(page, 'sharing');
  await dropFiles(page, [join(owner.home, 'two'), join(owner.home, 'one')]);
  await page.getByRole('button', { name: 'Remove two' }).waitFor();
  expect((await downloadAll(`http://127.0.0.1:${owner.port}/`)).map(({ path }) => path)).toEqual(['', 'one/', 'two/']);
  await page.getByRole('button', { name: 'Remove one' }).click();
  await page.getByRole('button', { name: 'Remove two' }).click();
  await page.getByText('Drop a folder here').waitFor();
  await expect.poll(() => knock(owner.port)).toBe('ECONNREFUSED');
});

it('a busy port gives the next free one, and the window says so', async () => {
  const busy = await takePort();
  await using owner = await createOwner({ port: busy.port });
  await mkdir(join(owner.home, 'folder'));
  await using running = await launchApp(owner);
  const { page } = running;
  await dropFiles(page, [join(owner.home, 'folder')]);
  await waitForStatus(page, 'sharing');
  const port = Number(new URL(await shownUrl(page)).port);
  expect(port).toBeGreaterThan(busy.port);
  // The test itself has it.
  const program = basename(process.execPath);
  await page.getByText(`Port ${busy.port} is in use by ${program}, so ${port} is used.`).waitFor();
  expect(await page.getByLabel('Port').inputValue()).toBe(String(busy.port));
  expect(await downloadAll(`http://127.0.0.1:${port}/`)).toMatchObject([{ status: 200 }]);
  await busy.close();
});

it('asks before the home folder is shared', async () => {
  await using owner = await createOwner();
  await using running = await launchApp(owner);
  const { app, page } = running;
  const answer = (response: number) =>
    app.evaluate(({ dialog }, chosen) => {
      const asked: string[] = [];
      Object.assign(globalThis, { asked });
      dialog.showMessageBox = (async (...given: unknown[]) => {
        asked.push(JSON.stringify(given.at(-1)));
        return { response: chosen, checkboxChecked: false };
      }) as typeof dialog.showMessageBox;
    }, response);
  const asked = () => app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);

  await answer(1);
  await dropFiles(page, [owner.home]);
  await expect.poll(asked).toHaveLength(1);
  expect(await asked()).toEqual([expect.stringMatching(/Share all of “~”\?.*Share anyway.*Cancel/)]);
  expect(await snapshotOf(page)).toMatchObject({ items: [], state: { status: 'stopped' } });

  await answer(0);
  await dropFiles(page, [owner.home]);
  await waitForStatus(page, 'sharing');
  await page.getByRole('button', { name: /^Remove/ }).click();
  await page.getByText('Drop a folder here').waitFor();
  await dropFiles(page, [owner.home]);
  await waitForStatus(page, 'sharing');
  expect(await asked()).toHaveLength(1);
});

it('shares the folder that was chosen in the dialog', async () => {
  await using owner = await createOwner();
  await mkdir(join(owner.home, 'chosen'));
  await using running = await launchApp(owner);
  const { app, page } = running;
  const choose = (filePaths: string[]) =>
    app.evaluate(({ dialog }, paths) => {
      dialog.showOpenDialog = (async () => ({
        canceled: paths.length === 0,
        filePaths: paths,
      })) as typeof dialog.showOpenDialog;
    }, filePaths);
  await choose([]);
  await page.getByRole('button', { name: 'Choose folder…' }).click();
  expect((await snapshotOf(page)).items).toEqual([]);
  await choose([join(owner.home, 'chosen')]);
  await page.getByRole('button', { name: 'Choose folder…' }).click();
  await waitForStatus(page, 'sharing');
  expect((await snapshotOf(page)).items).toMatchObject([{ name: 'chosen' }]);
});
