import { describe, expect, test } from 'vitest';
import { contentType, mediaTypeByName } from '../../../src/main/server/files/media-type.ts';

const utf8 = Buffer.from('zeile für zeile 文件 🙂');
const gbk = Buffer.from([0xc4, 0xe3, 0xba, 0xc3]);
const latin1 = Buffer.from([0x66, 0xfc, 0x72]);
const utf16 = Buffer.from([0xff, 0xfe, 0x61, 0x00]);

describe('contentType of a whole file', () => {
  test.each<[string, Buffer, string]>([
    ['a.html', utf8, 'text/html; charset=utf-8'],
    ['a.html', gbk, 'text/html'],
    ['a.txt', latin1, 'text/plain'],
    ['a.txt', utf16, 'text/plain'],
    ['a.txt', Buffer.alloc(0), 'text/plain; charset=utf-8'],
    ['a.css', utf8, 'text/css; charset=utf-8'],
    ['a.js', utf8, 'text/javascript; charset=utf-8'],
    ['a.mjs', utf8, 'text/javascript; charset=utf-8'],
    ['a.svg', utf8, 'image/svg+xml; charset=utf-8'],
    ['a.json', utf8, 'application/json'],
    ['a.png', utf8, 'image/png'],
    ['A.PNG', utf8, 'image/png'],
    ['a.wasm', utf8, 'application/wasm'],
    ['a.pdf', utf8, 'application/pdf'],
    ['a.mp4', utf8, 'video/mp4'],
    ['README', utf8, 'text/plain; charset=utf-8'],
    ['README', gbk, 'application/octet-stream'],
    ['README', Buffer.alloc(0), 'application/octet-stream'],
    // A whole name is no ending.
    ['one', utf8, 'text/plain; charset=utf-8'],
    ['html', utf8, 'text/plain; charset=utf-8'],
    ['zip', Buffer.from([0x50, 0x4b, 3, 4, 0]), 'application/octet-stream'],
    ['.html', utf8, 'text/plain; charset=utf-8'],
    ['html.', utf8, 'text/plain; charset=utf-8'],
    ['a.b\\html', utf8, 'text/plain; charset=utf-8'],
    ['..html', utf8, 'text/html; charset=utf-8'],
    ['noext', Buffer.from('text with a NUL \0'), 'application/octet-stream'],
    ['a.unknown-ending', utf8, 'text/plain; charset=utf-8'],
  ])('%s', (name, content, expected) => {
    expect(contentType(mediaTypeByName(name), content, true)).toBe(expected);
  });
});

describe('a sample that ends in the middle of a character', () => {
  test.each([1, 2, 3, 4, 5, 6, 7])('%i bytes short', (short) => {
    const sample = utf8.subarray(0, utf8.length - short);
    expect(contentType('text/plain', sample, false)).toBe('text/plain; charset=utf-8');
  });

  test('is no UTF-8 where the file ends there', () => {
    expect(contentType('text/plain', utf8.subarray(0, utf8.length - 1), true)).toBe('text/plain');
  });

  test.each([
    ['a lead byte that cannot be', [0x61, 0xc0]],
    ['another', [0x61, 0xf5]],
    ['a tail without a lead', [0x61, 0x80]],
    ['a complete character with a bad tail', [0xe6, 0x96, 0x87, 0xff]],
  ])('%s is no UTF-8', (_name, bytes) => {
    expect(contentType('text/plain', Buffer.from(bytes), false)).toBe('text/plain');
  });
});
