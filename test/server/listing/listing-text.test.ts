import { describe, expect, test } from 'vitest';
import { HttpError } from '../../../src/main/server/http/http-error.ts';
import { errorHtml } from '../../../src/main/server/listing/error-html.ts';
import { readableName, readablePath } from '../../../src/main/server/listing/readable-name.ts';
import { exactCount, sizeText } from '../../../src/main/server/listing/size-text.ts';
import { formatByteSize } from '../../../src/shared/format.ts';

describe('sizes', () => {
  test.each([
    [0, '0', '0\u00a0B'],
    [999, '999', '999\u00a0B'],
    [1_000, '1,000', '1\u00a0kB'],
    [999_499, '999,499', '999\u00a0kB'],
    [999_500, '999,500', '1\u00a0MB'],
    [1_234_567, '1,234,567', '1.23\u00a0MB'],
    [Number.MAX_SAFE_INTEGER, '9,007,199,254,740,991', '9.01\u00a0PB'],
  ])('%d', (bytes, exact, text) => {
    expect([exactCount(bytes), sizeText(bytes, 'en'), sizeText(bytes, 'zh-CN')]).toEqual([exact, text, text]);
  });

  test('are as the window writes them, but for halves', () => {
    for (let bytes = 1; bytes < 1e15; bytes = Math.ceil(bytes * 1.37) + 1)
      expect(sizeText(bytes, 'en')).toBe(formatByteSize(bytes, 'en'));
  });
});

describe('names', () => {
  test.each([
    ['plain name.txt', 'plain name.txt'],
    ['ünï cödé 文件 😀', 'ünï cödé 文件 😀'],
    ['a\nb\tc', 'a\\x0ab\\x09c'],
    ['a\u202egpj.exe', 'a\\u202egpj.exe'],
    ['\u200bzero', '\\u200bzero'],
    [Buffer.from([0x66, 0xfc, 0x72]), 'f\ufffdr'],
    ['\x7f', '\\x7f'],
  ])('%j', (name, expected) => {
    expect(readableName(name)).toBe(expected);
  });

  test('of paths', () => {
    expect([readablePath([]), readablePath(['a', 'b\u202ec'])]).toEqual(['/', '/a/b\\u202ec/']);
  });
});

describe('error pages', () => {
  const rows: readonly [HttpError, boolean, RegExp][] = [
    [new HttpError(404, 'x'), true, /There is nothing at this address/],
    [new HttpError(403, 'x'), true, /cannot be opened/],
    [new HttpError(403, 'x', [], { variant: 'network' }), false, /same network/],
    [new HttpError(405, 'x'), true, /looked at and downloaded/],
    [new HttpError(421, 'x'), false, /does not answer under the name/],
    [new HttpError(503, 'x'), false, /too many visitors/],
    [new HttpError(500, 'x'), false, /went wrong/],
    [new HttpError(418, '<b>teapot</b>'), false, /&lt;b&gt;teapot&lt;\/b&gt;/],
    [new HttpError(404, 'x', [], { variant: '__proto__' }), false, /There is nothing at this address/],
  ];
  test.each(rows)('%s', (error, hasHome, sentence) => {
    const html = errorHtml(error, 'en');
    expect(html).toMatch(sentence);
    expect(html).toContain(`<title>${error.status} `);
    expect(html.includes('<a href="/">')).toBe(hasHome);
    expect(html).not.toMatch(/<script|style=/);
    const chinese = errorHtml(error, 'zh-CN');
    expect(chinese).toContain('<html lang="zh-CN" data-page="error"');
    if (error.status !== 418) expect(chinese).toMatch(/<h1>[\u4e00-\u9fff]/);
  });
});
