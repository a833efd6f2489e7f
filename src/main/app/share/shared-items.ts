import type { ItemView, Problem } from '../../../shared/ipc.ts';
import { type ItemOptions, itemOptions, type ShareItem } from '../../../shared/share.ts';
import { uniqueNames } from '../../../shared/unique-names.ts';
import { ownName } from '../../server/files/share-items.ts';
import { removedItemsMax } from '../limits.ts';
import type { SavedItem } from '../settings/settings.ts';
import { type CheckedPath, displayPath } from './share-path.ts';

/** What was last seen on disk of one item. */
interface Sight {
  readonly sizeBytes: number | null;
  readonly presence: 'there' | 'missing' | 'unreadable';
}

/** Where a removed item was. */
interface Removed {
  readonly item: ShareItem;
  readonly index: number;
}

/** The list of what is shared, in order, with what is known of each item. It knows of no server and no disk. */
export class SharedItems {
  readonly #homeFolder: string;
  /** Called after every change of the items or of what is seen of them. */
  readonly #onChanged: (items: readonly ShareItem[]) => void;
  #items: readonly ShareItem[] = [];
  /** By item id. */
  #sights: ReadonlyMap<string, Sight> = new Map();
  /** Newest last. */
  #removed: readonly Removed[] = [];

  constructor(homeFolder: string, onChanged: (items: readonly ShareItem[]) => void) {
    this.#homeFolder = homeFolder;
    this.#onChanged = onChanged;
  }

  get list(): readonly ShareItem[] {
    return this.#items;
  }

  get views(): ItemView[] {
    return this.#items.map((item) => {
      const { sizeBytes, presence } = this.#sights.get(item.id) ?? unseen;
      return {
        id: item.id,
        kind: item.kind,
        name: item.name,
        displayPath: displayPath(item.path, this.#homeFolder),
        sizeBytes,
        missing: presence === 'missing',
        unreadable: presence === 'unreadable',
        ownName: plainName(item.path),
        options: { followLinks: false, showHidden: false, serveIndex: true, ...itemOptions(item) },
      };
    });
  }

  /** As they are kept for the next start. */
  get saved(): SavedItem[] {
    return this.#items.map(savedItem);
  }

  /** True where there are items, and none of them is there or can be read. */
  get areAllAway(): boolean {
    return (
      this.#items.length > 0 && this.#items.every(({ id }) => (this.#sights.get(id) ?? unseen).presence !== 'there')
    );
  }

  /** What there is to say where all are away. */
  get awayProblem(): Problem {
    const [only, ...others] = this.views;
    if (!only || others.length > 0) return { kind: 'items-missing' };
    return { kind: only.missing ? 'path-missing' : 'path-unreadable', name: only.ownName };
  }

  find(itemId: string): ShareItem | undefined {
    return this.#items.find(({ id }) => id === itemId);
  }

  isMissing(itemId: string): boolean {
    return this.#sights.get(itemId)?.presence === 'missing';
  }

  /**
   * Takes `items` and what was just seen of their paths. Missing items stay shared: their place in the share stays too,
   * and a folder that is built anew is there again at once.
   */
  replace(items: readonly ShareItem[], checked: readonly CheckedPath[] = []): void {
    const byPath = new Map(checked.map((found) => [found.path, found]));
    const seen = items.map((item) => seenAgain(item, this.#sights.get(item.id), byPath.get(item.path)));
    const nextItems = seen.map(({ item }) => item);
    const nextSights = new Map(seen.map(({ item, sight }) => [item.id, sight]));
    const changed = JSON.stringify([nextItems, ...nextSights]) !== JSON.stringify([this.#items, ...this.#sights]);
    if (!changed) return;
    this.#items = nextItems;
    this.#sights = nextSights;
    this.#onChanged(nextItems);
  }

  see(checked: readonly CheckedPath[]): void {
    this.replace(this.#items, checked);
  }

  /** The item that was taken out; undefined where it was gone already. */
  remove(itemId: string): ShareItem | undefined {
    const index = this.#items.findIndex(({ id }) => id === itemId);
    const item = this.#items[index];
    if (!item) return undefined;
    this.#removed = [...this.#removed, { item, index }].slice(-removedItemsMax);
    this.replace(this.#items.filter((each) => each !== item));
    return item;
  }

  /** Puts a removed item back where it was. False where it is not remembered, or its path is shared again. */
  restore(itemId: string, itemsMax: number): boolean {
    const removed = this.#removed.find(({ item }) => item.id === itemId);
    this.#removed = this.#removed.filter((each) => each !== removed);
    if (!removed || this.#items.length >= itemsMax) return false;
    const { item, index } = removed;
    if (this.#items.some(({ path }) => path === item.path)) return false;
    this.replace(this.#items.toSpliced(index, 0, { ...item, name: this.#freeName(item, item.name) }));
    return true;
  }

  /** False where there is no such item. */
  move(itemId: string, toIndex: number): boolean {
    const item = this.find(itemId);
    if (!item) return false;
    const others = this.#items.filter((each) => each !== item);
    this.replace(others.toSpliced(Math.min(toIndex, others.length), 0, item));
    return true;
  }

  /** `name` is a checked one; empty for the item's own. False where there is no such item. */
  rename(itemId: string, name: string): boolean {
    return this.#change(itemId, (item) => ({ ...item, name: this.#freeName(item, name || ownName(item.path)) }));
  }

  /** False where there is no such item. */
  setOptions(itemId: string, options: ItemOptions): boolean {
    return this.#change(itemId, (item) => ({ ...item, ...itemOptions(options) }));
  }

  #change(itemId: string, change: (item: ShareItem) => ShareItem): boolean {
    const changed = this.find(itemId);
    if (changed) this.replace(this.#items.map((item) => (item === changed ? change(item) : item)));
    return changed !== undefined;
  }

  /** What `wanted` becomes beside the other items' names. */
  #freeName(item: ShareItem, wanted: string): string {
    const others = this.#items.filter(({ id }) => id !== item.id).map(({ name }) => name);
    return uniqueNames([...others, wanted]).at(-1) as string;
  }
}

/** A name that only differs because its own was taken is kept too: the address that was given out stays. */
export function savedItem(item: ShareItem): SavedItem {
  const { path, kind, name } = item;
  return { path, kind, ...(name === plainName(path) ? {} : { name }), ...itemOptions(item) };
}

/** The name that an item has where it is alone and the owner gave it none. */
function plainName(path: string): string {
  return uniqueNames([ownName(path)])[0] as string;
}

const unseen: Sight = { sizeBytes: null, presence: 'there' };

function seenAgain(item: ShareItem, last: Sight | undefined, found: CheckedPath | undefined) {
  const before = last ?? unseen;
  if (!found) return { item, sight: before };
  if (!('problem' in found)) {
    const sight: Sight = { sizeBytes: found.sizeBytes, presence: 'there' };
    return { item: { ...item, kind: found.kind }, sight };
  }
  const presence = found.problem.kind === 'path-unreadable' ? 'unreadable' : 'missing';
  return { item, sight: { ...before, presence } satisfies Sight };
}
