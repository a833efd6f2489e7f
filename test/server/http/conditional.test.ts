import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type EntityTag,
  equalStrongly,
  equalWeakly,
  evaluatePreconditions,
  formatEntityTag,
  ifRangeMatches,
  type PreconditionResult,
  parseEntityTag,
} from '../../../src/main/server/http/conditional.ts';

const nowMs = Date.UTC(2026, 10, 23, 11, 42, 33);
const lastModifiedMs = Date.UTC(1994, 10, 6, 8, 49, 37) + 125;
const sameDate = 'Sun, 06 Nov 1994 08:49:37 GMT';
const earlier = 'Sun, 06 Nov 1994 08:49:36 GMT';
const later = 'Sun, 06 Nov 1994 08:49:38 GMT';
const future = 'Sun, 06 Nov 2094 08:49:37 GMT';
const strong: EntityTag = { weak: false, opaque: 'a' };
const weak: EntityTag = { weak: true, opaque: 'a' };

describe('parseEntityTag', () => {
  it.each<{ text: string; expected: EntityTag | null }>([
    { text: '"xyzzy"', expected: { weak: false, opaque: 'xyzzy' } },
    { text: 'W/"xyzzy"', expected: { weak: true, opaque: 'xyzzy' } },
    { text: '""', expected: { weak: false, opaque: '' } },
    { text: 'W/""', expected: { weak: true, opaque: '' } },
    { text: '"a,b"', expected: { weak: false, opaque: 'a,b' } },
    { text: '"\\"', expected: { weak: false, opaque: '\\' } },
    { text: '"\xe9"', expected: { weak: false, opaque: '\xe9' } },
    { text: '', expected: null },
    { text: '"', expected: null },
    { text: 'W/', expected: null },
    { text: 'W/"', expected: null },
    { text: '*', expected: null },
    { text: 'xyzzy', expected: null },
    { text: 'w/"xyzzy"', expected: null },
    { text: 'W"xyzzy"', expected: null },
    { text: '"xyzzy', expected: null },
    { text: 'xyzzy"', expected: null },
    { text: '"a b"', expected: null },
    { text: '"a\tb"', expected: null },
    { text: '"a\x7f"', expected: null },
    { text: '"文"', expected: null },
    { text: '"a" ', expected: null },
    { text: ' "a"', expected: null },
    { text: '"a""b"', expected: null },
    { text: '"a", "b"', expected: null },
    { text: "'a'", expected: null },
  ])('$text', ({ text, expected }) => {
    expect(parseEntityTag(text)).toEqual(expected);
  });

  it('reads back what it writes', () => {
    const opaque = fc.string({ unit: fc.constantFrom(..."!#$%'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~\x80\xff") });
    fc.assert(
      fc.property(fc.boolean(), opaque, (isWeak, text) => {
        const tag = { weak: isWeak, opaque: text };
        expect(parseEntityTag(formatEntityTag(tag))).toEqual(tag);
      }),
    );
  });
});

// The table of RFC 9110 §8.8.3.2.
it.each<{ one: string; other: string; isStrong: boolean; isWeak: boolean }>([
  { one: 'W/"1"', other: 'W/"1"', isStrong: false, isWeak: true },
  { one: 'W/"1"', other: 'W/"2"', isStrong: false, isWeak: false },
  { one: 'W/"1"', other: '"1"', isStrong: false, isWeak: true },
  { one: '"1"', other: '"1"', isStrong: true, isWeak: true },
])('compares $one and $other', ({ one, other, isStrong, isWeak }) => {
  const tags = [parseEntityTag(one), parseEntityTag(other)] as [EntityTag, EntityTag];
  expect(equalStrongly(...tags)).toBe(isStrong);
  expect(equalWeakly(...tags)).toBe(isWeak);
});

interface Fields {
  ifMatch?: string;
  ifUnmodifiedSince?: string;
  ifNoneMatch?: string;
  ifModifiedSince?: string;
}

function evaluate(
  fields: Fields,
  { method = 'GET', entityTag = strong as EntityTag | null, modifiedMs = lastModifiedMs as number | null } = {},
): PreconditionResult {
  return evaluatePreconditions({
    method,
    ifMatch: fields.ifMatch,
    ifUnmodifiedSince: fields.ifUnmodifiedSince,
    ifNoneMatch: fields.ifNoneMatch,
    ifModifiedSince: fields.ifModifiedSince,
    entityTag,
    lastModifiedMs: modifiedMs,
    nowMs,
  });
}

describe('evaluatePreconditions', () => {
  it.each<[fields: Fields, expected: PreconditionResult]>([
    [{}, 'proceed'],
    // If-Match, by strong comparison
    [{ ifMatch: '*' }, 'proceed'],
    [{ ifMatch: '"a"' }, 'proceed'],
    [{ ifMatch: '"b", "a"' }, 'proceed'],
    [{ ifMatch: '"b","a"' }, 'proceed'],
    [{ ifMatch: ', ,"b" ,\t"a",' }, 'proceed'],
    [{ ifMatch: 'W/"a", "a"' }, 'proceed'],
    [{ ifMatch: '"b"' }, 'precondition-failed'],
    [{ ifMatch: 'W/"a"' }, 'precondition-failed'],
    [{ ifMatch: '"aa", "", "A"' }, 'precondition-failed'],
    [{ ifMatch: '"x,"a"' }, 'precondition-failed'],
    [{ ifMatch: '"b" "a"' }, 'precondition-failed'],
    [{ ifMatch: '"b"; "a"' }, 'precondition-failed'],
    [{ ifMatch: '' }, 'precondition-failed'],
    [{ ifMatch: ',' }, 'precondition-failed'],
    [{ ifMatch: 'a' }, 'precondition-failed'],
    [{ ifMatch: '"a' }, 'precondition-failed'],
    [{ ifMatch: '*, "a"' }, 'precondition-failed'],
    // If-Unmodified-Since, only without If-Match
    [{ ifUnmodifiedSince: sameDate }, 'proceed'],
    [{ ifUnmodifiedSince: later }, 'proceed'],
    [{ ifUnmodifiedSince: 'Sunday, 06-Nov-94 08:49:37 GMT' }, 'proceed'],
    [{ ifUnmodifiedSince: earlier }, 'precondition-failed'],
    [{ ifUnmodifiedSince: 'yesterday' }, 'proceed'],
    [{ ifUnmodifiedSince: '' }, 'proceed'],
    [{ ifUnmodifiedSince: `${earlier}, ${earlier}` }, 'proceed'],
    [{ ifMatch: '"a"', ifUnmodifiedSince: earlier }, 'proceed'],
    [{ ifMatch: '"b"', ifUnmodifiedSince: later }, 'precondition-failed'],
    // If-None-Match, by weak comparison
    [{ ifNoneMatch: '*' }, 'not-modified'],
    [{ ifNoneMatch: '"a"' }, 'not-modified'],
    [{ ifNoneMatch: 'W/"a"' }, 'not-modified'],
    [{ ifNoneMatch: '"b", W/"a"' }, 'not-modified'],
    [{ ifNoneMatch: '"c,d" , , W/"a"' }, 'not-modified'],
    [{ ifNoneMatch: '"b"' }, 'proceed'],
    [{ ifNoneMatch: 'w/"a"' }, 'proceed'],
    [{ ifNoneMatch: 'a' }, 'proceed'],
    [{ ifNoneMatch: 'W/*' }, 'proceed'],
    [{ ifNoneMatch: '"*"' }, 'proceed'],
    [{ ifNoneMatch: '' }, 'proceed'],
    [{ ifNoneMatch: '"b" "a"' }, 'proceed'],
    [{ ifNoneMatch: '"b\x00", "a"' }, 'proceed'],
    // If-Modified-Since, only without If-None-Match
    [{ ifModifiedSince: sameDate }, 'not-modified'],
    [{ ifModifiedSince: later }, 'not-modified'],
    [{ ifModifiedSince: future }, 'not-modified'],
    [{ ifModifiedSince: 'Sun Nov  6 08:49:37 1994' }, 'not-modified'],
    [{ ifModifiedSince: earlier }, 'proceed'],
    [{ ifModifiedSince: 'Sun, 06 Nov 1994 08:49:37 UTC' }, 'proceed'],
    [{ ifModifiedSince: `${sameDate}; length=1` }, 'proceed'],
    [{ ifModifiedSince: `${sameDate}, ${sameDate}` }, 'proceed'],
    [{ ifNoneMatch: '"b"', ifModifiedSince: later }, 'proceed'],
    [{ ifNoneMatch: 'rubbish', ifModifiedSince: later }, 'proceed'],
    [{ ifNoneMatch: '"a"', ifModifiedSince: earlier }, 'not-modified'],
    // The order of §13.2.2
    [{ ifMatch: '"a"', ifNoneMatch: '"a"' }, 'not-modified'],
    [{ ifMatch: '"b"', ifNoneMatch: '"a"' }, 'precondition-failed'],
    [{ ifMatch: '"a"', ifModifiedSince: sameDate }, 'not-modified'],
    [{ ifUnmodifiedSince: earlier, ifModifiedSince: later }, 'precondition-failed'],
    [{ ifUnmodifiedSince: later, ifNoneMatch: '"a"' }, 'not-modified'],
  ])('GET with %j: %s', (fields, expected) => {
    expect(evaluate(fields)).toBe(expected);
    expect(evaluate(fields, { method: 'HEAD' })).toBe(expected);
  });

  it.each<[method: string, fields: Fields, expected: PreconditionResult]>([
    ['PUT', { ifNoneMatch: '*' }, 'precondition-failed'],
    ['POST', { ifNoneMatch: '"a"' }, 'precondition-failed'],
    ['DELETE', { ifModifiedSince: later }, 'proceed'],
    ['PUT', { ifMatch: '"b"' }, 'precondition-failed'],
    ['PUT', { ifUnmodifiedSince: earlier }, 'precondition-failed'],
    ['OPTIONS', { ifMatch: '"b"', ifNoneMatch: '*' }, 'proceed'],
    ['TRACE', { ifUnmodifiedSince: earlier }, 'proceed'],
    ['CONNECT', { ifMatch: '"b"' }, 'proceed'],
    ['get', { ifModifiedSince: later }, 'proceed'],
  ])('%s with %j: %s', (method, fields, expected) => {
    expect(evaluate(fields, { method })).toBe(expected);
  });

  it.each<[what: string, fields: Fields, ours: EntityTag | null, modifiedMs: number | null, PreconditionResult]>([
    ['a weak tag never passes If-Match', { ifMatch: '"a"' }, weak, null, 'precondition-failed'],
    ['nor does its own text', { ifMatch: 'W/"a"' }, weak, null, 'precondition-failed'],
    ['a weak tag is good for If-None-Match', { ifNoneMatch: '"a"' }, weak, null, 'not-modified'],
    ['no tag matches no tag', { ifMatch: '"a"' }, null, lastModifiedMs, 'precondition-failed'],
    ['no tag matches *', { ifMatch: '*' }, null, lastModifiedMs, 'proceed'],
    ['no tag, If-None-Match', { ifNoneMatch: '"a"' }, null, lastModifiedMs, 'proceed'],
    ['no tag, If-None-Match *', { ifNoneMatch: '*' }, null, lastModifiedMs, 'not-modified'],
    ['no date, If-Modified-Since', { ifModifiedSince: later }, strong, null, 'proceed'],
    ['no date, If-Unmodified-Since', { ifUnmodifiedSince: earlier }, strong, null, 'proceed'],
    ['an impossible date', { ifModifiedSince: later, ifUnmodifiedSince: earlier }, strong, Number.NaN, 'proceed'],
    ['a date before the epoch', { ifModifiedSince: sameDate }, strong, -1.5, 'not-modified'],
    ['a tag with a comma', { ifNoneMatch: '"x", "a,b"' }, { weak: false, opaque: 'a,b' }, null, 'not-modified'],
    ['an empty tag', { ifNoneMatch: '""' }, { weak: false, opaque: '' }, null, 'not-modified'],
  ])('%s', (_what, fields, entityTag, modifiedMs, expected) => {
    expect(evaluate(fields, { entityTag, modifiedMs })).toBe(expected);
  });

  it('finds its tag in any well-formed list, and no tag that is not there', () => {
    const tag = fc.record({
      weak: fc.boolean(),
      opaque: fc.string({ unit: fc.constantFrom(...'abW/,\\'), maxLength: 3 }),
    });
    const separator = fc.constantFrom(',', ', ', ' ,\t', ',,', ', , ');
    fc.assert(
      fc.property(fc.array(tag, { minLength: 1, maxLength: 6 }), separator, tag, (list, comma, ours) => {
        const field = list.map(formatEntityTag).join(comma);
        const isStrong = list.some((other) => equalStrongly(other, ours));
        const isWeak = list.some((other) => equalWeakly(other, ours));
        expect(evaluate({ ifMatch: field }, { entityTag: ours })).toBe(isStrong ? 'proceed' : 'precondition-failed');
        expect(evaluate({ ifNoneMatch: field }, { entityTag: ours })).toBe(isWeak ? 'not-modified' : 'proceed');
      }),
      { numRuns: 500 },
    );
  });

  it.each(['"b",', '"', 'W/', ',', ' ', '"b" '])('takes linear time for 64 KB of %j', (piece) => {
    const field = piece.repeat(Math.ceil(65_536 / piece.length));
    const start = performance.now();
    for (let round = 0; round < 10; round++) evaluate({ ifMatch: field, ifNoneMatch: field });
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('ifRangeMatches', () => {
  it.each<[ifRange: string, ours: EntityTag | null, dateIsStrong: boolean, expected: boolean]>([
    ['"a"', strong, false, true],
    [sameDate, strong, true, true],
    [sameDate, null, true, true],
    ['Sunday, 06-Nov-94 08:49:37 GMT', null, true, true],
    ['W/"a"', strong, true, false],
    ['"a"', weak, true, false],
    ['W/"a"', weak, true, false],
    ['"b"', strong, true, false],
    ['"a"', null, true, false],
    ['"a", "a"', strong, true, false],
    ['*', strong, true, false],
    ['a', strong, true, false],
    ['', strong, true, false],
    [sameDate, strong, false, false],
    [earlier, strong, true, false],
    [later, strong, true, false],
    [`${sameDate} `, strong, true, false],
    ['Sun, 06 Nov 1994 08:49:37 UTC', strong, true, false],
  ])('%j against %j, date strong %s: %s', (ifRange, entityTag, lastModifiedIsStrong, expected) => {
    expect(ifRangeMatches(ifRange, { entityTag, lastModifiedMs, lastModifiedIsStrong, nowMs })).toBe(expected);
  });

  it('is false where there is no date, or an impossible one', () => {
    for (const modifiedMs of [null, Number.NaN]) {
      const validators = { entityTag: strong, lastModifiedMs: modifiedMs, lastModifiedIsStrong: true, nowMs };
      expect(ifRangeMatches(sameDate, validators)).toBe(false);
      expect(ifRangeMatches('rubbish', validators)).toBe(false);
    }
  });
});
