import { isUtf8 } from 'node:buffer';
import type { Dir, Stats } from 'node:fs';
import type { ShareItem } from '../../../shared/share.ts';
import type { PathSegment } from '../http/request-target.ts';
import type { ListingEntry } from '../listing/listing.ts';
import type { Disk, DiskPath } from './disk.ts';
import { mayBeServed, type ShareRoot } from './share-root.ts';

export interface DirectoryBounds {
  readonly entriesPerSliceMax: number;
  readonly listingEntriesMax: number;
  readonly statsInFlightMax: number;
}

/** The names in a folder that may be listed, in the order of the disk. */
export interface FolderNames {
  readonly names: PathSegment[];
  /** There were more than `listingEntriesMax`. */
  readonly isCut: boolean;
}

/** Reads a folder's names, a bounded slice at a time; ends early when `isAborted` says so. Rejects with errno errors. */
export async function readFolderNames(
  disk: Disk,
  path: DiskPath,
  bounds: DirectoryBounds,
  isAborted: () => boolean,
): Promise<FolderNames> {
  const folder = await disk.openFolder(path, bounds.entriesPerSliceMax);
  const names: PathSegment[] = [];
  try {
    while (!isAborted()) {
      const name = await nextName(folder);
      if (name === null) return { names, isCut: false };
      if (!mayBeServed(name)) continue;
      if (names.length >= bounds.listingEntriesMax) return { names, isCut: true };
      names.push(name);
    }
    return { names, isCut: true };
  } finally {
    await folder.close();
  }
}

async function nextName(folder: Dir): Promise<PathSegment | null> {
  const entry = await folder.read();
  if (entry === null) return null;
  const bytes = entry.name as unknown as Buffer;
  return isUtf8(bytes) ? bytes.toString('utf8') : bytes;
}

/**
 * Looks at each of `names` in one folder and gives the entries that a visitor could open, in the same order. A link is
 * followed and listed as what it leads to, if that is inside the share. What cannot be looked at, or is neither file
 * nor folder, is left out. At most `statsInFlightMax` looks are under way at a time.
 */
export function statEntries(
  disk: Disk,
  root: ShareRoot,
  item: ShareItem,
  folderPath: DiskPath,
  names: readonly PathSegment[],
  statsInFlightMax: number,
): Promise<ListingEntry[]> {
  const entries: (ListingEntry | null)[] = new Array(names.length).fill(null);
  let next = 0;
  let done = 0;
  return new Promise((resolve) => {
    const settled = (): void => {
      done++;
      if (done === names.length) resolve(entries.filter((entry) => entry !== null));
      else look();
    };
    const look = (): void => {
      if (next >= names.length) return;
      const at = next++;
      const name = names[at] as PathSegment;
      disk.lstatQuick(root.entryPath(folderPath, name), (error, stats) => {
        if (error || !stats.isSymbolicLink()) {
          entries[at] = error ? null : entryOf(name, stats);
          settled();
          return;
        }
        followLink(root, item, folderPath, name)
          .then((entry) => {
            entries[at] = entry;
          })
          .finally(settled);
      });
    };
    if (names.length === 0) resolve([]);
    for (let started = 0; started < statsInFlightMax; started++) look();
  });
}

function entryOf(name: PathSegment, stats: Stats): ListingEntry | null {
  if (stats.isDirectory()) return { name, kind: 'folder', sizeBytes: null, modifiedMs: stats.mtimeMs };
  if (!stats.isFile()) return null;
  return { name, kind: 'file', sizeBytes: stats.size, modifiedMs: stats.mtimeMs };
}

async function followLink(
  root: ShareRoot,
  item: ShareItem,
  folderPath: DiskPath,
  name: PathSegment,
): Promise<ListingEntry | null> {
  try {
    const found = await root.resolveEntry(item, folderPath, name);
    if (found.kind !== 'file' && found.kind !== 'folder') return null;
    const modifiedMs = Number(found.stats.mtimeMs);
    const sizeBytes = found.kind === 'file' ? Number(found.stats.size) : null;
    return { name, kind: found.kind, sizeBytes, modifiedMs };
  } catch {
    // A link into a place that the owner cannot read leads nowhere for a visitor.
    return null;
  }
}
