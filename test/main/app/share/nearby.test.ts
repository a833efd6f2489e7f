import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { announcedShare } from '../../../../src/main/app/share/announced-share.ts';
import { Nearby } from '../../../../src/main/app/share/nearby.ts';
import { Visitors } from '../../../../src/main/app/visitors/visitors.ts';
import type { AnnouncedShare, DiscoveryEvents } from '../../../../src/main/discovery/discovery.ts';
import type { DiscoveryState, NeighbourList } from '../../../../src/shared/neighbour.ts';

class FakeDiscovery extends EventEmitter<DiscoveryEvents> {
  readonly calls: unknown[] = [];
  state: DiscoveryState = { status: 'on', announcedName: null };
  neighbours: NeighbourList = { neighbours: [], omitted: 0 };
  announceError: Error | null = null;

  start = () => this.calls.push('start');
  resume = () => this.calls.push('resume');
  async suspend() {
    this.calls.push('suspend');
  }
  async stop() {
    this.calls.push('stop');
  }
  async announce(share: AnnouncedShare | null) {
    this.calls.push(share);
    if (this.announceError) throw this.announceError;
  }
}

const share: AnnouncedShare = { name: 'Studio', port: 8000, address: '::', path: '/', access: 'open' };

function makeNearby({ isForbidden = false, isEnabled = true } = {}) {
  const faults: string[] = [];
  const discoveries: FakeDiscovery[] = [];
  let changes = 0;
  const onChanged = () => changes++;
  const createDiscovery = () => {
    const discovery = new FakeDiscovery();
    discoveries.push(discovery);
    return discovery;
  };
  const nearby = new Nearby({
    createDiscovery: isForbidden ? null : createDiscovery,
    onChanged,
    reportFault: (what) => faults.push(what),
  });
  nearby.setEnabled(isEnabled);
  return { nearby, discoveries, faults, changes: () => changes };
}

/** One that has begun. */
async function startNearby() {
  const made = makeNearby();
  await expect.poll(() => made.discoveries.length).toBe(1);
  const [discovery] = made.discoveries;
  if (!discovery) throw new Error('there is none');
  return { ...made, discovery };
}

it('shows what discovery finds, and tells of every change', async () => {
  const { nearby, discovery, changes } = await startNearby();
  const before = changes();
  const neighbour = {
    id: 'n1',
    kind: 'http',
    name: 'Printer',
    address: '10.0.0.9',
    url: 'http://10.0.0.9/',
    access: 'unknown',
  } as const;
  discovery.neighbours = { neighbours: [neighbour], omitted: 3 };
  discovery.emit('neighboursChanged', discovery.neighbours);
  discovery.emit('stateChanged', { status: 'starting' });
  expect(changes() - before).toBe(2);
  expect(nearby.snapshot).toEqual({
    state: { status: 'on', announcedName: null },
    neighbours: [neighbour],
    omitted: 3,
  });
  expect([nearby.find('n1'), nearby.find('n2')]).toEqual([neighbour, undefined]);
});

it('announces a share once, and withdraws it', async () => {
  const { nearby, discovery } = await startNearby();
  nearby.announce(null);
  nearby.announce(share);
  nearby.announce({ ...share });
  nearby.announce({ ...share, port: 8001 });
  nearby.announce(null);
  expect(discovery.calls).toEqual(['start', share, { ...share, port: 8001 }, null]);
});

it('reports what goes wrong, and goes on', async () => {
  const { nearby, discovery, faults } = await startNearby();
  discovery.announceError = new Error('no');
  nearby.announce(share);
  discovery.emit('fault', new Error('odd packet'));
  await expect.poll(() => faults).toEqual(['discovery has trouble', 'the share could not be announced']);
});

it('sleeps, wakes and ends with the computer', async () => {
  const { nearby, discovery } = await startNearby();
  await nearby.suspend();
  nearby.resume();
  await nearby.close();
  expect(discovery.calls).toEqual(['start', 'suspend', 'resume', 'stop']);
});

it('is switched off and on, and then announces what is shared by then', async () => {
  const { nearby, discovery, discoveries, changes } = await startNearby();
  const before = changes();
  nearby.announce(share);
  nearby.setEnabled(false);
  expect(nearby.snapshot.state).toEqual({ status: 'disabled', by: 'setting' });
  nearby.setEnabled(false);
  expect(changes() - before).toBe(1);
  nearby.announce({ ...share, name: 'Attic' });
  discovery.neighbours = { neighbours: [], omitted: 9 };
  expect(nearby.snapshot.omitted).toBe(0);
  nearby.setEnabled(true);
  expect(nearby.snapshot.state).toEqual({ status: 'starting' });
  await expect.poll(() => discoveries[1]?.calls).toEqual(['start', { ...share, name: 'Attic' }]);
  expect(discovery.calls).toEqual(['start', share, 'stop']);
  expect(nearby.snapshot.state).toEqual({ status: 'on', announcedName: null });
});

it('begins anew only when the one before has said goodbye', async () => {
  const { nearby, discovery, discoveries } = await startNearby();
  let said = (): void => undefined;
  discovery.stop = () =>
    new Promise<void>((resolve) => {
      said = resolve;
    });
  nearby.setEnabled(false);
  nearby.setEnabled(true);
  nearby.setEnabled(false);
  nearby.setEnabled(true);
  await new Promise((resolve) => setImmediate(resolve));
  expect(discoveries.length).toBe(1);
  said();
  await expect.poll(() => discoveries.length).toBe(2);
  expect(discoveries[1]?.calls).toEqual(['start']);
});

it('what is switched on while the computer sleeps wakes with it', async () => {
  const { nearby, discoveries } = makeNearby({ isEnabled: false });
  await nearby.suspend();
  nearby.setEnabled(true);
  await expect.poll(() => discoveries[0]?.calls).toEqual(['start', 'suspend']);
  nearby.resume();
  expect(discoveries[0]?.calls).toEqual(['start', 'suspend', 'resume']);
});

it('nothing begins after the end', async () => {
  const { nearby, discoveries } = makeNearby();
  await nearby.close();
  await new Promise((resolve) => setImmediate(resolve));
  expect(discoveries).toEqual([]);
});

it.each(['option', 'setting'] as const)('without discovery (by %s) does nothing and says so', async (by) => {
  const { nearby, discoveries } = makeNearby({ isForbidden: by === 'option', isEnabled: by === 'option' });
  nearby.announce(share);
  await nearby.suspend();
  nearby.resume();
  await nearby.close();
  expect(nearby.snapshot).toEqual({ state: { status: 'disabled', by }, neighbours: [], omitted: 0 });
  expect(discoveries).toEqual([]);
});

it('only what others can reach is announced', () => {
  const at = (address: string) => announcedShare({ port: 8000, address, family: 4 }, 'Studio.local');
  expect(at('::')).toEqual(share);
  expect(at('192.168.1.20')).toEqual({ ...share, address: '192.168.1.20' });
  expect([at('127.0.0.1'), at('::1'), announcedShare(undefined, 'Studio')]).toEqual([null, null, null]);
});

it('visitors are other devices, counted anew for another port or address', () => {
  const visitors = new Visitors((address) => address === '192.168.1.20');
  const place = { port: 8000, address: '::', family: 6 } as const;
  visitors.follow(place);
  for (const address of ['127.0.0.1', '::1', '192.168.1.20']) visitors.add(address);
  expect([visitors.devices, visitors.lastAddress]).toEqual([0, null]);
  for (const address of ['192.168.1.7', '192.168.1.8', '192.168.1.7']) visitors.add(address);
  visitors.follow(undefined);
  visitors.follow({ ...place });
  expect([visitors.devices, visitors.lastAddress]).toEqual([2, '192.168.1.7']);
  for (let index = 0; index < 2_000; index++) visitors.add(`fd00::${index.toString(16)}`);
  expect([visitors.devices, visitors.lastAddress]).toEqual([1_000, 'fd00::7cf']);
  visitors.follow({ ...place, port: 8001 });
  expect(visitors.devices).toBe(0);
});
