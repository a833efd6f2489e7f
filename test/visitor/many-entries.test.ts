import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectNoFaults } from '../support/axe.ts';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { launchBrowser, shareUrl, shoot, visit } from './support/browser.ts';

const count = 50_000;

let browser: Browser;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine;

beforeAll(async () => {
  browser = await launchBrowser();
  folder = await temporaryFolder();
  const many = join(folder.path, 'Archive of everything');
  await mkdir(many);
  const kinds = ['jpg', 'pdf', 'txt', 'docx', 'mp4', 'zip'];
  for (let start = 0; start < count; start += 500) {
    const names = Array.from(
      { length: 500 },
      (_, at) => `Scan ${start + at} of the archive.${kinds[(start + at) % 6]}`,
    );
    await Promise.all(names.map((name, at) => writeFile(join(many, name), 'x'.repeat((start + at) % 97))));
  }
  engine = await startEngine([itemFor(many)], { deviceName: 'Ada’s laptop' });
}, 240_000);

afterAll(async () => {
  await engine?.stop();
  await browser?.close();
  await folder?.[Symbol.asyncDispose]();
});

/** Milliseconds from now until the page has drawn what `isThere` waits for. */
async function timeUntil(page: Page, act: () => Promise<void>, isThere: () => boolean): Promise<number> {
  await page.evaluate(() => performance.clearMarks());
  const startedAt = performance.now();
  await act();
  await page.waitForFunction(isThere, undefined, { polling: 'raf' });
  return Math.round(performance.now() - startedAt);
}

async function countedRows(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll('.entries > li').length);
}

it('50,000 entries at a quarter of the speed: usable at once, filtered and sorted without a freeze', async () => {
  await using visitor = await visit(browser, engine.port, 'phone', '/nowhere', { slowDown: 4 });
  const { page } = visitor;
  await page.addInitScript(() => {
    const seen = { longestMs: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longestMs = Math.max(seen.longestMs, Math.round(duration));
    }).observe({ type: 'longtask' });
  });
  await page.goto(shareUrl(engine.port));
  await page.waitForFunction(
    () => document.querySelector('#summary')?.textContent?.includes('50,000') && !document.querySelector('noscript'),
  );
  const load = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    const longestMs = (globalThis as unknown as { seen: { longestMs: number } }).seen.longestMs;
    return {
      firstPaintMs: Math.round(paint?.startTime ?? 0),
      responseEndMs: Math.round(navigation?.responseEnd ?? 0),
      scriptReadyMs: Math.round(navigation?.domContentLoadedEventEnd ?? 0),
      loadMs: Math.round(navigation?.loadEventEnd ?? 0),
      completeMs: Math.round(performance.now()),
      longestTaskMs: longestMs,
    };
  });
  expect(await countedRows(page)).toBeLessThan(1_500);

  await page.locator('#filter').focus();
  const filterMs = await timeUntil(
    page,
    () => page.keyboard.insertText('scan 49999'),
    () => document.querySelectorAll('.entries > li').length === 1,
  );
  expect(await page.locator('.entries > li').textContent()).toContain('Scan 49999 of the archive');
  await page.locator('.filter button').click();
  const sortMs = await timeUntil(
    page,
    () => page.locator('#sort button[value=size]').click(),
    () => document.querySelector('.entries > li data')?.getAttribute('value') === '96',
  );
  const scrollMs = await timeUntil(
    page,
    () => page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight / 2)),
    () => {
      const row = document.elementFromPoint(195, 500)?.closest('.entries > li');
      return row !== null && row !== undefined;
    },
  );
  expect(await countedRows(page)).toBeLessThan(1_500);
  const toEndMs = await timeUntil(
    page,
    () => page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight)),
    () => document.elementFromPoint(195, 600)?.closest('.entries > li') != null,
  );
  const longestScrollFrameMs = await page.evaluate(async () => {
    window.scrollTo(0, document.documentElement.scrollHeight / 3);
    const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    await nextFrame();
    let before = await nextFrame();
    let longest = 0;
    for (let frame = 0; frame < 90; frame += 1) {
      window.scrollBy(0, 150);
      const now = await nextFrame();
      longest = Math.max(longest, now - before);
      before = now;
    }
    return Math.round(longest);
  });
  console.log(
    '50,000 entries, 4x slower:',
    JSON.stringify({ ...load, filterMs, sortMs, scrollMs, toEndMs, longestScrollFrameMs }),
  );
  await shoot(page, 'phone-50000');
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.locator('.entries > li').first().waitFor();
  await expectNoFaults(page);
});

it('the place of every row is where it will be: the page does not jump while one scrolls through it', async () => {
  await using visitor = await visit(browser, engine.port, 'phone');
  const { page } = visitor;
  await page.waitForFunction(() => !document.querySelector('noscript'));
  const heights = new Set<number>();
  for (let step = 0; step <= 20; step += 1) {
    await page.evaluate((part) => window.scrollTo(0, document.documentElement.scrollHeight * part), step / 20);
    await page.waitForFunction(() => document.elementFromPoint(195, 500)?.closest('.entries > li') != null);
    heights.add(await page.evaluate(() => document.documentElement.scrollHeight));
  }
  expect([...heights]).toHaveLength(1);
  expect(await countedRows(page)).toBeLessThan(2_000);
  await page.locator('.entries > li').last().waitFor();
  expect(await page.locator('.entries > li > a:first-child').last().textContent()).toContain('Scan 49999');
});

it('without script every entry is on the page', async () => {
  await using visitor = await visit(browser, engine.port, 'phone', '/', { javaScriptEnabled: false });
  expect(await countedRows(visitor.page)).toBe(count);
});
