import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { expectNoFaults } from '../support/axe.ts';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { launchBrowser, shoot, visit } from './support/browser.ts';

let browser: Browser;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine;

beforeAll(async () => {
  browser = await launchBrowser();
  folder = await temporaryFolder();
  for (const share of ['first', 'second']) {
    await mkdir(join(folder.path, share));
    for (let index = 1; index <= 60; index += 1) {
      await writeFile(join(folder.path, share, `${share} ${index}.txt`), `text ${index}`);
    }
  }
});

beforeEach(async () => {
  engine = await startEngine([itemFor(join(folder.path, 'first'))], { deviceName: 'Ada’s laptop' });
});

afterEach(async () => {
  await engine.stop();
});

afterAll(async () => {
  await browser?.close();
  await folder?.[Symbol.asyncDispose]();
});

for (const [look, colorScheme, locale] of [
  ['light-en', 'light', 'en-GB'],
  ['dark-zh', 'dark', 'zh-CN'],
] as const) {
  it(`${look}: an open page says that the share has stopped, and that it is back`, async () => {
    await using visitor = await visit(browser, engine.port, 'phone', '/', { colorScheme, locale });
    const { page } = visitor;
    await page.locator('.get').first().waitFor();
    const stopped = page.getByText(locale === 'zh-CN' ? '共享已停止。' : 'Sharing has stopped.');
    await engine.stop();
    await stopped.waitFor();
    await shoot(page, `phone-${look}-stopped`);
    await expectNoFaults(page);
    await engine.server.start({ port: engine.port, address: '127.0.0.1' });
    await page.getByText(locale === 'zh-CN' ? '共享已恢复。' : 'Sharing is back.').waitFor();
    await shoot(page, `phone-${look}-back`);
    await page.locator('.banner').waitFor({ state: 'hidden', timeout: 10_000 });
    expect(await page.evaluate(() => document.documentElement.classList.contains('gone'))).toBe(false);
  });

  it(`${look}: an open page offers what is shared now, and keeps its place`, async () => {
    await using visitor = await visit(browser, engine.port, 'phone', '/', { colorScheme, locale });
    const { page } = visitor;
    await page.locator('.get').first().waitFor();
    await page.evaluate(() => window.scrollTo(0, 700));
    const seen = () => page.evaluate(() => document.elementFromPoint(195, 500)?.closest('li')?.textContent);
    const row = await seen();
    engine.server.setItems([itemFor(join(folder.path, 'second'))]);
    const show = page.getByRole('button', { name: locale === 'zh-CN' ? '查看' : 'Show it' });
    await show.waitFor();
    expect(await seen()).toBe(row);
    await shoot(page, `phone-${look}-changed`);
    await expectNoFaults(page);
    await show.click();
    await page.getByText('second 1.txt').waitFor();
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(600);
    expect(await page.locator('.banner').isVisible()).toBe(false);
  });
}

it('a preview stays open below the banner', async () => {
  await using visitor = await visit(browser, engine.port, 'phone', '/#preview=first%201.txt');
  const { page } = visitor;
  await page.getByRole('dialog', { name: 'first 1.txt' }).waitFor();
  engine.server.setItems([itemFor(join(folder.path, 'second'))]);
  await page.getByText('The share has changed.').waitFor();
  const [banner, close] = await Promise.all([
    page.locator('.banner').boundingBox(),
    page.getByRole('button', { name: 'Close preview' }).boundingBox(),
  ]);
  expect(close?.y).toBeGreaterThanOrEqual((banner?.y ?? 0) + (banner?.height ?? 0));
  await page.getByRole('button', { name: 'Close preview' }).click();
  await expect.poll(() => page.locator('.preview').count()).toBe(0);
});

it('a share that stopped and is another one when it is back', async () => {
  await using visitor = await visit(browser, engine.port, 'phone');
  const { page } = visitor;
  await page.locator('.get').first().waitFor();
  await engine.stop();
  await page.getByText('Sharing has stopped.').waitFor();
  engine.server.setItems([itemFor(join(folder.path, 'second'))]);
  await engine.server.start({ port: engine.port, address: '127.0.0.1' });
  await page.getByRole('button', { name: 'Show it' }).click();
  await page.getByText('second 1.txt').waitFor();
});

it('a connection that breaks is told after a while, and heals by itself', async () => {
  await using visitor = await visit(browser, engine.port, 'phone');
  const { page, context } = visitor;
  await page.locator('.get').first().waitFor();
  // The whole network goes, as when one walks out of reach.
  await context.setOffline(true);
  await engine.server.stop(0);
  await page.locator('.banner').waitFor();
  await engine.server.start({ port: engine.port, address: '127.0.0.1' });
  await context.setOffline(false);
  await page.getByText('Sharing is back.').waitFor({ timeout: 20_000 });
});

it('a page that nobody looks at holds no connection', async () => {
  await using visitor = await visit(browser, engine.port, 'phone');
  const { page } = visitor;
  await page.locator('.get').first().waitFor();
  await page.goto('about:blank');
  const closed = await engine.exchange(({ path }) => path === '/.doorstep/events');
  expect(closed.outcome).toBe('aborted');
});

it('where too many listen the page is silent, and works', async () => {
  const asked: string[] = [];
  const full = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/.doorstep/events') response.writeHead(204).end();
    else
      void fetch(`http://127.0.0.1:${engine.port}${request.url}`).then(async (answer) => {
        const body = Buffer.from(await answer.arrayBuffer());
        const type = answer.headers.get('content-type') ?? '';
        const policy = answer.headers.get('content-security-policy');
        response.writeHead(answer.status, {
          'content-type': type,
          ...(policy ? { 'content-security-policy': policy } : {}),
        });
        response.end(body);
      });
  });
  await new Promise<void>((resolve) => full.listen(0, '127.0.0.1', resolve));
  try {
    await using visitor = await visit(browser, (full.address() as AddressInfo).port, 'phone');
    const { page } = visitor;
    await expect.poll(() => asked.filter((path) => path === '/.doorstep/events').length).toBe(1);
    await page.locator('#filter').fill('first 60');
    await expect.poll(() => page.locator('.entries > li').count()).toBe(1);
    expect(await page.locator('.banner').isVisible()).toBe(false);
    expect(asked.filter((path) => path === '/.doorstep/events')).toHaveLength(1);
  } finally {
    full.closeAllConnections();
    full.close();
  }
});
