import fc from 'fast-check';
import { expect, test } from 'vitest';
import { naturalKey } from '../../src/shared/natural-key.ts';

test.each([
  ['a2', 'a0\u00012'],
  ['a10', 'a0\u000210'],
  ['a007b08', 'a0\u00017b0\u00018'],
  ['000', '0\u00010'],
  ['7', '0\u00017'],
  ['IMG_12.JPG', 'img_0\u000212.jpg'],
  ['Café', 'cafe'],
  ['', ''],
  ['no digits', 'no digits'],
])('%s', (name, key) => expect(naturalKey(name)).toBe(key));

test('before each run of digits stands its length, without the zeros that lead it', () => {
  const digitRuns = (text: string): string =>
    text.replace(/0*([0-9]+)/g, (_, digits: string) => `0${String.fromCharCode(digits.length)}${digits}`);
  const text = fc.string({ unit: fc.constantFrom('0', '1', '9', 'a', '.', ' '), maxLength: 30 });
  fc.assert(
    fc.property(text, (name) => {
      expect(naturalKey(name)).toBe(digitRuns(name));
    }),
  );
});
