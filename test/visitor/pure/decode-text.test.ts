import { expect, it } from 'vitest';
import { decodeText } from '../../../src/visitor/preview/read-text.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...values: readonly number[]) => Uint8Array.from(values);

it.each([
  ['UTF-8 as the server says', utf8('Ünï 文件'), 'utf-8', 'en', 'Ünï 文件'],
  ['UTF-8 though it says nothing', utf8('Ünï'), undefined, 'en', 'Ünï'],
  ['UTF-8 with a mark', utf8('\ufeffx'), undefined, 'en', 'x'],
  ['UTF-16, little end first', bytes(0xff, 0xfe, 0x41, 0, 0x87, 0x65), undefined, 'en', 'A文'],
  ['UTF-16, big end first', bytes(0xfe, 0xff, 0, 0x41, 0x65, 0x87), undefined, 'en', 'A文'],
  ['GB 18030 on a Chinese page', bytes(0xc4, 0xe3, 0xba, 0xc3), undefined, 'zh-CN', '你好'],
  ['Latin 1 on an English one', bytes(0x63, 0x61, 0x66, 0xe9), undefined, 'en', 'café'],
  ['a charset that nobody knows', utf8('é'), 'x-none', 'en', 'é'],
  ['a charset that is not true', bytes(0xe9, 0x21), 'utf-8', 'en', 'é!'],
  ['nothing', bytes(), undefined, 'en', ''],
  ['zeros', bytes(0, 0, 0), undefined, 'en', null],
  ['a picture', bytes(0x89, 0x50, 0x4e, 0x47, 0, 0x0d), undefined, 'zh-CN', null],
] as const)('%s', (_, content, charset, locale, text) => {
  expect(decodeText(content, charset, locale, false)).toBe(text);
});

it('a character that the end has cut in two is left out', () => {
  expect(decodeText(utf8('ab文').subarray(0, 4), 'utf-8', 'en', true)).toBe('ab');
});
