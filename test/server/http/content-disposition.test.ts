import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentDisposition } from '../../../src/main/server/http/content-disposition.ts';

describe('contentDisposition', () => {
  it.each<[name: string, expected: string]>([
    ['report.pdf', 'filename="report.pdf"'],
    ['two words.txt', 'filename="two words.txt"'],
    ['100%.txt', 'filename="100%.txt"'],
    ["it's; (a) file, *.txt", `filename="it's; (a) file, *.txt"`],
    ['.env', 'filename=".env"'],
    ['文件.txt', `filename="__.txt"; filename*=UTF-8''%E6%96%87%E4%BB%B6.txt`],
    ['ünï.txt', `filename="_n_.txt"; filename*=UTF-8''%C3%BCn%C3%AF.txt`],
    ['😀.png', `filename="_.png"; filename*=UTF-8''%F0%9F%98%80.png`],
    ['a"b".txt', `filename="a_b_.txt"; filename*=UTF-8''a%22b%22.txt`],
    ['a%20b.txt', `filename="a_20b.txt"; filename*=UTF-8''a%2520b.txt`],
    ["文 '(*).txt", `filename="_ '(*).txt"; filename*=UTF-8''%E6%96%87%20%27%28%2A%29.txt`],
    ['文!#$&+-.^_`|~', `filename="_!#$&+-.^_\`|~"; filename*=UTF-8''%E6%96%87!%23%24%26%2B-.%5E_%60%7C~`],
    // Not a name of a file everywhere
    ['', 'filename="download"'],
    ['.', 'filename="download"'],
    ['..', 'filename="download"'],
    ['a/b', 'filename="a_b"'],
    ['a\\b', 'filename="a_b"'],
    ['../../etc/passwd', 'filename=".._.._etc_passwd"'],
    ['..\\..\\boot.ini', 'filename=".._.._boot.ini"'],
    ['a\r\nSet-Cookie: x=y', 'filename="a__Set-Cookie: x=y"'],
    ['a\0b', 'filename="a_b"'],
    ['a\x7fb', 'filename="a_b"'],
    ['a\x85b', 'filename="a_b"'],
    ['文\n', `filename="__"; filename*=UTF-8''%E6%96%87_`],
    ['a\u2028b', `filename="a_b"; filename*=UTF-8''a%E2%80%A8b`],
    ['a\ud83d', `filename="a_"; filename*=UTF-8''a%EF%BF%BD`],
    ['\udc00b', `filename="_b"; filename*=UTF-8''%EF%BF%BDb`],
    ['\ud83d/\udc00', `filename="___"; filename*=UTF-8''%EF%BF%BD_%EF%BF%BD`],
    ['__proto__', 'filename="__proto__"'],
  ])('%j: %s', (name, expected) => {
    expect(contentDisposition(name)).toBe(`attachment; ${expected}`);
    expect(contentDisposition(name, 'inline')).toBe(`inline; ${expected}`);
  });

  it('is always one well-formed field value that names one path segment', () => {
    const any = fc.string({
      unit: fc.constantFrom(...'a".%2F\\/\r\n\0\x7f\xe9文😀\'*(', '\ud83d', '\udc00'),
      maxLength: 30,
    });
    fc.assert(
      fc.property(fc.oneof(any, fc.string({ unit: 'binary' })), (name) => {
        const value = contentDisposition(name);
        const match = /^attachment; filename="([^"\\]+)"(?:; filename\*=UTF-8''([A-Za-z0-9!#$&+\-.^_`|~%]+))?$/.exec(
          value,
        );
        expect(match).not.toBeNull();
        expect(value).toMatch(/^[\x20-\x7e]+$/);
        const whole = match?.[2] === undefined ? match?.[1] : decodeURIComponent(match[2]);
        expect(whole).not.toMatch(/[/\\\p{Cc}]/u);
        expect(whole?.isWellFormed()).toBe(true);
        if (/^[^/\\\p{Cc}]+$/u.test(name) && name !== '.' && name !== '..') expect(whole).toBe(name.toWellFormed());
      }),
      { numRuns: 500 },
    );
  });
});
