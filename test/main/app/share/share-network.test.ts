import { afterEach, beforeEach, expect, it } from 'vitest';
import { SettingsStore } from '../../../../src/main/app/settings/settings-store.ts';
import { ShareNetwork } from '../../../../src/main/app/share/share-network.ts';
import type { NetworkState } from '../../../../src/main/discovery/network.ts';
import { temporaryFolder } from '../../../support/engine.ts';
import { FakeWatch, networkOf } from '../../../support/fake-watch.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let settings: SettingsStore;
let faults: string[];
let made: ShareNetwork[];

beforeEach(async () => {
  folder = await temporaryFolder();
  faults = [];
  made = [];
  settings = await SettingsStore.open(folder.path, (what) => faults.push(what));
});
afterEach(async () => {
  for (const network of made) network.close();
  await settings.flush();
  await folder[Symbol.asyncDispose]();
});

const wlan = { interfaceName: 'wlan0', kind: 'wifi', address: '192.168.1.20', networkId: 'home' } as const;
const home = networkOf([wlan]);
const notYet = networkOf([{ ...wlan, networkId: null }]);
const listening = { port: 8000, address: '::', family: 6 } as const;

function makeNetwork(
  state: NetworkState,
  localName: (state: NetworkState) => Promise<string | null> = async () => null,
) {
  const watch = new FakeWatch(state);
  const network = new ShareNetwork({ watch, settings, localName, reportFault: (what) => faults.push(what) });
  made.push(network);
  let changes = 0;
  network.on('changed', () => changes++);
  return { watch, network, changes: () => changes };
}

const kindsOf = (network: ShareNetwork) =>
  network.addressesOf(listening).map(({ kind, isName }) => (isName ? 'name' : kind));

it('shows the computer’s name where the system answers for it, and asks again after each change', async () => {
  const answers = new Map([
    [home, 'studio.local'],
    [notYet, null],
  ]);
  const { network, watch, changes } = makeNetwork(home, async (state) => answers.get(state) ?? null);
  expect(kindsOf(network)).toEqual(['wifi', 'loopback']);
  await expect.poll(() => kindsOf(network)).toEqual(['wifi', 'name', 'loopback']);
  expect([changes(), network.localName]).toEqual([1, 'studio.local']);
  watch.change(notYet);
  await expect.poll(() => network.localName).toBeNull();
});

it('does not hear the late answer to an old question', async () => {
  const answers: ((name: string | null) => void)[] = [];
  const { network, watch } = makeNetwork(home, () => new Promise((resolve) => answers.push(resolve)));
  watch.change(notYet);
  answers[1]?.('new.local');
  await expect.poll(() => network.localName).toBe('new.local');
  answers[0]?.('old.local');
  await new Promise(setImmediate);
  expect(network.localName).toBe('new.local');
});

it('survives a name that cannot be looked up', async () => {
  const { network } = makeNetwork(home, () => Promise.reject(new Error('no resolver')));
  await expect.poll(() => faults).toHaveLength(1);
  expect(kindsOf(network)).toEqual(['wifi', 'loopback']);
});

it('writes down what the owner did before the network was told apart, when it is', () => {
  const { network, watch } = makeNetwork(notYet);
  network.choose({ kind: 'interface', interfaceName: 'wlan0' });
  network.shareHere();
  expect([settings.current.knownNetworks, network.isFamiliar]).toEqual([[], false]);
  watch.change(home);
  const reach = { kind: 'interface', interfaceName: 'wlan0', networkId: 'home' };
  expect(settings.current.reaches).toEqual([{ networkId: 'home', reach }]);
  expect([settings.current.knownNetworks, network.isFamiliar]).toEqual([['home'], true]);
  expect(network.place).toEqual({ address: '192.168.1.20', isWaiting: false });
});

it('a network that comes later is not taken for the one on which the owner shared', () => {
  const { network, watch } = makeNetwork(home);
  network.shareHere();
  watch.change(networkOf([{ ...wlan, networkId: 'café' }]));
  expect([network.isFamiliar, settings.current.knownNetworks]).toEqual([false, ['home']]);
  network.choose({ kind: 'this-computer' });
  expect(network.isFamiliar).toBe(true);
});

it('tells of a VPN, the one with the default route first', () => {
  const { network, watch } = makeNetwork(home);
  expect(network.vpn).toBeNull();
  const tun = { interfaceName: 'tun0', kind: 'vpn', address: '10.8.0.2' } as const;
  watch.change(networkOf([wlan, tun, { ...tun, interfaceName: 'wg0', address: '10.9.0.2', isDefaultRoute: true }]));
  expect(network.vpn).toEqual({ interfaceName: 'wg0', hasDefaultRoute: true });
  expect([network.isOwnAddress('10.9.0.2'), network.isOwnAddress('10.9.0.3')]).toEqual([true, false]);
});

it('waits for a network to be told apart, or for the time that it may take', async () => {
  const { network, watch } = makeNetwork(notYet);
  let isOver = false;
  const waited = network.untilToldApart().then(() => {
    isOver = true;
  });
  watch.change(notYet);
  await new Promise(setImmediate);
  expect(isOver).toBe(false);
  watch.change(home);
  await waited;
  await network.untilToldApart();
});

it('follows nothing after close', async () => {
  const { network, watch, changes } = makeNetwork(home);
  network.close();
  watch.change(notYet);
  network.shareHere();
  expect([changes(), settings.current.knownNetworks]).toEqual([0, []]);
});
