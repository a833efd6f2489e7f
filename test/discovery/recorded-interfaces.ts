import type { NetworkInterfaceInfo } from 'node:os';
import type { NetworkInterfaces } from '../../src/main/discovery/addresses.ts';

/** What `os.networkInterfaces()` returned on real computers (hardware addresses blanked, public prefixes replaced). */
export const recordedInterfaces = {
  linuxWithDocker: {
    lo: [ipv4('127.0.0.1', '255.0.0.0', true), ipv6('::1', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 0, true)],
    'br-5c1f8a2e7d90': [ipv4('172.18.0.1', '255.255.0.0'), ipv6('fe80::42:7dff:fe0a:1', 'ffff:ffff:ffff:ffff::', 5)],
    docker0: [ipv4('172.17.0.1', '255.255.0.0')],
    veth1a2b3c4: [ipv6('fe80::9c1e:22ff:fe33:4455', 'ffff:ffff:ffff:ffff::', 7)],
    virbr0: [ipv4('192.168.122.1')],
    enp3s0: [
      ipv4('10.20.30.40'),
      ipv6('2001:db8:1:2:3:4:5:6'),
      ipv6('fd12:3456:789a:1::20'),
      ipv6('fe80::1234:5678:9abc:def0', 'ffff:ffff:ffff:ffff::', 2),
    ],
    wlp2s0: [ipv4('192.168.1.23'), ipv6('fe80::aaaa:bbbb:cccc:dddd', 'ffff:ffff:ffff:ffff::', 3)],
  },
  macWithVpn: {
    lo0: [
      ipv4('127.0.0.1', '255.0.0.0', true),
      ipv6('::1', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 0, true),
      ipv6('fe80::1', 'ffff:ffff:ffff:ffff::', 1, true),
    ],
    anpi0: [ipv6('fe80::707b:aaff:fe00:1', 'ffff:ffff:ffff:ffff::', 4)],
    ap1: [ipv6('fe80::f84d:89ff:fe00:2', 'ffff:ffff:ffff:ffff::', 10)],
    en0: [
      ipv6('fe80::1c7a:9e2b:1111:2222', 'ffff:ffff:ffff:ffff::', 11),
      ipv4('192.168.178.31'),
      ipv6('2001:db8:77:0:10aa:bbcc:ddee:ff00'),
    ],
    awdl0: [ipv6('fe80::e0d5:ccff:fe00:3', 'ffff:ffff:ffff:ffff::', 12)],
    llw0: [ipv6('fe80::e0d5:ccff:fe00:3', 'ffff:ffff:ffff:ffff::', 13)],
    utun0: [ipv6('fe80::9f1a:4444:5555:6666', 'ffff:ffff:ffff:ffff::', 14)],
    utun4: [ipv4('10.8.0.6', '255.255.255.255')],
    bridge100: [ipv4('192.168.64.1')],
  },
  windowsWithWsl: {
    'vEthernet (WSL (Hyper-V firewall))': [
      ipv6('fe80::b1c2:d3e4:f5a6:b7c8', 'ffff:ffff:ffff:ffff::', 44),
      ipv4('172.29.16.1', '255.255.240.0'),
    ],
    'vEthernet (Default Switch)': [ipv4('172.20.224.1', '255.255.240.0')],
    'VirtualBox Host-Only Network': [ipv4('192.168.56.1')],
    Tailscale: [ipv4('100.101.102.103', '255.255.255.255'), ipv6('fd7a:115c:a1e0::1')],
    以太网: [ipv6('fe80::5555:6666:7777:8888', 'ffff:ffff:ffff:ffff::', 12), ipv4('169.254.12.34', '255.255.0.0')],
    WLAN: [ipv6('fe80::1:2:3:4', 'ffff:ffff:ffff:ffff::', 9), ipv4('192.168.0.104')],
    'Loopback Pseudo-Interface 1': [
      ipv6('::1', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 0, true),
      ipv4('127.0.0.1', '255.0.0.0', true),
    ],
  },
  /** A computer joined to another by a cable, with no DHCP server between them. */
  cableOnly: {
    lo: [ipv4('127.0.0.1', '255.0.0.0', true)],
    docker0: [ipv4('172.17.0.1', '255.255.0.0')],
    eth0: [ipv4('169.254.7.8', '255.255.0.0'), ipv6('fe80::7:8', 'ffff:ffff:ffff:ffff::', 2)],
  },
  ipv6Only: {
    lo: [ipv4('127.0.0.1', '255.0.0.0', true)],
    docker0: [ipv4('172.17.0.1', '255.255.0.0')],
    eth0: [ipv6('2001:db8:5::aa'), ipv6('2001:db8:5::bb'), ipv6('fe80::5', 'ffff:ffff:ffff:ffff::', 2)],
  },
  /** Rented machines often have a network of one address and no other. */
  cloudMachine: {
    lo: [ipv4('127.0.0.1', '255.0.0.0', true)],
    ens4: [ipv4('10.128.0.2', '255.255.255.255'), ipv6('fe80::4001:aff:fe80:2', 'ffff:ffff:ffff:ffff::', 2)],
  },
  offline: {
    lo: [ipv4('127.0.0.1', '255.0.0.0', true), ipv6('::1', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 0, true)],
  },
  forbidden: {},
} satisfies Record<string, NetworkInterfaces>;

function ipv4(address: string, netmask = '255.255.255.0', internal = false): NetworkInterfaceInfo {
  return { address, netmask, family: 'IPv4', mac: '00:00:00:00:00:00', internal, cidr: null };
}

function ipv6(address: string, netmask = 'ffff:ffff:ffff:ffff::', scopeid = 0, internal = false): NetworkInterfaceInfo {
  return { address, netmask, family: 'IPv6', mac: '00:00:00:00:00:00', internal, cidr: null, scopeid };
}
