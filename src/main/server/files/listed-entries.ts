import type { ShareItem } from '../../../shared/share.ts';
import type { ListingEntry } from '../listing/listing.ts';
import type { DiskPath } from './disk.ts';
import type { FolderEntry } from './folder-messages.ts';
import type { ShareRoot } from './share-root.ts';

/** A folder's entries as they are listed: a link as what it leads to, if that is inside the share, else not at all. */
export async function listedEntries(
  root: ShareRoot,
  item: ShareItem,
  folderPath: DiskPath,
  entries: readonly FolderEntry[],
): Promise<ListingEntry[]> {
  const listed: ListingEntry[] = [];
  for (const entry of entries) {
    if (entry.kind === 'link') {
      const target = await linkedEntry(root, item, folderPath, entry);
      if (target) listed.push(target);
    } else {
      const { name, kind, modifiedMs } = entry;
      listed.push({ name, kind, sizeBytes: kind === 'file' ? entry.sizeBytes : null, modifiedMs });
    }
  }
  return listed;
}

async function linkedEntry(
  root: ShareRoot,
  item: ShareItem,
  folderPath: DiskPath,
  { name }: FolderEntry,
): Promise<ListingEntry | null> {
  try {
    const found = await root.resolveEntry(item, folderPath, name);
    if (found.kind !== 'file' && found.kind !== 'folder') return null;
    const sizeBytes = found.kind === 'file' ? Number(found.stats.size) : null;
    return { name, kind: found.kind, sizeBytes, modifiedMs: Number(found.stats.mtimeMs) };
  } catch {
    // A link into a place that the owner cannot read leads nowhere for a visitor.
    return null;
  }
}
