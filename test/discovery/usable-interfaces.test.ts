import { describe, expect, it } from 'vitest';
import { networkState } from '../../src/main/discovery/addresses.ts';
import { linksMax } from '../../src/main/discovery/limits.ts';
import type { NetworkState } from '../../src/main/discovery/network.ts';
import { isSharedOn, usableInterfaces } from '../../src/main/discovery/usable-interfaces.ts';
import { type FakeInterface, networkOf } from '../support/fake-watch.ts';
import { recordedInterfaces } from './recorded-interfaces.ts';

const recorded = (name: keyof typeof recordedInterfaces): NetworkState =>
  networkState({
    interfaces: recordedInterfaces[name],
    routes: { ipv4: null, ipv6: null },
    hardware: new Map(),
    gateways: [],
  });
const lan = (interfaceName: string, address: string): FakeInterface => ({ interfaceName, address, kind: 'ethernet' });

describe('usableInterfaces', () => {
  it.each<[what: string, state: NetworkState, shared: string | null, expected: string[]]>([
    [
      'local networks, and no container or virtual machine',
      recorded('linuxWithDocker'),
      '::',
      ['192.168.1.23', '10.20.30.40'],
    ],
    ['no VPN', recorded('macWithVpn'), null, ['192.168.178.31']],
    ['nor one on Windows', recorded('windowsWithWsl'), null, ['192.168.0.104', '169.254.12.34']],
    ['a cable', recorded('cableOnly'), null, ['169.254.7.8']],
    ['IPv6 only: none', recorded('ipv6Only'), null, []],
    ['offline: none', recorded('offline'), null, []],
    [
      'the one that the owner chose, whatever it is, first',
      recorded('linuxWithDocker'),
      '172.17.0.1',
      ['172.17.0.1', '192.168.1.23', '10.20.30.40'],
    ],
    ['not loopback, though shared on it', recorded('offline'), '127.0.0.1', []],
    ['one of two on one subnet', networkOf([lan('eth0', '10.0.0.1'), lan('wlan0', '10.0.0.2')]), null, ['10.0.0.1']],
    [
      'the chosen of two on one subnet',
      networkOf([lan('eth0', '10.0.0.1'), lan('wlan0', '10.0.0.2')]),
      '10.0.0.2',
      ['10.0.0.2'],
    ],
    ['one address of an interface', networkOf([lan('eth0', '10.0.0.1'), lan('eth0', '10.0.1.1')]), null, ['10.0.0.1']],
  ])('%s', (_what, state, shared, expected) => {
    expect(usableInterfaces(state, shared, 'lan').map(({ address }) => address)).toEqual(expected);
  });

  it('is bounded', () => {
    const many = networkOf(Array.from({ length: 50 }, (_, index) => lan(`eth${index}`, `10.0.${index}.1`)));
    expect(usableInterfaces(many, null, 'lan')).toHaveLength(linksMax);
  });

  it('is loopback alone where a test wants it', () => {
    expect(usableInterfaces(recorded('linuxWithDocker'), null, 'loopback').map(({ address }) => address)).toEqual([
      '127.0.0.1',
    ]);
  });

  it.each([
    ['::', true],
    ['0.0.0.0', true],
    ['10.0.0.1', true],
    ['10.0.0.2', false],
    ['127.0.0.1', false],
    ['::1', false],
  ])('what listens on %s is shared on 10.0.0.1: %s', (shared, expected) => {
    const [local] = networkOf([lan('eth0', '10.0.0.1')]).addresses;
    expect(local && isSharedOn(local, shared)).toBe(expected);
  });
});
