import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptsGzip, preferredLocale, prefersJson } from '../../../src/main/server/http/negotiate.ts';

describe('acceptsGzip', () => {
  it.each<string>([
    'gzip',
    'GZIP',
    'x-gzip',
    'gzip, deflate, br, zstd',
    'gzip,deflate',
    'deflate, gzip;q=1.0, *;q=0.5',
    'br;q=1.0, gzip;q=0.8, *;q=0.1',
    '*',
    '*;q=0.001',
    'br, *',
    'gzip;q=0.001',
    'gzip;q=1.000',
    'gzip;q=1.',
    'gzip;q=0.5;x=y',
    'gzip ; q=0.5',
    'gzip\t;\tQ=0.5',
    'gzip;q=1, identity;q=0.5',
    'gzip, identity',
    'identity;q=0, gzip;q=0.1',
    'gzip, *;q=0',
    ', ,gzip,',
    'gzip;q=2, gzip;q=0.5',
  ])('yes: %j', (field) => {
    expect(acceptsGzip(field)).toBe(true);
  });

  it.each<string | undefined>([
    undefined,
    '',
    ' ',
    ',',
    'identity',
    'deflate, br',
    'gzip;q=0',
    'gzip;q=0.0',
    'gzip;q=0.000',
    'gzip;q=0, *',
    'x-gzip;q=0, *;q=1',
    '*;q=0',
    'identity;q=0',
    'gzip;q=0.5, identity;q=1',
    'gzip;q=0.5, identity',
    'gzip;q=',
    'gzip;q=1.001',
    'gzip;q=1.5',
    'gzip;q=2',
    'gzip;q=10',
    'gzip;q=.5',
    'gzip;q=0.1234',
    'gzip;q=-1',
    'gzip;q=+1',
    'gzip;q=0,5',
    'gzip;q=a',
    'gzip;q="1"',
    'gzip;q=1 x',
    'gzip q=1',
    'gzip deflate',
    'agzip, gzipx, gzi, g*',
    '"gzip"',
    '"x, gzip',
    'gzip=1',
  ])('no: %j', (field) => {
    expect(acceptsGzip(field)).toBe(false);
  });
});

describe('preferredLocale', () => {
  it.each<string>([
    'zh',
    'ZH',
    'zh-CN',
    'zh-TW',
    'zh-Hant-HK',
    'zh-CN,zh;q=0.9,en;q=0.8,en-GB;q=0.7,en-US;q=0.6',
    'en;q=0.8, zh;q=0.9',
    'fr, de;q=0.9, zh;q=0.1',
    'zh, en',
    'zh;q=0.5, en;q=0.5',
    'zh, *',
    '*;q=0.5, zh',
    '*, zh',
    'en;q=0, *',
    'en;q=0, zh;q=0.001',
    'en;q=x, zh;q=0.1',
    ',,zh,,',
  ])('Chinese: %j', (field) => {
    expect(preferredLocale(field)).toBe('zh-CN');
  });

  it.each<string | undefined>([
    undefined,
    '',
    ',',
    'en',
    'en-GB, zh;q=0.9',
    'en, zh',
    'en;q=0.5, zh;q=0.5',
    'de, fr',
    'de-CH;q=1, en;q=0.1',
    '*',
    '*, zh;q=0.9',
    'zh;q=0',
    'zh;q=0, *',
    'zh;q=0, en;q=0',
    'zh;q=0.8, en;q=0.9',
    'zh;q=1.1, en;q=0.1',
    'zh;q=0.1234',
    'zh q=1',
    'zhx, xzh, z, zh1',
    '"zh"',
    'zh CN',
    'eng, enx',
    '\0zh',
  ])('English: %j', (field) => {
    expect(preferredLocale(field)).toBe('en');
  });
});

describe('prefersJson', () => {
  it.each<string>([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;q=0.5',
    'application/json, text/javascript, */*; q=0.01',
    'application/json, */*;q=0.5',
    'application/json, text/html;q=0.9',
    'text/html;q=0.9, application/json',
    'application/*',
    'application/json;q=0.2, text/*;q=0.1',
    'application/json;profile="a,b;q=0";q=0.9, text/html;q=0.8',
    'text/html;q=0, */*',
    'application/json;x="\\",text/html;q=1"',
    'application/json, ',
  ])('yes: %j', (field) => {
    expect(prefersJson(field)).toBe(true);
  });

  it.each<string | undefined>([
    undefined,
    '',
    '*/*',
    'text/html',
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
    'text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2',
    'application/json, text/plain, */*',
    'application/json, text/html',
    'application/json;q=0.9, text/html',
    'application/json;q=0.5, text/*',
    'application/json;q=0',
    'application/json;q=0, */*',
    'application/json;q=nope',
    'application/json;q=2',
    'application/jsonp, application/jso, json',
    'application/json/x',
    'text/plain, image/*',
    '"application/json"',
    'text/html, application/json;x="unfinished, */*;q=0',
  ])('no: %j', (field) => {
    expect(prefersJson(field)).toBe(false);
  });
});

describe('all of them', () => {
  it('answer to any text, without an error', () => {
    const hostile = fc.string({ unit: fc.constantFrom(...'gzip*/;q=01.,"\\ \tenh-'), maxLength: 60 });
    fc.assert(
      fc.property(hostile, (field) => {
        expect(typeof acceptsGzip(field)).toBe('boolean');
        expect(typeof prefersJson(field)).toBe('boolean');
        expect(['en', 'zh-CN']).toContain(preferredLocale(field));
      }),
      { numRuns: 500 },
    );
  });

  it('follow the weights', () => {
    const weight = fc.integer({ min: 0, max: 1000 });
    const text = (thousandths: number) => (thousandths / 1000).toFixed(3);
    fc.assert(
      fc.property(weight, weight, (one, other) => {
        expect(acceptsGzip(`gzip;q=${text(one)}, identity;q=${text(other)}`)).toBe(one > 0 && one >= other);
        expect(prefersJson(`text/html;q=${text(other)}, application/json;q=${text(one)}`)).toBe(one > other);
        expect(preferredLocale(`en;q=${text(other)}, zh;q=${text(one)}`)).toBe(one > other ? 'zh-CN' : 'en');
      }),
      { numRuns: 300 },
    );
  });

  it.each(['gzip,', ',', ' ', '"', '\\"', ';', ';q=', 'en;q=0.1,', 'z'])(
    'take linear time for 64 KB of %j',
    (piece) => {
      const field = piece.repeat(Math.ceil(65_536 / piece.length));
      const start = performance.now();
      for (let round = 0; round < 5; round++) {
        acceptsGzip(field);
        preferredLocale(field);
        prefersJson(field);
      }
      expect(performance.now() - start).toBeLessThan(1_000);
    },
  );
});
