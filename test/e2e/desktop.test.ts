import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { startSessionBus } from '../support/session-bus.ts';
import { chooseInMenu, closeWindow, menuItems, startAgain, watchTray, windowsShown } from './support/desktop.ts';
import { catchDialogs } from './support/dialogs.ts';
import { createOwner, launchApp, launchHidden, shownUrl, snapshotOf, waitForStatus } from './support/launch.ts';
import { startSlowDownload } from './support/slow-download.ts';
import { knock } from './support/visitor.ts';

/** As on a system without a desktop session: there is no bus, and so no tray. */
const noBus = { DBUS_SESSION_BUS_ADDRESS: 'disabled:' };

it('the menus act on the share, and follow its state and the language', async () => {
  await using owner = await createOwner();
  await mkdir(join(owner.home, 'folder'));
  await using running = await launchApp(owner);
  const { app, page } = running;
  const enabled = async () => (await menuItems(app)).filter((item) => item.enabled).map(({ id }) => id);
  await expect.poll(enabled).toEqual(['choose-folder', 'choose-files', 'open-settings', 'quit']);

  await app.evaluate(
    ({ dialog }, path) => {
      dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [path] })) as typeof dialog.showOpenDialog;
    },
    join(owner.home, 'folder'),
  );
  await chooseInMenu(app, 'choose-folder');
  await waitForStatus(page, 'sharing');
  await expect.poll(enabled).toContain('stop-sharing');
  expect(await enabled()).toEqual(expect.arrayContaining(['copy-link', 'show-qr-code', 'find-in-log']));

  await writeFile(join(owner.home, 'file.txt'), 'text');
  await app.evaluate(
    ({ dialog }, path) => {
      dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [path] })) as typeof dialog.showOpenDialog;
    },
    join(owner.home, 'file.txt'),
  );
  await chooseInMenu(app, 'choose-files');
  await expect.poll(async () => (await snapshotOf(page)).items.map(({ name }) => name)).toEqual(['folder', 'file.txt']);
  await chooseInMenu(app, 'show-qr-code');
  await page.getByRole('dialog').getByRole('img', { name: 'QR code' }).waitFor();
  await chooseInMenu(app, 'open-settings');
  await page.getByRole('dialog', { name: 'Settings' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(1);
  await page.keyboard.press('Escape');

  await chooseInMenu(app, 'copy-link');
  await page.getByText('Link copied').waitFor({ state: 'attached' });
  expect(await app.evaluate(async ({ clipboard }) => clipboard.readText())).toBe(await shownUrl(page));
  await chooseInMenu(app, 'show-transfers');
  await page.getByRole('tab', { name: 'Transfers', selected: true }).waitFor();
  await chooseInMenu(app, 'stop-sharing');
  await waitForStatus(page, 'stopped');
  await expect.poll(enabled).toContain('start-sharing');
  expect(await enabled()).not.toContain('copy-link');
  await chooseInMenu(app, 'start-sharing');
  await waitForStatus(page, 'sharing');

  await page.evaluate(() => globalThis.doorstep.request('changeSettings', { language: 'zh-CN' }));
  await expect.poll(async () => (await menuItems(app)).map(({ label }) => label)).toContain('停止共享');
});

it('a shortcut works without the menu being open, and F6 goes from region to region', async () => {
  await using owner = await createOwner();
  await mkdir(join(owner.home, 'folder'));
  await using running = await launchApp(owner, { args: [join(owner.home, 'folder')] });
  await waitForStatus(running.page, 'sharing');
  // What Playwright presses goes to the page alone, never through the system to the menus.
  await promisify(execFile)('xdotool', ['search', '--name', 'Doorstep', 'windowfocus', '--sync', 'key', 'ctrl+2']);
  await running.page.getByRole('tab', { name: 'Transfers', selected: true }).waitFor();
  const focusedRegion = () =>
    running.page.evaluate(() => document.activeElement?.closest('section')?.getAttribute('aria-label'));
  const visited: unknown[] = [];
  for (let press = 0; press < 4; press++) {
    await running.page.keyboard.press('F6');
    visited.push(await focusedRegion());
  }
  expect(visited).toEqual(['Sharing', 'Shared items', 'Transfers', 'Sharing']);
});

it('the tray tells the state, and acts on the share without a window', async () => {
  await using owner = await createOwner();
  await mkdir(join(owner.home, 'Tom & Jerry'));
  await using running = await launchApp(owner, { args: [join(owner.home, 'Tom & Jerry')], env: noBus });
  const { app, page } = running;
  await waitForStatus(page, 'sharing');
  const url = await shownUrl(page);
  const tray = await watchTray(app);
  const dialogs = await catchDialogs(app);
  await page.evaluate(() => globalThis.doorstep.request('changeSettings', { keepInTray: true }));
  await expect.poll(tray.toolTip).toBe(`Doorstep – Sharing “Tom & Jerry”\n${url}`);
  expect((await tray.items())[0]).toEqual({ id: 'state', label: 'Sharing “Tom && Jerry”', enabled: false });

  await closeWindow(app);
  await expect.poll(dialogs.open).toBe(1);
  expect((await dialogs.asked())[0]).toMatchObject({
    message: 'Keep Doorstep running without a window?',
    detail: expect.stringMatching(/start Doorstep again/),
  });
  await dialogs.answer('Keep running');
  await expect.poll(() => windowsShown(app)).toEqual([]);
  expect(await knock(owner.port)).toBe('accepted');

  await tray.choose('copy-link');
  expect(await app.evaluate(async ({ clipboard }) => clipboard.readText())).toBe(url);
  await tray.choose('stop');
  await expect.poll(tray.toolTip).toBe('Doorstep – Not sharing');
  expect(await knock(owner.port)).toBe('ECONNREFUSED');
  await tray.choose('start');
  await expect.poll(tray.toolTip).toMatch(/Sharing/);

  const opened = app.waitForEvent('window');
  await tray.choose('open');
  await waitForStatus(await opened, 'sharing');
  expect(await tray.icons()).toBe(1);

  // The owner knows by now how to get it back.
  await closeWindow(app);
  await expect.poll(() => windowsShown(app)).toEqual([]);
  expect(await dialogs.asked()).toHaveLength(1);
  const again = app.waitForEvent('window');
  expect(await startAgain(app, owner)).toBe(0);
  await waitForStatus(await again, 'sharing');

  await (await again).evaluate(() => globalThis.doorstep.request('changeSettings', { keepInTray: false }));
  await expect.poll(tray.icons).toBe(0);
  const ended = once(app.process(), 'exit');
  await closeWindow(app);
  expect(await ended).toEqual([0, null]);
});

it('a desktop that shows tray icons needs no question, and closing leaves the share running', async () => {
  await using owner = await createOwner({ keepInTray: true });
  await mkdir(join(owner.home, 'folder'));
  await using bus = await startSessionBus();
  await bus.serve('org.kde.StatusNotifierWatcher', { Get: { signature: 'v', values: [true] } });
  await using running = await launchApp(owner, { args: [join(owner.home, 'folder')], env: bus.env });
  const { app, page } = running;
  await waitForStatus(page, 'sharing');
  const dialogs = await catchDialogs(app);
  await closeWindow(app);
  await expect.poll(() => windowsShown(app)).toEqual([]);
  expect(await dialogs.asked()).toEqual([]);
  expect(await knock(owner.port)).toBe('accepted');
});

it('a tray that never answers holds up neither the start nor the end, nor takes the window away', async () => {
  await using owner = await createOwner({ keepInTray: true });
  await mkdir(join(owner.home, 'folder'));
  await using bus = await startSessionBus();
  await bus.serve('org.kde.StatusNotifierWatcher', { Get: 'silent', RegisterStatusNotifierItem: 'silent' });
  const { app, page } = await launchApp(owner, { args: [join(owner.home, 'folder')], env: bus.env });
  await waitForStatus(page, 'sharing');
  const dialogs = await catchDialogs(app);
  await closeWindow(app);
  await expect.poll(dialogs.open).toBe(1);
  expect(await windowsShown(app)).toEqual([true]);
  const ended = once(app.process(), 'exit');
  await dialogs.answer('Quit');
  expect(await ended).toEqual([0, null]);
});

it('closing where there may be no tray can be taken back, and can end the app', async () => {
  await using owner = await createOwner({ keepInTray: true });
  await using running = await launchApp(owner, { env: noBus });
  const { app } = running;
  const dialogs = await catchDialogs(app);
  await closeWindow(app);
  await closeWindow(app);
  await expect.poll(dialogs.open).toBe(1);
  await dialogs.answer('Cancel');
  expect(await windowsShown(app)).toEqual([true]);
  expect(await dialogs.open()).toBe(0);
  await closeWindow(app);
  await expect.poll(dialogs.open).toBe(1);
  const ended = once(app.process(), 'exit');
  await dialogs.answer('Quit');
  expect(await ended).toEqual([0, null]);
});

it('a hidden start shows no window, shares, and shows the window when it is started again', async () => {
  await using owner = await createOwner();
  await mkdir(join(owner.home, 'folder'));
  const app = await launchHidden(owner, { args: ['--hidden', join(owner.home, 'folder')], env: noBus });
  await expect.poll(() => knock(owner.port)).toBe('accepted');
  expect(await startAgain(app, owner, ['--hidden'])).toBe(0);
  expect(await windowsShown(app)).toEqual([]);
  const opened = app.waitForEvent('window');
  expect(await startAgain(app, owner)).toBe(0);
  await waitForStatus(await opened, 'sharing');
  expect(await windowsShown(app)).toEqual([true]);
  const ended = once(app.process(), 'exit');
  await closeWindow(app);
  expect(await ended).toEqual([0, null]);
});

it('asks once before downloads are cut, and keeps the computer awake as long as they move', async () => {
  await using owner = await createOwner();
  await using running = await launchApp(owner);
  const { app, page } = running;
  const dialogs = await catchDialogs(app);
  await using download = await startSlowDownload(owner, page);
  const isKeptAwake = () =>
    app.evaluate(({ powerSaveBlocker }) => [0, 1, 2, 3].some((id) => powerSaveBlocker.isStarted(id)));
  await expect.poll(isKeptAwake).toBe(true);

  await closeWindow(app);
  await closeWindow(app);
  await expect.poll(dialogs.open).toBe(1);
  expect((await dialogs.asked())[0]?.message).toBe('One download is running. Quit anyway?');
  await dialogs.answer('Cancel');
  expect(await windowsShown(app)).toEqual([true]);

  download.stall();
  await expect.poll(isKeptAwake, { timeout: 15_000 }).toBe(false);
  expect(await page.evaluate(() => globalThis.doorstep.request('getTransfers'))).toMatchObject({
    transfers: [{ state: 'running' }],
  });

  await download.leave();
  await page.evaluate(() => globalThis.doorstep.request('stopSharing'));
  const ended = once(app.process(), 'exit');
  await closeWindow(app);
  expect(await ended).toEqual([0, null]);
});

it('tells of a folder that vanishes, only while nobody looks, and opens the window at a click', async () => {
  await using owner = await createOwner();
  for (const name of ['one', 'two']) await mkdir(join(owner.home, name));
  const args = ['one', 'two'].map((name) => join(owner.home, name));
  await using bus = await startSessionBus();
  await bus.serve('org.freedesktop.Notifications', {
    GetServerInformation: { signature: 'ssss', values: ['Test', 'Doorstep', '1', '1.2'] },
  });
  await using running = await launchApp(owner, { args, env: bus.env });
  const { app, page } = running;
  await waitForStatus(page, 'sharing');
  await app.evaluate(({ Notification, BrowserWindow }) => {
    const shown: string[] = [];
    Object.assign(globalThis, { shown });
    Notification.isSupported = () => true;
    Notification.prototype.show = function () {
      shown.push(this.title);
      setTimeout(() => this.emit('click'), 50);
    };
    BrowserWindow.getAllWindows()[0]?.hide();
  });
  await rename(join(owner.home, 'one'), join(owner.home, 'three'));
  const shown = () => app.evaluate(() => (globalThis as unknown as { shown: string[] }).shown);
  await expect.poll(shown, { timeout: 25_000 }).toEqual(['“one” is gone']);
  await expect.poll(() => windowsShown(app)).toEqual([true]);
});
