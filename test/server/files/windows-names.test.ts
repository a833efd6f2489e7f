import { expect, test } from 'vitest';
import { isAmbiguousOnWindows } from '../../../src/main/server/files/windows-names.ts';

test.each([
  'con',
  'CON',
  'nul.txt',
  'aux.c',
  'prn',
  'com1',
  'COM9.log',
  'lpt1.txt',
  'com¹',
  'conin$',
  'CONOUT$',
  'aux .txt',
  'file::$DATA',
  'file.txt:stream',
  '12:30.png',
  'name.',
  'name ',
  'name. .',
  'PROGRA~1',
  'LONGNA~2.TXT',
  'a\\b',
  '..\\secret',
  'what?',
  'a*b',
  'a|b',
  '<b>',
  'say "hi"',
])('%j says something else on Windows', (name) => {
  expect(isAmbiguousOnWindows(name)).toBe(true);
});

test.each([
  'console.txt',
  'auxiliary.c',
  'com.txt',
  'com10',
  'lpt',
  'null',
  'nul2.txt',
  'a.b.c',
  'name~',
  'name~x.txt',
  '~1name',
  'my file (2).txt',
  '文件.txt',
  "it's",
  'a;b',
])('%j is an ordinary name there, too', (name) => {
  expect(isAmbiguousOnWindows(name)).toBe(false);
});
