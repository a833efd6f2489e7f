import { describe, expect, it } from 'vitest';
import {
  everywhere,
  listenPlace,
  type RememberedReach,
  reachIn,
  reachView,
  rememberReach,
  type StoredReach,
  storedReach,
  withLocalName,
} from '../../../../src/main/app/share/reach.ts';
import type { AddressView } from '../../../../src/shared/ipc.ts';
import { networkOf } from '../../../support/fake-watch.ts';

const wlan = { interfaceName: 'wlan0', kind: 'wifi', address: '192.168.1.20', networkId: 'home' } as const;
const eth = { interfaceName: 'eth0', kind: 'ethernet', address: '10.0.0.5', networkId: 'office' } as const;
const tun = { interfaceName: 'tun0', kind: 'vpn', address: '10.8.0.2' } as const;
const home = networkOf([wlan]);
const office = networkOf([eth, tun]);
const both = networkOf([eth, wlan]);
const offline = networkOf([]);
const nowhere: StoredReach = { kind: 'this-computer' };
const onEth: StoredReach = { kind: 'interface', interfaceName: 'eth0', networkId: 'office' };

const at = (networkId: string | null, reach: StoredReach): RememberedReach => ({ networkId, reach });

describe('reachIn', () => {
  it.each<[string, Parameters<typeof reachIn>, StoredReach]>([
    ['everywhere where nothing was chosen', [home, [], null], everywhere],
    ['what was chosen here', [home, [at('home', nowhere), at('office', everywhere)], null], nowhere],
    ['the newest of two networks', [both, [at('home', nowhere), at('office', onEth)], null], onEth],
    ['the newest of all in an unknown network', [home, [at('a', everywhere), at('b', nowhere)], null], nowhere],
    ['the newest of all while offline', [offline, [at('home', nowhere)], null], nowhere],
    [
      'what was chosen offline, where nothing newer was',
      [home, [at('home', everywhere), at(null, nowhere)], null],
      nowhere,
    ],
    [
      'what is newer than what was chosen offline',
      [home, [at(null, nowhere), at('home', everywhere)], null],
      everywhere,
    ],
    [
      'the present one while a network is not told apart',
      [networkOf([{ ...wlan, networkId: null }]), [at('home', everywhere)], nowhere],
      nowhere,
    ],
    [
      'the newest of all where that is so at the start',
      [networkOf([{ ...wlan, networkId: null }]), [at('home', onEth)], null],
      onEth,
    ],
  ])('is %s', (_what, [network, remembered, current], expected) => {
    expect(reachIn(network, remembered, current)).toEqual(expected);
  });
});

describe('rememberReach', () => {
  it('replaces what was chosen in the networks of this moment, and nothing else', () => {
    const before = [at('home', everywhere), at('café', nowhere), at('office', everywhere), at(null, nowhere)];
    expect(rememberReach(both, before, onEth)).toEqual([at('café', nowhere), at('office', onEth), at('home', onEth)]);
    expect(rememberReach(offline, [at('home', everywhere)], nowhere)).toEqual([
      at('home', everywhere),
      at(null, nowhere),
    ]);
  });

  it('forgets the oldest of too many', () => {
    const many = Array.from({ length: 80 }, (_, index) => at(`network ${index}`, everywhere));
    const after = rememberReach(home, many, nowhere);
    expect(after).toHaveLength(64);
    expect([after[0], after.at(-1)]).toEqual([at('network 17', everywhere), at('home', nowhere)]);
  });
});

describe('listenPlace', () => {
  it.each<[string, Parameters<typeof listenPlace>, ReturnType<typeof listenPlace>]>([
    ['everywhere', [both, everywhere], { address: undefined, isWaiting: false }],
    ['on this computer', [both, nowhere], { address: '127.0.0.1', isWaiting: false }],
    ['on the interface', [both, onEth], { address: '10.0.0.5', isWaiting: false }],
    ['here, as the interface is gone', [home, onEth], { address: '127.0.0.1', isWaiting: true }],
    [
      'here, as the interface is in another network',
      [networkOf([{ ...eth, networkId: 'café' }]), onEth],
      { address: '127.0.0.1', isWaiting: true },
    ],
    [
      'on the interface while its network is not told apart',
      [networkOf([{ ...eth, networkId: null }]), onEth],
      { address: '10.0.0.5', isWaiting: false },
    ],
    [
      'on an interface that is in no local network',
      [office, { kind: 'interface', interfaceName: 'tun0', networkId: null }],
      { address: '10.8.0.2', isWaiting: false },
    ],
    [
      'on the private address rather than the public one',
      [networkOf([{ ...eth, address: '2001:db8::5' }, eth]), onEth],
      { address: '10.0.0.5', isWaiting: false },
    ],
    [
      'not on an address that needs a zone',
      [networkOf([{ ...eth, address: 'fe80::1' }]), onEth],
      { address: '127.0.0.1', isWaiting: true },
    ],
  ])('is %s', (_what, [network, reach], expected) => {
    expect(listenPlace(network, reach)).toEqual(expected);
  });
});

it('a choice is kept with the network that its interface is in', () => {
  expect(storedReach(both, { kind: 'interface', interfaceName: 'eth0' })).toEqual(onEth);
  expect(storedReach(office, { kind: 'interface', interfaceName: 'tun0' })).toMatchObject({ networkId: null });
  expect(storedReach(both, { kind: 'all' })).toEqual({ kind: 'all' });
});

it('the window is offered each interface once, by its best address, but not loopback', () => {
  expect(reachView(networkOf([eth, { ...eth, address: 'fd00::5' }, tun, wlan]), onEth)).toEqual({
    choice: { kind: 'interface', interfaceName: 'eth0' },
    interfaces: [
      { interfaceName: 'eth0', kind: 'ethernet', address: '10.0.0.5' },
      { interfaceName: 'tun0', kind: 'vpn', address: '10.8.0.2' },
      { interfaceName: 'wlan0', kind: 'wifi', address: '192.168.1.20' },
    ],
    isWaiting: false,
  });
  expect(reachView(home, onEth).isWaiting).toBe(true);
});

describe('withLocalName', () => {
  const view = (kind: AddressView['kind'], address: string): AddressView => {
    return { kind, address, url: `http://${address}:8000/`, family: 4, interfaceName: 'x' };
  };
  const lan = view('wifi', '192.168.1.20');
  const loopback = view('loopback', '127.0.0.1');

  it('puts the name behind the best address', () => {
    const urls = withLocalName([lan, loopback], 'studio.local', 8000).map(({ url, isName }) => [isName ?? false, url]);
    expect(urls).toEqual([
      [false, 'http://192.168.1.20:8000/'],
      [true, 'http://studio.local:8000/'],
      [false, 'http://127.0.0.1:8000/'],
    ]);
    expect(withLocalName([lan], 'studio.local', 80)[1]?.url).toBe('http://studio.local/');
  });

  it('leaves it out where there is none, or nobody else could use it', () => {
    expect(withLocalName([lan], null, 8000)).toEqual([lan]);
    expect(withLocalName([loopback], 'studio.local', 8000)).toEqual([loopback]);
    expect(withLocalName([], 'studio.local', 8000)).toEqual([]);
  });
});
