import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type LaunchOptions, launchSettings, type Owner } from '../e2e/support/launch.ts';

export const distFolder = resolve(import.meta.dirname, '../../dist');

export const unpackedFolder = join(distFolder, 'linux-unpacked');

const startTimeoutMs = 30_000;
const packageTimeoutMs = 240_000;

export interface PackedApp extends AsyncDisposable {
  readonly page: Page;
}

/** Packages the app as `npm run package` does: the unpacked app and the tar.gz. */
export async function packageApp(): Promise<void> {
  const script = resolve(import.meta.dirname, '../../scripts/package.mjs');
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'pipe'], timeout: packageTimeoutMs });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`npm run package ended with ${code}:\n${output}`);
}

/**
 * Starts the packed binary as its user would and waits for its page. The shipped fuses forbid Node's inspector, which
 * Playwright's own launcher needs; the window's debugging port is still Chromium's.
 */
export async function launchPacked(owner: Owner, options?: LaunchOptions): Promise<PackedApp> {
  const { args, env } = launchSettings(owner, options);
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const packedArgs = [...sandbox, '--remote-debugging-port=0', ...args.slice(1)];
  const child = spawn(join(unpackedFolder, 'doorstep'), packedArgs, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let browser: Browser | undefined;
  const close = async () => {
    await browser?.close();
    await end(child);
  };
  try {
    browser = await chromium.connectOverCDP(await debuggingEndpoint(child));
    const [context] = browser.contexts();
    if (!context) throw new Error('the app has no browser context');
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    await page.locator('main.app--empty, main:has([data-status])').waitFor();
    return { page, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Every file below a folder, relative to it. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function debuggingEndpoint(child: ChildProcess): Promise<string> {
  return new Promise((resolveEndpoint, reject) => {
    let output = '';
    const fail = (why: string) => reject(new Error(`the packed app ${why}:\n${output}`));
    const timer = setTimeout(() => fail(`opened no debugging port within ${startTimeoutMs} ms`), startTimeoutMs);
    child.once('error', reject);
    child.once('exit', (code, signal) => fail(`ended with ${signal ?? code}`));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const endpoint = /DevTools listening on (ws:\S+)/.exec(output)?.[1];
      if (!endpoint) return;
      clearTimeout(timer);
      resolveEndpoint(endpoint);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
