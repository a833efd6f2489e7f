import { expect, it } from 'vitest';
import type { Entry } from '../../../src/visitor/entry.ts';
import { nextOrder, rankByName, type SortKey, sortEntries } from '../../../src/visitor/sort-order.ts';

function entry(name: string, kind: Entry['kind'], sizeBytes: number | null, modifiedMs: number): Entry {
  return { href: encodeURIComponent(name), name, kind, sizeBytes, modifiedMs, folded: name };
}

const entries = [
  entry('b10', 'file', 5, 300),
  entry('B2', 'image', 5, 100),
  entry('folder', 'folder', null, 200),
  entry('a', 'video', 9, Number.NaN),
  entry('Á', 'image', 0, 400),
];

const expected = [
  ['name', 'asc', 'a Á B2 b10 folder'],
  ['name', 'desc', 'folder b10 B2 Á a'],
  ['size', 'asc', 'folder Á B2 b10 a'],
  ['size', 'desc', 'a B2 b10 Á folder'],
  ['time', 'asc', 'a B2 folder b10 Á'],
  ['time', 'desc', 'Á b10 folder B2 a'],
  ['kind', 'asc', 'folder Á B2 a b10'],
  ['kind', 'desc', 'b10 a Á B2 folder'],
] as const;

it.each(expected)('by %s, %s', (key, direction, names) => {
  const ranks = rankByName(entries);
  const sorted = sortEntries(entries, { key, direction }, (each) => ranks.get(each) ?? 0);
  expect(sorted.map(({ name }) => name).join(' ')).toBe(names);
});

it.each([
  ['name', 'asc', 'name', 'desc'],
  ['name', 'desc', 'name', 'asc'],
  ['name', 'asc', 'size', 'desc'],
  ['size', 'desc', 'size', 'asc'],
  ['size', 'asc', 'time', 'desc'],
  ['time', 'asc', 'kind', 'asc'],
] as const)('%s %s, then a press on %s gives %s', (key, direction, pressed: SortKey, next) => {
  expect(nextOrder({ key, direction }, pressed)).toEqual({ key: pressed, direction: next });
});
