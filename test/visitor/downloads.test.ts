import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Download } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectNoFaults } from '../support/axe.ts';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { launchBrowser, shoot, visit } from './support/browser.ts';

let browser: Browser;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine;

/** Names on the disk, each with the name that a browser may save it under: systems forbid some characters and others deceive, so Chromium puts `_` there. */
const names: readonly (readonly [string, string?])[] = [
  ['plain.txt'],
  ['two words.txt'],
  ['  spaces around  .txt', 'spaces around  .txt'],
  ["single'quote.txt"],
  ['double"quote.txt', 'double_quote.txt'],
  ['50% off.txt'],
  ['%20.txt'],
  ['%zz.txt'],
  ['#hash.txt'],
  ['what?.txt', 'what_.txt'],
  ['a&b=c+d.txt'],
  ['semi;colon,comma.txt'],
  ['back\\slash.txt', 'back_slash.txt'],
  ['<b>bold</b>.txt'.replace('/', ''), '_b_bold_b_.txt'],
  ['colon:star*pipe|.txt', 'colon_star_pipe_.txt'],
  ['文件 说明.txt'],
  ['ünï cödé.txt'],
  ['e\u0301 decomposed.txt', '\u00e9 decomposed.txt'],
  ['😀 emoji 👨‍👩‍👧.txt', '😀 emoji 👨_👩_👧.txt'],
  ['שלום عربي.txt'],
  ['\u202egpj.exe', '_gpj.exe'],
  ['new\nline.txt', 'new_line.txt'],
  ['tab\there.txt', 'tab_here.txt'],
  ['-leading dash.txt'],
  ['~tilde.txt', '_tilde.txt'],
  ['no extension'],
  ['two.dots.tar.gz'],
  ['con.txt'],
  ['(1).txt'],
  ['page.html'],
  ['script.js'],
  ['picture.svg'],
  [`${'很'.repeat(83)}.txt`],
];

beforeAll(async () => {
  browser = await launchBrowser();
  folder = await temporaryFolder();
  for (const [name] of names) await writeFile(join(folder.path, name), `content of ${name}`);
  await writeFile(
    Buffer.concat([Buffer.from(`${folder.path}/`), Buffer.from([0x6f, 0xff, 0xfe, 0x2e, 0x62])]),
    'bytes',
  );
  engine = await startEngine([itemFor(folder.path)]);
}, 60_000);

afterAll(async () => {
  await engine?.stop();
  await browser?.close();
  await folder?.[Symbol.asyncDispose]();
});

async function contentOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

it('one tap downloads a file under its right name, whatever it is called', async () => {
  await using visitor = await visit(browser, engine.port, 'phone');
  const { page, complaints } = visitor;
  await page.locator('.get').last().waitFor();
  expect(await page.locator('.entries > li').count()).toBe(names.length + 1);
  const savedNames: [string, string][] = [];
  for (const [index, [name]] of names.entries()) {
    // Without a window there is nobody to ask, so Chromium lets a page download ten files and no more.
    if (index % 8 === 7) await page.reload();
    // Found by its address, which is told by the name alone.
    const link = page.locator(`.get[href="${encodeURIComponent(name)}?download"]`);
    const download = page.waitForEvent('download');
    await link.click();
    const done = await download;
    expect([name, await contentOf(done)]).toEqual([name, `content of ${name}`]);
    savedNames.push([name, done.suggestedFilename()]);
  }
  expect(savedNames).toEqual(names.map(([name, saved = name]) => [name, saved]));
  await page.reload();
  const download = page.waitForEvent('download');
  await page.locator('.get[href="o%FF%FE.b?download"]').click();
  expect(await contentOf(await download)).toBe('bytes');
  expect(complaints).toEqual([]);
  expect(page.url()).toBe(`http://share.local:${engine.port}/`);
});

it('names cannot fool the eye, and each opens its own details', async () => {
  await using visitor = await visit(browser, engine.port, 'phone');
  const { page } = visitor;
  const shown = await page.locator('.entries > li > a:first-child').allTextContents();
  expect(shown).toContain('\\u202egpj.exe');
  expect(shown).toContain('new\\x0aline.txt');
  await page.evaluate(() => Object.assign(globalThis, { same: true }));
  for (const name of ['%zz.txt', '#hash.txt', 'what?.txt', '<b>bold<b>.txt', '文件 说明.txt', 'back\\slash.txt']) {
    await page.locator(`.entries a[href="${encodeURIComponent(name)}"]`).click();
    await expect.poll(() => page.locator('pre').textContent()).toBe(`content of ${name}`);
    await page.goBack();
    await expect.poll(() => page.locator('.preview').count()).toBe(0);
  }
  expect(await page.evaluate(() => 'same' in globalThis)).toBe(true);
  await shoot(page, 'phone-awkward-names');
  await expectNoFaults(page);
});

it('several selected files come one after the other, and the page says how far it is', async () => {
  await using visitor = await visit(browser, engine.port, 'phone');
  const { page } = visitor;
  await page.getByRole('button', { name: 'Select' }).click();
  const download = page.getByRole('button', { name: 'Download', exact: true });
  expect(await download.isDisabled()).toBe(true);
  const wanted = ['con.txt', 'plain.txt', '文件 说明.txt'];
  for (const name of wanted) await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
  // A tap anywhere in the row does it, too, and takes it back.
  await page.getByRole('link', { name: 'no extension', exact: true }).click();
  await page.getByText('4 selected').waitFor();
  await page.getByRole('link', { name: 'no extension', exact: true }).click();
  await page.getByText('3 selected').waitFor();
  const saved: string[] = [];
  page.on('download', (each) => saved.push(each.suggestedFilename()));
  await download.click();
  await page.getByText('Download 1 of 3').waitFor();
  await shoot(page, 'phone-downloading');
  await page.getByText('3 downloads started').waitFor();
  await expect.poll(() => [...saved].sort()).toEqual([...wanted].sort());
  await expectNoFaults(page);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  expect(await page.locator('.downloads').isVisible()).toBe(false);
});

it('on an iPhone each download gets a tap of its own', async () => {
  await using visitor = await visit(browser, engine.port, 'phone', '/', {
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 13_7 like Mac OS X) AppleWebKit/605.1.15 Version/13.1 Mobile/15E148 Safari/604.1',
  });
  const { page } = visitor;
  await page.getByRole('button', { name: 'Select' }).click();
  await page.getByRole('button', { name: 'All' }).click();
  await page.getByText(`${names.length + 1} selected`).waitFor();
  await page.getByRole('button', { name: 'None' }).click();
  for (const name of ['con.txt', 'plain.txt']) await page.getByRole('link', { name, exact: true }).click();
  const first = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  expect((await first).suggestedFilename()).toBe('con.txt');
  const second = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download next' }).click();
  expect((await second).suggestedFilename()).toBe('plain.txt');
  await page.getByText('2 downloads started').waitFor();
  expect(await page.getByRole('button', { name: 'Download next' }).isVisible()).toBe(false);
});

it('Shift selects a range, and a filter drops from the selection what it hides', async () => {
  await using visitor = await visit(browser, engine.port, 'desktop');
  const { page } = visitor;
  await page.getByRole('button', { name: 'Select' }).click();
  await page.locator('.entries > li').nth(3).click();
  await page
    .locator('.entries > li')
    .nth(8)
    .click({ modifiers: ['Shift'] });
  await page.getByText('6 selected').waitFor();
  await page.locator('#filter').fill('no extension');
  await page.getByText('Tap the files you want').waitFor();
  await page.locator('.selection .icon-close').click();
  expect(await page.locator('.selection').isVisible()).toBe(false);
  expect(await page.locator('.pick:visible').count()).toBe(0);
});
