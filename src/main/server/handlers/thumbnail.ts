import { entityTagOf } from '../files/file-identity.ts';
import { mediaTypeByName } from '../files/media-type.ts';
import { OpenFile } from '../files/open-file.ts';
import type { Found } from '../files/share-root.ts';
import { evaluatePreconditions, formatEntityTag } from '../http/conditional.ts';
import { HttpError } from '../http/http-error.ts';
import type { HttpRequest } from '../http/request.ts';
import { type HeaderField, HttpResponse } from '../http/response.ts';
import { exifThumbnail } from '../images/exif-thumbnail.ts';
import type { RequestContext } from './handler.ts';
import type { FileServices } from './static-files.ts';

/** Pictures that every browser shows in an `<img>`. */
const shownTypes: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/apng',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
  'image/svg+xml',
  'image/x-icon',
  'image/vnd.microsoft.icon',
]);

/** `?thumbnail`, with or without a value, asks for a small picture of a file. */
export function isThumbnail(context: RequestContext): boolean {
  const { query } = context.target;
  return query !== '' && new URLSearchParams(query).has('thumbnail');
}

/**
 * A small picture of a picture: the one that a JPEG carries in its EXIF data, else the picture itself where it is small.
 * 404 with no content where there is neither: the page then shows an icon. At most `thumbnailSourceBytesMax` bytes are
 * read and sent. Rejects with errno errors.
 */
export async function thumbnailResponse(
  services: FileServices,
  found: Found,
  name: string,
  request: HttpRequest,
  context: RequestContext,
): Promise<HttpResponse> {
  const mediaType = mediaTypeByName(name);
  if (mediaType === null || !shownTypes.has(mediaType)) return noThumbnail;
  const release = await services.thumbnails.acquire();
  if (!release) throw new HttpError(503, 'Too many thumbnails at a time', [['Retry-After', '5']]);
  try {
    // Scrolled past, or gone, while it waited for its turn.
    if (context.isAborted) return noThumbnail;
    return await readThumbnail(services, found, mediaType, request);
  } finally {
    release();
  }
}

const noThumbnail = new HttpResponse(404, [['Cache-Control', 'no-cache']], { kind: 'none' });

async function readThumbnail(
  { disk, limits }: FileServices,
  found: Found,
  mediaType: string,
  request: HttpRequest,
): Promise<HttpResponse> {
  const { thumbnailScanBytesMax, thumbnailSourceBytesMax } = limits;
  const open = await OpenFile.open(disk, found);
  try {
    const nowMs = Date.now();
    const fileTag = entityTagOf(open.stats, nowMs, null);
    const entityTag = { weak: fileTag.weak, opaque: `${fileTag.opaque}-thumbnail` };
    const headers: HeaderField[] = [
      ['Cache-Control', 'no-cache'],
      ['ETag', formatEntityTag(entityTag)],
    ];
    // Only who has been given a thumbnail knows its tag, so there is one.
    if (isUnchanged(request, entityTag, nowMs)) return new HttpResponse(304, headers, { kind: 'none' });
    const fields: HeaderField[] = [...headers, ['X-Content-Type-Options', 'nosniff']];
    if (mediaType === 'image/jpeg') {
      const start = await open.readStart(Math.min(open.size, thumbnailScanBytesMax));
      const bytes = exifThumbnail(start);
      if (bytes) return new HttpResponse(200, [...fields, ['Content-Type', mediaType]], { kind: 'bytes', bytes });
    }
    if (open.size === 0 || open.size > thumbnailSourceBytesMax) return noThumbnail;
    const bytes = await open.readStart(open.size);
    return new HttpResponse(200, [...fields, ['Content-Type', mediaType]], { kind: 'bytes', bytes });
  } finally {
    await open.close();
  }
}

function isUnchanged(
  { method, headers }: HttpRequest,
  entityTag: { weak: boolean; opaque: string },
  nowMs: number,
): boolean {
  const ifNoneMatch = headers.get('if-none-match');
  // `*` is no tag that we have given.
  if (ifNoneMatch === undefined || ifNoneMatch === '*') return false;
  const preconditions = { ifMatch: undefined, ifUnmodifiedSince: undefined, ifModifiedSince: undefined };
  return (
    evaluatePreconditions({ method, ...preconditions, ifNoneMatch, entityTag, lastModifiedMs: null, nowMs }) ===
    'not-modified'
  );
}
