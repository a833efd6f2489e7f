import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { obstacle, printTime, signal, skipReason } from '../discovery/network/network-test.ts';
import { bigFileBytes, NetworkStage } from './support/network-stage.ts';
import type { SandboxWindow } from './support/sandbox-window.ts';

const followedWithinMs = 3_000;

/** Resolves with how long it took until the large URL's host is `host`, in milliseconds. */
async function untilHost(window: SandboxWindow, host: string): Promise<number> {
  const startedAt = performance.now();
  await window.run(async ({ page }, wanted) => {
    await page.waitForFunction((address) => {
      const link = document.querySelector('[data-testid="share-url"]');
      return link instanceof HTMLAnchorElement && new URL(link.href).hostname === address;
    }, wanted);
  }, host);
  return performance.now() - startedAt;
}

const qrCode = (window: SandboxWindow) =>
  window.run(async ({ page }) => page.getByRole('img', { name: 'QR code' }).locator('path').getAttribute('d'));

const choose = (window: SandboxWindow, value: string) =>
  window.run(async ({ page }, option) => {
    await page.getByRole('combobox', { name: 'Share on' }).selectOption(option);
  }, value);

const untilText = (window: SandboxWindow, text: string) =>
  window.run(async ({ page }, words) => {
    await page.getByText(words).waitFor();
  }, text);

/** As the operating system tells it; not at once, as what follows must not keep the answer from getting out. */
const emitPower = (window: SandboxWindow, event: 'suspend' | 'resume') =>
  window.run(
    async ({ app }, name) =>
      app.evaluate(({ powerMonitor }, what) => {
        setImmediate(() => powerMonitor.emit(what));
      }, name),
    event,
  );

describe.skipIf(obstacle !== null)(`the window on a network of its own${skipReason(obstacle)}`, () => {
  let stage: NetworkStage;

  beforeAll(async () => {
    stage = await NetworkStage.open();
    await stage.launch({ args: [stage.folder] });
  });
  beforeEach(() => stage.restoreNetwork());
  afterAll(() => stage?.[Symbol.asyncDispose]());

  it('a neighbour appears, is opened and copied by its link alone, and goes when it ends', async () => {
    const { window } = stage;
    const startedAt = performance.now();
    const peer = await stage.neighbour('Kitchen');
    const url = `http://${stage.other.address}:${(await peer.first('listening')).port}/`;
    const entry = await window.run(async ({ app, page }) => {
      const nearby = page.getByRole('region', { name: 'Nearby' });
      await nearby.getByRole('button', { name: 'Open Kitchen' }).waitFor();
      await app.evaluate(({ shell }) => {
        shell.openExternal = async (opened) => {
          Object.assign(globalThis, { opened });
        };
      });
      await nearby.getByRole('button', { name: 'Open Kitchen' }).click();
      await nearby.getByRole('button', { name: 'Copy link of Kitchen' }).click();
      await page.getByText('Link copied: ').waitFor({ state: 'attached' });
      const opened = await app.evaluate(() => Reflect.get(globalThis, 'opened'));
      const copied = await app.evaluate(async ({ clipboard }) => clipboard.readText());
      return { opened, copied, words: await nearby.innerText() };
    });
    printTime('a neighbour appeared in the window and was opened', performance.now() - startedAt);
    expect(entry).toMatchObject({ opened: url, copied: url });
    expect(entry.words).toContain(`${stage.other.address}:`);
    expect(entry.words).toContain('Doorstep');
    // Never itself.
    expect(entry.words).not.toContain(stage.host.address);
    expect(await window.run(async ({ page }) => page.locator('.neighbour').count())).toBe(1);

    const killedAt = performance.now();
    await signal(stage.other, peer, 'SIGKILL');
    await window.run(async ({ page }) => {
      await page.getByRole('button', { name: 'Open Kitchen' }).waitFor({ state: 'detached', timeout: 40_000 });
    });
    printTime('a killed neighbour was gone from the window', performance.now() - killedAt);
    expect(performance.now() - killedAt).toBeLessThan(30_000);
  });

  it('a request for a neighbour that is not listed opens nothing', async () => {
    const answers = await stage.window.run(async ({ page }) =>
      page.evaluate(async () => [
        await globalThis.doorstep.request('openNeighbour', 'http://elsewhere.invalid/'),
        await globalThis.doorstep.request('copyNeighbourLink', 'no such id'),
      ]),
    );
    expect(answers).toEqual([
      { ok: false, problem: { kind: 'gone' } },
      { ok: false, problem: { kind: 'gone' } },
    ]);
  });

  it('the share is seen by others, withdrawn by Stop, sleep and SIGTERM, and announced again', async () => {
    const { window } = stage;
    const watcher = stage.watcher();
    await watcher.untilNeighbour('host1');
    await window.run(async ({ page }) => page.getByRole('button', { name: 'Stop sharing' }).click());
    printTime('a stopped share was gone for others', await watcher.untilNeighbour('host1', false, 3_000));
    await window.run(async ({ page }) => page.getByRole('button', { name: 'Start sharing' }).click());
    await watcher.untilNeighbour('host1');

    await emitPower(window, 'suspend');
    printTime('a share asleep was gone for others', await watcher.untilNeighbour('host1', false, 3_000));
    await emitPower(window, 'resume');
    printTime('a share that woke was there for others', await watcher.untilNeighbour('host1'));

    await stage.host.kill('SIGTERM', window.pid);
    printTime('a share whose app was ended was gone for others', await watcher.untilNeighbour('host1', false, 3_000));
    await watcher[Symbol.asyncDispose]();
    await stage.launch();
    expect(await untilHost(stage.window, stage.host.address)).toBeLessThan(followedWithinMs);
  });

  it('an address change is followed in URL and QR code, said, and cuts no transfer on another network', async () => {
    const { window } = stage;
    const before = await qrCode(window);
    const { port } = await window.run(async ({ page }) => {
      const { state } = await page.evaluate(() => globalThis.doorstep.request('getSnapshot'));
      return { port: state.status === 'sharing' ? state.port : 0 };
    });
    const visitor = stage.slowVisitor(`http://10.98.0.1:${port}/big.bin`);
    await visitor.first('begun');
    await stage.changeAddress('10.99.0.77');
    const tookMs = await untilHost(window, '10.99.0.77');
    printTime('an address change was followed in the window', tookMs);
    expect(tookMs).toBeLessThan(followedWithinMs);
    expect(await qrCode(window)).not.toBe(before);
    await untilText(window, `The address has changed. http://${stage.host.address}:${port}/ no longer leads here`);
    expect(await stage.fetchFromOther(`http://10.99.0.77:${port}/hello.txt`)).toBe('hello');
    visitor.child.stdin.write('go on\n');
    expect(await visitor.first('ended')).toMatchObject({ bytes: bigFileBytes, complete: true });
    await window.run(async ({ page }) => page.getByRole('button', { name: 'Dismiss' }).click());
  });

  it('the cable out is said, and the network’s return too', async () => {
    const { window } = stage;
    await stage.host.run('ip link set eth1 down; ip link set eth0 down');
    expect(await untilHost(window, '127.0.0.1')).toBeLessThan(followedWithinMs);
    await untilText(window, 'No network was found');
    await untilText(window, 'There is no network to look around in');
    await stage.restoreNetwork();
    const tookMs = await untilHost(window, stage.host.address);
    printTime('a network that came back was followed in the window', tookMs);
    await untilText(window, 'The network is back');
  });

  it('the choice of a network holds, follows its address, and survives a restart', async () => {
    await choose(stage.window, 'interface:eth1');
    await untilHost(stage.window, '10.98.0.1');
    const { port } = stage.owner;
    expect(await stage.fetchFromOther(`http://10.98.0.1:${port}/hello.txt`)).toBe('hello');
    expect(await stage.fetchFromOther(`http://${stage.host.address}:${port}/hello.txt`)).toBe('ECONNREFUSED');

    await stage.launch();
    await untilHost(stage.window, '10.98.0.1');
    const chosen = await stage.window.run(async ({ page }) => page.getByRole('combobox').inputValue());
    expect(chosen).toBe('interface:eth1');

    await stage.host.run('ip addr flush dev eth1; ip addr add 10.98.0.9/24 dev eth1');
    const tookMs = await untilHost(stage.window, '10.98.0.9');
    printTime('the listener moved to the new address of the chosen network', tookMs);
    expect(tookMs).toBeLessThan(followedWithinMs);
    expect(await stage.fetchFromOther(`http://10.98.0.9:${port}/hello.txt`)).toBe('hello');

    await choose(stage.window, 'this-computer');
    await untilHost(stage.window, '127.0.0.1');
    expect(await stage.fetchFromOther(`http://10.98.0.9:${port}/hello.txt`)).toBe('ECONNREFUSED');
    await choose(stage.window, 'all');
    await untilHost(stage.window, stage.host.address);
    expect(await stage.fetchFromOther(`http://10.98.0.9:${port}/hello.txt`)).toBe('hello');
  });

  it('starts by itself only on a network on which it was shared before', async () => {
    await stage.changeRouter('02:00:00:00:00:aa');
    await stage.launch();
    await untilText(stage.window, 'You have not shared on this network before');
    expect(await stage.fetchFromOther(`http://${stage.host.address}:${stage.owner.port}/hello.txt`)).toBe(
      'ECONNREFUSED',
    );
    await stage.window.run(async ({ page }) => page.getByRole('button', { name: 'Start sharing' }).click());
    await untilHost(stage.window, stage.host.address);
    await stage.launch();
    await untilHost(stage.window, stage.host.address);
    await stage.changeRouter();
    await stage.launch();
    await untilHost(stage.window, stage.host.address);
  });

  it('the computer’s name is offered where the system answers for it', async () => {
    await stage.host.run(
      `cp /etc/hosts /run/hosts; echo "${stage.host.address} host1.local" >> /run/hosts; mount --bind /run/hosts /etc/hosts`,
    );
    await stage.launch();
    await untilText(stage.window, `http://host1.local:${stage.owner.port}/`);
    await untilText(stage.window, 'Name, outlives a change of address');
    await stage.host.run('umount /etc/hosts');
  });

  it('the self-test tells what it found, by keyboard alone, and who has come', async () => {
    const PATH = await stage.pathWith({
      'firewall-cmd': 'case $1 in --state) echo running;; *) echo no; exit 1;; esac',
      ufw: 'exit 1',
    });
    await stage.launch({ env: { PATH } });
    await untilHost(stage.window, stage.host.address);
    const findings = async () =>
      stage.window.run(async ({ page }) => {
        await page.getByRole('button', { name: "Can't reach it?" }).focus();
        await page.keyboard.press('Enter');
        const dialog = page.getByRole('dialog', { name: 'Can other devices reach it?' });
        await dialog.getByRole('listitem').first().waitFor();
        const words = await dialog.getByRole('listitem').allInnerTexts();
        // The focus stays inside, however often it is moved on.
        const outside: string[] = [];
        for (let presses = 0; presses < 12; presses += 1) {
          await page.keyboard.press('Tab');
          const name = await page.evaluate(() => {
            const { activeElement } = document;
            return activeElement?.closest('dialog') || activeElement === document.body ? '' : activeElement?.outerHTML;
          });
          if (name) outside.push(name);
        }
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'detached' });
        const focused = await page.evaluate(() => document.activeElement?.textContent);
        return { words: words.join('\n'), outside, focused };
      });
    const first = await findings();
    expect(first).toMatchObject({ outside: [], focused: "Can't reach it?" });
    expect(first.words).toContain('The firewall firewalld keeps visitors out');
    expect(first.words).toContain(`sudo firewall-cmd --add-port=${stage.owner.port}/tcp`);
    expect(first.words).toContain('Doorstep answers on this computer.');
    expect(first.words).toContain(`Doorstep answers at http://${stage.host.address}:${stage.owner.port}/.`);
    expect(first.words).toContain('No other device has come yet.');
    await stage.fetchFromOther(`http://${stage.host.address}:${stage.owner.port}/hello.txt`);
    await stage.window.run(async ({ page }) => {
      await page.locator('.log').getByText('/hello.txt', { exact: true }).waitFor();
    });
    expect((await findings()).words).toContain(
      `Other devices that have come: 1. The last one was ${stage.other.address}.`,
    );
  });
});
