import { describe, expect, it } from 'vitest';
import { formatAccessLine } from '../../src/cli/access-line.ts';
import { exchangeLine, listeningLine } from '../../src/cli/json-lines.ts';
import { printable, printableField } from '../../src/cli/printable.ts';
import type { Exchange } from '../../src/shared/exchange.ts';

const exchange: Exchange = {
  id: 7,
  time: new Date(2026, 10, 23, 11, 42, 33).getTime(),
  remoteAddress: '192.168.1.7',
  method: 'GET',
  path: '/',
  protocol: 'HTTP/1.1',
  status: 200,
  bytes: 512,
  durationMs: 1.25,
  outcome: 'completed',
  userAgent: 'Mozilla/5.0',
  content: 'listing',
  failure: null,
  transferId: null,
  contentRange: null,
  requestFields: [],
};
const prefix = '192.168.1.7 - - [23/Nov/2026 11:42:33] ';

describe('formatAccessLine', () => {
  it.each<[what: string, change: Partial<Exchange>, line: string]>([
    ['a page', {}, '"GET / HTTP/1.1" 200 512'],
    ['HTTP/1.0', { protocol: 'HTTP/1.0' }, '"GET / HTTP/1.0" 200 512'],
    ['an unparsable request', { method: null, path: null, status: 400, bytes: 90 }, '"-" 400 90'],
    ['one who left half-way', { outcome: 'aborted', bytes: 9 }, '"GET / HTTP/1.1" 200 9 aborted'],
    ['one who left before any answer', { outcome: 'aborted', status: null, bytes: 0 }, '"GET / HTTP/1.1" - 0 aborted'],
    ['a line end', { path: '/a\r\nb' }, '"GET /a\\x0d\\x0ab HTTP/1.1" 200 512'],
    ['an escape sequence', { path: '/\x1b[31m' }, '"GET /\\x1b[31m HTTP/1.1" 200 512'],
    ['DEL and a C1 control', { path: '/\x7f\x9b' }, '"GET /\\x7f\\x9b HTTP/1.1" 200 512'],
    ['a backslash', { path: '/a\\x0ab' }, '"GET /a\\\\x0ab HTTP/1.1" 200 512'],
    ['a quote', { path: '/" 500 0' }, '"GET /\\x22 500 0 HTTP/1.1" 200 512'],
    ['controls in the method', { method: 'G\tET' }, '"G\\x09ET / HTTP/1.1" 200 512'],
    ['an encoded target as it came', { path: '/%0a%1b' }, '"GET /%0a%1b HTTP/1.1" 200 512'],
  ])('%s', (_what, change, line) => {
    expect(formatAccessLine({ ...exchange, ...change })).toBe(prefix + line);
  });

  it('pads what is short', () => {
    const time = new Date(2027, 0, 2, 3, 4, 5).getTime();
    expect(formatAccessLine({ ...exchange, time })).toContain('[02/Jan/2027 03:04:05]');
  });
});

describe('exchangeLine', () => {
  it('has the promised fields in their order, and no other', () => {
    const time = Date.UTC(2026, 10, 23, 3, 42, 33, 7);
    expect(exchangeLine({ ...exchange, time })).toBe(
      '{"event":"exchange","time":"2026-11-23T03:42:33.007Z","remoteAddress":"192.168.1.7","method":"GET","path":"/",' +
        '"status":200,"bytes":512,"durationMs":1.25,"outcome":"completed","userAgent":"Mozilla/5.0"}',
    );
  });

  it('stays one line of printable characters, and gives back what came', () => {
    const path = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join('');
    const line = exchangeLine({ ...exchange, path, userAgent: '\u2028' });
    expect(line).not.toMatch(/[\p{Cc}\u2028]/u);
    expect(JSON.parse(line)).toMatchObject({ path, userAgent: '\u2028' });
  });

  it('tells nulls as null', () => {
    const line = exchangeLine({ ...exchange, method: null, path: null, status: null, userAgent: null });
    expect(JSON.parse(line)).toMatchObject({ method: null, path: null, status: null, userAgent: null });
  });
});

describe('listeningLine', () => {
  it('has event, port and URLs', () => {
    expect(listeningLine(8000, ['http://[::1]:8000/'])).toBe(
      '{"event":"listening","port":8000,"urls":["http://[::1]:8000/"]}',
    );
  });
});

describe('printable', () => {
  it.each([
    ['/home/me/文件 é.txt', '/home/me/文件 é.txt'],
    ['C:\\Users', 'C:\\Users'],
    ['a\nb\x1b]0;x\x07', 'a\\x0ab\\x1b]0;x\\x07'],
    ['gpj.\u202efdp', 'gpj.\\u202efdp'],
    ['a\u2028b', 'a\\u2028b'],
    ['\ud800', '\ud800'],
  ])('%j', (text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it('can be undone where it is a field', () => {
    expect(printableField('\\x0a')).not.toBe(printableField('\n'));
  });
});
