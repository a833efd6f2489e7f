import { expect, test } from 'vitest';
import { RecentPaths } from '../../../src/main/server/files/recent-paths.ts';

const path = (number: number): string => `/folder/${String(number).padStart(6, '0')}`;

test('a path is known from its second time on', () => {
  const paths = new RecentPaths(10_000);
  expect([paths.note('/a'), paths.note('/b'), paths.note('/a'), paths.note('/a'), paths.note('/b')]).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
});

test('it is forgotten after many others, not after few, and kept as long as it comes again', () => {
  const paths = new RecentPaths(8_000);
  const noteOthers = (from: number, count: number): void => {
    for (let number = from; number < from + count; number++) expect(paths.note(path(number))).toBe(false);
  };
  paths.note('/a');
  noteOthers(0, 80);
  expect(paths.note('/a')).toBe(true);
  noteOthers(1_000, 80);
  expect(paths.note('/a')).toBe(true);
  noteOthers(2_000, 250);
  expect(paths.note('/a')).toBe(false);
});

test('a path that is larger than the bound is held no longer than others', () => {
  const paths = new RecentPaths(1_000);
  expect(paths.note(`/${'x'.repeat(5_000)}`)).toBe(false);
  expect(paths.note('/a')).toBe(false);
  expect(paths.note('/b')).toBe(false);
  expect(paths.note('/a')).toBe(true);
});
