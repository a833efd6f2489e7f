import { networkInterfaces } from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLocalPeerCheck, parseIp } from '../../../src/main/server/http/ip-range.ts';

const v6Mask64 = 'ffff:ffff:ffff:ffff::';

describe('parseIp', () => {
  it.each<[text: string, expected: string | null]>([
    ['10.1.2.3', '0a010203'],
    ['::ffff:10.1.2.3', '0a010203'],
    ['::FFFF:0a01:0203', '0a010203'],
    ['0:0:0:0:0:ffff:10.1.2.3', '0a010203'],
    ['::ffff:10.1.2.3%lo', '0a010203'],
    ['fe80::1%eth0', 'fe800000000000000000000000000001'],
    ['::10.1.2.3', '0000000000000000000000000a010203'],
    ['', null],
    ['eth0', null],
    ['10.1.2', null],
    ['10.1.2.3%eth0', null],
    ['10.1.2.3:80', null],
    ['[::1]', null],
    ['::ffff:10.1.2.300', null],
    ['%::1', null],
  ])('%j: %s', (text, expected) => {
    const bytes = parseIp(text);
    expect(bytes === null ? null : Buffer.from(bytes).toString('hex')).toBe(expected);
  });
});

describe('createLocalPeerCheck', () => {
  const isLocal = createLocalPeerCheck([
    { address: '127.0.0.1', netmask: '255.0.0.0' },
    { address: '192.168.1.20', netmask: '255.255.255.0' },
    { address: '203.0.113.10', netmask: '255.255.255.0' },
    { address: 'fe80::1234', netmask: v6Mask64 },
    { address: '2001:db8:1:2::20', netmask: v6Mask64 },
    { address: '2001:db8:ffff::1', netmask: 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff' },
    { address: '2001:db8:aaab:1ff::1', netmask: 'ffff:ffff:ffff:ff00::' },
    // Tunnels: Teredo and 6to4
    { address: '2001:0:53aa:64c::1', netmask: 'ffff:ffff::' },
    { address: '2002:c000:204::1', netmask: 'ffff::' },
    // Rubbish opens nothing
    { address: '2606:4700::1', netmask: 'ffff:ffff:ffff:ffff:0:ffff::' },
    { address: '2606:4700:1::1', netmask: '' },
    { address: '2606:4700:2::1', netmask: '255.255.255.0' },
    { address: 'nonsense', netmask: v6Mask64 },
  ]);

  it.each([
    ...['10.0.0.0', '10.255.255.255', '172.16.0.0', '172.31.255.255', '192.168.0.0', '192.168.255.255'],
    ...['127.0.0.1', '127.255.255.255', '169.254.0.1', '169.254.255.255', '100.64.0.0', '100.127.255.255'],
    ...['::1', 'fe80::1', 'fe80::1%eth0', 'febf:ffff::1', 'fc00::1', 'fdff:ffff::1'],
    ...['::ffff:127.0.0.1', '::ffff:192.168.1.77', '::FFFF:10.0.0.1', '::ffff:c0a8:014d'],
    // A public IPv6 address in a prefix of ours
    ...['2001:db8:1:2::', '2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:aaab:100::9', '2001:db8:aaab:1ff:9::9'],
    // Ourselves
    ...[
      '203.0.113.10',
      '::ffff:203.0.113.10',
      '2001:db8:ffff::1',
      '2001:0:53aa:64c::1',
      '2002:c000:204::1',
      '2606:4700::1',
    ],
  ])('%s is local', (address) => {
    expect(isLocal(address)).toBe(true);
  });

  it.each<string | undefined>([
    undefined,
    ...['', 'localhost', '10.0.0', '10.0.0.1.', '010.0.0.1', '10.0.0.1 ', '10.0.0.1:80', '::1]', '%eth0', 'unknown'],
    ...['9.255.255.255', '11.0.0.0', '172.15.255.255', '172.32.0.0', '192.167.255.255', '192.169.0.0'],
    ...['126.255.255.255', '128.0.0.0', '169.253.255.255', '169.255.0.0', '100.63.255.255', '100.128.0.0'],
    ...['0.0.0.0', '8.8.8.8', '224.0.0.1', '255.255.255.255', '198.18.0.1'],
    ...['::', '::2', 'fe7f::1', 'fec0::1', 'fbff::1', 'fe00::1', 'ff02::1', '2000::1', '64:ff9b::a00:1'],
    ...['::ffff:8.8.8.8', '::10.0.0.1', '::ffff:0:10.0.0.1', '1::ffff:10.0.0.1', '2002:a00:1::1'],
    // A public IPv4 neighbour of ours is not ours
    ...['203.0.113.11', '::ffff:203.0.113.9'],
    ...[
      '2001:db8:1:1:ffff:ffff:ffff:ffff',
      '2001:db8:1:3::',
      '2001:db8:ffff::2',
      '2001:db8:aaab:200::',
      '2001:db8:aaab:ff::',
    ],
    ...['2001:0:53aa:64c::2', '2001:0:1::1', '2002:c000:204::2', '2606:4700::2', '2606:4700:1::2', '2606:4700:2::2'],
  ])('%s is not local', (address) => {
    expect(isLocal(address)).toBe(false);
  });

  it('needs no interface for the ranges that are local everywhere', () => {
    const check = createLocalPeerCheck([]);
    expect([check('192.168.1.1'), check('fe80::1'), check('2001:db8::1'), check('8.8.8.8')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('takes what the system tells', () => {
    const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
    const check = createLocalPeerCheck(own);
    for (const { address } of own) expect(check(address)).toBe(true);
  });

  it('judges IPv4 the same way mapped into IPv6, and answers to any text', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.string(), (address, text) => {
        expect(isLocal(`::ffff:${address}`)).toBe(isLocal(address));
        isLocal(text);
      }),
      { numRuns: 500 },
    );
  });
});
