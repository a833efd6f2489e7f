import { describe, expect, it } from 'vitest';
import { checkItemName } from '../../src/shared/item-name.ts';

describe('checkItemName', () => {
  it.each([
    ['Holiday', 'Holiday'],
    ['  Holiday 2026 ', 'Holiday 2026'],
    ['照片 🌴', '照片 🌴'],
    ['صور', 'صور'],
    ['Cafe\u0301', 'Café'],
    ['v1.2 (final)', 'v1.2 (final)'],
    ['100% "quoted" #1?', '100% "quoted" #1?'],
    ['x'.repeat(255), 'x'.repeat(255)],
    ['', ''],
    [' \t ', ''],
  ])('%j is the name %j', (typed, name) => {
    expect(checkItemName(typed)).toEqual({ ok: true, name });
  });

  it.each([
    ['x'.repeat(256), 'too-long'],
    ['a/b', 'separator'],
    ['..\\secret', 'separator'],
    ['.', 'dot'],
    ['..', 'dot'],
    ['.doorstep', 'dot'],
    ['a\u0000b', 'invisible'],
    ['a\nb', 'invisible'],
    ['photo\u202egpj.exe', 'invisible'],
    ['zero\u200bwidth', 'invisible'],
    ['half \ud83c', 'invisible'],
  ])('%j is refused: %s', (typed, why) => {
    expect(checkItemName(typed)).toEqual({ ok: false, why });
  });
});
