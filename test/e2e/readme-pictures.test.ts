import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { obstacle, skipReason } from '../discovery/network/network-test.ts';
import { appFolder } from './support/launch.ts';
import { NetworkStage } from './support/network-stage.ts';

const folder = join(appFolder, 'test-results');
const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1';
const tablet = 'Mozilla/5.0 (Linux; Android 15; Pixel Tablet) AppleWebKit/537.36 Chrome/138.0.0.0 Safari/537.36';
const player = 'VLC/3.0.20 LibVLC/3.0.20';
const files = {
  'Beach at dawn.jpg': 3_412_880,
  'Lighthouse.jpg': 2_871_004,
  'Market day.jpg': 4_120_333,
  'Recipes/Apple cake.pdf': 812_345,
  'Recipes/Fish soup.pdf': 640_120,
  'Summer film.mp4': 1_240_000_000,
  'Train journey.mkv': 780_000_000,
} as const;

/** The pictures of README.md, which are copied to docs/pictures: an evening at home, on a network of its own. */
describe.skipIf(obstacle !== null)(`pictures for the README${skipReason(obstacle)}`, () => {
  let stage: NetworkStage;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    stage = await NetworkStage.open();
    await stage.host.run('ip link set eth1 down');
    for (const [name, size] of Object.entries(files)) {
      await mkdir(join(stage.folder, 'Recipes'), { recursive: true });
      const file = await open(join(stage.folder, name), 'w');
      await file.truncate(size);
      await file.close();
    }
    await writeFile(join(stage.owner.home, 'Timetable.pdf'), 'x'.repeat(123_456));
    await writeFile(
      join(stage.owner.settingsFolder, 'settings.json'),
      JSON.stringify({ port: 8000, shownName: 'Study' }),
    );
    // A face that desktops have, where this system has it.
    const gtk = join(stage.owner.home, '.config/gtk-3.0');
    await mkdir(gtk, { recursive: true });
    await writeFile(join(gtk, 'settings.ini'), '[Settings]\ngtk-font-name=Inter 11\n');
    await Promise.all(['Kitchen', '书房的电脑', 'Anna’s notebook'].map((name) => stage.neighbour(name)));
  });
  afterAll(() => stage?.[Symbol.asyncDispose]());

  const base = () => `http://${stage.host.address}:8000`;
  const visit = (agent: string, ...targets: string[]) =>
    stage.other.run(
      targets.map((each) => `curl -q -s -A '${agent}' -o /dev/null '${base()}${encodeURI(each)}'`).join('\n'),
    );

  async function shoot(name: string, colorScheme: 'light' | 'dark'): Promise<void> {
    await stage.window.run(
      async ({ app, page }, { path, scheme }) => {
        await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1080, 720));
        await page.waitForFunction(() => innerWidth === 1080);
        await page.emulateMedia({ colorScheme: scheme });
        await page.mouse.move(1078, 718);
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({ path, animations: 'disabled' });
      },
      { path: join(folder, `readme-${name}.png`), scheme: colorScheme },
    );
  }

  async function visits(): Promise<void> {
    await visit(phone, '/', '/Holiday 2026/', '/Holiday 2026/Beach at dawn.jpg', '/Holiday 2026/Lighthouse.jpg');
    await visit(tablet, '/', '/Timetable.pdf', '/Holiday 2026/Recipes/', '/Holiday 2026/Recipes/Apple cake.pdf');
    await visit(phone, '/Holiday 2026/Market day.jpg', '/favicon.ico', '/Holiday 2026/Recipes/Fish soup.pdf');
  }

  it('English: empty, sharing, transfers, details, settings', async () => {
    await stage.launch();
    await stage.window.run(async ({ page }) => page.locator('.neighbour').nth(2).waitFor());
    await shoot('empty', 'light');
    await stage.launch({ args: [stage.folder, join(stage.owner.home, 'Timetable.pdf')] });
    await stage.window.run(async ({ page }) => page.locator('.neighbour').nth(2).waitFor());
    await visits();
    await stage.window.run(async ({ page }) => page.locator('.log').getByText('/Recipes/Fish soup.pdf').waitFor());
    await shoot('sharing', 'light');

    await stage.window.run(async ({ page }) => {
      await page.locator('.log').getByText('/favicon.ico').click();
      await page.locator('.log').getByText('Not found').nth(1).waitFor();
    });
    await shoot('details', 'dark');
    await stage.window.run(async ({ page }) => page.keyboard.press('Escape'));

    const curl = (agent: string, rate: string, name: string) =>
      stage.network.program(stage.other, [
        ...['curl', '-q', '-sS', '-o', '/dev/null', '-A', agent, '--limit-rate', rate],
        `${base()}${encodeURI(`/Holiday 2026/${name}`)}`,
      ]);
    curl(phone, '40M', 'Summer film.mp4');
    curl(player, '12M', 'Train journey.mkv');
    await stage.window.run(async ({ page }) => {
      await page.getByRole('tab', { name: /^Transfers/ }).click();
      await page.getByRole('tab', { name: 'Transfers 2 running' }).waitFor();
      await page
        .getByText(/ left$/)
        .nth(1)
        .waitFor();
    });
    await shoot('transfers', 'dark');

    await stage.window.run(async ({ page }) => {
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('dialog', { name: 'Settings' }).waitFor();
    });
    await shoot('settings', 'light');
  });

  it('中文: sharing', async () => {
    const settings = JSON.parse(await readFile(join(stage.owner.settingsFolder, 'settings.json'), 'utf8'));
    await stage.launch({ env: { LANGUAGE: 'zh_CN', LANG: 'zh_CN.UTF-8' } });
    await writeFile(
      join(stage.owner.settingsFolder, 'settings.json'),
      JSON.stringify({ ...settings, shownName: '书房' }),
    );
    await stage.launch({ env: { LANGUAGE: 'zh_CN', LANG: 'zh_CN.UTF-8' } });
    await stage.window.run(async ({ page }) => {
      await page.getByTestId('share-url').waitFor();
      await page.locator('.neighbour').nth(2).waitFor();
    });
    await visits();
    await stage.window.run(async ({ page }) => page.locator('.log').getByText('/Recipes/Fish soup.pdf').waitFor());
    await shoot('sharing-zh', 'dark');
  });
});
