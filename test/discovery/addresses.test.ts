import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { type NetworkInterfaces, rankAddresses, reachableAddresses } from '../../src/main/discovery/addresses.ts';
import { defaultRouteAddress } from '../../src/main/discovery/default-route.ts';
import { recordedInterfaces as recorded } from './recorded-interfaces.ts';

const everywhere = { port: 8000, address: '::', family: 6 } as const;
const everywhereIpv4 = { port: 8000, address: '0.0.0.0', family: 4 } as const;
const noRoutes = { ipv4: null, ipv6: null };

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
        'lan 10.20.30.40',
        'lan 192.168.1.23',
        'lan 2001:db8:1:2:3:4:5:6',
        'lan fd12:3456:789a:1::20',
        'virtual 192.168.122.1',
        'virtual 172.18.0.1',
        'virtual 172.17.0.1',
        'loopback 127.0.0.1',
      ],
    },
    {
      what: 'Linux with Docker and no default route: home networks first',
      interfaces: recorded.linuxWithDocker,
      expected: [
        'lan 192.168.1.23',
        'lan 10.20.30.40',
        'lan fd12:3456:789a:1::20',
        'lan 2001:db8:1:2:3:4:5:6',
        'virtual 192.168.122.1',
        'virtual 172.18.0.1',
        'virtual 172.17.0.1',
        'loopback 127.0.0.1',
      ],
    },
    {
      what: 'a Mac whose default route goes through a VPN: the phone is on the Wi-Fi all the same',
      interfaces: recorded.macWithVpn,
      routes: { ipv4: '10.8.0.6', ipv6: null },
      expected: [
        'lan 192.168.178.31',
        'lan 2001:db8:77:0:10aa:bbcc:ddee:ff00',
        'virtual 192.168.64.1',
        'virtual 10.8.0.6',
        'loopback 127.0.0.1',
      ],
    },
    {
      what: 'Windows with WSL, Hyper-V, VirtualBox, Tailscale and an unplugged cable',
      interfaces: recorded.windowsWithWsl,
      routes: { ipv4: '192.168.0.104', ipv6: null },
      expected: [
        'lan 192.168.0.104',
        'virtual 192.168.56.1',
        'virtual 172.29.16.1',
        'virtual 172.20.224.1',
        'virtual 100.101.102.103',
        'virtual fd7a:115c:a1e0::1',
        'loopback 127.0.0.1',
      ],
    },
    {
      what: 'a cable between two computers: link-local is all there is',
      interfaces: recorded.cableOnly,
      expected: ['link-local 169.254.7.8', 'virtual 172.17.0.1', 'loopback 127.0.0.1'],
    },
    {
      what: 'a network without IPv4: its IPv6 address, not the container bridge',
      interfaces: recorded.ipv6Only,
      routes: { ipv4: null, ipv6: '2001:db8:5::bb' },
      expected: ['lan 2001:db8:5::bb', 'lan 2001:db8:5::aa', 'virtual 172.17.0.1', 'loopback 127.0.0.1'],
    },
    {
      what: 'a network of one address that is the only one',
      interfaces: recorded.cloudMachine,
      routes: { ipv4: '10.128.0.2', ipv6: null },
      expected: ['lan 10.128.0.2', 'loopback 127.0.0.1'],
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
    const views = rankAddresses(everywhere, interfaces, routes);
    expect(views.map(({ kind, address }) => `${kind} ${address}`)).toEqual(expected);
  });

  it('does not take an idle virtual switch for a cable', () => {
    const idle = { 'vEthernet (Default Switch)': recorded.windowsWithWsl.以太网 };
    expect(rankAddresses(everywhere, idle, noRoutes)[0]).toMatchObject({ address: '169.254.12.34', kind: 'virtual' });
  });

  it('lists IPv4 only where the engine listens on IPv4 only', () => {
    const views = rankAddresses(everywhereIpv4, recorded.linuxWithDocker, noRoutes);
    expect(new Set(views.map(({ family }) => family))).toEqual(new Set([4]));
    expect(views.at(-1)?.address).toBe('127.0.0.1');
  });

  it('tells the interface, and an address that two interfaces have only once', () => {
    const [first] = rankAddresses(everywhere, recorded.macWithVpn, noRoutes);
    expect(first).toEqual({
      url: 'http://192.168.178.31:8000/',
      address: '192.168.178.31',
      family: 4,
      interfaceName: 'en0',
      kind: 'lan',
    });
    const twice = { a: recorded.cloudMachine.ens4, b: recorded.cloudMachine.ens4 };
    expect(rankAddresses(everywhere, twice, noRoutes).filter(({ address }) => address === '10.128.0.2')).toHaveLength(
      1,
    );
  });

  it('stays bounded and keeps the loopback address on a host with hundreds of addresses', () => {
    const many = Array.from({ length: 300 }, (_, index) => ({
      ...recorded.cloudMachine.ens4[0],
      address: `10.0.${index >> 8}.${index & 255}`,
    })) as NonNullable<NetworkInterfaces[string]>;
    const views = rankAddresses(everywhere, { ...recorded.offline, eth0: many }, noRoutes);
    expect(views).toHaveLength(32);
    expect(views.at(-1)?.kind).toBe('loopback');
  });

  it.each<[name: string, expected: string]>([
    ['wlan0', 'lan'],
    ['en0', 'lan'],
    ['br0', 'lan'],
    ['bridge0', 'lan'],
    ['Wi-Fi 2', 'lan'],
    ['以太网', 'lan'],
    ['Ethernet', 'lan'],
    ['本地连接* 10', 'lan'],
    ['thunderbolt0', 'lan'],
    ['docker_gwbridge', 'virtual'],
    ['wg-home', 'virtual'],
    ['tun0', 'virtual'],
    ['ztabcdef12', 'virtual'],
    ['tailscale0', 'virtual'],
    ['vEthernet (Ethernet)', 'virtual'],
    ['VMware Network Adapter VMnet8', 'virtual'],
    ['OpenVPN Data Channel Offload', 'virtual'],
    ['vmnet8', 'virtual'],
    ['vboxnet0', 'virtual'],
  ])('an interface called %s is %s', (name, expected) => {
    const [view] = rankAddresses(everywhere, { [name]: recorded.linuxWithDocker.wlp2s0 }, noRoutes);
    expect(view?.kind).toBe(expected);
  });

  it.each([
    [{ port: 8000, address: '192.168.1.23', family: 4 }, 'http://192.168.1.23:8000/', 'lan', 'wlp2s0'],
    [{ port: 80, address: '172.17.0.1', family: 4 }, 'http://172.17.0.1/', 'virtual', 'docker0'],
    [{ port: 8000, address: '127.0.0.1', family: 4 }, 'http://127.0.0.1:8000/', 'loopback', 'lo'],
    [{ port: 8000, address: '127.9.9.9', family: 4 }, 'http://127.9.9.9:8000/', 'loopback', ''],
    [{ port: 8000, address: '::1', family: 6 }, 'http://[::1]:8000/', 'loopback', 'lo'],
    [{ port: 80, address: '2001:db8:1:2:3:4:5:6', family: 6 }, 'http://[2001:db8:1:2:3:4:5:6]/', 'lan', 'enp3s0'],
    [
      { port: 8000, address: 'fe80::1234:5678:9abc:def0%enp3s0', family: 6 },
      'http://[fe80::1234:5678:9abc:def0%25enp3s0]:8000/',
      'link-local',
      'enp3s0',
    ],
    [{ port: 8000, address: '203.0.113.7', family: 4 }, 'http://203.0.113.7:8000/', 'lan', ''],
  ] as const)('bound to %o there is only that address', (listening, url, kind, interfaceName) => {
    const views = rankAddresses(listening, recorded.linuxWithDocker, { ipv4: '10.20.30.40', ipv6: null });
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
