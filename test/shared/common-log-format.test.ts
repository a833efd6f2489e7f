import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commonLogLine } from '../../src/shared/common-log-format.ts';
import type { Exchange } from '../../src/shared/exchange.ts';
import { exchange as exchangeOf } from '../support/exchange.ts';

const exchange = (changes: Partial<Exchange> = {}): Exchange =>
  exchangeOf(1, {
    time: Date.UTC(2026, 10, 3, 9, 5, 7, 999),
    remoteAddress: '192.168.1.7',
    path: '/a%20b?c',
    protocol: 'HTTP/1.1',
    bytes: 512,
    ...changes,
  });

let zone: string | undefined;
beforeEach(() => {
  zone = process.env.TZ;
});
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

describe('commonLogLine', () => {
  it.each([
    ['UTC', '03/Nov/2026:09:05:07 +0000'],
    ['Europe/Berlin', '03/Nov/2026:10:05:07 +0100'],
    ['America/St_Johns', '03/Nov/2026:05:35:07 -0330'],
    ['Asia/Kathmandu', '03/Nov/2026:14:50:07 +0545'],
    ['Asia/Shanghai', '03/Nov/2026:17:05:07 +0800'],
  ])('%s', (timeZone, time) => {
    process.env.TZ = timeZone;
    // A second that no other row has asked for: the last one is remembered.
    commonLogLine(exchange({ time: 0 }));
    expect(commonLogLine(exchange())).toBe(`192.168.1.7 - - [${time}] "GET /a%20b?c HTTP/1.1" 200 512`);
  });

  const after = (changes: Partial<Exchange>) => commonLogLine(exchange(changes)).replace(/\[[^\]]*\] /, '');

  it.each<[string, Partial<Exchange>, string]>([
    ['no body', { bytes: 0, status: 304 }, '192.168.1.7 - - "GET /a%20b?c HTTP/1.1" 304 -'],
    ['no response', { status: null, bytes: 0 }, '192.168.1.7 - - "GET /a%20b?c HTTP/1.1" - -'],
    ['no request', { method: null, path: null, status: 400 }, '192.168.1.7 - - "-" 400 512'],
    ['no path', { path: null }, '192.168.1.7 - - "GET - HTTP/1.1" 200 512'],
    ['IPv6 with a zone', { remoteAddress: 'fe80::1%eth0' }, 'fe80::1%eth0 - - "GET /a%20b?c HTTP/1.1" 200 512'],
    ['no address', { remoteAddress: '' }, '- - - "GET /a%20b?c HTTP/1.1" 200 512'],
    ['quotes', { path: '/" 200 1\\' }, '192.168.1.7 - - "GET /\\" 200 1\\\\ HTTP/1.1" 200 512'],
    [
      'line ends and escapes',
      { path: '/\r\n\u001b[2J\u007f' },
      '192.168.1.7 - - "GET /\\x0d\\x0a\\x1b[2J\\x7f HTTP/1.1" 200 512',
    ],
    ['bytes beyond ASCII', { path: '/\u00e4\u0085' }, '192.168.1.7 - - "GET /\\xe4\\x85 HTTP/1.1" 200 512'],
    ['more than bytes', { path: '/\u2028\u202e' }, '192.168.1.7 - - "GET /\\u2028\\u202e HTTP/1.1" 200 512'],
    ['an address that is none', { remoteAddress: 'a b\n' }, 'a\\x20b\\x0a - - "GET /a%20b?c HTTP/1.1" 200 512'],
  ])('%s', (_what, changes, line) => expect(after(changes)).toBe(line));

  it('is left out where the version was not understood', () => {
    expect(commonLogLine({ ...exchange(), protocol: null })).toContain('"GET /a%20b?c -"');
  });
});
