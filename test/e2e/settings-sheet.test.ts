import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectNoFaults } from '../support/axe.ts';
import { chooseInMenu, menuItems } from './support/desktop.ts';
import { catchDialogs } from './support/dialogs.ts';
import {
  createOwner,
  freePort,
  launchApp,
  loopbackUrl,
  type Owner,
  shownUrl,
  waitForStatus,
} from './support/launch.ts';

async function sharedFolder(owner: Owner): Promise<string> {
  const folder = join(owner.home, 'Holiday 2026');
  await mkdir(folder);
  await writeFile(join(folder, 'hello.txt'), 'hello\n');
  return folder;
}

async function openSheet(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('dialog', { name: 'Settings' }).waitFor();
}

const saved = async (owner: Owner) => JSON.parse(await readFile(join(owner.settingsFolder, 'settings.json'), 'utf8'));
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
const isClosed = (page: Page) => page.getByRole('dialog').waitFor({ state: 'detached' });
const get = async (url: string) => (await fetch(url, { headers: { connection: 'close' } })).text();
const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

it('opens from the empty window, the share and the menu; Escape, its button and a click beside it close it', async () => {
  await using owner = await createOwner({ theme: 'light' });
  const folder = await sharedFolder(owner);
  await using running = await launchApp(owner);
  const { app, page } = running;
  await page.getByRole('button', { name: 'Settings', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Settings' }).waitFor();
  await expectNoFaults(page);
  await page.keyboard.press('Escape');
  await isClosed(page);
  expect(await focused(page)).toBe('Settings');

  await openSheet(page);
  await page.mouse.click(20, 300);
  await isClosed(page);
  expect(await focused(page)).toBe('Settings');

  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
  }, folder);
  await page.getByRole('button', { name: 'Choose folder…' }).click();
  await waitForStatus(page, 'sharing');
  await chooseInMenu(app, 'open-settings');
  const sheet = page.getByRole('dialog', { name: 'Settings' });
  await sheet.waitFor();
  await app.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'dark';
  });
  await page.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await expectNoFaults(page);
  // The focus stays inside, however often it is moved on.
  for (let presses = 0; presses < 25; presses += 1) {
    await page.keyboard.press('Tab');
    const isOutside = await page.evaluate(
      () => document.activeElement !== document.body && !document.activeElement?.closest('dialog'),
    );
    expect(isOutside).toBe(false);
  }
  await sheet.getByRole('button', { name: 'Close' }).click();
  await isClosed(page);
  expect(running.faults).toEqual([]);
});

it('the language is another one at once, in the window, the menu and after a restart', async () => {
  await using owner = await createOwner();
  {
    await using running = await launchApp(owner, { args: [await sharedFolder(owner)] });
    const { app, page } = running;
    await openSheet(page);
    await page.getByRole('combobox', { name: 'Language' }).selectOption('简体中文');
    await page.getByRole('dialog', { name: '设置' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    await expect
      .poll(async () => (await menuItems(app)).find(({ id }) => id === 'stop-sharing')?.label)
      .toBe('停止共享');
    expect(await page.getByRole('combobox', { name: '语言' }).inputValue()).toBe('zh-CN');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '停止共享' }).waitFor();
  }
  await using running = await launchApp(owner);
  const { page } = running;
  await page.getByRole('button', { name: '设置', exact: true }).click();
  await page.getByRole('combobox', { name: '语言' }).selectOption('跟随系统');
  await page.getByRole('dialog', { name: 'Settings' }).waitFor();
  await expect.poll(async () => (await saved(owner)).language).toBe(null);
});

it('the theme is another one at once, in the page and behind it, and after a restart', async () => {
  await using owner = await createOwner();
  const colours = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  {
    await using running = await launchApp(owner);
    const { app, page } = running;
    const behind = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor());
    await openSheet(page);
    const appearance = page.getByRole('combobox', { name: 'Appearance' });
    await appearance.selectOption('Light');
    await expect.poll(() => colours(page)).toBe('rgb(255, 255, 255)');
    await expect.poll(behind).toBe('#FFFFFF');
    await appearance.selectOption('Dark');
    await expect.poll(() => colours(page)).toBe('rgb(28, 29, 28)');
    await expect.poll(behind).toBe('#1C1D1C');
    await expect.poll(async () => (await saved(owner)).theme).toBe('dark');
  }
  await using running = await launchApp(owner);
  expect(await colours(running.page)).toBe('rgb(28, 29, 28)');
});

it('the port is another one at once, and a visitor is served there', async () => {
  await using owner = await createOwner();
  await using running = await launchApp(owner, { args: [await sharedFolder(owner)] });
  const { page } = running;
  await waitForStatus(page, 'sharing');
  const port = await freePort();
  await openSheet(page);
  const field = page.getByRole('dialog').getByRole('textbox', { name: 'Port' });
  await field.fill('99999');
  await page.getByText('Enter a whole number from 1 to 65535.').first().waitFor();
  await page.keyboard.press('Escape');
  expect(await field.inputValue()).toBe(String(owner.port));
  await field.fill(String(port));
  await field.press('Enter');
  await expect.poll(() => get(`http://127.0.0.1:${port}/hello.txt`).catch(() => null)).toBe('hello\n');
  await expect(get(`http://127.0.0.1:${owner.port}/hello.txt`)).rejects.toThrow();
});

it('the log file has a line for each request, from when it is switched on until it is off', async () => {
  await using owner = await createOwner();
  const log = join(owner.settingsFolder, 'logs/access.log');
  const lines = async () => (await readFile(log, 'utf8').catch(() => '')).split('\n').slice(0, -1);
  {
    await using running = await launchApp(owner, { args: [await sharedFolder(owner)] });
    const { app, page } = running;
    await waitForStatus(page, 'sharing');
    const url = loopbackUrl(await shownUrl(page));
    await get(`${url}hello.txt?before`);
    await openSheet(page);
    const toggle = page.getByRole('checkbox', { name: 'Write the access log to a file' });
    await toggle.check();
    await expect.poll(() => exists(log)).toBe(true);
    await get(`${url}hello.txt?one`);
    await get(`${url}missing%0d%0a?two`);
    await expect.poll(lines).toHaveLength(2);
    expect((await lines())[0]).toMatch(
      /^127\.0\.0\.1 - - \[\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "GET \/hello\.txt\?one HTTP\/1\.1" 200 6$/,
    );
    expect((await lines())[1]).toContain('"GET /missing%0d%0a?two HTTP/1.1" 404 ');

    await app.evaluate(({ shell }) => {
      shell.openPath = async (path) => {
        Object.assign(globalThis, { openedPath: path });
        return '';
      };
    });
    await page.getByRole('button', { name: 'Open folder' }).click();
    await expect
      .poll(() => app.evaluate(() => Reflect.get(globalThis, 'openedPath')))
      .toBe(join(owner.settingsFolder, 'logs'));

    await toggle.uncheck();
    await expect.poll(async () => (await saved(owner)).logToFile).toBe(false);
    await get(`${url}hello.txt?three`);
    await toggle.check();
    await expect.poll(async () => (await saved(owner)).logToFile).toBe(true);
    // The last one before the end is written, too.
    await get(`${url}hello.txt?four`);
  }
  expect((await lines()).map((line) => /\?(\w+)/.exec(line)?.[1])).toEqual(['one', 'two', 'four']);
});

it('a log that cannot be written is told beside its switch, until it can', async () => {
  await using owner = await createOwner();
  await writeFile(join(owner.settingsFolder, 'logs'), 'no folder');
  await using running = await launchApp(owner);
  const { page } = running;
  await openSheet(page);
  await page.getByRole('checkbox', { name: 'Write the access log to a file' }).check();
  await page.getByRole('alert').getByText('The access log cannot be written').waitFor();
  await rm(join(owner.settingsFolder, 'logs'));
  await page.getByRole('alert').waitFor({ state: 'detached', timeout: 25_000 });
});

it.runIf(process.platform === 'linux')(
  'start at login is an entry of the desktop’s, which runs this very app hidden',
  async () => {
    await using owner = await createOwner();
    const entry = join(owner.home, '.config/autostart/doorstep.desktop');
    {
      await using running = await launchApp(owner);
      const { app, page } = running;
      await openSheet(page);
      const toggle = page.getByRole('checkbox', { name: 'Start when I log in' });
      await toggle.check();
      await expect.poll(() => exists(entry)).toBe(true);
      const program = await app.evaluate(() => process.execPath);
      expect(await readFile(entry, 'utf8')).toMatch(new RegExp(`^Exec="${program}" ".*" "--hidden"$`, 'm'));
      await toggle.uncheck();
      await expect.poll(() => exists(entry)).toBe(false);
      await toggle.check();
      await expect.poll(async () => (await saved(owner)).startAtLogin).toBe(true);
      // Taken off with the desktop's own tools while Doorstep does not run.
      await rm(entry);
    }
    await using running = await launchApp(owner);
    const { page } = running;
    await openSheet(page);
    const toggle = page.getByRole('checkbox', { name: 'Start when I log in' });
    await expect.poll(() => toggle.isChecked()).toBe(false);
    await rm(join(owner.home, '.config/autostart'), { recursive: true });
    await writeFile(join(owner.home, '.config/autostart'), 'no folder');
    await toggle.click();
    await page.getByRole('alert').getByText('The system did not change what starts at login').waitFor();
    expect(await toggle.isChecked()).toBe(false);
    expect((await saved(owner)).startAtLogin).toBe(false);
  },
);

it('in the smallest window, twice as large, everything can be reached by scrolling down alone', async () => {
  await using owner = await createOwner({
    isPublic: true,
    blockedAddresses: ['fd12:3456:789a:bcde:1234:5678:9abc:def0'],
  });
  await using running = await launchApp(owner);
  const { app, page } = running;
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setContentSize(720, 480);
    window?.webContents.setZoomFactor(2);
  });
  await page.waitForFunction(() => innerWidth === 360);
  await openSheet(page);
  const widths = await page
    .locator('dialog, .dialog__body')
    .evaluateAll((elements) => elements.map((element) => element.scrollWidth - element.clientWidth));
  expect(widths).toEqual([0, 0]);
  const controls = page.getByRole('dialog').locator('input, select, button');
  for (const control of await controls.all()) {
    await control.scrollIntoViewIfNeeded();
    const { left, right } = await control.evaluate((element) => element.getBoundingClientRect());
    expect([left >= 0, right <= 360]).toEqual([true, true]);
  }
});

it('discovery that is forbidden by the option cannot be switched on', async () => {
  await using owner = await createOwner();
  await using running = await launchApp(owner);
  await openSheet(running.page);
  const toggle = running.page.getByRole('checkbox', { name: 'Be found, and find others' });
  expect([await toggle.isDisabled(), await toggle.isChecked()]).toEqual([true, false]);
  await running.page.getByText('Switched off by the option --no-discovery. Start Doorstep').waitFor();
});

it('reset asks first, then all is as at first, and the share goes on', async () => {
  const changes = {
    theme: 'dark',
    isPublic: true,
    shownName: 'Studio',
    blockedAddresses: ['192.0.2.7'],
    keepInTray: true,
  };
  await using owner = await createOwner({ ...changes, notifyFailure: false, logToFile: true });
  const folder = await sharedFolder(owner);
  await using running = await launchApp(owner, { args: [folder] });
  const { app, page } = running;
  await waitForStatus(page, 'sharing');
  const dialogs = await catchDialogs(app);
  await openSheet(page);
  const reset = page.getByRole('button', { name: 'Reset settings…' });
  await reset.click();
  await expect.poll(() => dialogs.open()).toBe(1);
  expect((await dialogs.asked())[0]).toMatchObject({ message: 'Reset all settings?', buttons: ['Reset', 'Cancel'] });
  await dialogs.answer('Cancel');
  expect(await saved(owner)).toMatchObject(changes);
  await reset.click();
  await expect.poll(() => dialogs.open()).toBe(1);
  await dialogs.answer('Reset');
  await page.getByText('Nobody. You can block a visitor in the list of transfers.').waitFor();
  await expect.poll(async () => (await saved(owner)).port).toBe(8000);
  expect(await saved(owner)).toMatchObject({
    theme: 'system',
    isPublic: false,
    shownName: null,
    blockedAddresses: [],
    keepInTray: false,
    notifyFailure: true,
    logToFile: false,
    shareItems: [{ path: folder, kind: 'folder' }],
    shareRunning: true,
  });
  await waitForStatus(page, 'sharing');
  expect(await get(`${loopbackUrl(await shownUrl(page))}hello.txt`)).toBe('hello\n');
});

it('requests that are no changes change nothing', async () => {
  await using owner = await createOwner();
  await using running = await launchApp(owner);
  const before = await saved(owner);
  const answers = await running.page.evaluate(async () => {
    const ask = globalThis.doorstep.request as (name: string, ...values: unknown[]) => Promise<unknown>;
    return [
      await ask('changeSettings', { shareItems: [{ path: '/etc', kind: 'folder' }] }),
      await ask('changeSettings', { theme: 'dark', isPublic: 'yes' }),
      await ask('changeSettings', 'isPublic'),
      await ask('unblockVisitor'),
      await ask('resetSettings', true),
    ];
  });
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, problem: { kind: 'unexpected' } });
  expect(await saved(owner)).toEqual(before);
});
