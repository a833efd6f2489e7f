import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectNoFaults } from '../support/axe.ts';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { type Device, launchBrowser, shareUrl, shoot, visit } from './support/browser.ts';
import { makeHoliday } from './support/holiday.ts';

let browser: Browser;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine;

beforeAll(async () => {
  browser = await launchBrowser();
  folder = await temporaryFolder();
  await makeHoliday(join(folder.path, 'Holiday 2026'));
  engine = await startEngine([itemFor(join(folder.path, 'Holiday 2026'))], { deviceName: 'Ada’s laptop' });
});

afterAll(async () => {
  await engine?.stop();
  await browser?.close();
  await folder?.[Symbol.asyncDispose]();
});

const looks = [
  ['phone', 'light', 'en-GB'],
  ['phone', 'dark', 'en-GB'],
  ['phone', 'light', 'zh-CN'],
  ['phone', 'dark', 'zh-CN'],
  ['desktop', 'light', 'en-GB'],
  ['desktop', 'dark', 'zh-CN'],
] as const satisfies readonly (readonly [Device, 'light' | 'dark', string])[];

for (const [device, colorScheme, locale] of looks) {
  const name = `${device}-${colorScheme}-${locale.slice(0, 2)}`;
  const options = { colorScheme, locale } as const;

  it(`${name}: list, grid, filter, selection`, async () => {
    await using visitor = await visit(browser, engine.port, device, '/', options);
    const { page, complaints } = visitor;
    await page.locator('.get').first().waitFor();
    await shoot(page, `${name}-list`);
    await expectNoFaults(page);

    await page.locator('#filter').fill('SLÏDES');
    await expect.poll(() => page.locator('.entries li').count()).toBe(1);
    await shoot(page, `${name}-filter`);
    await page.locator('#filter').fill('no such name');
    await page.locator('.nothing').waitFor();
    await shoot(page, `${name}-nothing`);
    await expectNoFaults(page);
    await page.locator('.nothing button').click();
    await page.locator('#sort button[value=size]').click();
    await page.locator('.icon-select').click();
    for (const index of [1, 2, 4]) await page.locator('.entries li').nth(index).click();
    await shoot(page, `${name}-select`);
    await expectNoFaults(page);

    await page.goto(shareUrl(engine.port, '/Photos/'));
    await page.locator('#sort button[value=name]').click();
    await page.locator('#view button[value=grid]').click();
    await page.locator('.image img').nth(8).waitFor();
    await shoot(page, `${name}-grid`);
    await expectNoFaults(page);

    await page.goto(shareUrl(engine.port, '/Trips/Norway%202025/'));
    await shoot(page, `${name}-deep`);
    await page.goto(shareUrl(engine.port, '/Empty/'));
    await shoot(page, `${name}-empty`);
    await expectNoFaults(page);
    expect(complaints.filter((text) => !text.includes('?thumbnail'))).toEqual([]);
  });

  it(`${name}: previews`, async () => {
    await using visitor = await visit(browser, engine.port, device, '/', options);
    const { page } = visitor;
    for (const [what, file] of previews) {
      await page.goto(
        shareUrl(
          engine.port,
          file.replace(/[^/]*$/, (last) => `#preview=${encodeURIComponent(last)}`),
        ),
      );
      await page.reload();
      await page.locator('.preview').waitFor();
      await page
        .locator(shown[what] ?? '.slide:not([aria-hidden=true]) .card')
        .first()
        .waitFor();
      // The viewer of PDF tells nobody when it has drawn its page.
      if (what === 'pdf') await page.waitForTimeout(2_500);
      await shoot(page, `${name}-preview-${what}`);
      await expectNoFaults(page);
    }
  });
}

const previews = [
  ['picture', '/sunset.jpg'],
  ['heic', '/Photos/IMG_2099.heic'],
  ['video', '/Photos/waves.mp4'],
  ['audio', '/Song of the sea.mp3'],
  ['pdf', '/Itinerary.pdf'],
  ['text', '/read me first.txt'],
  ['markdown', '/notes.md'],
  ['details', '/Contract_Mustermann_2026_signed_final_version_2_with_all_annexes.docx'],
] as const;

/** What must be there before the picture is taken; a card unless said. */
const shown: Partial<Record<(typeof previews)[number][0], string>> = {
  picture: '.slide[aria-hidden=false] .picture:not(.preliminary)',
  video: 'video',
  audio: 'audio',
  pdf: '.pdf-slide > *',
  text: 'pre',
  markdown: 'pre',
};
