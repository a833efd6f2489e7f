import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import {
  type DefaultRoutes,
  type NetworkInterfaces,
  networkState,
  rankAddresses,
} from '../../src/main/discovery/addresses.ts';
import { defaultRouteAddress } from '../../src/main/discovery/default-route.ts';
import type { InterfaceHardware } from '../../src/main/discovery/interface-kind.ts';
import { reachableAddresses } from '../../src/main/discovery/read-network.ts';
import { recordedInterfaces as recorded } from './recorded-interfaces.ts';

const everywhere = { port: 8000, address: '::', family: 6 } as const;
const everywhereIpv4 = { port: 8000, address: '0.0.0.0', family: 4 } as const;
const noRoutes = { ipv4: null, ipv6: null };

function network(
  interfaces: NetworkInterfaces,
  routes: DefaultRoutes = noRoutes,
  hardware: Record<string, InterfaceHardware> = {},
) {
  return networkState({ interfaces, routes, hardware: new Map(Object.entries(hardware)), gateways: [] });
}

describe('rankAddresses', () => {
  it.each<{
    what: string;
    interfaces: NetworkInterfaces;
    routes?: { ipv4: string | null; ipv6: string | null };
    expected: string[];
  }>([
    {
      what: 'Linux with Docker: the default route first, then the other LAN, then what phones cannot reach',
      interfaces: recorded.linuxWithDocker,
      routes: { ipv4: '10.20.30.40', ipv6: '2001:db8:1:2:3:4:5:6' },
      expected: [
        'ethernet 10.20.30.40',
        'wifi 192.168.1.23',
        'ethernet fd12:3456:789a:1::20',
        'public ethernet 2001:db8:1:2:3:4:5:6',
        'virtual-machine 192.168.122.1',
        'container 172.18.0.1',
        'container 172.17.0.1',
        'loopback 127.0.0.1',
      ],
    },
    {
      what: 'Linux with Docker and no default route: home networks first',
      interfaces: recorded.linuxWithDocker,
      expected: [
        'wifi 192.168.1.23',
        'ethernet 10.20.30.40',
        'ethernet fd12:3456:789a:1::20',
        'public ethernet 2001:db8:1:2:3:4:5:6',
        'virtual-machine 192.168.122.1',
        'container 172.18.0.1',
        'container 172.17.0.1',
        'loopback 127.0.0.1',
      ],
    },
    {
      what: 'a Mac whose default route goes through a VPN: the phone is on the Wi-Fi all the same',
      interfaces: recorded.macWithVpn,
      routes: { ipv4: '10.8.0.6', ipv6: null },
      expected: [
        'lan 192.168.178.31',
        'public lan 2001:db8:77:0:10aa:bbcc:ddee:ff00',
        'vpn 10.8.0.6',
        'virtual-machine 192.168.64.1',
        'loopback 127.0.0.1',
      ],
    },
    {
      what: 'Windows with WSL, Hyper-V, VirtualBox, Tailscale and an unplugged cable',
      interfaces: recorded.windowsWithWsl,
      routes: { ipv4: '192.168.0.104', ipv6: null },
      expected: [
        'wifi 192.168.0.104',
        'link-local 169.254.12.34',
        'vpn 100.101.102.103',
        'vpn fd7a:115c:a1e0::1',
        'virtual-machine 192.168.56.1',
        'virtual-machine 172.29.16.1',
        'virtual-machine 172.20.224.1',
        'loopback 127.0.0.1',
      ],
    },
    {
      what: 'a cable between two computers: link-local is all there is',
      interfaces: recorded.cableOnly,
      expected: ['link-local 169.254.7.8', 'container 172.17.0.1', 'loopback 127.0.0.1'],
    },
    {
      what: 'a network with nothing but public IPv6: never the first, as it may be open to the whole internet',
      interfaces: recorded.ipv6Only,
      routes: { ipv4: null, ipv6: '2001:db8:5::bb' },
      expected: [
        'loopback 127.0.0.1',
        'public ethernet 2001:db8:5::bb',
        'public ethernet 2001:db8:5::aa',
        'container 172.17.0.1',
      ],
    },
    {
      what: 'a network of one address that is the only one',
      interfaces: recorded.cloudMachine,
      routes: { ipv4: '10.128.0.2', ipv6: null },
      expected: ['ethernet 10.128.0.2', 'loopback 127.0.0.1'],
    },
    { what: 'no network', interfaces: recorded.offline, expected: ['loopback 127.0.0.1'] },
    { what: 'a system that tells nothing', interfaces: recorded.forbidden, expected: ['loopback 127.0.0.1'] },
    {
      what: 'a system that tells only the default route',
      interfaces: recorded.forbidden,
      routes: { ipv4: '192.168.43.1', ipv6: null },
      expected: ['lan 192.168.43.1', 'loopback 127.0.0.1'],
    },
    {
      what: 'a default route that answers with a wildcard, as some systems do offline',
      interfaces: recorded.forbidden,
      routes: { ipv4: '0.0.0.0', ipv6: '::' },
      expected: ['loopback 127.0.0.1'],
    },
    {
      what: 'a default route whose address is gone again',
      interfaces: recorded.offline,
      routes: { ipv4: '192.168.9.9', ipv6: null },
      expected: ['loopback 127.0.0.1'],
    },
  ])('$what', ({ interfaces, routes = noRoutes, expected }) => {
    const views = rankAddresses(everywhere, network(interfaces, routes));
    expect(views.map(({ kind, address, isPublic }) => `${isPublic ? 'public ' : ''}${kind} ${address}`)).toEqual(
      expected,
    );
  });

  it('does not take an idle virtual switch for a cable', () => {
    const idle = { 'vEthernet (Default Switch)': recorded.windowsWithWsl.以太网 };
    expect(rankAddresses(everywhere, network(idle))[0]).toMatchObject({
      address: '169.254.12.34',
      kind: 'virtual-machine',
    });
  });

  it('lists IPv4 only where the engine listens on IPv4 only', () => {
    const views = rankAddresses(everywhereIpv4, network(recorded.linuxWithDocker));
    expect(new Set(views.map(({ family }) => family))).toEqual(new Set([4]));
    expect(views.at(-1)?.address).toBe('127.0.0.1');
  });

  it('tells the interface, and an address that two interfaces have only once', () => {
    const [first] = rankAddresses(everywhere, network(recorded.macWithVpn));
    expect(first).toEqual({
      url: 'http://192.168.178.31:8000/',
      address: '192.168.178.31',
      family: 4,
      interfaceName: 'en0',
      kind: 'lan',
    });
    const twice = { a: recorded.cloudMachine.ens4, b: recorded.cloudMachine.ens4 };
    expect(rankAddresses(everywhere, network(twice)).filter(({ address }) => address === '10.128.0.2')).toHaveLength(1);
  });

  it('stays bounded and keeps the loopback address on a host with hundreds of addresses', () => {
    const many = Array.from({ length: 300 }, (_, index) => ({
      ...recorded.cloudMachine.ens4[0],
      address: `10.0.${index >> 8}.${index & 255}`,
    })) as NonNullable<NetworkInterfaces[string]>;
    const views = rankAddresses(everywhere, network({ ...recorded.offline, eth0: many }));
    expect(views).toHaveLength(32);
    expect(views.at(-1)?.kind).toBe('loopback');
  });

  it.each<[name: string, expected: string]>([
    ['wlan0', 'wifi'],
    ['en0', 'lan'],
    ['br0', 'lan'],
    ['bridge0', 'lan'],
    ['Wi-Fi 2', 'wifi'],
    ['以太网', 'ethernet'],
    ['Ethernet', 'ethernet'],
    ['本地连接* 10', 'lan'],
    ['thunderbolt0', 'lan'],
    ['docker_gwbridge', 'container'],
    ['wg-home', 'vpn'],
    ['tun0', 'vpn'],
    ['ztabcdef12', 'vpn'],
    ['tailscale0', 'vpn'],
    ['vEthernet (Ethernet)', 'virtual-machine'],
    ['VMware Network Adapter VMnet8', 'virtual-machine'],
    ['OpenVPN Data Channel Offload', 'vpn'],
    ['vmnet8', 'virtual-machine'],
    ['vboxnet0', 'virtual-machine'],
    ['wlp2s0', 'wifi'],
    ['wlx00c0ca123456', 'wifi'],
    ['WLAN', 'wifi'],
    ['无线网络连接', 'wifi'],
    ['Wireless Network Connection 3', 'wifi'],
    ['eth0', 'ethernet'],
    ['eth0:1', 'ethernet'],
    ['enp3s0', 'ethernet'],
    ['enx001122334455', 'ethernet'],
    ['eno1', 'ethernet'],
    ['end0', 'ethernet'],
    ['Ethernet 3', 'ethernet'],
    ['本地连接', 'ethernet'],
    ['Local Area Connection* 2', 'lan'],
    ['usb0', 'lan'],
    ['ppp0', 'virtual'],
    ['tap0', 'virtual'],
    ['', 'lan'],
    ['__proto__', 'lan'],
    ['energy', 'lan'],
  ])('an interface called %s is %s', (name, expected) => {
    const [view] = rankAddresses(everywhere, network({ [name]: recorded.linuxWithDocker.wlp2s0 }));
    expect(view?.kind).toBe(expected);
  });

  it('believes the kernel more than the name', () => {
    const kindWith = (hardware: Partial<InterfaceHardware>, name = 'eth0') => {
      const all = { [name]: { index: 2, isWireless: false, isTunnel: false, ...hardware } };
      const [first] = rankAddresses(everywhere, network({ [name]: recorded.linuxWithDocker.wlp2s0 }, noRoutes, all));
      return first?.kind;
    };
    expect(kindWith({ isWireless: true })).toBe('wifi');
    expect(kindWith({ isTunnel: true })).toBe('virtual');
    expect(kindWith({ isTunnel: true }, 'wg0')).toBe('vpn');
    expect(kindWith({})).toBe('ethernet');
  });

  it.each([
    [{ port: 8000, address: '192.168.1.23', family: 4 }, 'http://192.168.1.23:8000/', 'wifi', 'wlp2s0'],
    [{ port: 80, address: '172.17.0.1', family: 4 }, 'http://172.17.0.1/', 'container', 'docker0'],
    [{ port: 8000, address: '127.0.0.1', family: 4 }, 'http://127.0.0.1:8000/', 'loopback', 'lo'],
    [{ port: 8000, address: '127.9.9.9', family: 4 }, 'http://127.9.9.9:8000/', 'loopback', ''],
    [{ port: 8000, address: '::1', family: 6 }, 'http://[::1]:8000/', 'loopback', 'lo'],
    [{ port: 80, address: '2001:db8:1:2:3:4:5:6', family: 6 }, 'http://[2001:db8:1:2:3:4:5:6]/', 'ethernet', 'enp3s0'],
    [
      { port: 8000, address: 'fe80::1234:5678:9abc:def0%enp3s0', family: 6 },
      'http://[fe80::1234:5678:9abc:def0%25enp3s0]:8000/',
      'link-local',
      'enp3s0',
    ],
    [{ port: 8000, address: '203.0.113.7', family: 4 }, 'http://203.0.113.7:8000/', 'lan', ''],
  ] as const)('bound to %o there is only that address', (listening, url, kind, interfaceName) => {
    const views = rankAddresses(listening, network(recorded.linuxWithDocker, { ipv4: '10.20.30.40', ipv6: null }));
    expect(views).toMatchObject([{ url, kind, interfaceName, address: listening.address, family: listening.family }]);
  });
});

describe('reachableAddresses', () => {
  it('names addresses of this computer, the default route’s first, and a server there can be reached', async () => {
    const server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const [only] = await reachableAddresses({ port, address: '127.0.0.1', family: 4 });
    expect(only?.url).toBe(`http://127.0.0.1:${port}/`);
    await new Promise((resolve) => server.close(resolve));

    const views = await reachableAddresses(everywhere);
    const own = Object.values(networkInterfaces()).flatMap((infos) => infos?.map(({ address }) => address) ?? []);
    expect(own).toEqual(expect.arrayContaining(views.map(({ address }) => address)));
    expect(views.at(-1)?.kind).toBe('loopback');
  });
});

describe('defaultRouteAddress', () => {
  it.each([4, 6] as const)('gives an IPv%d address of this computer, or null', async (family) => {
    const own = Object.values(networkInterfaces()).flatMap((infos) => infos?.map(({ address }) => address) ?? []);
    const address = await defaultRouteAddress(family);
    if (address !== null) expect(own).toContain(address.replace(/%.*$/, ''));
  });
});
