import { randomBytes } from 'node:crypto';
import { entityTagOf, type FileIdentity, isSameContent, isSettled } from '../files/file-identity.ts';
import type { HotFile } from '../files/hot-files.ts';
import { contentType, mediaTypeByName, takesCharset } from '../files/media-type.ts';
import { OpenFile } from '../files/open-file.ts';
import type { Found } from '../files/share-root.ts';
import type { SmallFile } from '../files/small-files.ts';
import { contentDisposition } from '../http/content-disposition.ts';
import { answer, type Content, type Representation, wholeAnswer } from '../http/representation.ts';
import type { HttpRequest } from '../http/request.ts';
import { type HeaderField, type HttpResponse, releaseBody } from '../http/response.ts';
import { type Coding, codedContent, isCompressible } from './content-coding.ts';
import type { RequestContext } from './handler.ts';
import type { FileServices } from './static-files.ts';

/** A file that a visitor's path leads to. */
export interface RequestedFile {
  readonly found: Found;
  /** Its name, which tells the media type and names a download. */
  readonly name: string;
  /** The request target, by which its hot copy is found; null where it must not become hot. */
  readonly path: string | null;
  readonly resolve: HotFile['resolve'];
}

/** What is known of a file besides its bytes. */
interface Described {
  readonly stats: FileIdentity;
  readonly contentType: string;
  readonly name: string;
}

/** The answer to GET or HEAD for a file on disk. Rejects with errno errors. */
export async function fileResponse(
  services: FileServices,
  file: RequestedFile,
  request: HttpRequest,
  context: RequestContext,
): Promise<HttpResponse> {
  const open = await OpenFile.open(services.disk, file.found);
  let isHandedOver = false;
  try {
    const hot = file.path === null ? null : await loadHot(services, file, file.path, open);
    if (hot && file.path !== null) return await hotFileResponse(services, hot, file.path, request, context);
    const { limits } = services;
    const mediaType = mediaTypeByName(file.name);
    const isSmall = open.size <= limits.singleWriteBodyBytesMax;
    const sampleBytes = mediaType === null || takesCharset(mediaType) ? limits.charsetSampleBytes : 0;
    const start = await open.readStart(Math.min(open.size, isSmall ? open.size : sampleBytes));
    const described = {
      stats: open.stats,
      contentType: contentType(mediaType, start, start.length >= open.size),
      name: file.name,
    };
    const content: Content = isSmall ? { kind: 'bytes', bytes: start } : { kind: 'file', source: open };
    const coded = await codedContent(services, described.contentType, open.size, content, request, null);
    const response = respond(services, described, coded.content, coded.coding, request, context);
    isHandedOver = response.body.kind === 'file' || response.body.kind === 'stream';
    return response;
  } finally {
    if (!isHandedOver) await open.close();
  }
}

/** Fields that select a part or a state of the content: with any of them a hot file's ready answer is not the right one. */
const selectiveFields: ReadonlySet<string> = new Set([
  'range',
  'if-none-match',
  'if-modified-since',
  'if-match',
  'if-unmodified-since',
]);
const selectiveFieldsOfText: ReadonlySet<string> = new Set([...selectiveFields, 'accept-encoding']);

/** The answer for a file whose content is in memory and was found fresh. */
export function hotFileResponse(
  services: FileServices,
  hot: HotFile,
  path: string,
  request: HttpRequest,
  context: RequestContext,
): HttpResponse | Promise<HttpResponse> {
  const selective = hot.isText ? selectiveFieldsOfText : selectiveFields;
  return request.headers.hasAny(selective) ? selectedResponse(services, hot, path, request, context) : hot.response;
}

async function selectedResponse(
  services: FileServices,
  hot: HotFile,
  path: string,
  request: HttpRequest,
  context: RequestContext,
): Promise<HttpResponse> {
  const { hotFiles } = services;
  const described = { stats: hot.stats, contentType: hot.contentType, name: hot.name };
  const content = hot.response.body;
  if (content.kind !== 'bytes') throw new Error('A hot file has its content in memory');
  const coded = await codedContent(services, hot.contentType, hot.size, content, request, {
    gzipped: hotFiles.gzipped(path, hot),
    keep: (gzipped) => hotFiles.keepGzipped(path, hot, gzipped),
  });
  return respond(services, described, coded.content, coded.coding, request, context);
}

/** Takes a file into memory if it is small, wanted, and has not changed for so long, nor while it is read, that nothing can be missed. */
async function loadHot(
  services: FileServices,
  file: RequestedFile,
  path: string,
  open: OpenFile,
): Promise<HotFile | null> {
  const { limits, hotLoads } = services;
  if (open.size > limits.hotFileBytesMax || !isSettled(open.stats, Date.now())) return null;
  if (!services.hotFiles.isWanted(path)) return null;
  const release = hotLoads.tryAcquire();
  if (!release) return null;
  try {
    const bytes = await open.readStart(open.size);
    if (bytes.length !== open.size || !isSameContent(await open.look(), open.stats)) return null;
    const { name, resolve } = file;
    return warmUp(services, path, { diskPath: file.found.diskPath, name, resolve, bytes, identity: open.stats });
  } finally {
    release();
  }
}

/** The hot file made of a content that was read whole; remembered if it is wanted, and has not changed for so long that nothing can be missed. */
export function warmUp(
  { limits, hotFiles }: FileServices,
  path: string,
  read: Pick<HotFile, 'diskPath' | 'name' | 'resolve'> & SmallFile,
): HotFile {
  const { bytes, identity, name } = read;
  const nowMs = Date.now();
  const sample = bytes.subarray(0, limits.charsetSampleBytes);
  const type = contentType(mediaTypeByName(name), sample, sample.length === bytes.length);
  const content: Content = { kind: 'bytes', bytes };
  const described = { stats: identity, contentType: type, name };
  const hot: HotFile = {
    diskPath: read.diskPath,
    name,
    stats: identity,
    size: bytes.length,
    contentType: type,
    isText: isCompressible(type) && bytes.length >= limits.gzipBytesMin,
    response: wholeAnswer(represent(described, content, null, false, nowMs), content, nowMs),
    resolve: read.resolve,
  };
  if (isSettled(identity, nowMs) && hotFiles.isWanted(path)) hotFiles.put(path, hot);
  return hot;
}

function respond(
  services: FileServices,
  described: Described,
  content: Content,
  coding: Coding,
  request: HttpRequest,
  context: RequestContext,
): HttpResponse {
  const nowMs = Date.now();
  const representation = represent(described, content, coding, isDownload(context), nowMs);
  const { rangesMax } = services.limits;
  const { response, usesContent } = answer(request, representation, content, {
    nowMs,
    rangesMax,
    random: () => randomBytes(24),
  });
  if (!usesContent && content.kind === 'stream') {
    // A 304, for instance: what was to be coded is let go of before it has begun; closing can fail for nobody.
    releaseBody(content).catch(() => {});
  }
  return response;
}

function represent(
  described: Described,
  content: Content,
  coding: Coding,
  isSaved: boolean,
  nowMs: number,
): Representation {
  const { stats, contentType: type, name } = described;
  const headers: HeaderField[] = [
    ['Content-Type', type],
    ['Cache-Control', 'no-cache'],
    ['X-Content-Type-Options', 'nosniff'],
  ];
  if (isCompressible(type)) headers.push(['Vary', 'Accept-Encoding']);
  if (coding !== null) headers.push(['Content-Encoding', coding]);
  if (isSaved) headers.push(['Content-Disposition', contentDisposition(name)]);
  const size = content.kind === 'bytes' ? content.bytes.length : Number(stats.size);
  return {
    headers,
    contentType: type,
    entityTag: entityTagOf(stats, nowMs, coding),
    lastModifiedMs: Number(stats.mtimeNs / 1_000_000n),
    isSettled: isSettled(stats, nowMs),
    size: coding === null ? size : null,
  };
}

/** `?download`, with or without a value, asks for the file to be saved under its name. */
function isDownload(context: RequestContext): boolean {
  const { query } = context.target;
  return query !== '' && new URLSearchParams(query).has('download');
}
