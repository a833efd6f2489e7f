import type { ShareItem } from '../../../shared/share.ts';
import { readFolderNames, statEntries } from '../files/directory.ts';
import type { Disk, DiskPath } from '../files/disk.ts';
import type { ShareRoot } from '../files/share-root.ts';
import { type PathSegment, segmentText } from '../http/request-target.ts';
import { HttpResponse, textResponse } from '../http/response.ts';
import type { Limits } from '../limits.ts';
import type { ListingEntry } from '../listing/listing.ts';
import { ListingHtml } from '../listing/listing-html.ts';
import { sortNaturally } from '../listing/natural-order.ts';
import { pageHeaders } from '../listing/page.ts';
import type { RequestContext } from './handler.ts';

export interface FolderListingOptions {
  readonly disk: Disk;
  readonly root: ShareRoot;
  readonly limits: Limits;
}

interface FoundFolder {
  readonly item: ShareItem;
  readonly filePath: DiskPath;
}

/** The listing of one folder. A small one is one body of known length; a large one is streamed, slice by slice. */
export async function folderListing(
  options: FolderListingOptions,
  folder: FoundFolder,
  context: RequestContext,
): Promise<HttpResponse> {
  const { limits } = options;
  const html = new ListingHtml(context.target.segments, context.locale);
  const read = await readFolderNames(options.disk, folder.filePath, limits, () => context.isAborted);
  const names = await sortNaturally(read.names, segmentText);
  const look = (slice: readonly PathSegment[]): Promise<ListingEntry[]> =>
    statEntries(options.disk, options.root, folder.item, folder.filePath, slice, limits.statsInFlightMax);
  if (names.length > limits.wholeListingEntriesMax) {
    const chunks = streamListing(html, names, read.isCut, limits.entriesPerSliceMax, look);
    return new HttpResponse(200, pageHeaders, { kind: 'stream', chunks });
  }
  const entries = await look(names);
  return textResponse(200, html.start() + html.rows(entries) + html.end(entries.length, read.isCut), pageHeaders);
}

async function* streamListing(
  html: ListingHtml,
  names: readonly PathSegment[],
  isCut: boolean,
  entriesPerSlice: number,
  look: (slice: readonly PathSegment[]) => Promise<ListingEntry[]>,
): AsyncGenerator<Buffer, void, void> {
  yield Buffer.from(html.start());
  let count = 0;
  for (let at = 0; at < names.length; at += entriesPerSlice) {
    const entries = await look(names.slice(at, at + entriesPerSlice));
    count += entries.length;
    yield Buffer.from(html.rows(entries));
  }
  yield Buffer.from(html.end(count, isCut));
}

/** The list of a share's several items. One that is not there just now is left out. */
export async function itemsListing(options: FolderListingOptions, context: RequestContext): Promise<HttpResponse> {
  const html = new ListingHtml([], context.locale);
  const entries: ListingEntry[] = [];
  for (const item of options.root.items) {
    const found = await options.root.resolveItem(item);
    if (found.kind !== 'file' && found.kind !== 'folder') continue;
    const sizeBytes = found.kind === 'file' ? Number(found.stats.size) : null;
    entries.push({ name: item.name, kind: found.kind, sizeBytes, modifiedMs: Number(found.stats.mtimeMs) });
  }
  return textResponse(200, html.start() + html.rows(entries) + html.end(entries.length, false), pageHeaders);
}
