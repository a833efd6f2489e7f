import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatHttpDate, parseHttpDate } from '../../../src/main/server/http/http-date.ts';

const nowMs = Date.UTC(2026, 10, 23, 11, 42, 33);
const rfcExampleMs = Date.UTC(1994, 10, 6, 8, 49, 37);

describe('formatHttpDate', () => {
  it.each<{ what: string; epochMs: number; expected: string | null }>([
    { what: 'the example of RFC 9110', epochMs: rfcExampleMs, expected: 'Sun, 06 Nov 1994 08:49:37 GMT' },
    { what: 'the epoch', epochMs: 0, expected: 'Thu, 01 Jan 1970 00:00:00 GMT' },
    { what: 'a fraction of a second', epochMs: rfcExampleMs + 999.999, expected: 'Sun, 06 Nov 1994 08:49:37 GMT' },
    { what: 'just before the epoch', epochMs: -0.5, expected: 'Wed, 31 Dec 1969 23:59:59 GMT' },
    { what: 'the year 99', epochMs: Date.parse('0099-03-01T00:00:00Z'), expected: 'Sun, 01 Mar 0099 00:00:00 GMT' },
    { what: 'the first second', epochMs: -62_167_219_200_000, expected: 'Sat, 01 Jan 0000 00:00:00 GMT' },
    { what: 'the last second', epochMs: 253_402_300_799_999, expected: 'Fri, 31 Dec 9999 23:59:59 GMT' },
    { what: 'before the first', epochMs: -62_167_219_200_001, expected: null },
    { what: 'after the last', epochMs: 253_402_300_800_000, expected: null },
    { what: 'what no Date can hold', epochMs: 8.64e15 + 1, expected: null },
    { what: 'the end of 64-bit nanoseconds', epochMs: -9_223_372_036_854, expected: 'Tue, 21 Sep 1677 00:12:43 GMT' },
    { what: 'NaN', epochMs: Number.NaN, expected: null },
    { what: 'infinity', epochMs: Number.POSITIVE_INFINITY, expected: null },
    { what: 'minus infinity', epochMs: Number.NEGATIVE_INFINITY, expected: null },
  ])('$what', ({ epochMs, expected }) => {
    expect(formatHttpDate(epochMs)).toBe(expected);
  });
});

describe('parseHttpDate', () => {
  it.each<{ text: string; expected: number }>([
    { text: 'Sun, 06 Nov 1994 08:49:37 GMT', expected: rfcExampleMs },
    { text: 'Sunday, 06-Nov-94 08:49:37 GMT', expected: rfcExampleMs },
    { text: 'Sun Nov  6 08:49:37 1994', expected: rfcExampleMs },
    { text: 'Wed Nov 16 08:49:37 1994', expected: Date.UTC(1994, 10, 16, 8, 49, 37) },
    { text: 'Wednesday, 16-Nov-94 08:49:37 GMT', expected: Date.UTC(1994, 10, 16, 8, 49, 37) },
    { text: 'Thu, 29 Feb 2024 00:00:00 GMT', expected: Date.UTC(2024, 1, 29) },
    { text: 'Tue, 29 Feb 2000 00:00:00 GMT', expected: Date.UTC(2000, 1, 29) },
    { text: 'Thu, 01 Mar 1900 00:00:00 GMT', expected: Date.UTC(1900, 2, 1) },
    { text: 'Sat, 01 Jan 0000 00:00:00 GMT', expected: -62_167_219_200_000 },
    { text: 'Fri, 31 Dec 9999 23:59:59 GMT', expected: 253_402_300_799_000 },
    { text: 'Sat, 31 Dec 2016 23:59:60 GMT', expected: Date.UTC(2017, 0, 1) },
    { text: 'Mon, 06 Nov 1994 08:49:37 GMT', expected: rfcExampleMs },
    // Two digits of a year: at most 50 years ahead of 2026-11-23T11:42:33.
    { text: 'Friday, 01-Jan-26 00:00:00 GMT', expected: Date.UTC(2026, 0, 1) },
    { text: 'Friday, 01-Jan-27 00:00:00 GMT', expected: Date.UTC(2027, 0, 1) },
    { text: 'Friday, 31-Dec-75 00:00:00 GMT', expected: Date.UTC(2075, 11, 31) },
    { text: 'Monday, 23-Nov-76 11:42:33 GMT', expected: Date.UTC(2076, 10, 23, 11, 42, 33) },
    { text: 'Monday, 23-Nov-76 11:42:34 GMT', expected: Date.UTC(1976, 10, 23, 11, 42, 34) },
    { text: 'Saturday, 01-Jan-77 00:00:00 GMT', expected: Date.UTC(1977, 0, 1) },
    { text: 'Saturday, 01-Jan-00 00:00:00 GMT', expected: Date.UTC(2000, 0, 1) },
    { text: 'Tuesday, 29-Feb-00 00:00:00 GMT', expected: Date.UTC(2000, 1, 29) },
  ])('reads $text', ({ text, expected }) => {
    expect(parseHttpDate(text, nowMs)).toBe(expected);
  });

  it.each([
    '',
    '0',
    '784111777',
    '1994-11-06T08:49:37Z',
    'Sun, 06 Nov 1994 08:49:37',
    'Sun, 06 Nov 1994 08:49:37 UTC',
    'Sun, 06 Nov 1994 08:49:37 gmt',
    'Sun, 06 Nov 1994 08:49:37 GMT ',
    ' Sun, 06 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 +0000',
    'sun, 06 Nov 1994 08:49:37 GMT',
    'Xyz, 06 Nov 1994 08:49:37 GMT',
    'Sun, 06 nov 1994 08:49:37 GMT',
    'Sun, 06 NOV 1994 08:49:37 GMT',
    'Sun, 06 Foo 1994 08:49:37 GMT',
    'Sun, 6 Nov 1994 08:49:37 GMT',
    'Sun,  6 Nov 1994 08:49:37 GMT',
    'Sun; 06 Nov 1994 08:49:37 GMT',
    'Sun, 06-Nov-1994 08:49:37 GMT',
    'Sun, 06 Nov 1994T08:49:37 GMT',
    'Sun, 06 Nov 94 08:49:37 GMT',
    'Sun, 00 Nov 1994 08:49:37 GMT',
    'Sun, 31 Nov 1994 08:49:37 GMT',
    'Sun, 32 Dec 1994 08:49:37 GMT',
    'Wed, 29 Feb 2023 00:00:00 GMT',
    'Thu, 29 Feb 1900 00:00:00 GMT',
    'Sun, 06 Nov 1994 24:00:00 GMT',
    'Sun, 06 Nov 1994 08:60:37 GMT',
    'Sun, 06 Nov 1994 08:49:61 GMT',
    'Sun, 06 Nov 1994 08.49.37 GMT',
    'Sun, 06 Nov 1994 8:49:37 GMT',
    'Sun, 06 Nov 1994 -8:49:37 GMT',
    'Sun, 06 Nov 199x 08:49:37 GMT',
    'Sun, 06 Nov -994 08:49:37 GMT',
    'Sun, 06 Nov ١٩٩٤ 08:49:37 GMT',
    'Sun, 06-Nov-94 08:49:37 GMT',
    'Sunday, 06-Nov-94 08:49:37',
    'Sunday, 06-Nov-1994 08:49:37 GMT',
    'Sunday, 06 Nov 94 08:49:37 GMT',
    'Sunday, 6-Nov-94 08:49:37 GMT',
    'Monday!, 06-Nov-94 08:49:37 GMT',
    'Sunday, 29-Feb-23 08:49:37 GMT',
    'Sunday, 06-Nov-xx 08:49:37 GMT',
    'Sun Nov 6 08:49:37 1994',
    'Sun Nov 06 08:49:37 94',
    'Sun Nov    08:49:37 1994',
    'Sun Nov  0 08:49:37 1994',
    'Sun Nov  6 08:49:37 1994 GMT',
    'Sun, Nov  6 08:49:37 1994',
  ])('refuses %j', (text) => {
    expect(parseHttpDate(text, nowMs)).toBeNull();
  });

  it('reads back what it writes, whatever the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_167_219_200, max: 253_402_300_799 }), (seconds) => {
        const text = formatHttpDate(seconds * 1000) as string;
        expect(text).toHaveLength(29);
        expect(parseHttpDate(text, nowMs)).toBe(seconds * 1000);
      }),
      { numRuns: 500 },
    );
  });

  it('reads all three forms as one moment', () => {
    const years = fc.date({
      min: new Date(Date.UTC(1977, 0, 1)),
      max: new Date(Date.UTC(2076, 0, 1)),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(years, (date) => {
        const imf = date.toUTCString();
        const [day = '', month = '', year = '', time = ''] = imf.slice(5, -4).split(' ');
        const longDay = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'][
          date.getUTCDay()
        ];
        const rfc850 = `${longDay}, ${day}-${month}-${year.slice(2)} ${time} GMT`;
        const asctime = `${imf.slice(0, 3)} ${month} ${day.replace(/^0/, ' ')} ${time} ${year}`;
        const expected = Math.floor(date.getTime() / 1000) * 1000;
        expect([imf, rfc850, asctime].map((text) => parseHttpDate(text, nowMs))).toEqual([
          expected,
          expected,
          expected,
        ]);
      }),
      { numRuns: 300 },
    );
  });

  it('never throws, and takes no date with a character changed for another moment in another format', () => {
    const changed = fc.tuple(fc.nat(28), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }));
    fc.assert(
      fc.property(changed, ([at, char]) => {
        const text = 'Sun, 06 Nov 1994 08:49:37 GMT';
        const read = parseHttpDate(text.slice(0, at) + char + text.slice(at + 1), nowMs);
        if (read !== null) expect(formatHttpDate(read)).toHaveLength(29);
      }),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.string({ maxLength: 40 }), (text) => parseHttpDate(text, nowMs) === null));
  });
});
