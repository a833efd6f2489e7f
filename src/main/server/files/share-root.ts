import type { BigIntStats } from 'node:fs';
import { sep } from 'node:path';
import type { ShareItem } from '../../../shared/share.ts';
import type { PathSegment } from '../http/request-target.ts';
import type { Disk, DiskPath } from './disk.ts';
import { isMissing } from './fs-error.ts';
import { isInsideRoot, rootText } from './inside-root.ts';
import { itemRules } from './item-rules.ts';
import { mayBeServed } from './served-names.ts';

/** Where an item's root really lies, as `isInsideRoot` takes it. */
export interface RealRoot {
  /** With its links resolved. */
  readonly path: string;
  /** As the system tells it of the open root; null where it cannot. */
  readonly openPath: string | null;
  /** Hidden names below it are served. */
  readonly showsHidden: boolean;
}

/** A thing on disk that may be served: its real path was found inside the share. */
export interface Found {
  /** What it was found inside of; null where its item's links are followed to anywhere. */
  readonly root: RealRoot | null;
  /** The path that was asked for, before its links are resolved. */
  readonly diskPath: DiskPath;
  /** The real path. */
  readonly filePath: DiskPath;
  readonly stats: BigIntStats;
}

/** What a URL path names in the share. */
export type Resolution =
  | ({ readonly kind: 'file' } & Found)
  | ({ readonly kind: 'folder'; readonly item: ShareItem } & Found)
  /** The list of several items. */
  | { readonly kind: 'items' }
  /** The same thing under its present path: the share had another shape when the link was made. */
  | { readonly kind: 'moved'; readonly segments: readonly PathSegment[] }
  /** A FIFO, socket or device: never opened. */
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'missing' };

const missing: Resolution = { kind: 'missing' };
const forbidden: Resolution = { kind: 'forbidden' };

/**
 * URL path → real path inside the share, or nothing. Containment lives here alone: every path is resolved to the end of
 * all its links, and what is then outside its item or hidden (a name with a dot before it) is not there for visitors,
 * unless the owner lets an item's links be followed or its hidden names be shown. What is neither file nor folder is never opened.
 */
export class ShareRoot {
  readonly #disk: Disk;
  readonly #items: readonly ShareItem[];
  readonly #byName: ReadonlyMap<string, ShareItem>;
  readonly #roots = new Map<ShareItem, Promise<RealRoot>>();

  constructor(disk: Disk, items: readonly ShareItem[]) {
    this.#disk = disk;
    this.#items = items;
    this.#byName = new Map(items.map((item) => [item.name, item]));
  }

  get items(): readonly ShareItem[] {
    return this.#items;
  }

  /** Rejects with errno errors other than "not there". */
  async resolve(segments: readonly PathSegment[]): Promise<Resolution> {
    const only = this.#items.length === 1 ? this.#items[0] : undefined;
    if (only?.kind === 'folder') return this.#resolveInOnlyFolder(only, segments);
    if (this.#items.length === 0) return missing;
    const [first, ...rest] = segments;
    if (first === undefined) return { kind: 'items' };
    const item = typeof first === 'string' ? this.#byName.get(first) : undefined;
    return item ? this.#resolveInItem(item, rest) : this.#findMoved(segments);
  }

  /**
   * Where a file would lie if the path were plain, and the root that it must lie inside of, unseen; null where it takes
   * more to tell. Whoever opens it must make sure of both.
   */
  async guess(
    segments: readonly PathSegment[],
  ): Promise<{ readonly path: string; readonly root: RealRoot | null } | null> {
    const only = this.#items.length === 1 ? this.#items[0] : undefined;
    const first = segments[0];
    const item = only?.kind === 'folder' ? only : typeof first === 'string' ? this.#byName.get(first) : undefined;
    const names = item === only ? segments : segments.slice(1);
    if (item?.kind !== 'folder' || names.length === 0 || !areServed(item, names)) return null;
    const path = joinPath(item.path, names);
    if (typeof path !== 'string') return null;
    return { path, root: itemRules(item).followsLinks ? null : await this.#root(item) };
  }

  /** An item itself, for the list of items. */
  async resolveItem(item: ShareItem): Promise<Resolution> {
    return this.#resolveInItem(item, []);
  }

  /** One name in a folder that was found: for an entry of a listing that is a link. */
  async resolveEntry(item: ShareItem, folderPath: DiskPath, name: PathSegment): Promise<Resolution> {
    return this.#resolvePath(item, joinPath(folderPath, [name]));
  }

  async #resolveInOnlyFolder(item: ShareItem, segments: readonly PathSegment[]): Promise<Resolution> {
    const found = await this.#resolveInItem(item, segments);
    if (found.kind !== 'missing' || segments[0] !== item.name) return found;
    const rest = segments.slice(1);
    return (await this.#resolveInItem(item, rest)).kind === 'missing' ? missing : { kind: 'moved', segments: rest };
  }

  /** A path from when one folder alone was shared at `/`: now below its item, where exactly one item has it. */
  async #findMoved(segments: readonly PathSegment[]): Promise<Resolution> {
    let moved: Resolution = missing;
    for (const item of this.#items) {
      if (item.kind !== 'folder') continue;
      if ((await this.#resolveInItem(item, segments)).kind === 'missing') continue;
      if (moved.kind === 'moved') return missing;
      moved = { kind: 'moved', segments: [item.name, ...segments] };
    }
    return moved;
  }

  async #resolveInItem(item: ShareItem, segments: readonly PathSegment[]): Promise<Resolution> {
    if (item.kind === 'file' && segments.length > 0) return missing;
    if (!areServed(item, segments)) return missing;
    return this.#resolvePath(item, joinPath(item.path, segments));
  }

  async #resolvePath(item: ShareItem, diskPath: DiskPath): Promise<Resolution> {
    try {
      const filePath = await this.#disk.realpath(diskPath);
      const root = itemRules(item).followsLinks ? null : await this.#rootAround(item, filePath);
      if (root === 'outside') return missing;
      const stats = await this.#disk.lstat(filePath);
      const found = { root, diskPath, filePath, stats };
      if (stats.isFile()) return { kind: 'file', ...found };
      if (stats.isDirectory() && item.kind === 'folder') return { kind: 'folder', item, ...found };
      return stats.isDirectory() ? missing : forbidden;
    } catch (error) {
      if (isMissing(error)) return missing;
      throw error;
    }
  }

  async #rootAround(item: ShareItem, filePath: DiskPath): Promise<RealRoot | 'outside'> {
    const known = await this.#root(item);
    if (isInsideRoot(known.path, filePath, known.showsHidden)) return known;
    // The item itself may be a link that the owner has pointed elsewhere since.
    this.#roots.delete(item);
    const root = await this.#root(item);
    return isInsideRoot(root.path, filePath, root.showsHidden) ? root : 'outside';
  }

  #root(item: ShareItem): Promise<RealRoot> {
    let root = this.#roots.get(item);
    if (!root) {
      root = this.#lookAtRoot(item);
      this.#roots.set(item, root);
      root.catch(() => this.#roots.delete(item));
    }
    return root;
  }

  async #lookAtRoot(item: ShareItem): Promise<RealRoot> {
    const { path, kind } = item;
    const [real, open] = await Promise.all([this.#disk.realpath(path), this.#disk.openPath(path)]);
    return {
      path: rootText(real, kind),
      openPath: open && rootText(open, kind),
      showsHidden: itemRules(item).showsHidden,
    };
  }
}

/**
 * Whether the file that was opened for `found` lies inside the share. Any folder on the way can be swapped for a link
 * between two calls, so neither the path nor the look at it proves anything: the open file's own path does. Where the
 * system does not tell that one (`openPath` is null), the path is resolved once more. Rejects with errno errors.
 */
export async function wasOpenedInside(disk: Disk, found: Found, openPath: DiskPath | null): Promise<boolean> {
  const { root, diskPath, stats } = found;
  if (root === null) return true;
  if (openPath !== null && root.openPath !== null) return isInsideRoot(root.openPath, openPath, root.showsHidden);
  const again = await disk.realpath(diskPath);
  if (!isInsideRoot(root.path, again, root.showsHidden)) return false;
  const { ino, dev } = await disk.lstat(again);
  return ino === stats.ino && dev === stats.dev;
}

function areServed(item: ShareItem, names: readonly PathSegment[]): boolean {
  const { showsHidden } = itemRules(item);
  return names.every((name) => mayBeServed(name, showsHidden));
}

function joinPath(folder: DiskPath, names: readonly PathSegment[]): DiskPath {
  let path = folder;
  for (const name of names) {
    if (typeof path === 'string' && typeof name === 'string')
      path = path.endsWith(sep) ? path + name : path + sep + name;
    else path = Buffer.concat([Buffer.from(path), Buffer.from(sep), Buffer.from(name)]);
  }
  return path;
}
