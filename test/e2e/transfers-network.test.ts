import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { obstacle, skipReason } from '../discovery/network/network-test.ts';
import { appFolder } from './support/launch.ts';
import { NetworkStage } from './support/network-stage.ts';

const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1';
const player = 'VLC/3.0.20 LibVLC/3.0.20';
const longName = `${'A very long name of a film that nobody shortened '.repeat(3)}(Director’s cut).mkv`;

describe.skipIf(obstacle !== null)(`transfers to another computer${skipReason(obstacle)}`, () => {
  let stage: NetworkStage;

  beforeAll(async () => {
    stage = await NetworkStage.open();
    for (const name of ['夏日旅行 2026.mp4', longName]) {
      const file = await open(join(stage.folder, name), 'w');
      await file.truncate(1_200_000_000);
      await file.close();
    }
    await mkdir(join(appFolder, 'test-results'), { recursive: true });
    await stage.launch({ args: [stage.folder] });
  });
  afterAll(() => stage?.[Symbol.asyncDispose]());

  const url = (name: string) => `http://${stage.host.address}:${stage.owner.port}/${encodeURIComponent(name)}`;
  const curl = (name: string, ...args: string[]) =>
    stage.network.program(stage.other, ['curl', '-q', '-sS', '-o', '/dev/null', ...args, url(name)]);
  const status = () => stage.other.run(`curl -q -s -o /dev/null -w '%{http_code}' ${url('hello.txt')}`);

  it('a visitor who is blocked is cut off and refused until unblocked', async () => {
    const { window } = stage;
    const visitor = stage.slowVisitor(url('big.bin'));
    await visitor.first('begun');
    await window.run(async ({ page }, name) => {
      await page.getByRole('tab', { name: 'Transfers 1 running' }).click();
      const row = page.getByRole('region', { name: 'Transfers' }).getByRole('listitem');
      await row.getByRole('button', { name: `Block visitor ${name}…` }).click();
      const dialog = page.getByRole('dialog', { name: `Block ${name}?` });
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await dialog.waitFor({ state: 'detached' });
    }, stage.other.address);
    expect(await status()).toBe('200');

    await window.run(async ({ page }, name) => {
      await page.getByRole('button', { name: `Block visitor ${name}…` }).click();
      const dialog = page.getByRole('dialog', { name: `Block ${name}?` });
      await dialog.getByRole('button', { name: 'Block visitor' }).click();
      await page.getByText('Stopped', { exact: true }).waitFor();
      await page.getByText('blocked by you').waitFor();
    }, stage.other.address);
    visitor.child.stdin.write('go on\n');
    expect(await visitor.first('ended')).toMatchObject({ complete: false });
    expect(await status()).toBe('403');
    const blocked = await window.run(async ({ page }) =>
      page.evaluate(async () => (await globalThis.doorstep.request('getSnapshot')).settings.blockedAddresses),
    );
    expect(blocked).toEqual([stage.other.address]);

    await window.run(async ({ page }, name) => {
      await page.getByRole('button', { name: `Unblock ${name}` }).click();
      await page.getByRole('button', { name: `Block visitor ${name}…` }).waitFor();
    }, stage.other.address);
    expect(await status()).toBe('200');
  });

  it('this computer is not blocked, whatever asks for it', async () => {
    const answers = await stage.window.run(
      async ({ page }, addresses) =>
        page.evaluate(
          (all) => Promise.all(all.map((address) => globalThis.doorstep.request('blockVisitor', address))),
          addresses,
        ),
      ['127.0.0.1', '::1', stage.host.address, 'no address'],
    );
    expect(answers.map(({ ok }) => ok)).toEqual([false, false, false, false]);
    expect(await status()).toBe('200');
  });

  it.each([
    ['en', {}],
    ['zh', { LANGUAGE: 'zh_CN', LANG: 'zh_CN.UTF-8' }],
  ])('screenshots for people to look at: %s', async (language, env) => {
    await stage.launch({ args: [stage.folder], env });
    const { window } = stage;
    const shoot = (name: string, sizes: readonly (readonly [number, number])[]) =>
      window.run(
        async ({ app, page }, wanted) => {
          await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setMinimumSize(400, 400));
          for (const [width, height] of wanted.sizes) {
            await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size), [
              width,
              height,
            ] as [number, number]);
            await page.waitForFunction((px) => innerWidth === px, width);
            await page.evaluate(() => document.querySelector('.activity')?.scrollIntoView());
            for (const colorScheme of ['light', 'dark'] as const) {
              await page.emulateMedia({ colorScheme });
              await page.screenshot({ path: `${wanted.path}-${colorScheme}-${width}.png`, animations: 'disabled' });
            }
          }
        },
        { path: join(appFolder, 'test-results', `${name}-${language}`), sizes },
      );
    const untilRows = (rows: number) =>
      window.run(async ({ page }, count) => {
        await page.waitForFunction((wanted) => document.querySelectorAll('.transfer').length === wanted, count);
      }, rows);

    await window.run(async ({ page }) => page.getByRole('tab').nth(1).click());
    await shoot('transfers-empty', [[1080, 720]]);
    await curl('big.bin', '-A', phone).ended;
    await curl('big.bin?again', '-A', phone, '-r', '0-9999999').ended;
    await stage.host.run(`curl -q -s -o /dev/null -m 2 --limit-rate 1M '${url(longName)}' || true`);
    await curl('夏日旅行 2026.mp4', '--limit-rate', '9M', '-r', '300000000-', '-A', player).first('pid');
    await curl(longName, '--limit-rate', '22M', '-A', phone).first('pid');
    await untilRows(4);
    await window.run(async ({ page }) => {
      // Long enough for a speed that is not the first burst's.
      const isUnderWay = () => {
        const bars = [...document.querySelectorAll('progress')];
        return bars.length === 2 && bars.every(({ value }) => value > 0.05);
      };
      await page.waitForFunction(isUnderWay, undefined, { timeout: 30_000 });
      await page
        .getByRole('button', { name: /^(Block visitor|屏蔽访问者)/ })
        .first()
        .focus();
    });
    await shoot('transfers', [
      [720, 480],
      [1920, 1080],
      [1080, 720],
    ]);
    // As at 200 % zoom.
    await shoot('transfers', [[540, 960]]);
    await window.run(async ({ page }) =>
      page
        .getByRole('button', { name: /^(Block visitor|屏蔽访问者)/ })
        .first()
        .click(),
    );
    await shoot('transfers-block', [[1080, 720]]);
    await window.run(async ({ page }) => {
      await page.getByRole('dialog').getByRole('button').nth(1).click();
      await page.locator('.transfer__blocked').first().waitFor();
    });
    await shoot('transfers-blocked', [[1080, 720]]);
    await window.run(async ({ page }) => {
      await page
        .getByRole('button', { name: /^(Unblock|取消屏蔽)/ })
        .first()
        .click();
      await page.locator('.transfer__blocked').first().waitFor({ state: 'detached' });
    });
  });
});
