import { type FileKind, fileKind, fileKinds } from '../../../shared/file-kind.ts';
import { naturalKey } from '../../../shared/natural-key.ts';
import { type PathSegment, segmentText } from '../http/request-target.ts';
import type { ListingOrder } from './listing-view.ts';

/** What an entry is sorted by. */
export interface Sortable {
  readonly name: PathSegment;
  readonly isFolder: boolean;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

const kindRanks: ReadonlyMap<FileKind, number> = new Map(fileKinds.map((kind, rank) => [kind, rank]));

/**
 * `items` in the order asked for; each with what `describe` says of it. Equal ones come in natural order of their names,
 * in both directions. Folders have no size, so they are smaller than every file; by kind they come first.
 */
export function sortEntries<Item>(
  items: readonly Item[],
  { sort, order }: ListingOrder,
  describe: (item: Item) => Sortable,
): Item[] {
  const keyed = items.map((item) => {
    const sortable = describe(item);
    const name = segmentText(sortable.name);
    return { item, rank: rankOf(sortable, name, sort), key: naturalKey(name), name };
  });
  const direction = order === 'desc' ? -1 : 1;
  const nameDirection = sort === 'name' ? direction : 1;
  keyed.sort((a, b) => {
    if (a.rank !== b.rank) return a.rank < b.rank ? -direction : direction;
    if (a.key !== b.key) return a.key < b.key ? -nameDirection : nameDirection;
    return a.name < b.name ? -nameDirection : a.name > b.name ? nameDirection : 0;
  });
  return keyed.map(({ item }) => item);
}

function rankOf(sortable: Sortable, name: string, sort: ListingOrder['sort']): number {
  switch (sort) {
    case 'name':
      return 0;
    case 'size':
      return sortable.isFolder ? -1 : sortable.sizeBytes;
    case 'time':
      // A time that is none would break the order of all others.
      return Number.isFinite(sortable.modifiedMs) ? sortable.modifiedMs : Number.NEGATIVE_INFINITY;
    case 'kind':
      return sortable.isFolder ? -1 : (kindRanks.get(fileKind(name)) as number);
  }
}
