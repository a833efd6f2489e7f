import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uniqueNames } from '../../src/shared/unique-names.ts';

describe('uniqueNames', () => {
  it.each<{ what: string; names: string[]; expected: string[] }>([
    { what: 'nothing', names: [], expected: [] },
    { what: 'different names as they are', names: ['b', 'a', '.config'], expected: ['b', 'a', '.config'] },
    {
      what: 'a number before the extension',
      names: ['photo.jpg', 'photo.jpg'],
      expected: ['photo.jpg', 'photo (2).jpg'],
    },
    { what: 'a number after a folder', names: ['a', 'a', 'a'], expected: ['a', 'a (2)', 'a (3)'] },
    { what: 'a version is no extension', names: ['v1.2', 'v1.2'], expected: ['v1.2', 'v1.2 (2)'] },
    {
      what: 'a sentence is no extension',
      names: ['J. S. Bach', 'J. S. Bach'],
      expected: ['J. S. Bach', 'J. S. Bach (2)'],
    },
    { what: 'a dotfile has no extension', names: ['.env', '.env'], expected: ['.env', '.env (2)'] },
    { what: 'case only', names: ['Music', 'music', 'MUSIC'], expected: ['Music', 'music (2)', 'MUSIC (3)'] },
    { what: 'ß and SS', names: ['straße', 'STRASSE'], expected: ['straße', 'STRASSE (2)'] },
    { what: 'normalisation only', names: ['u\u0308.txt', '\u00fc.txt'], expected: ['\u00fc.txt', '\u00fc (2).txt'] },
    { what: 'a numbered name that is there already', names: ['a (2)', 'a', 'a'], expected: ['a (2)', 'a', 'a (3)'] },
    { what: 'a numbered name that comes later', names: ['a', 'a', 'a (2)'], expected: ['a', 'a (2)', 'a (2) (2)'] },
    { what: 'Chinese names', names: ['文件', '文件'], expected: ['文件', '文件 (2)'] },
    { what: 'no name', names: ['', '.', '..'], expected: ['Unnamed', 'Unnamed (2)', 'Unnamed (3)'] },
    { what: 'the root', names: ['/', '//', '\\'], expected: ['Disk', 'Disk (2)', 'Disk (3)'] },
    {
      what: 'our own',
      names: ['.doorstep', 'doorstep', '.Doorstep'],
      expected: ['doorstep', 'doorstep (2)', '.Doorstep'],
    },
    { what: 'drives', names: ['C:\\', 'd:/', 'c:\\'], expected: ['Disk C', 'Disk D', 'Disk C (2)'] },
    { what: 'a colon in an ordinary name', names: ['C:', '12:30.png'], expected: ['C:', '12:30.png'] },
    {
      what: 'slashes and NUL',
      names: ['a/b', '../../etc/passwd', 'x\0y'],
      expected: ['a_b', '.._.._etc_passwd', 'x_y'],
    },
    { what: 'a lone surrogate', names: ['a\ud83d', 'a\ufffd'], expected: ['a\ufffd', 'a\ufffd (2)'] },
    {
      what: 'names of prototype properties',
      names: ['__proto__', 'constructor'],
      expected: ['__proto__', 'constructor'],
    },
  ])('$what', ({ names, expected }) => {
    expect(uniqueNames(names)).toEqual(expected);
  });

  it('cuts what is too long for a file system, with its number and extension kept', () => {
    const long = `${'文'.repeat(300)}.jpg`;
    const [first = '', second = ''] = uniqueNames([`${'x'.repeat(251)}.jpg`, `${'x'.repeat(251)}.jpg`]);
    expect(first).toHaveLength(255);
    expect(second).toHaveLength(255);
    expect(second.endsWith('x (2).jpg')).toBe(true);
    expect(uniqueNames([long])[0]).toHaveLength(255);
    expect(uniqueNames([`${'x'.repeat(254)}😀`])).toEqual(['x'.repeat(254)]);
  });

  it('names ten thousand equal items without a pause', () => {
    const names = uniqueNames(Array.from({ length: 10_000 }, () => 'IMG.jpg'));
    expect(names.at(-1)).toBe('IMG (10000).jpg');
  });

  const nasty = fc.constantFrom(
    '',
    '.',
    '..',
    '/',
    'C:\\',
    'a',
    'A',
    'a (2)',
    'a (3)',
    'ä',
    'a\u0308',
    'a.jpg',
    'a.JPG',
    '\ud800',
  );
  const names = fc.array(fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 40 });
  const key = (name: string) => name.normalize('NFC').toLowerCase();

  it('gives each item one usable name of its own, whatever the names are', () => {
    fc.assert(
      fc.property(names, (given) => {
        const unique = uniqueNames(given);
        expect(unique).toHaveLength(given.length);
        expect(new Set(unique.map(key)).size).toBe(given.length);
        for (const name of unique) {
          expect(['', '.', '..']).not.toContain(name);
          expect(name).not.toMatch(/[/\0]/);
          expect(name.isWellFormed()).toBe(true);
          expect(name.length).toBeLessThanOrEqual(255);
          expect(() => encodeURIComponent(name)).not.toThrow();
        }
      }),
    );
  });

  it('leaves the names before alone when the list grows, and unique names as they are', () => {
    fc.assert(
      fc.property(names, fc.nat({ max: 40 }), (given, length) => {
        const unique = uniqueNames(given);
        expect(uniqueNames(given.slice(0, length))).toEqual(unique.slice(0, length));
        expect(uniqueNames(unique)).toEqual(unique);
      }),
    );
  });
});
