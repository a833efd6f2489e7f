import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { launchBrowser, shareUrl, visit } from './support/browser.ts';
import { Fingers } from './support/fingers.ts';
import { makeHoliday } from './support/holiday.ts';

let browser: Browser;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine;

beforeAll(async () => {
  browser = await launchBrowser();
  folder = await temporaryFolder();
  await makeHoliday(folder.path);
  await writeFile(join(folder.path, 'long.log'), 'A line of the log, one of many.\n'.repeat(100_000));
  await writeFile(join(folder.path, 'nothing.txt'), '');
  await writeFile(join(folder.path, 'broken.txt'), Buffer.from([1, 0, 2, 0, 3, 0, 0, 9]));
  await writeFile(join(folder.path, 'utf-16.txt'), Buffer.from('\ufeffÜber uns', 'utf16le'));
  await writeFile(join(folder.path, 'broken.mp4'), 'no video');
  engine = await startEngine([itemFor(folder.path)]);
}, 120_000);

afterAll(async () => {
  await engine?.stop();
  await browser?.close();
  await folder?.[Symbol.asyncDispose]();
});

/** The row of an entry. */
function rowOf(page: Page, name: string) {
  return page.locator('.entries > li', { has: page.getByRole('link', { name, exact: true }) });
}

async function openPreview(page: Page, name: string): Promise<void> {
  await rowOf(page, name).getByRole('link', { name, exact: true }).click();
  await page.getByRole('dialog', { name, exact: true }).waitFor();
}

const active = '.slide[aria-hidden="false"]';
const pictureScale = (page: Page) =>
  page.locator(`${active} .picture`).evaluate((picture) => new DOMMatrix(getComputedStyle(picture).transform).a);

it('a picture opens; Back closes it, and the listing is as it was', async () => {
  await using visitor = await visit(browser, engine.port, 'phone', '/Photos/');
  const { page, complaints } = visitor;
  await page.locator('.get').first().waitFor();
  await page.evaluate(() => window.scrollTo(0, 300));
  await openPreview(page, 'IMG_2047.jpg');
  expect(new URL(page.url()).hash).toBe('#preview=IMG_2047.jpg');
  await page.locator(`${active} .picture:not(.preliminary)`).waitFor();
  expect(await page.locator(`${active} .picture`).evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1600);
  await page.goBack();
  await expect.poll(() => page.locator('.preview').count()).toBe(0);
  expect(page.url()).toBe(shareUrl(engine.port, '/Photos/'));
  expect(await page.evaluate(() => window.scrollY)).toBe(300);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('IMG_2047.jpg');
  expect(await page.title()).toBe('Directory listing for /Photos/');
  await page.goForward();
  await page.getByRole('dialog', { name: 'IMG_2047.jpg' }).waitFor();
  await page.getByRole('button', { name: 'Close preview' }).click();
  await expect.poll(() => page.locator('.preview').count()).toBe(0);
  expect(complaints.filter((text) => !text.includes('?thumbnail'))).toEqual([]);
});

it('the address names the file: it survives a reload, and Back still leads to the listing', async () => {
  await using visitor = await visit(browser, engine.port, 'desktop', '/#preview=notes.md');
  const { page } = visitor;
  await page.getByRole('dialog', { name: 'notes.md' }).waitFor();
  await page.reload();
  await page.getByRole('dialog', { name: 'notes.md' }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('.preview').count()).toBe(0);
  expect(page.url()).toBe(shareUrl(engine.port));
  // A file that is gone, and a folder, are no preview.
  for (const hash of ['#preview=gone.txt', '#preview=Photos/', '#preview=', '#x']) {
    await page.goto('about:blank');
    await page.goto(shareUrl(engine.port, `/${hash}`));
    await page.locator('.get').first().waitFor();
    expect(await page.locator('.preview').count()).toBe(0);
  }
});

it('keys: arrows go through pictures and videos, Escape closes, Tab stays inside, the focus comes back', async () => {
  await using visitor = await visit(browser, engine.port, 'desktop', '/Photos/');
  const { page } = visitor;
  const first = rowOf(page, 'IMG_2041.jpg').getByRole('link', { name: 'IMG_2041.jpg', exact: true });
  await first.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'IMG_2041.jpg' }).waitFor();
  expect(await page.locator('.preview-position').textContent()).toBe('1 of 15');
  expect(await page.getByRole('button', { name: 'Previous' }).isDisabled()).toBe(true);
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('dialog', { name: 'IMG_2041.jpg' }).waitFor();
  for (let step = 0; step < 14; step += 1) await page.keyboard.press('ArrowRight');
  await page.getByRole('dialog', { name: 'waves.mp4' }).waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('dialog', { name: 'panorama.jpg' }).waitFor();
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.preview') !== null)).toBe(true);
  }
  await page.keyboard.press('+');
  expect(await pictureScale(page)).toBeCloseTo(1.5, 2);
  await page.keyboard.press('0');
  await expect.poll(() => pictureScale(page)).toBe(1);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('panorama.jpg');
});

it('fingers: a swipe turns the page, two fingers and two taps zoom, a pull closes', async () => {
  await using visitor = await visit(browser, engine.port, 'phone', '/Photos/');
  const { page } = visitor;
  await openPreview(page, 'IMG_2042.jpg');
  await page.locator(`${active} .picture:not(.preliminary)`).waitFor();
  const fingers = await Fingers.of(page);
  await fingers.drag([{ x: 320, y: 400 }], [{ x: 60, y: 410 }]);
  await page.getByRole('dialog', { name: 'IMG_2043.jpg' }).waitFor();
  await fingers.drag([{ x: 60, y: 400 }], [{ x: 330, y: 390 }]);
  await page.getByRole('dialog', { name: 'IMG_2042.jpg' }).waitFor();
  await page.locator(`${active} .picture:not(.preliminary)`).waitFor();

  await fingers.drag(
    [
      { x: 180, y: 420 },
      { x: 210, y: 420 },
    ],
    [
      { x: 105, y: 420 },
      { x: 285, y: 420 },
    ],
  );
  await expect.poll(() => pictureScale(page)).toBeCloseTo(6, 1);
  // Zoomed in, a finger moves the picture and turns no page.
  await fingers.drag([{ x: 300, y: 420 }], [{ x: 60, y: 420 }]);
  expect(await page.locator('#preview-name').textContent()).toBe('IMG_2042.jpg');
  await fingers.doubleTap({ x: 195, y: 420 });
  await expect.poll(() => pictureScale(page)).toBe(1);
  await fingers.doubleTap({ x: 195, y: 420 });
  await expect.poll(() => pictureScale(page)).toBeGreaterThan(2);
  await fingers.doubleTap({ x: 195, y: 420 });
  await expect.poll(() => pictureScale(page)).toBe(1);

  await fingers.tap({ x: 195, y: 420 });
  await expect.poll(() => page.locator('.preview.bare').count()).toBe(1);
  await fingers.tap({ x: 195, y: 420 });
  await expect.poll(() => page.locator('.preview.bare').count()).toBe(0);
  // Too short a pull goes back.
  await fingers.drag([{ x: 195, y: 300 }], [{ x: 200, y: 360 }]);
  expect(await page.locator('.preview').count()).toBe(1);
  await fingers.drag([{ x: 195, y: 300 }], [{ x: 200, y: 520 }]);
  await expect.poll(() => page.locator('.preview').count()).toBe(0);
});

it('neighbours load ahead, and no more than those', async () => {
  await using visitor = await visit(browser, engine.port, 'phone', '/Photos/');
  const { page } = visitor;
  const before = engine.exchanges.length;
  await openPreview(page, 'IMG_2045.jpg');
  const loaded = () =>
    engine.exchanges
      .slice(before)
      .map(({ path }) => path ?? '')
      .filter((path) => path.startsWith('/Photos/IMG') && !path.includes('?'))
      .sort();
  await expect.poll(loaded).toEqual(['/Photos/IMG_2044.jpg', '/Photos/IMG_2045.jpg', '/Photos/IMG_2046.jpg']);
});

it('a video plays and seeks by Range; leaving it lets go of the connection', async () => {
  const { stdout } = await promisify(execFile)('ffprobe', [
    '-v',
    'error',
    '-show_entries',
    'format=duration',
    '-of',
    'csv=p=0',
    `http://127.0.0.1:${engine.port}/Photos/waves.mp4`,
  ]);
  expect(Number(stdout)).toBeCloseTo(12, 0);
  for (const name of ['waves.mp4', 'Clip.webm']) {
    await using visitor = await visit(browser, engine.port, 'phone', name === 'waves.mp4' ? '/Photos/' : '/');
    const { page } = visitor;
    const before = engine.exchanges.length;
    await openPreview(page, name);
    const video = page.locator('video');
    await video.evaluate((player: HTMLVideoElement) => player.play());
    const seekTo = name === 'waves.mp4' ? 10 : 3;
    await video.evaluate(
      (player: HTMLVideoElement, time) =>
        new Promise<void>((resolve) => {
          player.addEventListener('seeked', () => resolve(), { once: true });
          player.currentTime = time;
        }),
      seekTo,
    );
    await expect
      .poll(() => video.evaluate((player: HTMLVideoElement) => player.readyState >= 2 && player.currentTime))
      .toBeGreaterThanOrEqual(seekTo);
    await page.goBack();
    await expect.poll(() => page.locator('.preview').count()).toBe(0);
    const exchange = await engine.exchange(({ id, path }) => id > before && (path ?? '').endsWith(name));
    expect(exchange.status).toBe(206);
  }
});

it('audio goes on with the next piece when one has ended', async () => {
  await using visitor = await visit(browser, engine.port, 'phone');
  const { page } = visitor;
  await openPreview(page, 'Second song.mp3');
  const audio = page.locator(`${active} audio`);
  await audio.evaluate(async (player: HTMLAudioElement) => {
    await player.play();
    player.currentTime = player.duration - 0.2;
  });
  await page.getByRole('dialog', { name: 'Song of the sea.mp3' }).waitFor();
  await expect.poll(() => audio.evaluate((player: HTMLAudioElement) => !player.paused)).toBe(true);
});

const texts = [
  ['read me first.txt', 'Hello.'],
  ['假期照片 说明.txt', '五月三日'],
  ['utf-16.txt', 'Über uns'],
  ['notes.md', '<script>document.title = "owned"</script>'],
] as const;

it('text and Markdown are shown as written, in their own charset; nothing in them is run', async () => {
  await using visitor = await visit(browser, engine.port, 'desktop');
  const { page, complaints } = visitor;
  for (const [name, content] of texts) {
    await openPreview(page, name);
    await expect.poll(() => page.locator(`${active} pre`).textContent()).toContain(content);
    expect(await page.locator('pre *').count()).toBe(0);
    expect(await page.title()).toBe(name);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.preview').count()).toBe(0);
  }
  expect(complaints.filter((text) => !text.includes('?thumbnail'))).toEqual([]);
});

it('an old Chinese file can be read on a Chinese page', async () => {
  await using visitor = await visit(browser, engine.port, 'phone', '/', { locale: 'zh-CN' });
  await openPreview(visitor.page, 'old chinese.txt');
  await expect.poll(() => visitor.page.locator(`${active} pre`).textContent()).toBe('你好');
});

it('of a long text the first megabyte is loaded, and said to be the beginning', async () => {
  await using visitor = await visit(browser, engine.port, 'phone');
  const { page } = visitor;
  await openPreview(page, 'long.log');
  await page.getByText('This is only the beginning.').waitFor();
  expect((await page.locator('pre').textContent())?.length).toBe(1024 * 1024);
  const exchange = await engine.exchange(({ path }) => path === '/long.log');
  expect([exchange.status, exchange.bytes]).toEqual([206, 1024 * 1024]);
});

const cards = [
  ['nothing.txt', 'This file is empty.'],
  ['broken.txt', 'This is not text.'],
  ['broken.mp4', 'This browser cannot play this file.'],
  ['Budget.xlsx', '48,213 bytes'],
  ['Everything.zip', 'Archive (ZIP)'],
] as const;

it('what cannot be shown gets a card that says what it is, with a download', async () => {
  await using visitor = await visit(browser, engine.port, 'phone');
  const { page } = visitor;
  for (const [name, words] of cards) {
    await openPreview(page, name);
    const card = page.locator(`${active} .card`);
    await card.getByText(words).waitFor();
    const download = page.waitForEvent('download');
    await card.getByRole('link', { name: 'Download' }).click();
    expect((await download).suggestedFilename()).toBe(name);
    await page.goBack();
    await expect.poll(() => page.locator('.preview').count()).toBe(0);
  }
});

it('a picture that the browser does not know gets a card', async () => {
  await using visitor = await visit(browser, engine.port, 'phone', '/Photos/');
  await openPreview(visitor.page, 'IMG_2099.heic');
  await visitor.page.getByText('This browser cannot show this picture.').waitFor();
});

it('a file that is gone by now is said to be gone', async () => {
  for (const name of ['soon gone.jpg', 'soon gone.mp3', 'soon gone.txt']) {
    await writeFile(join(folder.path, name), 'here still');
    await using visitor = await visit(browser, engine.port, 'phone');
    await rowOf(visitor.page, name).waitFor();
    await rm(join(folder.path, name));
    await openPreview(visitor.page, name);
    await visitor.page.getByText('This file could not be loaded. It may no longer be shared.').waitFor();
  }
});

it('a PDF is shown in the page where the browser has a viewer for it, else a card opens it in a tab', async () => {
  await using visitor = await visit(browser, engine.port, 'desktop');
  const { page } = visitor;
  await openPreview(page, 'Itinerary.pdf');
  await page.locator('iframe[title="Itinerary.pdf"]').waitFor();
  await page.goBack();
  await using phone = await visit(browser, engine.port, 'phone', '/', {
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 13_7 like Mac OS X) AppleWebKit/605.1.15 Version/13.1 Mobile/15E148 Safari/604.1',
  });
  await openPreview(phone.page, 'Itinerary.pdf');
  const link = phone.page.locator(`${active} .card`).getByRole('link', { name: 'Open (opens in a new tab)' });
  expect(await link.getAttribute('href')).toBe('Itinerary.pdf');
});

it('a click with Ctrl is the browser’s', async () => {
  await using visitor = await visit(browser, engine.port, 'desktop');
  const { page, context } = visitor;
  const opened = context.waitForEvent('page');
  await rowOf(page, 'notes.md')
    .getByRole('link', { name: 'notes.md', exact: true })
    .click({ modifiers: ['Control'] });
  await opened;
  expect(await page.locator('.preview').count()).toBe(0);
});
