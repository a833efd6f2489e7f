import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { LineProcess } from '../discovery/support/line-process.ts';
import {
  createOwner,
  dropFiles,
  launchApp,
  type Owner,
  shownUrl,
  snapshotOf,
  waitForStatus,
} from './support/launch.ts';

const namesOf = async (page: Page) => (await snapshotOf(page)).items.map(({ name }) => name);
const options = (page: Page, name: string) => page.getByRole('button', { name: `Options for ${name}` });
const menu = (page: Page, name: string) => page.getByRole('dialog', { name: `Options for ${name}` });

/** Status and text of what a visitor gets; redirects are followed. */
async function visit(port: number, path: string): Promise<[number, string]> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close' } });
  return [response.status, await response.text()];
}

async function makeFolders(owner: Owner, ...names: string[]): Promise<string[]> {
  const folders = names.map((name) => join(owner.home, name));
  for (const [index, folder] of folders.entries()) {
    await mkdir(folder);
    await writeFile(join(folder, 'hello.txt'), `hello from ${names[index]}`);
  }
  return folders;
}

/** What the owner answers to every question, and what they were asked. */
async function answerDialogs(app: ElectronApplication, response: number): Promise<() => Promise<string[]>> {
  await app.evaluate(({ dialog }, chosen) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = (async (...given: unknown[]) => {
      asked.push(JSON.stringify(given.at(-1)));
      return { response: chosen, checkboxChecked: false };
    }) as typeof dialog.showMessageBox;
  }, response);
  return () => app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
}

it('folders and files dropped together are listed, and put in order by pointer and by keyboard', async () => {
  await using owner = await createOwner();
  const folders = await makeFolders(owner, 'one', 'two');
  await writeFile(join(owner.home, 'three.txt'), 'three');
  await using running = await launchApp(owner);
  const { page } = running;
  await dropFiles(page, [...folders, join(owner.home, 'three.txt')]);
  await waitForStatus(page, 'sharing');
  expect(await namesOf(page)).toEqual(['one', 'two', 'three.txt']);
  expect(await visit(owner.port, '/two/hello.txt')).toEqual([200, 'hello from two']);
  expect(await visit(owner.port, '/three.txt')).toEqual([200, 'three']);

  const [from, to] = await Promise.all(
    ['three.txt', 'one'].map((name) => page.getByText(name, { exact: true }).boundingBox()),
  );
  if (!from || !to) throw new Error('no rows');
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(from.x + 5, from.y - 20, { steps: 4 });
  await page.mouse.move(to.x + 5, to.y - 4, { steps: 8 });
  await page.locator('.item--before').waitFor();
  await page.mouse.up();
  await expect.poll(() => namesOf(page)).toEqual(['three.txt', 'one', 'two']);

  await options(page, 'three.txt').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => namesOf(page)).toEqual(['one', 'three.txt', 'two']);
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => namesOf(page)).toEqual(['one', 'two', 'three.txt']);
  await page.getByText('three.txt is now number 3 of 3').waitFor({ state: 'attached' });
  expect(await options(page, 'three.txt').evaluate((button) => button === document.activeElement)).toBe(true);
  const listing = (await visit(owner.port, '/'))[1];
  expect(listing.indexOf('one')).toBeLessThan(listing.indexOf('three.txt'));
  expect(running.faults).toEqual([]);
});

it('an item is renamed in its place, and visitors find it under its new name', async () => {
  await using owner = await createOwner();
  await using running = await launchApp(owner);
  const { page } = running;
  await dropFiles(page, await makeFolders(owner, 'one', 'two'));
  await waitForStatus(page, 'sharing');
  await page.getByText('one', { exact: true }).dblclick();
  const field = page.getByRole('textbox', { name: 'Name of one' });
  await field.fill('a/b');
  await field.press('Enter');
  await page.getByText('A name cannot contain / or \\').waitFor();
  await field.fill('Übung 1 照片');
  await field.press('Enter');
  await expect.poll(() => namesOf(page)).toEqual(['Übung 1 照片', 'two']);
  expect(await visit(owner.port, `/${encodeURIComponent('Übung 1 照片')}/hello.txt`)).toEqual([200, 'hello from one']);
  await options(page, 'two').press('F2');
  await page.getByRole('textbox', { name: 'Name of two' }).fill('no');
  await page.keyboard.press('Escape');
  expect(await namesOf(page)).toEqual(['Übung 1 照片', 'two']);
  await options(page, 'Übung 1 照片').press('F2');
  await page.getByRole('textbox').and(page.locator('.item__rename input')).fill('');
  await page.keyboard.press('Enter');
  await expect.poll(() => namesOf(page)).toEqual(['one', 'two']);
});

it('the switches of an item hold at once; what opens more is asked about', async () => {
  await using owner = await createOwner();
  const [folder = ''] = await makeFolders(owner, 'one', 'two');
  await writeFile(join(folder, '.hidden.txt'), 'hidden');
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>my page</title>');
  await symlink(join(owner.home, 'two'), join(folder, 'link'), 'junction');
  await using running = await launchApp(owner);
  const { app, page } = running;
  await dropFiles(page, [folder]);
  await waitForStatus(page, 'sharing');
  const flip = async (name: string) => {
    await options(page, 'one').click();
    await menu(page, 'one').getByRole('switch', { name }).click();
    await page.keyboard.press('Escape');
    await menu(page, 'one').waitFor({ state: 'detached' });
  };

  expect((await visit(owner.port, '/'))[1]).toContain('my page');
  await flip('Open index.html as a page');
  await expect.poll(async () => (await visit(owner.port, '/'))[1]).toContain('hello.txt');

  let asked = await answerDialogs(app, 1);
  await flip('Show hidden files');
  await expect.poll(asked).toEqual([expect.stringContaining('Show hidden files in “one”?')]);
  expect((await visit(owner.port, '/.hidden.txt'))[0]).toBe(404);
  asked = await answerDialogs(app, 0);
  await flip('Show hidden files');
  await expect.poll(() => visit(owner.port, '/.hidden.txt')).toEqual([200, 'hidden']);
  await flip('Follow links');
  await expect.poll(() => visit(owner.port, '/link/hello.txt')).toEqual([200, 'hello from two']);
  expect(await asked()).toHaveLength(2);
  await page.getByText('Hidden files shown · Links followed').waitFor();
  await flip('Follow links');
  await expect.poll(async () => (await visit(owner.port, '/link/hello.txt'))[0]).toBe(404);
});

it('a removal is undone, and what was shared before is a click away, after a restart as well', async () => {
  await using owner = await createOwner();
  const folders = await makeFolders(owner, 'one', 'two');
  {
    await using running = await launchApp(owner);
    const { page } = running;
    await dropFiles(page, folders);
    await waitForStatus(page, 'sharing');
    await options(page, 'one').press('Delete');
    await page.getByText('Removed one').waitFor();
    expect((await visit(owner.port, '/hello.txt'))[1]).toBe('hello from two');
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await expect.poll(() => namesOf(page)).toEqual(['one', 'two']);
    await options(page, 'one').press('Delete');
    await options(page, 'two').press('Delete');
    await page.getByText('Drop a folder here').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await waitForStatus(page, 'sharing');
    expect((await visit(owner.port, '/hello.txt'))[1]).toBe('hello from two');
    await options(page, 'two').press('Delete');
    await page.getByText('Drop a folder here').waitFor();
  }
  await using running = await launchApp(owner);
  const { page } = running;
  const recents = page.getByRole('region', { name: 'Shared before' });
  await recents.getByText('one', { exact: true }).click();
  await waitForStatus(page, 'sharing');
  expect((await visit(owner.port, '/hello.txt'))[1]).toBe('hello from one');
  await page.getByRole('button', { name: 'Shared before' }).click();
  await page.getByRole('dialog', { name: 'Shared before' }).getByText('two', { exact: true }).click();
  await expect.poll(() => namesOf(page)).toEqual(['one', 'two']);
});

it('a folder that vanishes is marked, and comes back by itself; one that is gone at the start is waited for', async () => {
  await using owner = await createOwner();
  const [folder = ''] = await makeFolders(owner, 'one');
  await using running = await launchApp(owner);
  const { page } = running;
  await dropFiles(page, [folder]);
  await waitForStatus(page, 'sharing');
  const away = join(owner.home, 'away');
  await rename(folder, away);
  await page.getByText('Not found on this computer').waitFor();
  await page.getByText('Nothing of what you share can be found now').waitFor();
  expect((await visit(owner.port, '/hello.txt'))[0]).toBe(404);
  await rename(away, folder);
  await page.getByText('Not found on this computer').waitFor({ state: 'detached' });
  expect(await visit(owner.port, '/hello.txt')).toEqual([200, 'hello from one']);

  await page.getByRole('button', { name: 'Stop sharing' }).click();
  await waitForStatus(page, 'stopped');
  await rename(folder, away);
  await page.getByRole('button', { name: 'Start sharing' }).click();
  await waitForStatus(page, 'failed');
  expect(await page.getByRole('alert').textContent()).toMatch(/“one” was not found.*Put it back/);
  await rename(away, folder);
  await waitForStatus(page, 'sharing');
  expect(await visit(owner.port, '/hello.txt')).toEqual([200, 'hello from one']);
});

it('nothing that is done to the items cuts a slow download', async () => {
  await using owner = await createOwner();
  const [one = '', two = ''] = await makeFolders(owner, 'one', 'two');
  const size = 48 * 1024 * 1024;
  const big = await open(join(one, 'big.bin'), 'w');
  await big.truncate(size);
  await big.close();
  await using running = await launchApp(owner);
  const { page } = running;
  await dropFiles(page, [one]);
  await waitForStatus(page, 'sharing');
  const script = join(import.meta.dirname, 'support/slow-visitor.mjs');
  await using visitor = new LineProcess([process.execPath, script, `http://127.0.0.1:${owner.port}/big.bin`]);
  await visitor.first('begun');
  await dropFiles(page, [two]);
  await options(page, 'two').press('Alt+ArrowUp');
  await expect.poll(() => namesOf(page)).toEqual(['two', 'one']);
  await options(page, 'one').press('F2');
  await page.locator('.item__rename input').fill('other');
  await page.keyboard.press('Enter');
  await expect.poll(() => namesOf(page)).toEqual(['two', 'other']);
  await options(page, 'other').click();
  await menu(page, 'other').getByRole('switch', { name: 'Open index.html as a page' }).click();
  await page.keyboard.press('Escape');
  await options(page, 'other').press('Delete');
  await expect.poll(() => namesOf(page)).toEqual(['two']);
  visitor.child.stdin.write('go on\n');
  expect(await visitor.first('ended')).toMatchObject({ bytes: size, complete: true });
});

it.runIf(process.platform === 'linux')(
  'says which program has the port, and takes it when it is free, without cutting anybody',
  async () => {
    await using owner = await createOwner();
    const [one = ''] = await makeFolders(owner, 'one');
    const size = 48 * 1024 * 1024;
    const big = await open(join(one, 'big.bin'), 'w');
    await big.truncate(size);
    await big.close();
    const holder = spawn('python3', ['-m', 'http.server', '--bind', '127.0.0.1', String(owner.port)], {
      stdio: 'pipe',
      cwd: one,
    });
    try {
      await expect.poll(() => visit(owner.port, '/hello.txt').catch(() => [0])).toEqual([200, 'hello from one']);
      await using running = await launchApp(owner);
      const { page } = running;
      await dropFiles(page, [one]);
      await waitForStatus(page, 'sharing');
      await page
        .getByText(new RegExp(`^Port ${owner.port} is in use by python3[.\\d]*, so \\d+ is used\\.$`))
        .waitFor();
      const instead = Number(new URL(await shownUrl(page)).port);
      const retry = page.getByRole('button', { name: `Try ${owner.port} again` });
      await retry.click();
      await page.getByText(new RegExp(`^Port ${owner.port} is still in use by python3`)).waitFor();

      const script = join(import.meta.dirname, 'support/slow-visitor.mjs');
      await using visitor = new LineProcess([process.execPath, script, `http://127.0.0.1:${instead}/big.bin`]);
      await visitor.first('begun');
      const ended = once(holder, 'exit');
      holder.kill();
      await ended;
      await retry.click();
      await page.locator(`[data-testid="share-url"][href$=":${owner.port}/"]`).waitFor();
      expect(await visit(owner.port, '/hello.txt')).toEqual([200, 'hello from one']);
      expect(await page.getByText('is in use by').count()).toBe(0);
      visitor.child.stdin.write('go on\n');
      expect(await visitor.first('ended')).toMatchObject({ bytes: size, complete: true });
      expect(running.faults).toEqual([]);
    } finally {
      holder.kill();
    }
  },
);

it('the code fills the window for a class, and Escape gives the window back', async () => {
  await using owner = await createOwner();
  await using running = await launchApp(owner);
  const { page } = running;
  await dropFiles(page, await makeFolders(owner, 'one'));
  await waitForStatus(page, 'sharing');
  const url = await shownUrl(page);
  const small = await page.getByRole('img', { name: 'QR code' }).boundingBox();
  await page.getByRole('button', { name: 'Show the code large' }).click();
  const dialog = page.getByRole('dialog', { name: 'QR code and address' });
  const large = await dialog.getByRole('img', { name: 'QR code' }).boundingBox();
  expect(large?.width).toBeGreaterThan(2 * (small?.width ?? 0));
  expect(await dialog.getByText(url, { exact: true }).isVisible()).toBe(true);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('enlarge');
});

it('five hundred items are drawn as they are seen, and put in order over the whole list', async () => {
  await using owner = await createOwner();
  const names = Array.from({ length: 500 }, (_, index) => `folder ${String(index).padStart(3, '0')}`);
  const folders = await makeFolders(owner, ...names);
  await using running = await launchApp(owner);
  const { page } = running;
  await dropFiles(page, folders);
  await waitForStatus(page, 'sharing');
  await expect.poll(() => page.locator('.item').count()).toBe(500);
  const focusedIndex = () => page.evaluate(() => document.activeElement?.closest('li')?.dataset.index);
  // By role, each look at five hundred rows would take seconds.
  await page.locator('.item__options').first().focus();
  await page.keyboard.press('End');
  await expect.poll(focusedIndex).toBe('499');
  await page.keyboard.press('Alt+Home');
  await expect.poll(async () => (await namesOf(page))[0]).toBe('folder 499');
  // It is seen, and the next key goes to it, too.
  await expect.poll(focusedIndex).toBe('0');
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(async () => (await namesOf(page))[1]).toBe('folder 499');

  // Held at the list's lower edge, a dragged row goes on down without the pointer moving.
  const row = await page.locator('.item').first().boundingBox();
  const list = await page.locator('.items__list').boundingBox();
  if (!row || !list) throw new Error('no rows');
  await page.mouse.move(row.x + 60, row.y + 10);
  await page.mouse.down();
  await page.mouse.move(row.x + 60, row.y + 40);
  await page.mouse.move(row.x + 60, list.y + list.height - 4, { steps: 3 });
  await page.waitForFunction(() => {
    const over = document.querySelector<HTMLElement>('.item--before, .item--after');
    return Number(over?.dataset.index) >= 30;
  });
  await page.mouse.up();
  await expect.poll(async () => (await namesOf(page)).indexOf('folder 000')).toBeGreaterThanOrEqual(29);
});
