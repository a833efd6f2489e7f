import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { obstacle, printTime, skipReason } from '../discovery/network/network-test.ts';
import { NetworkStage } from './support/network-stage.ts';
import type { SandboxWindow } from './support/sandbox-window.ts';

/** An address of the internet (RFC 5737), which the other computer has as well. */
const stranger = '203.0.113.7';

const openSheet = (window: SandboxWindow) =>
  window.run(async ({ page }) => {
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await page.getByRole('dialog', { name: 'Settings' }).waitFor();
  });

describe.skipIf(obstacle !== null)(`what the settings change for other computers${skipReason(obstacle)}`, () => {
  let stage: NetworkStage;

  beforeAll(async () => {
    stage = await NetworkStage.open();
    await stage.other.run(`ip addr add ${stranger}/32 dev eth1`);
    await stage.host.run(`ip route add ${stranger}/32 via 10.98.0.2`);
    await stage.launch({ args: [stage.folder] });
    await openSheet(stage.window);
  });
  afterAll(() => stage?.[Symbol.asyncDispose]());

  const statusFrom = (address: string) =>
    stage.other.run(
      `curl -q -s -o /dev/null -w '%{http_code}' --interface ${address} http://10.98.0.1:${stage.owner.port}/hello.txt`,
    );
  const setAccess = (words: string) =>
    stage.window.run(async ({ page }, option) => {
      await page.getByRole('combobox', { name: 'Who may connect' }).selectOption(option);
    }, words);

  it('who may connect is another one at once', async () => {
    expect([await statusFrom('10.98.0.2'), await statusFrom(stranger)]).toEqual(['200', '403']);
    await setAccess('Everybody who can reach the port');
    await expect.poll(() => statusFrom(stranger)).toBe('200');
    await setAccess('Devices on my networks');
    await expect.poll(() => statusFrom(stranger)).toBe('403');
    expect(await statusFrom('10.98.0.2')).toBe('200');
  });

  it('a blocked visitor is let in again from the sheet', async () => {
    await stage.window.run(async ({ page }) => {
      await page.evaluate(() => globalThis.doorstep.request('blockVisitor', '10.98.0.2'));
      await page.getByRole('button', { name: 'Unblock 10.98.0.2' }).waitFor();
    });
    await expect.poll(() => statusFrom('10.98.0.2')).toBe('403');
    await stage.window.run(async ({ page }) => page.getByRole('button', { name: 'Unblock 10.98.0.2' }).click());
    await expect.poll(() => statusFrom('10.98.0.2')).toBe('200');
  });

  it('others see the name at once, nothing while discovery is off, and the share again when it is on', async () => {
    await using watcher = stage.watcher();
    await watcher.untilNeighbour('host1');
    await stage.window.run(async ({ page }) => {
      await page.getByRole('textbox', { name: 'Name shown to others' }).fill('Küche 厨房');
      await page.keyboard.press('Enter');
    });
    printTime('a share was seen under its new name', await watcher.untilNeighbour('Küche 厨房'));
    await watcher.untilNeighbour('host1', false, 5_000);

    const discovery = (on: boolean) =>
      stage.window.run(async ({ page }, wanted) => {
        await page.getByRole('checkbox', { name: 'Be found, and find others' }).setChecked(wanted);
        await page
          .getByRole('region', { name: 'Nearby', includeHidden: true })
          .getByText('Switched off in the settings')
          .waitFor({ state: wanted ? 'detached' : 'attached' });
      }, on);
    await discovery(false);
    printTime('a share was withdrawn by the setting', await watcher.untilNeighbour('Küche 厨房', false, 5_000));
    await discovery(true);
    printTime('a share was announced again by the setting', await watcher.untilNeighbour('Küche 厨房'));
    const neighbour = await stage.neighbour('Attic');
    await stage.window.run(async ({ page }) => {
      await page.getByRole('region', { name: 'Nearby', includeHidden: true }).getByText('Attic').waitFor();
    });
    neighbour.child.kill();
  });
});
