import { describe, expect, it } from 'vitest';
import {
  type AccessLogFilter,
  accessLogMatcher,
  defaultAccessLogFilter,
  isNarrowed,
  statusClassOf,
} from '../../src/shared/access-log-filter.ts';
import type { Exchange } from '../../src/shared/exchange.ts';
import { exchange } from '../support/exchange.ts';

const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1';

function matches(filter: Partial<AccessLogFilter>, changes: Partial<Exchange> = {}): boolean {
  return accessLogMatcher({ ...defaultAccessLogFilter, ...filter })(exchange(1, changes));
}

describe('accessLogMatcher', () => {
  it.each<[string, Partial<AccessLogFilter>, Partial<Exchange>, boolean]>([
    ['nothing wanted in particular', {}, {}, true],
    ['our own pages’ requests are folded away', {}, { content: 'asset' }, false],
    ['and shown when wanted', { withAssets: true }, { content: 'asset' }, true],
    ['transfers only: a file', { transfersOnly: true }, { content: 'file' }, true],
    ['transfers only: a listing', { transfersOnly: true }, { content: 'listing' }, false],
    ['transfers only: an asset', { transfersOnly: true, withAssets: true }, { content: 'asset' }, false],
    ['a visitor', { visitor: '192.168.1.7' }, {}, true],
    ['another visitor', { visitor: '192.168.1.70' }, {}, false],
    ['a class', { statusClasses: ['4xx'] }, { status: 404 }, true],
    ['any of two classes', { statusClasses: ['4xx', 'none'] }, { status: null }, true],
    ['another class', { statusClasses: ['4xx'] }, { status: 200 }, false],
    ['part of the path', { text: 'liday' }, { path: '/Holiday/1.jpg' }, true],
    ['whatever its case', { text: 'HOLI' }, { path: '/Holiday/1.jpg' }, true],
    ['the path as it is read', { text: '文件 a' }, { path: '/%E6%96%87%E4%BB%B6%20a.txt' }, true],
    ['not the path as it is sent', { text: '%E6' }, { path: '/%E6%96%87' }, false],
    ['what is no UTF-8, as it is shown', { text: '%ff' }, { path: '/%FF' }, true],
    ['a made-visible control character', { text: '\\x1b' }, { path: '/%1B[2J' }, true],
    ['part of the address', { text: '168.1' }, {}, true],
    ['the device', { text: 'iphone' }, { userAgent: iPhone }, true],
    ['not what the device’s name leaves out', { text: 'applewebkit' }, { userAgent: iPhone }, false],
    ['the method', { text: 'head' }, { method: 'HEAD' }, true],
    ['the status', { text: '404' }, { status: 404, path: '/' }, true],
    ['all words, wherever each is', { text: ' jpg  404 ' }, { status: 404, path: '/a.jpg' }, true],
    ['all words', { text: 'jpg 404' }, { status: 200, path: '/a.jpg' }, false],
    ['where nothing was understood', { text: 'get' }, { method: null, path: null, status: null }, false],
    ['a pattern is text', { text: '.*' }, { path: '/abc' }, false],
  ])('%s', (_what, filter, changes, wanted) => expect(matches(filter, changes)).toBe(wanted));
});

describe('statusClassOf', () => {
  it.each([
    [200, '2xx'],
    [304, '3xx'],
    [431, '4xx'],
    [599, '5xx'],
    [null, 'none'],
    [0, 'none'],
    [999, 'none'],
  ] as const)('%s → %s', (status, name) => expect(statusClassOf(status)).toBe(name));
});

describe('isNarrowed', () => {
  it.each<[Partial<AccessLogFilter>, boolean]>([
    [{}, false],
    [{ text: '  ' }, false],
    [{ withAssets: true }, false],
    [{ text: 'a' }, true],
    [{ statusClasses: ['2xx'] }, true],
    [{ visitor: 'a' }, true],
    [{ transfersOnly: true }, true],
  ])('%j: %s', (filter, narrowed) => expect(isNarrowed({ ...defaultAccessLogFilter, ...filter })).toBe(narrowed));
});
