import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { startChild } from '../child.mjs';

const startTimeoutMs = 30_000;

/**
 * @typedef {object} DesktopApp where the app is and what it gets
 * @property {string} electron the runtime
 * @property {string} folder with package.json and out/
 */

/**
 * The command that starts the app in the settings folder `stateFolder`; nothing of the real home folder is touched.
 *
 * @param {DesktopApp} app
 * @param {{ stateFolder: string, port: number, hook?: string, options?: readonly string[], paths?: readonly string[] }} start
 *   `hook` is a module that Electron loads first
 * @returns {import('../peers.mjs').ServerStart}
 */
export function desktopCommand({ electron, folder }, { stateFolder, port, hook, options = [], paths = [] }) {
  const [settings, home] = [join(stateFolder, 'settings'), join(stateFolder, 'home')];
  for (const path of [settings, home]) mkdirSync(path, { recursive: true });
  writeFileSync(join(settings, 'settings.json'), JSON.stringify({ port }));
  const first = hook === undefined ? [] : ['-r', hook];
  const ours = [`--user-data-dir=${settings}`, '--no-discovery', ...options, '--', ...paths];
  return {
    command: [electron, ...first, folder, ...ours],
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config'), LANGUAGE: 'en' },
  };
}

/**
 * The app as a server among others: shares `root` and listens on `port`, its window open.
 *
 * @param {string} name
 * @param {DesktopApp} app
 * @returns {import('../peers.mjs').ServerKind}
 */
export function desktopServer(name, app) {
  return {
    name,
    program: app.electron,
    version: '',
    howToInstall: '',
    listsFolders: true,
    start: ({ root, port, stateFolder }) => desktopCommand(app, { stateFolder, port, paths: [root] }),
  };
}

/**
 * Starts the app and gets hold of its window's page.
 *
 * @param {DesktopApp} app
 * @param {{ stateFolder: string, port: number, paths?: readonly string[] }} start
 * @returns {Promise<{ page: import('playwright-core').Page, pid: number, stop: () => Promise<void> }>}
 */
export async function openDesktop(app, { stateFolder, port, paths }) {
  const options = ['--remote-debugging-port=0'];
  const { command, env } = desktopCommand(app, { stateFolder, port, options, ...(paths && { paths }) });
  const child = await startChild(command, { cwd: stateFolder, ...(env && { env }) });
  try {
    const found = await said(child, /DevTools listening on (ws:\S+)/);
    const browser = await chromium.connectOverCDP(found[1] ?? '', { timeout: startTimeoutMs });
    const context = browser.contexts()[0];
    const page = context?.pages()[0] ?? (await context?.waitForEvent('page', { timeout: startTimeoutMs }));
    if (!page) throw new Error('the app has no window');
    await page.locator('main').waitFor({ timeout: startTimeoutMs });
    return {
      page,
      pid: child.pid,
      stop: async () => {
        await browser.close();
        await child.stop();
      },
    };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

/**
 * Waits for what a child says.
 *
 * @param {import('../child.mjs').Child} child
 * @param {RegExp} pattern
 * @returns {Promise<RegExpExecArray>}
 */
export function said(child, pattern) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the app did not start: ${child.output()}`)), startTimeoutMs);
    const look = () => {
      const match = pattern.exec(child.output());
      if (!match) return;
      clearTimeout(timer);
      resolve(match);
    };
    child.onOutput(look);
    child.ended.then(() => {
      clearTimeout(timer);
      reject(new Error(`the app ended: ${child.output()}`));
    });
    look();
  });
}
