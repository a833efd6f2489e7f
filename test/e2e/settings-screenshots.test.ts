import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { it } from 'vitest';
import { appFolder, createOwner, launchApp, waitForStatus } from './support/launch.ts';

const folder = join(appFolder, 'test-results');

const sizes = [
  ['small', 720, 480],
  ['medium', 1080, 720],
  ['large', 1600, 1000],
] as const;

async function resize(app: ElectronApplication, page: Page, width: number, height: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, [x, y]) => BrowserWindow.getAllWindows()[0]?.setContentSize(x, y), [
    width,
    height,
  ] as const);
  await page.waitForFunction((wanted) => innerWidth === wanted, width);
}

/** The sheet's top and its end. */
async function shootSheet(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  for (const [part, top] of [
    ['top', 0],
    ['end', 10_000],
  ] as const) {
    await page.locator('.dialog__body').evaluate((body, y) => body.scrollTo(0, y), top);
    await page.screenshot({ path: join(folder, `settings-${name}-${part}.png`), animations: 'disabled' });
  }
}

it.each([
  ['en', 'light', {}],
  ['zh-CN', 'dark', { isPublic: true, blockedAddresses: ['192.168.1.7', 'fd12:3456:789a:1::7'] }],
  ['en', 'dark', { blockedAddresses: ['192.168.1.7'], shownName: 'Studio upstairs', logToFile: true }],
  ['zh-CN', 'light', {}],
] as const)('the settings sheet in %s and %s, at three sizes and twice as large', async (language, theme, settings) => {
  await mkdir(folder, { recursive: true });
  await using owner = await createOwner({ language, theme, ...settings });
  await mkdir(join(owner.home, 'Holiday 2026'));
  // What the log cannot be written to.
  if ('logToFile' in settings) await writeFile(join(owner.settingsFolder, 'logs'), 'no folder');
  await using running = await launchApp(owner, { args: [join(owner.home, 'Holiday 2026')] });
  const { app, page } = running;
  await waitForStatus(page, 'sharing');
  await page.screenshot({ path: join(folder, `settings-${language}-${theme}-closed.png`) });
  await page.getByRole('button', { name: language === 'en' ? 'Settings' : '设置', exact: true }).click();
  for (const [name, width, height] of sizes) {
    await resize(app, page, width, height);
    await shootSheet(page, `${language}-${theme}-${name}`);
  }
  await resize(app, page, 720, 480);
  await app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.setZoomFactor(2));
  await page.waitForFunction(() => innerWidth === 360);
  await page.locator('.dialog__body').evaluate((body) => body.scrollTo(0, 170));
  // Playwright's own pictures know nothing of the zoom.
  const picture = await app.evaluate(async ({ BrowserWindow }) =>
    (await BrowserWindow.getAllWindows()[0]?.capturePage())?.toPNG().toString('base64'),
  );
  await writeFile(join(folder, `settings-${language}-${theme}-zoomed.png`), Buffer.from(picture ?? '', 'base64'));
});
