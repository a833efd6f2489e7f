import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectNoFaults } from '../support/axe.ts';
import {
  appFolder,
  createOwner,
  dropFiles,
  launchApp,
  type Owner,
  type RunningApp,
  takePort,
  waitForStatus,
} from './support/launch.ts';

const folder = join(appFolder, 'test-results', 'items');

const sizes = [
  [720, 480],
  [1080, 720],
  [1600, 1000],
] as const;

/** One state of the window in three sizes and both themes: nothing is wider than its place, and axe finds no serious fault. */
async function shoot({ app, page }: RunningApp, name: string): Promise<void> {
  for (const [width, height] of sizes) {
    await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size), [
      width,
      height,
    ] as [number, number]);
    await page.waitForFunction((wanted) => innerWidth === wanted, width);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), animations: 'disabled' });
    }
    expect(await page.evaluate(tooWide), `${name} at ${width} × ${height}`).toEqual([]);
  }
  await expectNoFaults(page);
}

/** In the page: the parts of the window that would have to be scrolled sideways. */
function tooWide(): string[] {
  const parts = [...document.querySelectorAll('html, .share, .side, .items, .items__list, .empty, .menu, .qr-dialog')];
  return parts.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(({ className }) => className);
}

async function makeItems(owner: Owner): Promise<string[]> {
  const names = [
    'Holiday 2026',
    `A very long name ${'that goes on and on '.repeat(11)}`.slice(0, 240),
    'صور العطلة الصيفية 2026',
    '🌴🏖️ 照片 family 👨‍👩‍👧‍👦',
  ];
  for (const name of names) await mkdir(join(owner.home, 'Pictures', name), { recursive: true });
  await writeFile(join(owner.home, 'timetable.pdf'), 'x'.repeat(123_456));
  return [...names.map((name) => join(owner.home, 'Pictures', name)), join(owner.home, 'timetable.pdf')];
}

async function holdFiles(page: Page, files: readonly string[]): Promise<() => Promise<void>> {
  const cdp = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  await cdp.send('Input.dispatchDragEvent', { type: 'dragEnter', x: 300, y: 200, data });
  await cdp.send('Input.dispatchDragEvent', { type: 'dragOver', x: 300, y: 200, data });
  return async () => {
    await cdp.send('Input.dispatchDragEvent', { type: 'drop', x: 300, y: 200, data });
    await cdp.detach();
  };
}

const languages = {
  en: { LANGUAGE: 'en', LC_ALL: 'C.UTF-8' },
  zh: { LANGUAGE: 'zh_CN', LC_ALL: 'C.UTF-8' },
} as const;

it.each(['en', 'zh'] as const)(
  'every state of the items and the share panel (%s)',
  async (language) => {
    await mkdir(folder, { recursive: true });
    const busy = await takePort();
    await using owner = await createOwner({ port: busy.port });
    await using running = await launchApp(owner, { env: languages[language] });
    const { page } = running;
    const name = (state: string) => `${state}-${language}`;
    const paths = await makeItems(owner);

    await dropFiles(page, paths.slice(0, 1));
    await waitForStatus(page, 'sharing');
    await shoot(running, name('one'));
    await dropFiles(page, paths.slice(1));
    await expect.poll(() => page.locator('.item').count()).toBe(5);
    await shoot(running, name('several'));

    await page.locator('.item__options').first().click();
    await page.locator('.menu').waitFor();
    await shoot(running, name('menu'));
    await page.keyboard.press('Escape');

    await page.locator('.item__options').first().press('F2');
    await page.locator('.item__rename input').fill('Holiday/2026');
    await page.locator('.item__rename input').press('Enter');
    await page.locator('.item__wrong').waitFor();
    await shoot(running, name('rename'));
    await page.keyboard.press('Escape');

    await page.locator('.item__options').last().press('Delete');
    await page.locator('.undo-note').waitFor();
    await page.locator('.undo-note button').first().focus();
    await rename(paths[0] as string, join(owner.home, 'elsewhere'));
    await page.locator('.item--away').waitFor();
    await shoot(running, name('undo-and-missing'));

    await page.locator('.items__recents').click();
    await page.locator('.menu').waitFor();
    await shoot(running, name('recents-menu'));
    await page.keyboard.press('Escape');

    const letGo = await holdFiles(page, paths.slice(1, 4));
    await page.locator('.drop-overlay').waitFor();
    await shoot(running, name('drop'));
    await letGo();
    await page.locator('.drop-overlay').waitFor({ state: 'detached' });

    await page.locator('.qr-code__enlarge').click();
    await page.locator('.qr-dialog').waitFor();
    await shoot(running, name('qr'));
    await page.keyboard.press('Escape');

    await page.locator('.share__head button').first().click();
    await waitForStatus(page, 'stopped');
    await shoot(running, name('stopped'));
    for (let left = (await page.locator('.item').count()) - 1; left >= 1; left--) {
      await page.locator('.item__options').last().press('Delete');
      await expect.poll(() => page.locator('.item').count()).toBe(left);
    }
    await page.locator('.share__head button').first().click();
    await waitForStatus(page, 'failed');
    await shoot(running, name('failed'));
    await page.locator('.item__options').last().press('Delete');
    await page.locator('.empty').waitFor();
    await shoot(running, name('recents'));
    await busy.close();
  },
  180_000,
);
