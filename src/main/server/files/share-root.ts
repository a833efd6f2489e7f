import type { BigIntStats } from 'node:fs';
import { sep } from 'node:path';
import type { ShareItem } from '../../../shared/share.ts';
import type { PathSegment } from '../http/request-target.ts';
import type { Disk, DiskPath } from './disk.ts';
import { isMissing } from './fs-error.ts';
import { mayBeServed } from './served-names.ts';

/** A thing on disk that may be served: its real path was found inside the share. */
export interface Found {
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
 * unless the owner lets an item's links be followed. What is neither file nor folder is never opened.
 */
export class ShareRoot {
  readonly #disk: Disk;
  readonly #items: readonly ShareItem[];
  readonly #byName: ReadonlyMap<string, ShareItem>;
  /** The real path of each item's root, with its separator at the end. */
  readonly #roots = new Map<ShareItem, Promise<string>>();

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
    for (const segment of segments) if (!mayBeServed(segment)) return missing;
    return this.#resolvePath(item, joinPath(item.path, segments));
  }

  async #resolvePath(item: ShareItem, diskPath: DiskPath): Promise<Resolution> {
    try {
      const filePath = await this.#disk.realpath(diskPath);
      if (!item.followLinks && !(await this.#isInside(item, filePath))) return missing;
      const stats = await this.#disk.lstat(filePath);
      if (stats.isFile()) return { kind: 'file', diskPath, filePath, stats };
      if (stats.isDirectory() && item.kind === 'folder') return { kind: 'folder', item, diskPath, filePath, stats };
      return stats.isDirectory() ? missing : forbidden;
    } catch (error) {
      if (isMissing(error)) return missing;
      throw error;
    }
  }

  async #isInside(item: ShareItem, filePath: DiskPath): Promise<boolean> {
    if (isVisibleBelow(await this.#root(item), filePath)) return true;
    // The item itself may be a link that the owner has pointed elsewhere since.
    this.#roots.delete(item);
    return isVisibleBelow(await this.#root(item), filePath);
  }

  #root(item: ShareItem): Promise<string> {
    let root = this.#roots.get(item);
    if (!root) {
      root = this.#disk.realpath(item.path).then((path) => {
        const text = latin1(path);
        return item.kind === 'file' || text.endsWith(sep) ? text : text + sep;
      });
      this.#roots.set(item, root);
      root.catch(() => this.#roots.delete(item));
    }
    return root;
  }
}

/** `root` is a real path ending with a separator, or a file's. Both are compared byte for byte, whole names only. */
function isVisibleBelow(root: string, filePath: DiskPath): boolean {
  const path = latin1(filePath);
  if (path === root || `${path}${sep}` === root) return true;
  return root.endsWith(sep) && path.startsWith(root) && !path.includes(`${sep}.`, root.length - 1);
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

/** The path's bytes as one char each, so that text and bytes can be compared. */
function latin1(path: DiskPath): string {
  return (typeof path === 'string' ? Buffer.from(path, 'utf8') : path).toString('latin1');
}
