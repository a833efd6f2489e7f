import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentRange, parseRange, unsatisfiedContentRange } from '../../../src/main/server/http/range.ts';
import { limits } from '../../../src/main/server/limits.ts';

/** `0-4,7-9`, `ignore` or `unsatisfiable`. */
function read(value: string | undefined, size: number, rangesMax: number = limits.rangesMax): string {
  const result = parseRange(value, size, { rangesMax });
  return result.kind === 'ranges' ? result.ranges.map(({ start, end }) => `${start}-${end}`).join() : result.kind;
}

describe('parseRange', () => {
  it.each<[value: string, size: number, expected: string]>([
    ['bytes=0-', 10, '0-9'],
    ['bytes=0-1', 10, '0-1'],
    ['bytes=0-0', 1, '0-0'],
    ['bytes=9-', 10, '9-9'],
    ['bytes=0-9', 10, '0-9'],
    ['bytes=0-10', 10, '0-9'],
    ['bytes=-1', 10, '9-9'],
    ['bytes=-10', 10, '0-9'],
    ['bytes=-11', 10, '0-9'],
    ['bytes=-500', 10_000, '9500-9999'],
    ['bytes=007-0008', 10, '7-8'],
    ['Bytes=2-3', 10, '2-3'],
    ['BYTES=2-3', 10, '2-3'],
    ['bytes= 2-3 ', 10, '2-3'],
    // Lists
    ['bytes=0-1,5-6', 10, '0-1,5-6'],
    ['bytes=5-6,0-1', 10, '5-6,0-1'],
    ['bytes=0-0,-1', 10, '0-0,9-9'],
    ['bytes=,0-1,\t,5-6 ,', 10, '0-1,5-6'],
    ['bytes=0-1,99-', 10, '0-1'],
    ['bytes=-0,3-4', 10, '3-4'],
    // What overlaps or touches becomes one, at the first one's place
    ['bytes=0-4,2-6', 10, '0-6'],
    ['bytes=0-4,5-6', 10, '0-6'],
    ['bytes=5-6,0-4', 10, '0-6'],
    ['bytes=0-,-1', 10, '0-9'],
    ['bytes=3-3,3-3,3-3', 10, '3-3'],
    ['bytes=0-1,4-5,8-9,2-3', 10, '0-5,8-9'],
    ['bytes=8-9,0-1,4-5,1-4', 10, '8-9,0-5'],
    ['bytes=8-9,4-5,0-1,1-8', 10, '0-9'],
    ['bytes=6-7,2-3,0-0,3-4', 10, '6-7,2-4,0-0'],
    // Beyond 2^53
    ['bytes=0-9007199254740993', 10, '0-9'],
    [`bytes=0-${'9'.repeat(400)}`, 10, '0-9'],
    [`bytes=-${'9'.repeat(400)}`, 10, '0-9'],
    [`bytes=${'0'.repeat(400)}5-`, 10, '5-9'],
    ['bytes=4294967295-4294967296', 5_000_000_000, '4294967295-4294967296'],
    ['bytes=9007199254740989-', Number.MAX_SAFE_INTEGER, '9007199254740989-9007199254740990'],
    ['bytes=-1', Number.MAX_SAFE_INTEGER, '9007199254740990-9007199254740990'],
    ['bytes=9007199254740990-9007199254740991', Number.MAX_SAFE_INTEGER, '9007199254740990-9007199254740990'],
  ])('%s of %i: %s', (value, size, expected) => {
    expect(read(value, size)).toBe(expected);
  });

  it.each<[value: string, size: number]>([
    ['bytes=10-', 10],
    ['bytes=10-20', 10],
    ['bytes=-0', 10],
    ['bytes=-000', 10],
    ['bytes=10-,-0,20-30', 10],
    ['bytes=0-', 0],
    ['bytes=0-0', 0],
    ['bytes=-0', 0],
    [`bytes=${'9'.repeat(400)}-`, 10],
    [`bytes=9007199254740991-`, Number.MAX_SAFE_INTEGER],
    ['bytes=9007199254740992-9007199254740992', 10],
  ])('%s of %i is unsatisfiable', (value, size) => {
    expect(read(value, size)).toBe('unsatisfiable');
  });

  it.each<string | undefined>([
    undefined,
    '',
    'bytes',
    'bytes=',
    'bytes= ',
    'bytes=,',
    'bytes=, ,',
    'bytes 0-1',
    'bytes:0-1',
    ' bytes=0-1',
    'bytes =0-1',
    'byte=0-1',
    'bytess=0-1',
    'items=0-1',
    '0-1',
    'bytes=-',
    'bytes=--',
    'bytes=--1',
    'bytes=1',
    'bytes=1--2',
    'bytes=1-2-3',
    'bytes=2-1',
    'bytes=10-9',
    'bytes=9007199254740993-9007199254740992',
    `bytes=1${'0'.repeat(300)}-${'9'.repeat(300)}`,
    'bytes=a-b',
    'bytes=0x0-0x1',
    'bytes=1e1-',
    'bytes=+0-1',
    'bytes=0-+1',
    'bytes=0 -1',
    'bytes=0- 1',
    'bytes=0-1 2-3',
    'bytes=0-1;2-3',
    'bytes=0-1,2',
    'bytes=0-1,x-3',
    'bytes=0-1,5-4',
    'bytes=99-,bytes=0-1',
    'bytes=0.5-1',
    'bytes=٠-١',
    'bytes=0-1\0',
    'bytes=-5,-',
    'bytes=0-*',
    'bytes=*',
    'bytes=0-1/10',
    'bytes=0-1, bytes=2-3',
  ])('ignores %j', (value) => {
    expect(read(value, 10)).toBe('ignore');
  });

  it('ignores a suffix of nothing, which no Content-Range can express', () => {
    expect(read('bytes=-5', 0)).toBe('ignore');
    expect(read('bytes=0-,-5', 0)).toBe('ignore');
  });

  it('takes as many ranges as are allowed, and ignores one more', () => {
    const list = (count: number) => `bytes=${Array.from({ length: count }, (_, at) => `${at * 2}-${at * 2}`).join()}`;
    expect(read(list(limits.rangesMax), 1_000).split(',')).toHaveLength(limits.rangesMax);
    expect(read(list(limits.rangesMax + 1), 1_000)).toBe('ignore');
    expect(read('bytes=0-,0-,0-', 10, 2)).toBe('ignore');
    expect(read('bytes=99-,99-,0-', 10, 2)).toBe('ignore');
    expect(read('bytes=,,,0-0,,,2-2,,,', 10, 2)).toBe('0-0,2-2');
  });

  it('asks for exactly the bytes of the field, each once, wherever they are in the list', () => {
    const position = fc.nat(24);
    const specifier = fc.oneof(
      fc.tuple(position, position).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
      position.map((start) => `${start}-`),
      position.map((length) => `-${length}`),
    );
    fc.assert(
      fc.property(
        fc.array(specifier, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 20 }),
        (list, size) => {
          const wanted = new Set<number>();
          for (const item of list) {
            const [first = '', last = ''] = item.split('-');
            const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
            const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
            for (let at = start; at <= end; at++) wanted.add(at);
          }
          const result = parseRange(`bytes=${list.join(', ')}`, size, { rangesMax: 8 });
          expect(result.kind).toBe(wanted.size === 0 ? 'unsatisfiable' : 'ranges');
          const ranges = result.kind === 'ranges' ? result.ranges : [];
          const sent = ranges.flatMap(({ start, end }) =>
            Array.from({ length: end - start + 1 }, (_, at) => start + at),
          );
          expect(sent.toSorted((a, b) => a - b)).toEqual([...wanted].sort((a, b) => a - b));
          for (const one of ranges)
            for (const other of ranges)
              if (one !== other) expect(one.end + 1 < other.start || other.end + 1 < one.start).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('never throws, and never leaves the representation', () => {
    const hostile = fc.string({ unit: fc.constantFrom(...'0019-,= \tbytesx*/'), maxLength: 40 });
    fc.assert(
      fc.property(hostile, fc.nat(30), (text, size) => {
        for (const value of [text, `bytes=${text}`]) {
          const result = parseRange(value, size, limits);
          if (result.kind !== 'ranges') continue;
          for (const { start, end } of result.ranges) expect(start >= 0 && start <= end && end < size).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(['0-0,', ',', ' ', '0', '-', '9-9 '])('takes linear time for 64 KB of %j', (piece) => {
    const value = `bytes=${piece.repeat(Math.ceil(65_536 / piece.length))}`;
    const start = performance.now();
    for (let round = 0; round < 10; round++) parseRange(value, 10, limits);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

it('writes Content-Range', () => {
  expect(contentRange({ start: 0, end: 1 }, 10)).toBe('bytes 0-1/10');
  expect(contentRange({ start: 0, end: Number.MAX_SAFE_INTEGER - 1 }, Number.MAX_SAFE_INTEGER)).toBe(
    'bytes 0-9007199254740990/9007199254740991',
  );
  expect(unsatisfiedContentRange(10)).toBe('bytes */10');
  expect(unsatisfiedContentRange(0)).toBe('bytes */0');
});
