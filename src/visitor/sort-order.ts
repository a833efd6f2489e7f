import { fileKinds } from '../shared/file-kind.ts';
import { naturalKey } from '../shared/natural-key.ts';
import type { Entry } from './entry.ts';

export type SortKey = 'name' | 'size' | 'time' | 'kind';

export interface SortOrder {
  readonly key: SortKey;
  readonly direction: 'asc' | 'desc';
}

/** Where a press on a sort button leads: the other direction for the pressed one; else largest and newest first, A to Z. */
export function nextOrder(current: SortOrder, key: SortKey): SortOrder {
  if (current.key === key) return { key, direction: current.direction === 'asc' ? 'desc' : 'asc' };
  return { key, direction: key === 'size' || key === 'time' ? 'desc' : 'asc' };
}

/**
 * `entries` in the order asked for, as the server sorts them (docs/visitor-page.md): equal ones by name. `rankOf` tells an entry's
 * place by name, from `rankByName`.
 */
export function sortEntries(entries: readonly Entry[], order: SortOrder, rankOf: (entry: Entry) => number): Entry[] {
  const sign = order.direction === 'desc' ? -1 : 1;
  const keyed = entries.map((entry) => ({
    entry,
    value: sortValue(entry, order.key),
    rank: rankOf(entry) * (order.key === 'name' ? sign : 1),
  }));
  keyed.sort((a, b) => compare(a.value, b.value) * sign || a.rank - b.rank);
  return keyed.map(({ entry }) => entry);
}

/** Infinities cannot be subtracted from each other. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sortValue(entry: Entry, key: SortKey): number {
  switch (key) {
    case 'name':
      return 0;
    case 'size':
      return entry.sizeBytes ?? -1;
    case 'time':
      return Number.isFinite(entry.modifiedMs) ? entry.modifiedMs : Number.NEGATIVE_INFINITY;
    case 'kind':
      return entry.kind === 'folder' ? -1 : fileKinds.indexOf(entry.kind);
  }
}

/** Each entry's place when all are sorted by name. */
export function rankByName(entries: readonly Entry[]): Map<Entry, number> {
  const keyed = entries.map((entry) => ({ entry, key: naturalKey(entry.name) }));
  keyed.sort((a, b) => {
    if (a.key !== b.key) return a.key < b.key ? -1 : 1;
    return a.entry.name < b.entry.name ? -1 : a.entry.name > b.entry.name ? 1 : 0;
  });
  return new Map(keyed.map(({ entry }, rank) => [entry, rank]));
}
