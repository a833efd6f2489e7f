import { describe, expect, it } from 'vitest';
import { announcedName, clipBytes } from '../../src/main/discovery/service-name.ts';
import { decodeTxt, doorstepHost, encodeTxt, servicePath, shareTxtOf } from '../../src/main/discovery/txt-record.ts';

describe('announcedName', () => {
  it.each<[name: string, mark: string, expected: string]>([
    ['Studio', '', 'Studio'],
    ['Studio', '2', 'Studio (2)'],
    ['Report v1.2 final', '', 'Report v1-2 final'],
    ['studio.local', '', 'studio-local'],
    ['', '', 'Doorstep'],
    [' \t\n ', '', 'Doorstep'],
    ['  a \r\n b\x1b[31m ', '', 'a b [31m'],
    ['a\u202eb\u2028c', '', 'a b c'],
    ['书房的电脑', '', '书房的电脑'],
    ['书'.repeat(30), '', '书'.repeat(21)],
    ['书'.repeat(30), '12', `${'书'.repeat(19)} (12)`],
    ['x'.repeat(100), '', 'x'.repeat(63)],
    [`${'x'.repeat(62)}é`, '', 'x'.repeat(62)],
    [`${'x'.repeat(60)}😀`, '', 'x'.repeat(60)],
    ['e\u0301', '', 'é'],
    ['a\ud800b', '', 'a\ufffdb'],
  ])('%j (%s) is %j', (name, mark, expected) => {
    const announced = announcedName(name, mark);
    expect(announced).toBe(expected);
    expect(Buffer.byteLength(announced)).toBeLessThanOrEqual(63);
    expect(announced).not.toContain('.');
  });

  it.each([
    ['', 5, ''],
    ['abc', 0, ''],
    ['aé', 2, 'a'],
    ['aé', 3, 'aé'],
    ['😀😀', 7, '😀'],
  ])('clipBytes(%j, %d) is %j', (text, bytesMax, expected) => {
    expect(clipBytes(text, bytesMax)).toBe(expected);
  });
});

const items = (...texts: string[]): Buffer[] => texts.map((text) => Buffer.from(text));

describe('TXT', () => {
  it('says what others need, each item within its 255 bytes', () => {
    const share = { path: '/', id: '0123456789abcdef', access: 'open' } as const;
    expect(encodeTxt(share)).toEqual({ path: '/', id: '0123456789abcdef', v: '1', access: 'open' });
    expect(encodeTxt({ ...share, path: `/${'x'.repeat(249)}` }).path).toHaveLength(250);
    expect(encodeTxt({ ...share, path: `/${'x'.repeat(250)}` }).path).toBe('/');
    expect(encodeTxt({ ...share, path: `/${'é'.repeat(125)}` }).path).toBe('/');
  });

  it.each<[what: string, items: Buffer[], expected: [string, string][]]>([
    [
      'pairs',
      items('path=/a', 'id=1'),
      [
        ['path', '/a'],
        ['id', '1'],
      ],
    ],
    ['keys in any case, the first counts', items('Path=/a', 'PATH=/b'), [['path', '/a']]],
    ['a key alone', items('flag'), [['flag', '']]],
    [
      'an empty value, and equal signs in one',
      items('a=', 'b=c=d'),
      [
        ['a', ''],
        ['b', 'c=d'],
      ],
    ],
    ['no key', items('', '=x', '='), []],
    ['__proto__', items('__proto__=x'), [['__proto__', 'x']]],
    ['bytes that are no text', [Buffer.from([0xff, 0x3d, 0xfe])], [['\ufffd', '\ufffd']]],
    ['nothing', [], []],
  ])('%s', (_what, given, expected) => {
    expect([...decodeTxt(given)]).toEqual(expected);
  });

  it('looks at a bounded number of items', () => {
    expect(decodeTxt(items(...Array.from({ length: 500 }, (_, index) => `k${index}=v`))).size).toBe(32);
  });

  it.each<[what: string, items: Buffer[], target: string, expected: object | null]>([
    [
      'a Doorstep',
      items('id=0123456789abcdef', 'access=open'),
      'doorstep-0123456789abcdef.local',
      { id: '0123456789abcdef', access: 'open' },
    ],
    [
      'its host in capitals',
      items('id=0123abcd', 'access=protected'),
      'Doorstep-0123ABCD.local',
      { id: '0123abcd', access: 'protected' },
    ],
    [
      'an access mode of a later version',
      items('id=0123abcd', 'access=invited'),
      'doorstep-0123abcd.local',
      { id: '0123abcd', access: 'protected' },
    ],
    ['another program’s id', items('id=0123abcd'), 'printer.local', null],
    ['another’s host', items('id=0123abcd'), 'doorstep-0123abce.local', null],
    ['no id', items('access=open'), 'doorstep-.local', null],
    ['an id with something in it', items('id=../../x1'), 'doorstep-../../x1.local', null],
    ['an id that is too long', items(`id=${'a'.repeat(33)}`), `doorstep-${'a'.repeat(33)}.local`, null],
  ])('%s', (_what, given, target, expected) => {
    expect(shareTxtOf(decodeTxt(given), target)).toEqual(expected);
  });

  it('has a host that is nobody else’s', () => {
    expect(doorstepHost('0123abcd')).toBe('doorstep-0123abcd.local');
  });

  it.each([
    ['/', '/'],
    ['/a/b.html?x=1&y=%20', '/a/b.html?x=1&y=%20'],
    ['admin', '/admin'],
    ['', '/'],
    ['//evil.example/', '//evil.example/'],
    ['/\\evil.example', '/'],
    ['/a b', '/'],
    ['/a#b', '/'],
    ['/"><script>', '/'],
    ['/é', '/'],
    ['/\n', '/'],
  ])('the path %j becomes %j', (path, expected) => {
    const result = servicePath(new Map([['path', path]]));
    expect(result).toBe(expected);
    expect(new URL(`http://192.168.1.7:8000${result}`).host).toBe('192.168.1.7:8000');
  });
});
