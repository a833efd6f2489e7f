import { expect, it } from 'vitest';
import { ByteCoverage } from '../../../../src/main/app/visitors/byte-coverage.ts';

it.each<[string, [number, number][], number]>([
  ['nothing', [], 0],
  ['one piece', [[0, 10]], 10],
  ['an empty piece', [[5, 5]], 0],
  ['a piece that ends before it begins', [[5, 4]], 0],
  ['no numbers', [[Number.NaN, Number.NaN]], 0],
  [
    'two pieces apart',
    [
      [0, 10],
      [20, 30],
    ],
    20,
  ],
  [
    'two pieces that touch',
    [
      [0, 10],
      [10, 20],
    ],
    20,
  ],
  [
    'the same piece twice',
    [
      [3, 8],
      [3, 8],
    ],
    5,
  ],
  [
    'a piece that grows',
    [
      [0, 1],
      [0, 5],
      [0, 9],
    ],
    9,
  ],
  [
    'a piece inside another',
    [
      [0, 100],
      [40, 60],
    ],
    100,
  ],
  [
    'a piece around others',
    [
      [10, 20],
      [30, 40],
      [50, 60],
      [0, 100],
    ],
    100,
  ],
  [
    'a piece that fills a gap',
    [
      [0, 10],
      [20, 30],
      [10, 20],
    ],
    30,
  ],
  [
    'a piece that overlaps two and leaves a third alone',
    [
      [0, 10],
      [20, 30],
      [50, 60],
      [5, 25],
    ],
    40,
  ],
  [
    'pieces from the end to the beginning',
    [
      [20, 30],
      [10, 20],
      [0, 10],
    ],
    30,
  ],
  ['places beyond 4 GB', [[2 ** 33, 2 ** 33 + 7]], 7],
])('%s', (_what, pieces, bytes) => {
  const coverage = new ByteCoverage();
  for (const [start, end] of pieces) coverage.add(start, end);
  expect(coverage.bytes).toBe(bytes);
});

it('agrees with a map of all bytes, whatever comes in whatever order', () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  for (let round = 0; round < 50; round += 1) {
    const coverage = new ByteCoverage();
    const bytes = new Set<number>();
    for (let piece = 0; piece < 60; piece += 1) {
      const start = random(400);
      const end = start + random(30);
      coverage.add(start, end);
      for (let byte = start; byte < end; byte += 1) bytes.add(byte);
      expect(coverage.bytes).toBe(bytes.size);
    }
  }
});

it('forgets the smallest piece where there are too many, and so never tells too much', () => {
  const coverage = new ByteCoverage(3);
  coverage.add(0, 10);
  coverage.add(20, 25);
  coverage.add(40, 50);
  coverage.add(60, 70);
  expect(coverage.bytes).toBe(30);
  coverage.add(0, 70);
  expect(coverage.bytes).toBe(70);
});

it('begins anew after it was cleared', () => {
  const coverage = new ByteCoverage();
  coverage.add(0, 10);
  coverage.clear();
  coverage.add(5, 7);
  expect(coverage.bytes).toBe(2);
});
