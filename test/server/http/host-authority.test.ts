import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Authority, isAllowedHost, parseAuthority } from '../../../src/main/server/http/host-authority.ts';

describe('parseAuthority', () => {
  it.each<[text: string, host: string, port: number | null, kind: Authority['kind']]>([
    ['127.0.0.1', '127.0.0.1', null, 'ipv4'],
    ['192.168.1.20:8000', '192.168.1.20', 8000, 'ipv4'],
    ['10.0.0.1.', '10.0.0.1', null, 'ipv4'],
    ['[::1]', '::1', null, 'ipv6'],
    ['[FE80::ABCD]:8000', 'fe80::abcd', 8000, 'ipv6'],
    ['[::ffff:1.2.3.4]:0', '::ffff:1.2.3.4', 0, 'ipv6'],
    ['localhost', 'localhost', null, 'name'],
    ['LocalHost:65535', 'localhost', 65_535, 'name'],
    ['My-Mac.local.:8000', 'my-mac.local', 8000, 'name'],
    ['example.com:', 'example.com', null, 'name'],
    ['example.com:0080', 'example.com', 80, 'name'],
    ['a_b~c', 'a_b~c', null, 'name'],
    ['%e6%96%87', '%e6%96%87', null, 'name'],
    ["!$&'()*+,;=", "!$&'()*+,;=", null, 'name'],
    ['256.1.1.1', '256.1.1.1', null, 'name'],
    ['127.1', '127.1', null, 'name'],
    ['0127.0.0.1', '0127.0.0.1', null, 'name'],
  ])('%j', (text, host, port, kind) => {
    expect(parseAuthority(text)).toEqual({ host, port, kind });
  });

  it.each([
    ...['', '.', ':', ':80', '.:80', ' ', 'a b', ' localhost', 'localhost ', 'a\tb', 'a\0b', 'a\r\nb', 'localhost\x7f'],
    ...[
      'a:b',
      'a:80:80',
      'a:-1',
      'a:+80',
      'a:8 0',
      'a: 80',
      'a:80 ',
      'a:65536',
      'a:99999999999999999999',
      'a:0x50',
      'a:8e3',
    ],
    ...[
      'user@host',
      'user:password@host',
      'host/path',
      'host?query',
      'host#fragment',
      'http://host',
      'a\\b',
      'a|b',
      'a<b',
    ],
    ...[
      'a"b',
      'a{b}',
      'a^b',
      'a`b',
      'a%',
      'a%2',
      'a%zz',
      'caf\xe9',
      '文件',
      '[',
      ']',
      '[]',
      '[]:80',
      '[::1',
      '::1',
      '::1]',
    ],
    ...[
      '[::1]x',
      '[::1]80',
      '[::1]:x',
      '[::1]:65536',
      'x[::1]',
      '[[::1]]',
      '[1.2.3.4]',
      '[localhost]',
      '[::g]',
      '[:::]',
    ],
    ...[
      '[fe80::1%25eth0]',
      '[fe80::1%eth0]',
      '[v1.x]',
      '[ ::1]',
      'a, b',
      'localhost, localhost',
      'x'.repeat(261),
      '1:'.repeat(9),
    ],
  ])('refuses %j', (text) => {
    expect(parseAuthority(text)).toBeNull();
  });

  it('never throws, and agrees with the URL parser about what it takes', () => {
    const char = fc.constantFrom(...'aB1.:[]%20-_@/?#\\ \t\x00\xe9f');
    fc.assert(
      fc.property(fc.string({ unit: char, maxLength: 24 }), (text) => {
        const authority = parseAuthority(text);
        // Names with an escape, or with a number last, are normalised further by browsers before they are sent.
        if (
          authority === null ||
          authority.host.includes('%') ||
          /(?:^|\.)(?:0x[0-9a-f]*|[0-9]+)\.?$/.test(authority.host)
        )
          return;
        if (authority.kind === 'name' && !URL.canParse(`http://${text}/`)) return;
        const url = new URL(`http://${text}/`);
        expect(url.pathname).toBe('/');
        if (authority.kind === 'name') expect(url.hostname.replace(/\.$/, '')).toBe(authority.host);
        expect(url.port === '' ? 80 : Number(url.port)).toBe(authority.port ?? 80);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['a', '.', '%41', '1', ':', '[', '[::', 'a.'])('takes linear time for 64 KB of %j', (piece) => {
    const text = piece.repeat(65_536 / piece.length);
    const start = performance.now();
    for (let round = 0; round < 20; round++) parseAuthority(text);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('isAllowedHost', () => {
  const allowed = { machineName: 'My-PC', allowHosts: ['files.example.com', 'Share.Example.ORG.'] };
  function allows(text: string, machineName = allowed.machineName): boolean {
    const authority = parseAuthority(text);
    if (authority === null) throw new Error(`${text} is malformed`);
    return isAllowedHost(authority, { ...allowed, machineName });
  }

  it.each([
    ...['127.0.0.1', '192.168.1.20:8000', '8.8.8.8', '10.0.0.1.:80', '[::1]:8000', '[2001:db8::1]', '[::ffff:8.8.8.8]'],
    ...['localhost', 'LOCALHOST:8000', 'localhost.', 'intranet', 'my-pc', 'MY-PC.', 'other_pc', 'xn--gi8h'],
    ...['my-pc.local', 'My-PC.Local.:8000', 'anything.local', 'a.b.local', '_x.local'],
    ...['my-pc.lan', 'my-pc.home', 'my-pc.home.arpa', 'my-pc.internal', 'my-pc.fritz.box', 'MY-PC.LAN.:80'],
    ...['my-pc.tail1234.ts.net', 'my-pc.ts.net', 'files.example.com', 'FILES.example.com.:8000', 'share.example.org'],
  ])('allows %s', (text) => {
    expect(allows(text)).toBe(true);
  });

  it.each([
    ...[
      'example.com',
      'evil.example',
      'a.b',
      'my-pc.com',
      'my-pc.example.com',
      'my-pc.local.example.com',
      'local.example',
    ],
    ...['localhost.example.com', '127.0.0.1.example.com', '127.0.0.1.nip.io', '256.1.1.1', '127.1', '0x7f.1'],
    ...[
      'foo.localhost',
      '.local',
      '..local',
      'a..local',
      'a.notlocal',
      'my-pc.local.lan',
      'other-pc.lan',
      'other.home.arpa',
      'fritz.box',
      'lan.example',
    ],
    ...[
      'x.my-pc.lan',
      'my-pc.x.lan',
      'my-pcx.lan',
      'xmy-pc.lan',
      'my-pc.arpa',
      'my-pc.box',
      'my-pc.a.b.ts.net',
      'ts.net',
    ],
    ...[
      'other.tail1234.ts.net',
      'my-pc.evil-ts.net',
      'my-pc..ts.net',
      'evil.files.example.com',
      'files.example.com.evil.org',
    ],
    ...['xfiles.example.com', 'a%2elocal', 'a%2eb', '*.local', 'a=b', "a'b", 'a,b', 'example.com%2elocal'],
  ])('refuses %s', (text) => {
    expect(allows(text)).toBe(false);
  });

  it.each<[machineName: string, host: string, expected: boolean]>([
    ['pc.corp.example', 'pc.corp.example', true],
    ['PC.Corp.Example.', 'pc.corp.example', true],
    ['pc.corp.example', 'pc.lan', true],
    ['pc.fritz.box', 'pc.fritz.box', true],
    ['pc.corp.example', 'corp.example', false],
    ['pc.corp.example', 'other.corp.example', false],
    ['pc.corp.example', 'pc.example', false],
    ['', 'a.lan', false],
    ['', 'example.com', false],
    ['.', 'a.lan', false],
    ['.lan', 'a.lan', false],
    ['lan', 'a.lan', false],
    ['fritz', 'fritz.box', false],
    ['home', 'home.arpa', false],
  ])('a machine named %j, asked as %j: %s', (machineName, host, expected) => {
    expect(allows(host, machineName)).toBe(expected);
  });
});
