import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { makeFixture } from './support/fixture.ts';
import {
  appFolder,
  createOwner,
  dropFiles,
  launchApp,
  loopbackUrl,
  type Owner,
  shownUrl,
  waitForStatus,
} from './support/launch.ts';
import { downloadAll } from './support/visitor.ts';

const folder = join(appFolder, 'test-results');

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}

async function resize(app: ElectronApplication, page: Page, width: number, height: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size), [
    width,
    height,
  ] as [number, number]);
  await page.waitForFunction((wanted) => innerWidth === wanted, width);
}

async function shareSomething(page: Page, owner: Owner): Promise<void> {
  const shared = join(owner.home, 'Holiday 2026');
  await mkdir(shared, { recursive: true });
  await makeFixture(shared);
  await writeFile(join(owner.home, 'timetable.pdf'), 'x'.repeat(123_456));
  await dropFiles(page, [shared, join(owner.home, 'timetable.pdf')]);
  await waitForStatus(page, 'sharing');
  await downloadAll(loopbackUrl(await shownUrl(page)));
  await fetch(`${loopbackUrl(await shownUrl(page))}missing.png`, { headers: { connection: 'close' } }).then((r) =>
    r.text(),
  );
  await page.locator('.log').getByText('/missing.png', { exact: true }).waitFor();
}

it('English: the empty window, a running share, light and dark, small and large', async () => {
  await mkdir(folder, { recursive: true });
  await using owner = await createOwner();
  await using running = await launchApp(owner);
  const { app, page } = running;
  await page.emulateMedia({ colorScheme: 'light' });
  await shoot(page, 'empty-light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot(page, 'empty-dark');
  await shareSomething(page, owner);
  await shoot(page, 'sharing-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await shoot(page, 'sharing-light');
  for (const [name, width, height] of [
    ['sharing-smallest', 720, 480],
    ['sharing-large', 1400, 860],
  ] as const) {
    await resize(app, page, width, height);
    await shoot(page, name);
  }
  await page.getByRole('button', { name: 'Stop sharing' }).click();
  await waitForStatus(page, 'stopped');
  await shoot(page, 'stopped-large');
});

it('中文: the empty window and a running share', async () => {
  await mkdir(folder, { recursive: true });
  await using owner = await createOwner();
  await using running = await launchApp(owner, { env: { LANGUAGE: 'zh_CN', LANG: 'zh_CN.UTF-8' } });
  const { page } = running;
  await page.getByText('将文件夹拖到这里').waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
  await shoot(page, 'empty-zh');
  await shareSomething(page, owner);
  await shoot(page, 'sharing-zh');
  await page.locator('.log').getByText('/missing.png', { exact: true }).click();
  await page.getByRole('complementary').waitFor();
  for (const [width, height] of [
    [1080, 720],
    [720, 480],
    [1920, 1080],
  ] as const) {
    await resize(running.app, page, width, height);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await shoot(page, `details-zh-${colorScheme}-${width}`);
    }
  }
  await page.keyboard.press('Escape');
  await resize(running.app, page, 720, 480);
  await page.locator('.log-tools__fold').click();
  await shoot(page, 'filters-zh-dark-720');
});
