import { expect, it } from 'vitest';
import { placeOf, placeOfEnded } from '../../../../src/main/app/visitors/file-place.ts';
import { exchange } from '../../../support/exchange.ts';
import { transfer } from '../../../support/transfers.ts';

const range = (contentRange: string | null, totalBytes = 100) => transfer(1, { status: 206, contentRange, totalBytes });

it.each([
  ['a whole file', transfer(1, { totalBytes: 900 }), { isWhole: true, start: 0, length: 900, size: 900 }],
  ['an empty file', transfer(1, { totalBytes: 0 }), { isWhole: true, start: 0, length: 0, size: 0 }],
  ['gzip', transfer(1, { totalBytes: null }), { isWhole: true, start: null, length: null, size: null }],
  ['a part', range('bytes 100-199/900'), { isWhole: false, start: 100, length: 100, size: 900 }],
  ['the first two bytes', range('bytes 0-1/900', 2), { isWhole: false, start: 0, length: 2, size: 900 }],
  ['several parts', range(null, 321), { isWhole: false, start: null, length: 321, size: null }],
  ['what is no range', range('bytes */900'), { isWhole: false, start: null, length: 100, size: null }],
])('%s', (_what, running, place) => {
  expect(placeOf(running)).toEqual(place);
});

it.each([
  ['a whole file', exchange(1, { bytes: 900 }), { isWhole: true, start: 0, length: 900, size: 900 }],
  [
    'a file that was cut off',
    exchange(1, { bytes: 500, outcome: 'aborted' }),
    { isWhole: true, start: null, length: null, size: null },
  ],
  [
    'a part that was cut off',
    exchange(1, { status: 206, bytes: 5, outcome: 'aborted', contentRange: 'bytes 100-199/900' }),
    { isWhole: false, start: 100, length: 100, size: 900 },
  ],
])('%s that ended before it was seen running', (_what, ended, place) => {
  expect(placeOfEnded(ended)).toEqual(place);
});
