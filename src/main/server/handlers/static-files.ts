import type { Disk } from '../files/disk.ts';
import type { FolderReader } from '../files/folder-reader.ts';
import { toHttpError } from '../files/fs-error.ts';
import type { HotFile, HotFiles } from '../files/hot-files.ts';
import { itemRules } from '../files/item-rules.ts';
import type { Found, ShareRoot } from '../files/share-root.ts';
import type { SmallFiles } from '../files/small-files.ts';
import { HttpError } from '../http/http-error.ts';
import type { HttpRequest } from '../http/request.ts';
import { encodePath, type PathSegment, segmentText } from '../http/request-target.ts';
import { type HeaderField, HttpResponse } from '../http/response.ts';
import type { Limits } from '../limits.ts';
import { fileResponse, hotFileResponse, warmUp } from './file-response.ts';
import { folderListing, itemsListing, type ShareIdentity } from './folder-listing.ts';
import type { Handler, RequestContext } from './handler.ts';
import type { Semaphore } from './semaphore.ts';
import { isThumbnail, thumbnailResponse } from './thumbnail.ts';

/** What serving files needs besides the files. */
export interface FileServices {
  readonly disk: Disk;
  readonly limits: Limits;
  readonly hotFiles: HotFiles;
  readonly folders: FolderReader;
  readonly smallFiles: SmallFiles;
  /** Places for files that are read into memory. */
  readonly hotLoads: Semaphore;
  /** Places for bodies that are coded while they are sent. */
  readonly gzipStreams: Semaphore;
  /** Places for listings that are read or sent. */
  readonly listings: Semaphore;
  /** Places for thumbnails that are read. */
  readonly thumbnails: Semaphore;
  readonly identity: ShareIdentity;
}

/** Names that stand for their folder, in this order. */
const indexNames = ['index.html', 'index.htm'] as const;

/** Serves a share's files, and for its folders their index page or a listing. GET and HEAD alike. */
export function staticFiles(services: FileServices, root: ShareRoot): Handler {
  const { hotFiles } = services;
  const slowly = async (request: HttpRequest, context: RequestContext): Promise<HttpResponse> => {
    try {
      return await resolved(services, root, request, context);
    } catch (error) {
      throw toHttpError(error);
    }
  };
  return (request, context) => {
    const path = request.requestTarget;
    const hot = hotFiles.get(path);
    if (!hot) return slowly(request, context);
    return hotFiles.isFresh(path).then((isFresh) => {
      return isFresh ? hotFileResponse(services, hot, path, request, context) : slowly(request, context);
    });
  };
}

async function resolved(
  services: FileServices,
  root: ShareRoot,
  request: HttpRequest,
  context: RequestContext,
): Promise<HttpResponse> {
  const { segments, endsWithSlash, query } = context.target;
  const hot = endsWithSlash || query !== '' ? null : await readSmall(services, root, request, segments);
  if (hot) return hotFileResponse(services, hot, request.requestTarget, request, context);
  const found = await root.resolve(segments);
  switch (found.kind) {
    case 'missing':
      throw new HttpError(404, 'There is nothing here');
    case 'forbidden':
      throw new HttpError(403, 'This is not a file');
    case 'moved':
      return redirect(302, encodePath(found.segments, endsWithSlash) + query);
    case 'items':
      return itemsListing(services, root, request, context);
    case 'file':
      if (endsWithSlash) throw new HttpError(404, 'There is nothing here');
      return answerFile(services, root, found, segments, request, context);
    case 'folder': {
      if (!endsWithSlash) return redirect(301, encodePath(segments, true) + query);
      const index = itemRules(found.item).servesIndex ? await indexPage(services, root, request, context) : null;
      return index ?? folderListing(services, root, found, request, context);
    }
  }
}

/** The shorter way to a small file that nobody has asked for lately; null where it takes the longer one. */
async function readSmall(
  services: FileServices,
  root: ShareRoot,
  request: HttpRequest,
  segments: readonly PathSegment[],
): Promise<HotFile | null> {
  const guess = await root.guess(segments);
  const file = guess && (await services.smallFiles.read(guess.path, guess.root));
  const name = segmentText(segments.at(-1) ?? '');
  // While index.htm is hot an index.html could come to stand before it; that is told apart on the longer way.
  if (!file || name === indexNames[1]) return null;
  const resolve = resolver(root, segments);
  return warmUp(services, request.requestTarget, { diskPath: guess.path, name, resolve, ...file });
}

/** Resolves the path anew; null where it no longer leads to a file. */
function resolver(root: ShareRoot, segments: readonly PathSegment[]): HotFile['resolve'] {
  return async () => {
    const again = await root.resolve(segments);
    return again.kind === 'file' ? again.stats : null;
  };
}

async function indexPage(
  services: FileServices,
  root: ShareRoot,
  request: HttpRequest,
  context: RequestContext,
): Promise<HttpResponse | null> {
  for (const name of indexNames) {
    const segments = [...context.target.segments, name];
    const found = await root.resolve(segments);
    if (found.kind === 'file') return answerFile(services, root, found, segments, request, context);
  }
  return null;
}

function answerFile(
  services: FileServices,
  root: ShareRoot,
  found: Found,
  segments: readonly PathSegment[],
  request: HttpRequest,
  context: RequestContext,
): Promise<HttpResponse> {
  const resolve = resolver(root, segments);
  const name = segmentText(segments.at(-1) ?? '');
  if (isThumbnail(context)) {
    context.markAsOwn();
    return thumbnailResponse(services, found, name, request, context);
  }
  // A query may change the answer, and while index.htm is hot an index.html could come to stand before it.
  const mayBeHot = context.target.query === '' && name !== indexNames[1];
  const path = mayBeHot ? request.requestTarget : null;
  return fileResponse(services, { found, name, path, resolve }, request, context);
}

/** `location` is a path of this very server (`encodePath`), so it never leads to another host. */
function redirect(status: 301 | 302, location: string): HttpResponse {
  const headers: HeaderField[] = [
    ['Location', location],
    ['Cache-Control', 'no-cache'],
  ];
  return new HttpResponse(status, headers, { kind: 'none' });
}
