import { isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ipv4Bytes, ipv6Bytes } from '../../../src/main/server/http/ip-address.ts';

function hex(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : Buffer.from(bytes).toString('hex');
}

describe('ipv4Bytes', () => {
  it.each<[text: string, expected: string]>([
    ['0.0.0.0', '00000000'],
    ['127.0.0.1', '7f000001'],
    ['192.168.10.255', 'c0a80aff'],
    ['255.255.255.255', 'ffffffff'],
  ])('reads %s', (text, expected) => {
    expect(hex(ipv4Bytes(text))).toBe(expected);
  });

  it.each([
    ...['', '.', '...', '1', '1.2.3', '1.2.3.', '.1.2.3', '1..2.3', '1.2.3.4.', '1.2.3.4.5', '1.2.3.256', '1.2.3.999'],
    ...['01.2.3.4', '1.2.3.00', '0x7f.0.0.1', '1.2.3.4 ', ' 1.2.3.4', '1.2.3.-4', '1.2.3.+4', '1.2.3.4e0', '1,2,3,4'],
    ...['1.2.3.4%eth0', '1.2.3.4:80', '::1', '2130706433', 'a.b.c.d', '１.2.3.4', '1.2.3.1000'],
  ])('refuses %j', (text) => {
    expect(ipv4Bytes(text)).toBeNull();
  });
});

describe('ipv6Bytes', () => {
  it.each<[text: string, expected: string]>([
    ['::', '00000000000000000000000000000000'],
    ['::1', '00000000000000000000000000000001'],
    ['1::', '00010000000000000000000000000000'],
    ['fe80::1', 'fe800000000000000000000000000001'],
    ['2001:db8::8:800:200C:417A', '20010db80000000000080800200c417a'],
    ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
    ['1:2:3:4:5:6:7::', '00010002000300040005000600070000'],
    ['::2:3:4:5:6:7:8', '00000002000300040005000600070008'],
    ['1:2:3::5:6:7:8', '00010002000300000005000600070008'],
    ['ABCD:ef01::', 'abcdef01000000000000000000000000'],
    ['::ffff:192.0.2.128', '00000000000000000000ffffc0000280'],
    ['1:2:3:4:5:6:7.8.9.10', '0001000200030004000500060708090a'],
    ['64:ff9b::1.2.3.4', '0064ff9b000000000000000001020304'],
    ['::1.2.3.4', '00000000000000000000000001020304'],
  ])('reads %s', (text, expected) => {
    expect(hex(ipv6Bytes(text))).toBe(expected);
  });

  it.each([
    ...[
      '',
      ':',
      ':::',
      '1',
      '1:',
      ':1',
      '1:2',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:',
      ':1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
    ],
    ...['1::2::3', '1:::2', '::1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8::', '12345::', 'g::', '::g', '1: :2', ' ::1', '::1 '],
    ...['[::1]', '::1%eth0', 'fe80::1%25eth0', '::1/64', '::.', '::1.2.3', '::1.2.3.4.5', '::1.2.3.256', '::01.2.3.4'],
    ...['1.2.3.4', '1.2.3.4::', '::1.2.3.4:5', '1:2:3:4:5:6:7:1.2.3.4', '::a.2.3.4', '0x1::', '::-1', '::+1', '::١'],
    '1'.repeat(64),
  ])('refuses %j', (text) => {
    expect(ipv6Bytes(text)).toBeNull();
  });
});

it('agrees with node:net on every text', () => {
  const group = fc.integer({ min: 0, max: 0x1_0000 }).map((value) => value.toString(16));
  const octet = fc.integer({ min: 0, max: 260 }).map(String);
  const dotted = fc.array(octet, { minLength: 3, maxLength: 5 }).map((parts) => parts.join('.'));
  const ipv6 = fc.array(fc.oneof({ weight: 8, arbitrary: group }, fc.constant(''), dotted), {
    minLength: 2,
    maxLength: 9,
  });
  const rubbish = fc.string({ unit: fc.constantFrom(...'0125f:.'), maxLength: 20 });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.ipV4(),
        fc.ipV6(),
        dotted,
        rubbish,
        ipv6.map((groups) => groups.join(':')),
      ),
      (text) => {
        expect(ipv4Bytes(text) !== null).toBe(isIPv4(text));
        expect(ipv6Bytes(text) !== null).toBe(isIPv6(text));
      },
    ),
    { numRuns: 3_000 },
  );
});

it('reads the bytes that the URL parser reads', () => {
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      const canonical = new URL(`http://[${text}]/`).hostname.slice(1, -1);
      expect(hex(ipv6Bytes(text))).toBe(hex(ipv6Bytes(canonical)));
      const groups = Array.from({ length: 8 }, (_, at) => (hex(ipv6Bytes(text)) as string).slice(at * 4, at * 4 + 4));
      expect(new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1)).toBe(canonical);
    }),
    { numRuns: 300 },
  );
});
