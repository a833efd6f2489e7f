import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import type { AppSnapshot, DoorstepBridge } from '../../../src/shared/ipc.ts';

declare global {
  var doorstep: DoorstepBridge;
}

/** One owner's computer: a home folder and a settings folder of their own, both temporary. */
export interface Owner extends AsyncDisposable {
  readonly home: string;
  readonly settingsFolder: string;
  /** A port that was free a moment ago, and is the wanted one unless a test writes other settings. */
  readonly port: number;
}

export interface RunningApp extends AsyncDisposable {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the app wrote to standard error about faults, so far. */
  readonly faults: string[];
}

export interface LaunchOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A CommonJS module that Electron loads before the app. */
  readonly hook?: string;
  /** True only inside a network sandbox: nothing may announce on this machine's real network. */
  readonly discovery?: boolean;
}

export const appFolder = resolve(import.meta.dirname, '../../..');

export async function createOwner(settings: object = {}): Promise<Owner> {
  const folder = await mkdtemp(join(tmpdir(), 'doorstep-e2e-'));
  const [home, settingsFolder] = [join(folder, 'home'), join(folder, 'settings')];
  await Promise.all([mkdir(home), mkdir(settingsFolder)]);
  const port = await freePort();
  await writeFile(join(settingsFolder, 'settings.json'), JSON.stringify({ port, ...settings }));
  return { home, settingsFolder, port, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/** The app's arguments and environment for one owner; nothing of the real home folder is touched. */
export function launchSettings(owner: Owner, { args = [], env = {}, hook, discovery = false }: LaunchOptions = {}) {
  const options = [`--user-data-dir=${owner.settingsFolder}`, ...(discovery ? [] : ['--no-discovery'])];
  return {
    args: [...(hook === undefined ? [] : ['-r', hook]), appFolder, ...options, ...args],
    env: {
      ...(process.env as Record<string, string>),
      HOME: owner.home,
      XDG_CONFIG_HOME: join(owner.home, '.config'),
      LANGUAGE: 'en',
      ...env,
    },
  };
}

/** Starts the built app, whether or not it has a window. */
export function launchHidden(owner: Owner, options?: LaunchOptions): Promise<ElectronApplication> {
  return _electron.launch({ ...launchSettings(owner, options), colorScheme: null, timeout: 30_000 });
}

/** Starts the built app and waits until its page is drawn. */
export async function launchApp(owner: Owner, options?: LaunchOptions): Promise<RunningApp> {
  const app = await launchHidden(owner, options);
  const faults: string[] = [];
  app.process().stderr?.on('data', (chunk) => faults.push(...(String(chunk).match(/^doorstep: .*$/gm) ?? [])));
  const page = await app.firstWindow();
  await page.locator('main.app--empty, main:has([data-status])').waitFor();
  return { app, page, faults, [Symbol.asyncDispose]: () => app.close() };
}

/** Drops real files or folders of this machine on the middle of the window; their paths come from the system. */
export async function dropFiles(page: Page, files: readonly string[]): Promise<void> {
  const { x, y } = await page.evaluate(() => ({ x: innerWidth / 2, y: innerHeight / 2 }));
  const cdp = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await cdp.send('Input.dispatchDragEvent', { type, x, y, data });
  }
  await cdp.detach();
}

/** The large URL, once it is shown. */
export async function shownUrl(page: Page): Promise<string> {
  return (await page.getByTestId('share-url').getAttribute('href')) ?? '';
}

/** The same share on the loopback interface: tests send nothing to the network. */
export function loopbackUrl(url: string): string {
  return `http://127.0.0.1:${new URL(url).port || 80}/`;
}

/** Resolves when the window shows this state. */
export async function waitForStatus(page: Page, status: AppSnapshot['state']['status']): Promise<void> {
  await page.locator(`[data-status="${status}"]`).waitFor();
}

/** What main says, asked over the window's own bridge. */
export async function snapshotOf(page: Page): Promise<AppSnapshot> {
  return page.evaluate(() => globalThis.doorstep.request('getSnapshot'));
}

export async function freePort(): Promise<number> {
  const { port, close } = await takePort();
  await close();
  return port;
}

/** Keeps a port busy, on all interfaces as the app's own listener. */
export async function takePort(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer().listen(0, '::');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return {
    port: address.port,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
