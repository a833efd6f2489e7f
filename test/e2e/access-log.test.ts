import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keptLog } from './support/kept-log.ts';
import { createOwner, dropFiles, launchApp, type Owner, type RunningApp, waitForStatus } from './support/launch.ts';
import { readLogRows } from './support/log-rows.ts';

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';

let owner: Owner;
let running: RunningApp;
let app: ElectronApplication;
let page: Page;
let folder: string;

beforeAll(async () => {
  owner = await createOwner();
  folder = join(owner.home, 'folder');
  await mkdir(folder);
  await writeFile(join(folder, 'small.txt'), 'small');
  await writeFile(join(folder, '文件.txt'), 'text');
  running = await launchApp(owner);
  ({ app, page } = running);
  await dropFiles(page, [folder]);
  await waitForStatus(page, 'sharing');
});
afterAll(async () => {
  await running[Symbol.asyncDispose]();
  await owner[Symbol.asyncDispose]();
});

/** Each test begins with an empty log that shows what is shown at first. */
beforeEach(async () => {
  await page.evaluate(() => globalThis.doorstep.request('clearAccessLog'));
  await page.getByText('Every request from a visitor appears here').waitFor();
});

const url = (path = '') => `http://127.0.0.1:${owner.port}/${path}`;
const log = () => page.getByRole('region', { name: 'Access log' });
const grid = () => log().getByRole('grid', { name: 'Access log' });
const row = (path: string) =>
  grid()
    .getByRole('row')
    .filter({ has: page.getByText(path, { exact: true }) });
const button = (name: string) => log().getByRole('button', { name, exact: true });
const field = () => log().getByRole('textbox', { name: 'Filter the log' });

/** A request by a real client, curl, with a User-Agent of our choice; resolves when curl has ended. */
async function curl(path: string, ...options: string[]): Promise<void> {
  await promisify(execFile)('curl', ['--silent', '--show-error', '--output', '/dev/null', ...options, url(path)]);
}

/** Sends bytes as they are and waits until the server has closed the connection. */
async function sendRaw(bytes: string): Promise<void> {
  const socket = connect(owner.port, '127.0.0.1');
  socket.resume().end(Buffer.from(bytes, 'latin1'));
  await once(socket, 'close');
}

describe('a row', () => {
  it('tells time, visitor and device, method, path, status, size, duration and outcome', async () => {
    await curl('%E6%96%87%E4%BB%B6.txt', '--user-agent', iPhone);
    await row('/文件.txt').waitFor();
    const cells = await row('/文件.txt').getByRole('gridcell').allInnerTexts();
    expect(cells.map((text) => text.replaceAll(/\s+/g, ' ').trim())).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\d$/),
      '127.0.0.1 iPhone',
      'GET',
      '/文件.txt',
      '200',
      '4 B',
      expect.stringMatching(/ms$/),
      'Complete',
    ]);
  });

  it('shows what strangers send as text: escapes, marks that turn the direction, markup', async () => {
    await sendRaw('GET /<img%20src=x>%E2%80%AEgpj.exe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    await sendRaw(
      'GET /%1B[31mred%07 HTTP/1.1\r\nHost: localhost\r\nUser-Agent: \x1b[1m<b>x\r\nConnection: close\r\n\r\n',
    );
    await sendRaw('\x16\x03\x01\x1b[2J<script>\r\n\r\n');
    await expect.poll(async () => (await keptLog(page)).exchanges.length).toBe(3);
    await grid().getByText('/<img src=x>\\u202egpj.exe', { exact: true }).waitFor();
    await grid().getByText('/\\x1b[31mred\\x07', { exact: true }).waitFor();
    await grid().getByText('Malformed', { exact: true }).first().waitFor();
    expect(await log().locator('b, img, script').count()).toBe(0);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
    expect(await log().innerText()).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f\u202e]/);
  });

  it('requests of our own page are folded away, counted, and shown when wanted', async () => {
    const listing = await fetch(url(), { headers: { connection: 'close' } }).then((response) => response.text());
    const [script = ''] = listing.match(/\.doorstep\/[^"?]+\.js/) ?? [];
    await curl(script);
    await row('/').waitFor();
    const assets = log().getByRole('checkbox', { name: 'Page’s own requests (1)' });
    await assets.waitFor();
    await log().getByText('Requests: 1', { exact: true }).waitFor();
    expect(await row(`/${script}`).count()).toBe(0);
    await assets.check();
    await row(`/${script}`).waitFor();
    await assets.uncheck();
  });
});

describe('the details', () => {
  it('open at a click, tell the headers that matter, and close at Escape', async () => {
    await curl('%E6%96%87%E4%BB%B6.txt', '--user-agent', iPhone, '--referer', 'http://a.example/<i>', '--range', '1-2');
    await row('/文件.txt').click();
    const details = log().getByRole('complementary', { name: 'Request details' });
    await details.getByText('http://a.example/<i>', { exact: true }).waitFor();
    const words = await details.innerText();
    for (const expected of ['/%E6%96%87%E4%BB%B6.txt', 'bytes 1-2/4', iPhone, 'HTTP/1.1', 'range', 'bytes=1-2']) {
      expect(words).toContain(expected);
    }
    expect(await details.locator('i, a').count()).toBe(0);
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
    expect(await grid().evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it.each([
    ['a file that is not there', 'missing.txt', [], /There is nothing under this address/],
    ['a method that changes something', 'small.txt', ['--request', 'DELETE'], /it is only possible to read/],
    ['another host', 'small.txt', ['--header', 'Host: evil.example'], /named a host that is not this computer/],
    ['a part beyond the end', 'small.txt', ['--range', '90-99'], /a part beyond the end/],
    ['a file as it was', 'small.txt', ['--header', 'If-Match: "x"'], /has changed since/],
  ] as const)('say why it failed: %s', async (_what, path, options, words) => {
    await curl(path, ...options);
    await row(`/${path}`).click();
    await log().getByRole('complementary').getByText(words).waitFor();
    await page.keyboard.press('Escape');
  });

  it('are reached, walked through and copied by the keyboard alone', async () => {
    for (const name of ['small.txt', '文件.txt', 'missing.txt']) await curl(encodeURIComponent(name));
    await row('/missing.txt').waitFor();
    await grid().focus();
    const selected = () => grid().getByRole('row', { selected: true }).getByRole('gridcell').nth(3).innerText();
    await page.keyboard.press('ArrowUp');
    await expect.poll(selected).toBe('/missing.txt');
    await page.keyboard.press('Home');
    await expect.poll(selected).toBe('/small.txt');
    const active = await grid().getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${active}"]`).getAttribute('aria-rowindex')).toBe('2');
    await page.keyboard.press('Enter');
    await log().getByRole('complementary').getByText('/small.txt', { exact: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await log().getByRole('complementary').getByText('/文件.txt', { exact: true }).waitFor();
    await page.keyboard.press('Control+c');
    await log().getByText('Copied as a log line.').waitFor({ state: 'attached' });
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toMatch(
      /^127\.0\.0\.1 - - \[\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "GET \/%E6%96%87%E4%BB%B6\.txt HTTP\/1\.1" 200 4$/,
    );
    await page.keyboard.press('Escape');
  });
});

describe('the filter', () => {
  const shownPaths = async () => (await readLogRows(page)).map(({ path }) => path);

  it('by text, found with Ctrl+F; nothing that matches is said, and the filter cleared', async () => {
    for (const name of ['small.txt', '文件.txt', 'missing.txt']) await curl(encodeURIComponent(name));
    await row('/missing.txt').waitFor();
    await page.keyboard.press('Control+f');
    expect(await field().evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('文件');
    await log().getByText('Requests: 1 of 3').waitFor();
    expect(await shownPaths()).toEqual(['/文件.txt']);
    await field().fill('curl');
    await log().getByText('Requests: 3', { exact: true }).waitFor();
    await field().fill('no such thing');
    await log().getByText('Nothing matches the filter.').waitFor();
    await button('Clear filter').click();
    await row('/missing.txt').waitFor();
    expect(await field().inputValue()).toBe('');
  });

  it('by status class, by visitor, by transfers only', async () => {
    await curl('');
    await curl('small.txt');
    await curl('missing.txt');
    await row('/missing.txt').waitFor();
    await button('4xx: refused or not found').click();
    await expect.poll(shownPaths).toEqual(['/missing.txt']);
    await button('4xx: refused or not found').click();
    await button('Transfers only').click();
    await expect.poll(shownPaths).toEqual(['/small.txt']);
    await button('Transfers only').click();
    const visitors = log().getByRole('combobox', { name: 'Visitors' });
    await visitors.selectOption('127.0.0.1');
    await log().getByText('Requests: 3', { exact: true }).waitFor();
    expect(await visitors.locator('option:checked').innerText()).toBe('127.0.0.1 · curl');
    await visitors.selectOption('');
  });
});

describe('pause', () => {
  it('freezes the rows and counts what comes; going on shows it', async () => {
    await curl('small.txt');
    await row('/small.txt').waitFor();
    await button('Pause log').click();
    await curl('missing.txt');
    await curl('missing.txt');
    await button('Paused · 2 since').waitFor();
    expect(await row('/missing.txt').count()).toBe(0);
    await button('Resume log').first().click();
    await expect.poll(() => row('/missing.txt').count()).toBe(2);
  });
});

describe('the export', () => {
  async function exportTo(name: string, item: string): Promise<string> {
    const file = join(owner.home, 'saved', name);
    await mkdir(join(owner.home, 'saved'), { recursive: true });
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = (async () => ({ canceled: false, filePath })) as typeof dialog.showSaveDialog;
    }, file);
    await button('Save log').click();
    await log().getByRole('button', { name: item }).click();
    await log().locator('.log__note').getByText(`“${name}”`).waitFor();
    await button('Dismiss').click();
    return readFile(file, 'utf8');
  }

  it('writes what is filtered as Common Log Format, CSV and JSON lines', async () => {
    await curl('small.txt', '--user-agent', '=HYPERLINK("http://a")');
    await curl('missing.txt');
    await row('/missing.txt').waitFor();
    await field().fill('small');
    await log().getByText('Requests: 1 of 2').waitFor();
    expect(await exportTo('a.log', 'Common Log Format…')).toMatch(
      /^127\.0\.0\.1 - - \[[^\]]+ [+-]\d{4}\] "GET \/small\.txt HTTP\/1\.1" 200 5\n$/,
    );
    const [head, first, end] = (await exportTo('a.csv', 'CSV for a spreadsheet…')).split('\r\n');
    expect(head?.startsWith('\ufefftime,address,device,')).toBe(true);
    expect(first).toMatch(/,\/small\.txt,\/small\.txt,HTTP\/1\.1,200,5,.*,"'=HYPERLINK\(""http:\/\/a""\)"$/);
    expect(end).toBe('');
    expect(JSON.parse(await exportTo('a.jsonl', 'JSON lines…'))).toMatchObject({ path: '/small.txt', content: 'file' });
    expect((await readdir(join(owner.home, 'saved'))).sort()).toEqual(['a.csv', 'a.jsonl', 'a.log']);
    await field().fill('');
  });

  it('tells why it could not be saved', async () => {
    await curl('small.txt');
    await row('/small.txt').waitFor();
    await app.evaluate(
      ({ dialog }, filePath) => {
        dialog.showSaveDialog = (async () => ({ canceled: false, filePath })) as typeof dialog.showSaveDialog;
      },
      join(owner.home, 'gone', 'a.csv'),
    );
    await button('Save log').click();
    await log().getByRole('button', { name: 'CSV for a spreadsheet…' }).click();
    await log()
      .getByText(/“a.csv” could not be saved, because its folder is gone/)
      .waitFor();
    await log().getByRole('alert').getByRole('button').click();
  });
});

it('every exchange of a flood is kept or counted; scrolled away, the rows stay and the new ones are counted', async () => {
  const count = 12_000;
  const flood = join(import.meta.dirname, 'support/flood.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [flood, url('small.txt'), String(count)]);
  expect(Number(stdout)).toBe(count);
  const numberIn = (text: string | null) => Number((text ?? '').replace(/\D/g, ''));
  await expect.poll(async () => numberIn(await log().locator('.log__count').textContent())).toBe(count);
  const kept = await keptLog(page);
  expect(kept.exchanges.length + kept.dropped).toBe(count);
  expect(kept.exchanges.every(({ status, bytes }) => status === 200 && bytes === 5)).toBe(true);
  expect(await grid().getAttribute('aria-rowcount')).toBe(String(count + 1));
  expect(await grid().locator('tbody tr').count()).toBeLessThan(60);

  const scroller = log().locator('.log__scroller');
  await scroller.evaluate((element) => {
    element.scrollTop = 28 * 1_000;
  });
  await grid().locator('tr[aria-rowindex="1010"]').waitFor();
  const top = await scroller.evaluate((element) => element.scrollTop);
  await curl('missing.txt');
  await button('1 new').waitFor();
  expect(await scroller.evaluate((element) => element.scrollTop)).toBe(top);
  await button('1 new').click();
  await row('/missing.txt').waitFor();

  await button('Clear log').click();
  await page.getByText('Every request from a visitor appears here').waitFor();
  expect(await keptLog(page)).toEqual({ exchanges: [], dropped: 0 });
});
