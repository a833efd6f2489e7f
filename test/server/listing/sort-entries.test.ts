import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ListingOrder } from '../../../src/main/server/listing/listing-view.ts';
import { type Sortable, sortEntries } from '../../../src/main/server/listing/sort-entries.ts';

const day = 86_400_000;
const entries: readonly Sortable[] = [
  { name: 'b.txt', isFolder: false, sizeBytes: 10, modifiedMs: 3 * day },
  { name: 'a10.jpg', isFolder: false, sizeBytes: 500, modifiedMs: 1 * day },
  { name: 'sub', isFolder: true, sizeBytes: 4096, modifiedMs: 2 * day },
  { name: 'a2.jpg', isFolder: false, sizeBytes: 500, modifiedMs: Number.NaN },
  { name: 'C.mp4', isFolder: false, sizeBytes: 0, modifiedMs: -day },
  { name: 'README', isFolder: false, sizeBytes: 1, modifiedMs: 5 * day },
];

const namesIn = (order: ListingOrder, items = entries) =>
  sortEntries(items, order, (entry) => entry).map(({ name }) => String(name));

describe('sortEntries', () => {
  const rows: readonly [ListingOrder['sort'], ListingOrder['order'], readonly string[]][] = [
    ['name', 'asc', ['a2.jpg', 'a10.jpg', 'b.txt', 'C.mp4', 'README', 'sub']],
    ['name', 'desc', ['sub', 'README', 'C.mp4', 'b.txt', 'a10.jpg', 'a2.jpg']],
    ['size', 'asc', ['sub', 'C.mp4', 'README', 'b.txt', 'a2.jpg', 'a10.jpg']],
    ['size', 'desc', ['a2.jpg', 'a10.jpg', 'b.txt', 'README', 'C.mp4', 'sub']],
    ['time', 'asc', ['a2.jpg', 'C.mp4', 'a10.jpg', 'sub', 'b.txt', 'README']],
    ['time', 'desc', ['README', 'b.txt', 'sub', 'a10.jpg', 'C.mp4', 'a2.jpg']],
    ['kind', 'asc', ['sub', 'a2.jpg', 'a10.jpg', 'C.mp4', 'b.txt', 'README']],
    ['kind', 'desc', ['README', 'b.txt', 'C.mp4', 'a2.jpg', 'a10.jpg', 'sub']],
  ];
  test.each(rows)('by %s %s', (sort, order, expected) => {
    expect(namesIn({ sort, order })).toEqual(expected);
  });

  test('loses nothing and depends on nothing but what it is given, in any order', () => {
    const entry = fc.record({
      name: fc.string({ maxLength: 8 }),
      isFolder: fc.boolean(),
      sizeBytes: fc.double(),
      modifiedMs: fc.double(),
    });
    const order = fc.record({
      sort: fc.constantFrom('name' as const, 'size' as const, 'time' as const, 'kind' as const),
      order: fc.constantFrom('asc' as const, 'desc' as const),
    });
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: ({ name }) => name }), order, (items, wanted) => {
        const known = items.map((item) => ({ ...item, sizeBytes: Math.abs(item.sizeBytes) || 0 }));
        const sorted = namesIn(wanted, known);
        expect([...sorted].sort()).toEqual(known.map(({ name }) => name).sort());
        expect(namesIn(wanted, [...known].reverse())).toEqual(sorted);
      }),
    );
  });
});
