import { describe, expect, it } from 'vitest';
import { type NetworkInterfaces, networkState } from '../../src/main/discovery/addresses.ts';
import { knownNetworksMax } from '../../src/main/discovery/limits.ts';
import { type Gateway, parseGateways } from '../../src/main/discovery/linux-network.ts';
import type { NetworkState } from '../../src/main/discovery/network.ts';
import { isKnownNetwork, rememberNetworks } from '../../src/main/discovery/network-identity.ts';
import { recordedInterfaces as recorded } from './recorded-interfaces.ts';

function network(interfaces: NetworkInterfaces, gateways: readonly Gateway[] = []): NetworkState {
  return networkState({ interfaces, routes: { ipv4: null, ipv6: null }, hardware: new Map(), gateways });
}

const router = { interfaceName: 'wlp2s0', address: '192.168.1.1', hardwareAddress: '02:00:00:00:00:01' };
const cafe = { ...router, hardwareAddress: '02:00:00:00:00:02' };
const unknown = { ...router, hardwareAddress: null };
const wifi = { lo: recorded.offline.lo, wlp2s0: recorded.linuxWithDocker.wlp2s0 };

describe('the networks of this computer', () => {
  it.each<[what: string, state: NetworkState, ids: (string | null)[]]>([
    ['by the gateway’s hardware address', network(wifi, [router]), ['gateway 02:00:00:00:00:01']],
    ['not told apart yet', network(wifi, [unknown]), [null]],
    ['without a gateway, by the subnet', network(wifi), ['subnet 192.168.1.0/255.255.255.0 wlp2s0']],
    ['a cable', network(recorded.cableOnly), ['subnet 169.254.0.0/255.255.0.0 eth0']],
    ['IPv6 only', network(recorded.ipv6Only), ['subnet 2001:db8:5:0 eth0']],
    ['offline', network(recorded.offline), []],
    ['IPv6 link-local only is offline', network({ eth0: recorded.linuxWithDocker.veth1a2b3c4 }), []],
    [
      'two at once, but no container, virtual machine or tunnel',
      network(recorded.linuxWithDocker, [router]),
      ['gateway 02:00:00:00:00:01', 'subnet 10.20.30.0/255.255.255.0 enp3s0'],
    ],
    ['a VPN is none', network(recorded.macWithVpn), ['subnet 192.168.178.0/255.255.255.0 en0']],
  ])('%s', (_what, { networks }, ids) => {
    expect(networks.map(({ id }) => id)).toEqual(ids);
  });
});

describe('isKnownNetwork and rememberNetworks', () => {
  const atHome = network(wifi, [router]);
  const known = rememberNetworks([], atHome);

  it('knows a network again, and no other with the same subnet and name', () => {
    expect(known).toEqual(['gateway 02:00:00:00:00:01']);
    expect(isKnownNetwork(known, atHome)).toBe(true);
    expect(isKnownNetwork(known, network(wifi, [cafe]))).toBe(false);
    expect(isKnownNetwork(known, network(wifi))).toBe(false);
    expect(isKnownNetwork([], atHome)).toBe(false);
  });

  it('decides nothing, and remembers nothing, by a network that is not told apart yet', () => {
    const pending = network(wifi, [unknown]);
    expect(rememberNetworks(known, pending)).toEqual(known);
    expect(isKnownNetwork([...known, 'null', 'offline'], pending)).toBe(false);
  });

  it('asks for every network: at home by cable, a stranger’s Wi-Fi is a stranger’s still', () => {
    const both = network({ ...wifi, eth0: recorded.cloudMachine.ens4 }, [router]);
    expect(isKnownNetwork(known, both)).toBe(false);
    expect(isKnownNetwork(rememberNetworks(known, both), both)).toBe(true);
  });

  it('takes being offline for a network of its own', () => {
    const offline = network(recorded.offline);
    expect(isKnownNetwork(known, offline)).toBe(false);
    expect(isKnownNetwork(rememberNetworks(known, offline), offline)).toBe(true);
    expect(isKnownNetwork(['offline'], atHome)).toBe(false);
  });

  it('stays bounded and forgets the one unused for longest', () => {
    const many = Array.from({ length: 100 }, (_, index) => `gateway ${index}`);
    const later = rememberNetworks(many, atHome);
    expect(later).toHaveLength(knownNetworksMax);
    expect(later.at(-1)).toBe('gateway 02:00:00:00:00:01');
    expect(rememberNetworks(['gateway 02:00:00:00:00:01', 'other'], atHome)).toEqual([
      'other',
      'gateway 02:00:00:00:00:01',
    ]);
  });
});

describe('parseGateways', () => {
  const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n';
  const arpHead = 'IP address       HW type     Flags       HW address            Mask     Device\n';
  const route = (name: string, gateway: string, metric = 0): string =>
    `${name}\t00000000\t${gateway}\t0003\t0\t0\t${metric}\t00000000\t0\t0\t0\n`;
  const arp = (address: string, hardware: string, name: string): string =>
    `${address}      0x1         0x2         ${hardware}     *        ${name}\n`;

  it.each<[what: string, routes: string, neighbours: string, expected: Gateway[]]>([
    ['nothing', '', '', []],
    ['only heads', head, arpHead, []],
    [
      'one gateway',
      `${head}${route('wlan0', '0101A8C0')}wlan0\t0001A8C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\t0\t0\t0\n`,
      arpHead + arp('192.168.1.1', 'AA:bb:cc:dd:ee:0f', 'wlan0'),
      [{ interfaceName: 'wlan0', address: '192.168.1.1', hardwareAddress: 'aa:bb:cc:dd:ee:0f' }],
    ],
    [
      'the one with the least metric, of each interface',
      head + route('eth0', '0200000A', 200) + route('eth0', '0100000A', 100) + route('wlan0', '0101A8C0', 600),
      arpHead + arp('10.0.0.2', '02:00:00:00:00:02', 'eth0'),
      [
        { interfaceName: 'eth0', address: '10.0.0.1', hardwareAddress: null },
        { interfaceName: 'wlan0', address: '192.168.1.1', hardwareAddress: null },
      ],
    ],
    [
      'unanswered: all zeroes',
      head + route('wlan0', '0101A8C0'),
      arpHead + arp('192.168.1.1', '00:00:00:00:00:00', 'wlan0'),
      [{ interfaceName: 'wlan0', address: '192.168.1.1', hardwareAddress: null }],
    ],
    [
      'the same address behind another interface',
      head + route('wlan0', '0101A8C0'),
      arpHead + arp('192.168.1.1', '02:00:00:00:00:01', 'eth0'),
      [{ interfaceName: 'wlan0', address: '192.168.1.1', hardwareAddress: null }],
    ],
    [
      'a route without a gateway (a tunnel)',
      `${head}tun0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0\n`,
      '',
      [],
    ],
    [
      'half of the address space is no default route',
      `${head}tun0\t00000000\t0108080A\t0003\t0\t0\t0\t00000080\t0\t0\t0\n`,
      '',
      [],
    ],
    ['garbage', `${head}x\ny z\n\n${route('e', 'XYZ')}\x00\x01`, `${arpHead}nonsense\n\n`, []],
  ])('%s', (_what, routes, neighbours, expected) => {
    expect(parseGateways(routes, neighbours)).toEqual(expected);
  });
});
