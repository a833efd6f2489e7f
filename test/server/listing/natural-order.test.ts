import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortNaturally } from '../../../src/main/server/listing/natural-order.ts';

test.each<[string, string[]]>([
  ['numbers by value', ['a1', 'a2', 'a10', 'a11', 'a100']],
  ['numbers in the middle', ['img2b', 'img10a', 'img10b']],
  ['leading zeros', ['track 1', 'track 002', 'track 3', 'track 010']],
  ['numbers beyond every integer', ['9'.repeat(30), `1${'0'.repeat(30)}`]],
  ['case does not matter', ['apple', 'Banana', 'cherry', 'Date']],
  ['equal but for case: by code unit', ['File', 'file']],
  ['accents do not matter', ['cafe', 'café', 'cafeteria', 'zoo']],
  ['letters before other scripts', ['a', 'z', 'ж', '文', '🙂']],
  ['digits before letters', ['1', '2 b', 'a']],
  ['versions', ['v1.2', 'v1.9', 'v1.10', 'v2.0']],
])('%s', (_name, sorted) => {
  expect(sortNaturally([...sorted].reverse())).toEqual(sorted);
});

test('names that are not UTF-8 have their place, too', () => {
  const bytes = Buffer.from([0x61, 0xff]);
  expect(sortNaturally(['b', bytes, 'a'])).toEqual(['a', bytes, 'b']);
});

test('the order is one and the same however the names come, and loses none', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 })), fc.nat(), (names, turn) => {
      const turned = [...names.slice(turn % (names.length + 1)), ...names.slice(0, turn % (names.length + 1))];
      const sorted = sortNaturally(names);
      expect(sortNaturally(turned)).toEqual(sorted);
      expect([...sorted].sort()).toEqual([...names].sort());
    }),
  );
});
