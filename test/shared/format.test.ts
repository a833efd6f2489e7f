import { describe, expect, it } from 'vitest';
import {
  clipText,
  formatByteSize,
  formatCount,
  formatDateTime,
  formatDuration,
  formatSpeed,
  formatTimeLeft,
  formatTimeOfDay,
  noValue,
  readableTarget,
  splitPath,
  visibleText,
} from '../../src/shared/format.ts';

const nbsp = '\u00a0';

describe('formatByteSize', () => {
  it.each([
    [0, '0 B'],
    [1, '1 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [1499, '1.5 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [999_999, '1 MB'],
    [5_242_880, '5.24 MB'],
    [734_003_200, '734 MB'],
    [Number.MAX_SAFE_INTEGER, '9.01 PB'],
    [1e20, '100,000 PB'],
    [-1, noValue],
    [Number.NaN, noValue],
    [Number.POSITIVE_INFINITY, noValue],
  ])('%d bytes read %j', (bytes, text) => {
    expect(formatByteSize(bytes, 'en').replaceAll(nbsp, ' ')).toBe(text);
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '<1 ms'],
    [0.99, '<1 ms'],
    [1, '1 ms'],
    [999.4, '999 ms'],
    [999.6, '1 s'],
    [1_240, '1.24 s'],
    [59_940, '59.9 s'],
    [59_960, '1 min 00 s'],
    [125_000, '2 min 05 s'],
    [3_599_600, '1 h 00 min'],
    [3_720_000, '1 h 02 min'],
    [360_000_000, '100 h 00 min'],
    [-1, noValue],
    [Number.NaN, noValue],
    [Number.POSITIVE_INFINITY, noValue],
  ])('%d ms read %j', (durationMs, text) => {
    expect(formatDuration(durationMs, 'en').replaceAll(nbsp, ' ')).toBe(text);
  });
});

describe('dates and counts', () => {
  const morning = new Date(2026, 10, 23, 9, 5, 7).getTime();

  it('gives the time of day in eight characters, midnight as 00', () => {
    expect(formatTimeOfDay(morning, 'en')).toBe('09:05:07');
    expect(formatTimeOfDay(morning, 'zh-CN')).toBe('09:05:07');
    expect(formatTimeOfDay(new Date(2026, 10, 23, 0, 0, 0).getTime(), 'en')).toBe('00:00:00');
  });

  it('gives the date in the language', () => {
    expect(formatDateTime(morning, 'en')).toContain('November');
    expect(formatDateTime(morning, 'zh-CN')).toContain('2026年11月23日');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e20, -1e20])('takes %d for no date', (epochMs) => {
    expect(formatTimeOfDay(epochMs, 'en')).toBe(noValue);
    expect(formatDateTime(epochMs, 'en')).toBe(noValue);
  });

  it('groups digits', () => {
    expect(formatCount(5_242_880, 'en')).toBe('5,242,880');
  });
});

describe('visibleText', () => {
  it.each([
    ['plain', 'plain'],
    ['文件 ünï 👨‍👩‍👧 🏳️‍🌈', '文件 ünï 👨‍👩‍👧 🏳️‍🌈'],
    ['<b>x</b>&amp;', '<b>x</b>&amp;'],
    ['C:\\Users', 'C:\\Users'],
    ['a\r\nb\tc', 'a\\x0d\\x0ab\\x09c'],
    ['\u0000\u001b[31m\u007f\u0085\u009b', '\\x00\\x1b[31m\\x7f\\x85\\x9b'],
    ['photo\u202egpj.exe', 'photo\\u202egpj.exe'],
    ['\u2066x\u2069\u200e\u200f\u061c', '\\u2066x\\u2069\\u200e\\u200f\\u061c'],
    ['a\u2028b\u2029', 'a\\u2028b\\u2029'],
    ['\u200b\u2060\ufeff', '\\u200b\\u2060\\ufeff'],
    ['\ud800x\udc00', '\\ud800x\\udc00'],
  ])('%j reads %j', (text, visible) => {
    expect(visibleText(text)).toBe(visible);
  });
});

describe('readableTarget', () => {
  it.each([
    ['/', '/'],
    ['/a%20b/c', '/a b/c'],
    ['/%E6%96%87%E4%BB%B6.txt', '/文件.txt'],
    ['/\u00e6\u0096\u0087', '/文'],
    ['/x?q=1%2B2', '/x?q=1+2'],
    ['/%3Cscript%3E', '/<script>'],
    ['/%00%0d%0A', '/\\x00\\x0d\\x0a'],
    ['/%E2%80%AEgpj.exe', '/\\u202egpj.exe'],
    ['/%EF%BB%BFbom', '/\\ufeffbom'],
    ['/%2525', '/%25'],
    ['/100%', '/100%'],
    ['/%zz%4', '/%zz%4'],
    ['/%', '/%'],
    ['/%FF%20x', '/%FF%20x'],
    ['/%C0%AF', '/%C0%AF'],
    ['/%ED%A0%80', '/%ED%A0%80'],
    ['/\u00ff\u001b', '/ÿ\\x1b'],
    ['/文%20', '/文%20'],
    ['', ''],
  ])('%j reads %j', (target, readable) => {
    expect(readableTarget(target)).toBe(readable);
  });
});

describe('clipText', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['', 3, ''],
    ['a👍b', 3, 'a…'],
    ['👍👍', 3, '👍…'],
  ])('%j in %d characters is %j', (text, charsMax, clipped) => {
    expect(clipText(text, charsMax)).toBe(clipped);
  });
});

describe('splitPath', () => {
  it.each([
    ['~/Pictures/Summer', '~/Pictures', '/Summer'],
    ['C:\\Users\\Ann', 'C:\\Users', '\\Ann'],
    ['~/a\\b', '~', '/a\\b'],
    ['~/folder/', '~', '/folder/'],
    ['/', '', '/'],
    ['/srv', '', '/srv'],
    ['~', '', '~'],
    ['', '', ''],
  ])('%j is %j and %j', (path, head, tail) => {
    expect(splitPath(path)).toEqual({ head, tail });
  });
});

describe('formatSpeed', () => {
  it.each([
    [0, '0 B/s', '0 B/秒'],
    [0.4, '0 B/s', '0 B/秒'],
    [123.456, '123 B/s', '123 B/秒'],
    [45_000_000, '45 MB/s', '45 MB/秒'],
    [1_250_000_000, '1.25 GB/s', '1.25 GB/秒'],
    [-1, noValue, noValue],
    [Number.NaN, noValue, noValue],
    [Number.POSITIVE_INFINITY, noValue, noValue],
  ])('%d bytes a second read %j', (speed, en, zh) => {
    expect(formatSpeed(speed, 'en').replaceAll(nbsp, ' ')).toBe(en);
    expect(formatSpeed(speed, 'zh-CN').replaceAll(nbsp, ' ')).toBe(zh);
  });
});

describe('formatTimeLeft', () => {
  it.each([
    [0, '1 s', '1 秒'],
    [1, '1 s', '1 秒'],
    [11_200, '12 s', '12 秒'],
    [59_000, '59 s', '59 秒'],
    [59_001, '1 min', '1 分钟'],
    [60_001, '1 min 10 s', '1 分钟 10 秒'],
    [150_000, '2 min 30 s', '2 分钟 30 秒'],
    [595_000, '10 min', '10 分钟'],
    [725_000, '13 min', '13 分钟'],
    [3_540_001, '1 h', '1 小时'],
    [12_000_000, '3 h 20 min', '3 小时 20 分钟'],
    [86_400_000, '1 d', '1 天'],
    [86_400_001, '2 d', '2 天'],
    [1e12, '11,575 d', '11,575 天'],
    [-1, noValue, noValue],
    [Number.NaN, noValue, noValue],
    [Number.POSITIVE_INFINITY, noValue, noValue],
  ])('%d ms read %j', (ms, en, zh) => {
    expect(formatTimeLeft(ms, 'en').replaceAll(nbsp, ' ')).toBe(en);
    expect(formatTimeLeft(ms, 'zh-CN').replaceAll(nbsp, ' ')).toBe(zh);
  });
});
