import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { launchBrowser, shareUrl, visit } from './support/browser.ts';
import { makePicture } from './support/media.ts';

let browser: Browser;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine;

/** Name, bytes, time; in natural order. */
const files = [
  ['a2.txt', 20, '2026-01-02T10:00:00Z'],
  ['A10.pdf', 5_000_000, '2024-06-30T22:30:00Z'],
  ['Crème brûlée.md', 7, '2026-02-01T00:00:00Z'],
  ['Straße.txt', 300, '2025-12-31T23:30:00Z'],
  ['zebra.zip', 1, '2023-01-01T00:00:00Z'],
  ['照片 说明.txt', 40, '2026-03-01T00:00:00Z'],
] as const;

beforeAll(async () => {
  browser = await launchBrowser();
  folder = await temporaryFolder();
  for (const [name, bytes, time] of files) {
    await writeFile(join(folder.path, name), Buffer.alloc(bytes));
    await utimes(join(folder.path, name), new Date(time), new Date(time));
  }
  await mkdir(join(folder.path, 'm folder'));
  const pictures = join(folder.path, 'm folder');
  await makePicture(join(pictures, 'first.png'), 200, 150, 1);
  for (let index = 0; index < 300; index += 1) await writeFile(join(pictures, `p${index}.jpg`), 'no picture');
  engine = await startEngine([itemFor(folder.path)]);
}, 60_000);

afterAll(async () => {
  await engine?.stop();
  await browser?.close();
  await folder?.[Symbol.asyncDispose]();
});

const names = (page: Page) => page.locator('.entries > li > a:first-child').allTextContents();
const sent = ['a2.txt', 'A10.pdf', 'Crème brûlée.md', 'm folder', 'Straße.txt', 'zebra.zip', '照片 说明.txt'];

it('sorts without loading the page again, as the server would, and remembers it', async () => {
  await using visitor = await visit(browser, engine.port, 'phone');
  const { page, complaints } = visitor;
  await expect.poll(() => names(page)).toEqual(sent);
  const before = engine.exchanges.length;
  for (const key of ['size', 'size', 'time', 'time', 'kind', 'kind', 'name', 'name'] as const) {
    const button = page.locator(`#sort button[value=${key}]`);
    await button.click();
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    const shown = await names(page);
    const order = await page.evaluate(() => document.documentElement.dataset.order);
    const served = await fetch(`http://127.0.0.1:${engine.port}/?format=json&sort=${key}&order=${order}`);
    const { entries } = (await served.json()) as { entries: { name: string }[] };
    expect(shown).toEqual(entries.map(({ name }) => name));
  }
  expect(engine.exchanges.slice(before).filter(({ userAgent }) => userAgent?.includes('Chrome'))).toEqual([]);

  await page.locator('#sort button[value=time]').click();
  expect(await page.locator('#sort button[value=time]').textContent()).toBe('Modified descending');
  await page.reload();
  expect(await page.evaluate(() => ({ ...document.documentElement.dataset }))).toMatchObject({
    sort: 'time',
    order: 'desc',
  });
  expect((await names(page))[0]).toBe('m folder');
  // A link that names another order wins, until one chooses.
  await page.goto(shareUrl(engine.port, '/?sort=size&order=asc'));
  await page.locator('#sort button[value=name]').click();
  expect(page.url()).toBe(shareUrl(engine.port));
  await page.reload();
  await expect.poll(() => names(page)).toEqual(sent);
  expect(complaints).toEqual([]);
});

const filters = [
  ['', sent],
  ['creme BRULEE', ['Crème brûlée.md']],
  ['brûlée crème', ['Crème brûlée.md']],
  ['strasse', ['Straße.txt']],
  ['ａ１０', ['A10.pdf']],
  ['照片', ['照片 说明.txt']],
  ['.TXT', ['a2.txt', 'Straße.txt', '照片 说明.txt']],
  ['<b>', []],
  ['   ', sent],
] as const;

it('filters as one types, without accents and case, and counts', async () => {
  await using visitor = await visit(browser, engine.port, 'phone');
  const { page } = visitor;
  await expect.poll(() => names(page)).toEqual(sent);
  const all = await page.locator('#summary').textContent();
  for (const [text, expected] of filters) {
    await page.locator('#filter').fill(text);
    await expect.poll(() => names(page)).toEqual(expected);
    const summary = text.trim() === '' ? all : `${expected.length} of 7 shown`;
    expect(await page.locator('#summary').textContent()).toBe(summary);
  }
  await page.locator('#filter').fill('no such name');
  await page.getByText('Nothing here is called “no such name”.').waitFor();
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect.poll(() => names(page)).toEqual(sent);

  await page.locator('#filter').fill('zeb');
  await page.keyboard.press('Escape');
  await expect.poll(() => names(page)).toEqual(sent);
  await page.locator('#filter').blur();
  await page.keyboard.press('/');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('filter');
  expect(await page.locator('#filter').inputValue()).toBe('');
});

it('what was filtered is filtered still when one comes back', async () => {
  await using visitor = await visit(browser, engine.port, 'phone');
  const { page } = visitor;
  await page.locator('#filter').fill('folder');
  await expect.poll(() => names(page)).toEqual(['m folder']);
  await page.getByRole('link', { name: 'm folder' }).click();
  await page.waitForURL('**/m%20folder/');
  await page.goBack();
  await expect.poll(() => names(page)).toEqual(['m folder']);
  expect(await page.locator('#filter').inputValue()).toBe('folder');
});

it('times are the visitor’s own, and sizes exact where a mouse rests', async () => {
  await using visitor = await visit(browser, engine.port, 'desktop', '/', {
    timezoneId: 'Asia/Shanghai',
    locale: 'zh-CN',
  });
  const { page } = visitor;
  const row = page.locator('.entries > li', { hasText: 'Straße.txt' });
  await expect.poll(() => row.locator('time').textContent()).toBe('2026年1月1日 7:30');
  await row.locator('time').hover();
  expect(await row.locator('time').getAttribute('title')).toContain('2026年1月1日星期四');
  await using american = await visit(browser, engine.port, 'desktop', '/', {
    timezoneId: 'America/New_York',
    locale: 'en-US',
  });
  const time = american.page.locator('.entries > li', { hasText: 'Straße.txt' }).locator('time');
  await expect.poll(async () => (await time.textContent())?.replace(/\s/g, ' ')).toBe('Dec 31, 2025, 6:30 PM');
  const size = american.page.locator('.entries > li', { hasText: 'A10.pdf' }).locator('data');
  expect(await size.textContent()).toMatch(/^5\sMB$/);
  await size.hover();
  expect(await size.getAttribute('title')).toContain('5,000,000');
});

it('thumbnails: only what is seen, a few at a time, an icon where there is none; grid is remembered', async () => {
  await using visitor = await visit(browser, engine.port, 'phone', '/m%20folder/');
  const { page } = visitor;
  await page.locator('.entries img').first().waitFor();
  const asked = () => engine.exchanges.filter(({ path }) => path?.endsWith('?thumbnail')).length;
  await expect.poll(asked).toBeGreaterThan(8);
  await page.waitForLoadState('networkidle');
  expect(asked()).toBeLessThan(30);
  expect(await page.locator('.entries img').count()).toBe(1);
  await page.locator('#view button[value=grid]').click();
  expect(await page.evaluate(() => document.documentElement.dataset.view)).toBe('grid');
  const [first, second, fourth] = await Promise.all(
    [0, 1, 3].map((at) => page.locator('.entries > li').nth(at).boundingBox()),
  );
  expect([first?.y, fourth?.x]).toEqual([second?.y, first?.x]);
  await page.reload();
  expect(await page.evaluate(() => document.documentElement.dataset.view)).toBe('grid');
  await expect
    .poll(() =>
      page
        .locator('.entries img')
        .evaluateAll((images) =>
          images.every(
            (image) =>
              (image as HTMLImageElement).src.includes('first.png') || (image as HTMLImageElement).naturalWidth === 0,
          ),
        ),
    )
    .toBe(true);
  // Lists of 120 rows leave no gap in a grid.
  const tops = await page
    .locator('.entries > li')
    .evaluateAll((rows) => rows.map((row) => Math.round(row.getBoundingClientRect().top)));
  const steps = new Set(tops.slice(3).map((top, at) => top - (tops[at] as number)));
  expect([...steps]).toHaveLength(1);
});

it('targets are large enough for a thumb', async () => {
  await using visitor = await visit(browser, engine.port, 'phone', '/m%20folder/');
  const { page } = visitor;
  await page.locator('.get').first().waitFor();
  const small = await page.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLElement>('a, button, input'))
      .filter((each) => each.offsetParent !== null && each.getAttribute('aria-pressed') !== 'true')
      // A row's link is as large as its row.
      .map((each) => (each.matches('.entries > li > a:first-child') ? (each.parentElement as HTMLElement) : each))
      .map((each) => ({ what: each.outerHTML.slice(0, 80), ...each.getBoundingClientRect().toJSON() }))
      .filter(({ width, height }) => width < 44 || height < 44),
  );
  expect(small).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

it('storage and cookies that are forbidden break nothing', async () => {
  await using visitor = await visit(browser, engine.port, 'phone', '/nowhere');
  const { page, complaints } = visitor;
  await page.addInitScript(() => {
    const refuse = {
      get: () => {
        throw new DOMException('no', 'SecurityError');
      },
      set: () => undefined,
    };
    for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, refuse);
    Reflect.deleteProperty(window, 'EventSource');
  });
  complaints.length = 0;
  await page.goto(shareUrl(engine.port));
  await page.locator('#sort button[value=size]').click();
  await expect.poll(async () => (await names(page))[0]).toBe('A10.pdf');
  expect(complaints).toEqual([]);
});
