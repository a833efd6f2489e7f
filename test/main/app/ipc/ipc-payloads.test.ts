import { describe, expect, it } from 'vitest';
import {
  PayloadError,
  parseCheck,
  parseIdAndPlace,
  parseIdAndText,
  parseItemOptions,
  parseNothing,
  parseNumber,
  parseReachChoice,
  parseText,
  parseTexts,
} from '../../../../src/main/app/ipc/ipc-payloads.ts';

const long = 'x'.repeat(32_767);

describe('good payloads', () => {
  it.each<[string, (values: unknown[]) => unknown[], unknown[]]>([
    ['nothing', parseNothing, []],
    ['a text', parseText, ['item-1']],
    ['the longest text', parseText, [long]],
    ['a number', parseNumber, [8000]],
    ['a number that is no port', parseNumber, [-0.5]],
    ['no text in the list', parseTexts, [[]]],
    ['texts', parseTexts, [['/a', '/ünï 文件', long]]],
    ['all networks', parseReachChoice, [{ kind: 'all' }]],
    ['this computer', parseReachChoice, [{ kind: 'this-computer' }]],
    ['an interface', parseReachChoice, [{ kind: 'interface', interfaceName: '以太网 2' }]],
    ['a check', parseCheck, ['firewall']],
    ['a place', parseIdAndPlace, ['item-1', 0]],
    ['a place far away', parseIdAndPlace, ['item-1', Number.MAX_SAFE_INTEGER]],
    ['a name', parseIdAndText, ['item-1', '../照片']],
    ['an empty name', parseIdAndText, ['item-1', '']],
    ['no option', parseItemOptions, ['item-1', {}]],
    ['every option', parseItemOptions, ['item-1', { followLinks: true, showHidden: false, serveIndex: true }]],
  ])('%s', (_what, parse, values) => {
    expect(parse(values)).toEqual(values);
  });
});

describe('malformed payloads', () => {
  it.each<[string, (values: unknown[]) => unknown, unknown[]]>([
    ['something for nothing', parseNothing, [undefined]],
    ['no text', parseText, []],
    ['two texts', parseText, ['a', 'b']],
    ['an empty text', parseText, ['']],
    ['a text too long', parseText, [`${long}x`]],
    ['a NUL', parseText, ['/a\0b']],
    ['a text object', parseText, [new String('a')]],
    ['a number as text', parseText, [7]],
    ['a text as number', parseNumber, ['8000']],
    ['a big integer', parseNumber, [8000n]],
    ['null as number', parseNumber, [null]],
    ['no number', parseNumber, []],
    ['a text for a list', parseTexts, ['/a']],
    ['an object for a list', parseTexts, [{ length: 1, 0: '/a' }]],
    ['a list with a hole', parseTexts, [new Array(2)]],
    ['a list in a list', parseTexts, [[['/a']]]],
    ['a list with an empty text', parseTexts, [['/a', '']]],
    ['a list too long', parseTexts, [new Array(10_001).fill('/a')]],
    ['nothing for a list', parseTexts, []],
    ['no choice', parseReachChoice, []],
    ['a choice that is none', parseReachChoice, [null]],
    ['a kind alone', parseReachChoice, ['all']],
    ['an unknown kind', parseReachChoice, [{ kind: 'internet' }]],
    ['an interface without a name', parseReachChoice, [{ kind: 'interface' }]],
    ['an interface with an empty name', parseReachChoice, [{ kind: 'interface', interfaceName: '' }]],
    ['an interface with an odd name', parseReachChoice, [{ kind: 'interface', interfaceName: ['eth0'] }]],
    ['a place without an item', parseIdAndPlace, [3]],
    ['a place before the first', parseIdAndPlace, ['item-1', -1]],
    ['half a place', parseIdAndPlace, ['item-1', 0.5]],
    ['no place', parseIdAndPlace, ['item-1', Number.NaN]],
    ['a place as text', parseIdAndPlace, ['item-1', '1']],
    ['an item without a name', parseIdAndText, ['item-1']],
    ['a name with a NUL', parseIdAndText, ['item-1', 'a\0b']],
    ['a name without an item', parseIdAndText, ['', 'a']],
    ['an unknown option', parseItemOptions, ['item-1', { path: true }]],
    ['an option from a prototype', parseItemOptions, ['item-1', JSON.parse('{"__proto__":true}')]],
    ['an option that is no switch', parseItemOptions, ['item-1', { showHidden: 1 }]],
    ['options that are none', parseItemOptions, ['item-1', null]],
    ['an unknown check', parseCheck, ['constructor']],
    ['a check that is none', parseCheck, [['firewall']]],
  ])('%s', (_what, parse, values) => {
    expect(() => parse(values)).toThrow(PayloadError);
  });
});
