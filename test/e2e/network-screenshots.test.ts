import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { obstacle, skipReason } from '../discovery/network/network-test.ts';
import { appFolder } from './support/launch.ts';
import { NetworkStage } from './support/network-stage.ts';

const folder = join(appFolder, 'test-results');
const languages = [
  ['en', {}],
  ['zh', { LANGUAGE: 'zh_CN', LANG: 'zh_CN.UTF-8' }],
] as const;
const changedAddresses = { en: '10.99.0.41', zh: '10.99.0.42' } as const;

/** Pictures for people to look at: what the network makes the window show, in both themes, languages and sizes. */
describe.skipIf(obstacle !== null)(`screenshots on a network of its own${skipReason}`, () => {
  let stage: NetworkStage;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    stage = await NetworkStage.open();
    await stage.host.run(
      [
        // A container's network and a VPN, by their names.
        'ip link add docker0 type veth peer name x0; ip link set x0 up; ip addr add 172.17.0.1/16 dev docker0; ip link set docker0 up',
        'ip link add tun0 type veth peer name x1; ip link set x1 up; ip addr add 10.8.0.2/32 dev tun0; ip link set tun0 up',
        'ip addr add 2001:db8:1:2:3:4:5:6/64 dev eth0 nodad',
      ].join('\n'),
    );
    await Promise.all(['Kitchen', '书房的电脑', 'Anna’s notebook in the attic'].map((name) => stage.neighbour(name)));
    stage.network.zeroconf(stage.other, 'Canon TS5300 series', 80);
    stage.network.zeroconf(stage.other, '<b>NAS</b> \u202egnp.exe', 8080);
  });
  afterAll(() => stage?.[Symbol.asyncDispose]());

  /** One picture for each theme and size. */
  async function shoot(name: string): Promise<void> {
    await stage.window.run(
      async ({ app, page }, { path }) => {
        for (const [width, height] of [
          [1080, 720],
          [720, 480],
        ] as const) {
          await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size), [
            width,
            height,
          ] as [number, number]);
          await page.waitForFunction((wanted) => innerWidth === wanted, width);
          await page.mouse.move(width - 2, height - 2);
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme });
            await page.evaluate(() => document.fonts.ready);
            const file = `${path}-${colorScheme}-${width}.png`;
            await page.screenshot({ path: file, animations: 'disabled' });
          }
        }
      },
      { path: join(folder, name) },
    );
  }

  it.each(languages)('%s: nearby, the self-test, an address that changed', async (language, env) => {
    const PATH = await stage.pathWith({
      'firewall-cmd': 'case $1 in --state) echo running;; *) echo no; exit 1;; esac',
      ufw: 'exit 1',
    });
    await stage.launch({ args: [stage.folder], env: { ...env, PATH } });
    await stage.window.run(async ({ page }) => {
      await page.locator('.neighbour').nth(4).waitFor();
    });
    await shoot(`nearby-${language}`);

    await stage.window.run(async ({ page }) => {
      await page.locator('.reach__actions button').nth(1).click();
      await page.locator('.finding').first().waitFor();
    });
    await shoot(`self-test-${language}`);
    await stage.window.run(async ({ page }) => {
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
    });

    await stage.changeAddress(changedAddresses[language]);
    await stage.window.run(async ({ page }) => {
      await page.locator('.address-notice').waitFor();
    });
    await shoot(`address-changed-${language}`);

    await stage.host.run('ip link set eth0 down; ip link set eth1 down');
    await stage.window.run(async ({ page }) => {
      await page.locator('.nearby__trouble').waitFor();
    });
    await shoot(`no-network-${language}`);
    await stage.restoreNetwork();
  });
});
