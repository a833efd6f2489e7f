import { expect, it } from 'vitest';
import { droppedIndex } from '../../../src/renderer/items/use-item-drag.ts';

it.each([
  // Down: what was between moves up.
  { from: 0, over: 1, isAfter: false, index: 0 },
  { from: 0, over: 1, isAfter: true, index: 1 },
  { from: 0, over: 3, isAfter: true, index: 3 },
  // Up.
  { from: 3, over: 0, isAfter: false, index: 0 },
  { from: 3, over: 0, isAfter: true, index: 1 },
  { from: 3, over: 2, isAfter: true, index: 3 },
  // On itself.
  { from: 2, over: 2, isAfter: false, index: 2 },
  { from: 2, over: 2, isAfter: true, index: 2 },
])('from $from, dropped at $over (after: $isAfter), it is at $index', ({ index, ...place }) => {
  expect(droppedIndex(place)).toBe(index);
});
