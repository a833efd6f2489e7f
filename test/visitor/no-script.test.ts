import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectNoFaults } from '../support/axe.ts';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { launchBrowser, shareUrl, shoot, visit } from './support/browser.ts';
import { makePicture } from './support/media.ts';

let browser: Browser;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine;

beforeAll(async () => {
  browser = await launchBrowser();
  folder = await temporaryFolder();
  await mkdir(join(folder.path, 'Photos 2026', 'Lofoten'), { recursive: true });
  for (let index = 1; index <= 8; index += 1) {
    await makePicture(join(folder.path, 'Photos 2026', `IMG_${index}.jpg`), 400, 300, index);
  }
  await writeFile(join(folder.path, 'notes.txt'), 'text');
  await writeFile(join(folder.path, 'large.zip'), Buffer.alloc(3_000_000));
  await mkdir(join(folder.path, 'many'));
  for (let index = 0; index < 700; index += 1) await writeFile(join(folder.path, 'many', `file ${index}.txt`), '');
  engine = await startEngine([itemFor(folder.path)], { deviceName: 'Ada’s laptop' });
}, 60_000);

afterAll(async () => {
  await engine?.stop();
  await browser?.close();
  await folder?.[Symbol.asyncDispose]();
});

const names = (page: Page) => page.locator('.entries > li > a').allTextContents();

it('without script: folders open, files are links, sorting and the grid are buttons', async () => {
  await using visitor = await visit(browser, engine.port, 'phone', '/', { javaScriptEnabled: false });
  const { page } = visitor;
  await shoot(page, 'phone-no-script');
  await page.getByRole('button', { name: 'Size' }).click();
  expect(await names(page)).toEqual(['large.zip', 'notes.txt', 'many/', 'Photos 2026/']);
  await page.getByRole('link', { name: 'Photos 2026/' }).click();
  expect(await page.title()).toBe('Directory listing for /Photos 2026/');
  await page.getByRole('button', { name: 'Grid' }).click();
  await page.locator('.entries img').first().waitFor();
  expect(await page.locator('.entries img').count()).toBe(8);
  await shoot(page, 'phone-no-script-grid');
  await page.getByRole('link', { name: 'Parent folder' }).click();
  // The choice holds in the next folder, too.
  expect(await page.getAttribute('html', 'data-view')).toBe('grid');
  await page.getByRole('button', { name: 'List' }).click();
  await page.getByRole('link', { name: 'notes.txt' }).click();
  expect(page.url()).toBe(shareUrl(engine.port, '/notes.txt'));

  await page.goto(shareUrl(engine.port, '/many/'));
  expect(await page.locator('.entries > li').count()).toBe(700);
  expect(await page.locator('#all').isVisible()).toBe(false);
});

it('without script, large: the same on a desk', async () => {
  await using visitor = await visit(browser, engine.port, 'desktop', '/', {
    javaScriptEnabled: false,
    colorScheme: 'dark',
  });
  await shoot(visitor.page, 'desktop-no-script');
});

it('a browser that has script but cannot run ours gets the rest by a button', async () => {
  await using visitor = await visit(browser, engine.port, 'phone', '/nowhere');
  const { page } = visitor;
  await page.route(/visitor\.js/, (route) => route.abort());
  await page.goto(shareUrl(engine.port, '/many/'));
  expect(await page.locator('.entries > li').count()).toBe(480);
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect.poll(() => page.locator('.entries > li').count()).toBe(700);
});

const errors = [
  [404, '/no such file'],
  [400, '/%zz'],
  [421, '/'],
] as const;

for (const [look, device, colorScheme, locale] of [
  ['phone-light-en', 'phone', 'light', 'en-GB'],
  ['phone-dark-zh', 'phone', 'dark', 'zh-CN'],
  ['desktop-light-zh', 'desktop', 'light', 'zh-CN'],
] as const) {
  it(`${look}: error pages belong to the same house`, async () => {
    await using visitor = await visit(browser, engine.port, device, '/', { colorScheme, locale });
    const { page } = visitor;
    for (const [status, path] of errors) {
      // A name that leads here but is none of ours: somebody tries DNS rebinding.
      const origin = status === 421 ? `http://other.example:${engine.port}` : shareUrl(engine.port, '');
      const response = await page.goto(origin + path);
      expect(response?.status()).toBe(status);
      await shoot(page, `${look}-error-${status}`);
      await expectNoFaults(page);
    }
    await page.goto(shareUrl(engine.port, '/gone'));
    await page.getByRole('link').click();
    expect(page.url()).toBe(shareUrl(engine.port));
  });
}
