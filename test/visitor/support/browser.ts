import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

export const appFolder = resolve(import.meta.dirname, '../../..');
export const screenshotFolder = join(appFolder, 'test-results', 'visitor');

/** The two devices that every page is looked at on. */
export const devices = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
} as const;
export type Device = keyof typeof devices;

/** The real Chromium, in which `share.local` is this computer: a page on 127.0.0.1 would be a secure context, a phone's is none. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(process.platform === 'linux' ? { executablePath: '/usr/bin/chromium' } : { channel: 'chrome' }),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP share.local 127.0.0.1, MAP other.example 127.0.0.1',
    ],
  });
}

export interface Visitor extends AsyncDisposable {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page complained about, so far: errors and refused things alike. */
  readonly complaints: string[];
}

/** A device that opens `path` of the share on `port`. */
export async function visit(
  browser: Browser,
  port: number,
  device: Device,
  path = '/',
  options: BrowserContextOptions & { readonly slowDown?: number } = {},
): Promise<Visitor> {
  const { slowDown = 1, ...contextOptions } = options;
  const context = await browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    ...devices[device],
    ...contextOptions,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  if (slowDown > 1) {
    const cdp = await context.newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
  }
  await page.goto(shareUrl(port, path));
  return { context, page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

export function shareUrl(port: number, path = '/'): string {
  return `http://share.local:${port}${path}`;
}

/** A picture of the page for people to look at. */
export async function shoot(page: Page, name: string): Promise<void> {
  await mkdir(screenshotFolder, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(screenshotFolder, `${name}.png`), animations: 'disabled' });
}
