import { createHmac } from 'node:crypto';
import type { ShareItem } from '../../../shared/share.ts';
import type { DiskPath } from '../files/disk.ts';
import type { FolderEntry } from '../files/folder-messages.ts';
import type { OpenFolder } from '../files/folder-reader.ts';
import { itemRules } from '../files/item-rules.ts';
import { listedEntries } from '../files/listed-entries.ts';
import type { RealRoot, ShareRoot } from '../files/share-root.ts';
import { HttpError } from '../http/http-error.ts';
import { acceptsGzip, prefersJson } from '../http/negotiate.ts';
import type { HttpRequest } from '../http/request.ts';
import { type HeaderField, HttpResponse, type ResponseBody } from '../http/response.ts';
import { addTotals, type ListingEntry, type ListingForm, type ListingTotals } from '../listing/listing.ts';
import { ListingHtml } from '../listing/listing-html.ts';
import { ListingJson } from '../listing/listing-json.ts';
import { choosesView, type ListingView, rememberedView, viewCookie, viewOf } from '../listing/listing-view.ts';
import { pageHeaders } from '../listing/page.ts';
import { sortEntries } from '../listing/sort-entries.ts';
import { gzipBytes, gzipStream, releasing } from './content-coding.ts';
import type { RequestContext } from './handler.ts';
import type { FileServices } from './static-files.ts';
import { visitorScriptPath, visitorStylePath } from './visitor-assets.ts';

/** Rows are so alike that a higher level gains little, and takes longer than the rows take to make. */
const listingGzipLevel = 4;

interface FoundFolder {
  readonly item: ShareItem;
  readonly root: RealRoot | null;
  readonly filePath: DiskPath;
}

/** What a listing page says of the share as a whole. */
export interface ShareIdentity {
  /** The owner's computer, as its visitors know it. */
  readonly deviceName: string;
  /** Names what is shared now. */
  readonly shareId: string;
  /** At least 16 random bytes, which nobody else knows. */
  readonly nonceKey: Buffer;
}

/** The form that a visitor gets, with the fields that go with it. */
interface ChosenForm {
  readonly form: ListingForm;
  readonly view: ListingView;
  readonly headers: readonly HeaderField[];
}

/**
 * The listing of one folder, in the form that the visitor prefers. A small one is one body of known length; a large one
 * is streamed, slice by slice, and its place among the running listings is kept until its last byte is sent; while others
 * wait for one, not for long.
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
    const chosen = chooseForm(services.identity, request, context);
    const { showsHidden } = itemRules(folder.item);
    const open = await services.folders.open(folder.filePath, folder.root, showsHidden, chosen.view);
    const listed = (entries: readonly FolderEntry[]): Promise<ListingEntry[]> =>
      listedEntries(root, folder.item, folder.filePath, entries);
    if (open.count <= limits.wholeListingEntriesMax) {
      const entries = await listed(await allEntries(open, limits.wholeListingEntriesMax));
      return await wholeListing(services, chosen, entries, open.isCut, request);
    }
    isStreaming = true;
    const parts = streamListing(chosen.form, open, limits.entriesPerSliceMax, listed);
    const end = (): void => {
      open.close();
      release();
    };
    return streamedListing(chosen, releasing(parts, end), () => services.listings.isWanted, request);
  } finally {
    if (!isStreaming) release();
  }
}

/**
 * The list of a share's several items, in the owner's order unless another is asked for. One that is not there just now
 * is left out.
 */
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
  const chosen = chooseForm(services.identity, request, context);
  const { sort, order } = chosen.view;
  const isOwnersOrder = sort === 'name' && order === 'asc';
  const sorted = isOwnersOrder ? entries : sortEntries(entries, chosen.view, describeEntry);
  return wholeListing(services, chosen, sorted, false, request);
}

function describeEntry({ name, kind, sizeBytes, modifiedMs }: ListingEntry) {
  return { name, isFolder: kind === 'folder', sizeBytes: sizeBytes ?? 0, modifiedMs };
}

/** `?format=json`, or an Accept that likes JSON better than HTML, gets JSON. */
function chooseForm(identity: ShareIdentity, request: HttpRequest, context: RequestContext): ChosenForm {
  const { segments, query } = context.target;
  const parameters = new URLSearchParams(query);
  const format = parameters.get('format');
  const isJson = format === 'json' || (format !== 'html' && prefersJson(request.headers.get('accept')));
  if (isJson) {
    const headers: HeaderField[] = [...pageHeaders, ['Content-Security-Policy', "default-src 'none'"]];
    return { form: new ListingJson(segments), view: viewOf(query), headers };
  }
  const view = viewOf(query, rememberedView(request.headers.get('cookie')));
  const nonce = nonceFor(identity.nonceKey, request, context);
  const headers: HeaderField[] = [...pageHeaders, ['Content-Security-Policy', listingPolicy(nonce)]];
  if (choosesView(query)) headers.push(['Set-Cookie', viewCookie(view)]);
  const assets = { stylePath: visitorStylePath, scriptPath: visitorScriptPath };
  const { deviceName, shareId } = identity;
  const showsAll = parameters.has('all');
  const form = new ListingHtml({
    segments,
    view,
    showsAll,
    locale: context.locale,
    deviceName,
    shareId,
    assets,
    nonce,
  });
  return { form, view, headers };
}

/**
 * The policy of a listing. Script and style come through by the nonce alone: naming `'self'` would let in every script
 * that lies in the share, and naming our own address would break behind a proxy that has another.
 */
function listingPolicy(nonce: string): string {
  return `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src 'self' data:; media-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'`;
}

/**
 * The policy's nonce. It is bound to visitor and address in place of being new each time: so HEAD says what GET would and
 * a reload gives the same bytes, and still whoever could bring a name into the folder cannot know it for anyone else.
 */
function nonceFor(key: Buffer, request: HttpRequest, context: RequestContext): string {
  const bound = `${context.remoteAddress} ${request.requestTarget}`;
  return createHmac('sha256', key).update(bound).digest('base64').slice(0, 22);
}

async function wholeListing(
  { limits }: FileServices,
  chosen: ChosenForm,
  entries: readonly ListingEntry[],
  isCut: boolean,
  request: HttpRequest,
): Promise<HttpResponse> {
  const { form } = chosen;
  const totals = addTotals(emptyTotals(isCut), entries);
  const bytes = Buffer.from(form.start(totals) + form.rows(entries) + form.end(totals));
  const isCoded = bytes.length >= limits.gzipBytesMin && acceptsGzip(request.headers.get('accept-encoding'));
  const body: ResponseBody = { kind: 'bytes', bytes: isCoded ? await gzipBytes(bytes) : bytes };
  return new HttpResponse(200, listingHeaders(chosen, isCoded), body, 'listing');
}

function streamedListing(
  chosen: ChosenForm,
  parts: AsyncIterator<Buffer>,
  isWanted: () => boolean,
  request: HttpRequest,
): HttpResponse {
  const isCoded = acceptsGzip(request.headers.get('accept-encoding'));
  const chunks = isCoded ? gzipStream(parts, () => {}, listingGzipLevel) : parts;
  return new HttpResponse(200, listingHeaders(chosen, isCoded), { kind: 'stream', chunks, isWanted }, 'listing');
}

function listingHeaders({ form, headers }: ChosenForm, isCoded: boolean): HeaderField[] {
  const fields: HeaderField[] = [
    ['Content-Type', form.contentType],
    ['Vary', 'Accept, Accept-Encoding, Accept-Language, Cookie'],
    ...headers,
  ];
  if (isCoded) fields.push(['Content-Encoding', 'gzip']);
  return fields;
}

function emptyTotals(isCut: boolean): ListingTotals {
  return { folders: 0, files: 0, sizeBytes: 0, isCut };
}

async function allEntries(open: OpenFolder, countPerSlice: number): Promise<FolderEntry[]> {
  const entries: FolderEntry[] = [];
  for (let slice = await open.next(countPerSlice); slice !== null; slice = await open.next(countPerSlice))
    entries.push(...slice);
  return entries;
}

/** While one slice is made and sent, the next is read. */
async function* streamListing(
  form: ListingForm,
  open: OpenFolder,
  entriesPerSlice: number,
  listed: (entries: readonly FolderEntry[]) => Promise<ListingEntry[]>,
): AsyncGenerator<Buffer, void, void> {
  yield Buffer.from(form.start(null));
  let totals = emptyTotals(open.isCut);
  let reading = open.next(entriesPerSlice);
  for (let slice = await reading; slice !== null; slice = await reading) {
    reading = open.next(entriesPerSlice);
    // It is awaited in its turn; until then a failure must not count as unhandled.
    reading.catch(() => null);
    const entries = await listed(slice);
    if (entries.length === 0) continue;
    totals = addTotals(totals, entries);
    yield Buffer.from(form.rows(entries));
  }
  yield Buffer.from(form.end(totals));
}
