import type { Disk } from '../files/disk.ts';
import { toHttpError } from '../files/fs-error.ts';
import { contentType, mediaTypeByName, takesCharset } from '../files/media-type.ts';
import { OpenFile } from '../files/open-file.ts';
import type { Found, Resolution, ShareRoot } from '../files/share-root.ts';
import { formatHttpDate } from '../http/http-date.ts';
import { HttpError } from '../http/http-error.ts';
import { encodePath, type PathSegment, segmentText } from '../http/request-target.ts';
import { type HeaderField, HttpResponse } from '../http/response.ts';
import type { Limits } from '../limits.ts';
import { folderListing, itemsListing } from './folder-listing.ts';
import type { Handler, RequestContext } from './handler.ts';

export interface StaticFilesOptions {
  readonly disk: Disk;
  readonly root: ShareRoot;
  readonly limits: Limits;
}

/** Names that stand for their folder, in this order. */
const indexNames = ['index.html', 'index.htm'] as const;

/** Serves a share's files, and for its folders their index page or a listing. GET and HEAD alike. */
export function staticFiles(options: StaticFilesOptions): Handler {
  return async (_request, context) => {
    try {
      return await answer(options, context);
    } catch (error) {
      throw toHttpError(error);
    }
  };
}

async function answer(options: StaticFilesOptions, context: RequestContext): Promise<HttpResponse> {
  const { segments, endsWithSlash, query } = context.target;
  const found = await options.root.resolve(segments);
  switch (found.kind) {
    case 'missing':
      throw new HttpError(404, 'There is nothing here');
    case 'forbidden':
      throw new HttpError(403, 'This is not a file');
    case 'moved':
      return redirect(302, encodePath(found.segments, endsWithSlash) + query);
    case 'items':
      return itemsListing(options, context);
    case 'file':
      if (endsWithSlash) throw new HttpError(404, 'There is nothing here');
      return fileResponse(options, found, segments.at(-1) ?? '');
    case 'folder':
      if (!endsWithSlash) return redirect(301, encodePath(segments, true) + query);
      return (await indexPage(options, segments)) ?? folderListing(options, found, context);
  }
}

async function indexPage(options: StaticFilesOptions, segments: readonly PathSegment[]): Promise<HttpResponse | null> {
  for (const name of indexNames) {
    const found: Resolution = await options.root.resolve([...segments, name]);
    if (found.kind === 'file') return fileResponse(options, found, name);
  }
  return null;
}

/** `location` is a path of this very server (`encodePath`), so it never leads to another host. */
function redirect(status: 301 | 302, location: string): HttpResponse {
  const headers: HeaderField[] = [
    ['Location', location],
    ['Cache-Control', 'no-cache'],
  ];
  return new HttpResponse(status, headers, { kind: 'none' });
}

/** A file as a response. A small one is read now and its descriptor closed; a large one is read while it is sent. */
async function fileResponse(options: StaticFilesOptions, found: Found, name: PathSegment): Promise<HttpResponse> {
  const { limits } = options;
  const file = await OpenFile.open(options.disk, found);
  let isHandedOver = false;
  try {
    const mediaType = mediaTypeByName(segmentText(name));
    const isSmall = file.size <= limits.singleWriteBodyBytesMax;
    const needsSample = mediaType === null || takesCharset(mediaType);
    const sampleBytes = isSmall ? file.size : needsSample ? limits.charsetSampleBytes : 0;
    const sample = await readStart(file, Math.min(file.size, sampleBytes));
    const headers: HeaderField[] = [
      ['Content-Type', contentType(mediaType, sample, sample.length >= file.size)],
      ['Cache-Control', 'no-cache'],
      ['X-Content-Type-Options', 'nosniff'],
    ];
    const lastModified = formatHttpDate(Number(file.stats.mtimeMs));
    if (lastModified !== null) headers.push(['Last-Modified', lastModified]);
    if (isSmall) return new HttpResponse(200, headers, { kind: 'bytes', bytes: sample });
    isHandedOver = true;
    return new HttpResponse(200, headers, { kind: 'file', source: file, start: 0, length: file.size });
  } finally {
    if (!isHandedOver) await file.close();
  }
}

/** The file's first bytes: fewer than `length` only where the file has become shorter. */
async function readStart(file: OpenFile, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let count = 0;
  while (count < length) {
    const more = await file.read(buffer.subarray(count), length - count, count);
    if (more === 0) break;
    count += more;
  }
  return buffer.subarray(0, count);
}
