import type { ShareItem } from '../../../shared/share.ts';
import type { DiskPath } from '../files/disk.ts';
import type { FolderEntry } from '../files/folder-messages.ts';
import type { OpenFolder } from '../files/folder-reader.ts';
import { listedEntries } from '../files/listed-entries.ts';
import type { RealRoot, ShareRoot } from '../files/share-root.ts';
import { HttpError } from '../http/http-error.ts';
import { acceptsGzip, prefersJson } from '../http/negotiate.ts';
import type { HttpRequest } from '../http/request.ts';
import { type HeaderField, HttpResponse, type ResponseBody } from '../http/response.ts';
import type { ListingEntry, ListingForm } from '../listing/listing.ts';
import { ListingHtml } from '../listing/listing-html.ts';
import { ListingJson } from '../listing/listing-json.ts';
import { pageHeaders } from '../listing/page.ts';
import { gzipBytes, gzipStream, releasing } from './content-coding.ts';
import type { RequestContext } from './handler.ts';
import type { FileServices } from './static-files.ts';

interface FoundFolder {
  readonly item: ShareItem;
  readonly root: RealRoot | null;
  readonly filePath: DiskPath;
}

/**
 * The listing of one folder, in the form that the visitor prefers. A small one is one body of known length; a large one
 * is streamed, slice by slice, and its place among the running listings is kept until its last byte is sent.
 */
export async function folderListing(
  services: FileServices,
  root: ShareRoot,
  folder: FoundFolder,
  request: HttpRequest,
  context: RequestContext,
): Promise<HttpResponse> {
  const { limits } = services;
  const release = await services.listings.acquire(() => context.isAborted);
  if (!release) throw new HttpError(503, 'Too many listings at a time', [['Retry-After', '5']]);
  let isStreaming = false;
  try {
    const form = chosenForm(request, context);
    const open = await services.folders.open(folder.filePath, folder.root);
    const listed = (entries: readonly FolderEntry[]): Promise<ListingEntry[]> =>
      listedEntries(root, folder.item, folder.filePath, entries);
    if (open.count <= limits.wholeListingEntriesMax) {
      const entries = await open.next(limits.wholeListingEntriesMax);
      return await wholeListing(services, form, await listed(entries ?? []), open.isCut, request);
    }
    isStreaming = true;
    const parts = streamListing(form, open, limits.entriesPerSliceMax, listed);
    const end = (): void => {
      open.close();
      release();
    };
    return streamedListing(form, releasing(parts, end), request);
  } finally {
    if (!isStreaming) release();
  }
}

/** The list of a share's several items. One that is not there just now is left out. */
export async function itemsListing(
  services: FileServices,
  root: ShareRoot,
  request: HttpRequest,
  context: RequestContext,
): Promise<HttpResponse> {
  const entries: ListingEntry[] = [];
  for (const item of root.items) {
    const found = await root.resolveItem(item);
    if (found.kind !== 'file' && found.kind !== 'folder') continue;
    const sizeBytes = found.kind === 'file' ? Number(found.stats.size) : null;
    entries.push({ name: item.name, kind: found.kind, sizeBytes, modifiedMs: Number(found.stats.mtimeMs) });
  }
  return wholeListing(services, chosenForm(request, context), entries, false, request);
}

/** `?format=json`, or an Accept that likes JSON better than HTML, gets JSON. */
function chosenForm(request: HttpRequest, context: RequestContext): ListingForm {
  const { segments, query } = context.target;
  const format = query === '' ? null : new URLSearchParams(query).get('format');
  const isJson = format === 'json' || (format !== 'html' && prefersJson(request.headers.get('accept')));
  return isJson ? new ListingJson(segments) : new ListingHtml(segments, context.locale);
}

async function wholeListing(
  { limits }: FileServices,
  form: ListingForm,
  entries: readonly ListingEntry[],
  isCut: boolean,
  request: HttpRequest,
): Promise<HttpResponse> {
  const bytes = Buffer.from(form.start() + form.rows(entries) + form.end(entries.length, isCut));
  const isCoded = bytes.length >= limits.gzipBytesMin && acceptsGzip(request.headers.get('accept-encoding'));
  const body: ResponseBody = { kind: 'bytes', bytes: isCoded ? await gzipBytes(bytes) : bytes };
  return new HttpResponse(200, listingHeaders(form, isCoded), body);
}

function streamedListing(form: ListingForm, parts: AsyncIterator<Buffer>, request: HttpRequest): HttpResponse {
  const isCoded = acceptsGzip(request.headers.get('accept-encoding'));
  const chunks = isCoded ? gzipStream(parts, () => {}) : parts;
  return new HttpResponse(200, listingHeaders(form, isCoded), { kind: 'stream', chunks });
}

function listingHeaders(form: ListingForm, isCoded: boolean): HeaderField[] {
  const headers = pageHeaders.filter(([name]) => name !== 'Content-Type' && name !== 'Vary');
  headers.push(['Content-Type', form.contentType], ['Vary', 'Accept, Accept-Encoding, Accept-Language']);
  if (isCoded) headers.push(['Content-Encoding', 'gzip']);
  return headers;
}

/** While one slice is made and sent, the next is read. */
async function* streamListing(
  form: ListingForm,
  open: OpenFolder,
  entriesPerSlice: number,
  listed: (entries: readonly FolderEntry[]) => Promise<ListingEntry[]>,
): AsyncGenerator<Buffer, void, void> {
  yield Buffer.from(form.start());
  let count = 0;
  let reading = open.next(entriesPerSlice);
  for (let slice = await reading; slice !== null; slice = await reading) {
    reading = open.next(entriesPerSlice);
    // It is awaited in its turn; until then a failure must not count as unhandled.
    reading.catch(() => null);
    const entries = await listed(slice);
    count += entries.length;
    yield Buffer.from(form.rows(entries));
  }
  yield Buffer.from(form.end(count, open.isCut));
}
