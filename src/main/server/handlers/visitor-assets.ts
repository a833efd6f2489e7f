import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import visitor from '../../../visitor/main.ts?visitor-assets';
import { evaluatePreconditions, formatEntityTag } from '../http/conditional.ts';
import { acceptsGzip } from '../http/negotiate.ts';
import type { HttpRequest } from '../http/request.ts';
import type { PathSegment } from '../http/request-target.ts';
import { type HeaderField, HttpResponse } from '../http/response.ts';

const { hash } = visitor;

/**
 * Where a page finds its script and its style sheet; the address changes with their content. The query is empty and means
 * nothing: lftp takes every address without one for an entry of the folder that it mirrors.
 */
export const visitorScriptPath = `/.doorstep/${hash}/visitor.js?`;
export const visitorStylePath = `/.doorstep/${hash}/visitor.css?`;

const gzipBuffer = promisify<Buffer, { level: number }, Buffer>(gzip);

interface Asset {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
  /** Made once, when it is first asked for. */
  gzipped: Promise<Buffer> | null;
}

const assets: readonly Asset[] = [
  newAsset('visitor.js', 'text/javascript; charset=utf-8', visitor.js),
  newAsset('visitor.css', 'text/css; charset=utf-8', visitor.css),
];

function newAsset(name: string, contentType: string, text: string): Asset {
  return { name, contentType, bytes: Buffer.from(text), gzipped: null };
}

/** The answer for `/.doorstep/<hash>/<name>`; null where there is no such thing. What has this address never changes. */
export function visitorAsset(
  wantedHash: PathSegment | undefined,
  name: PathSegment | undefined,
  request: HttpRequest,
): Promise<HttpResponse> | null {
  const asset = wantedHash === hash ? assets.find((each) => each.name === name) : undefined;
  return asset ? answer(asset, request) : null;
}

async function answer(asset: Asset, { method, headers }: HttpRequest): Promise<HttpResponse> {
  const isCoded = asset.bytes.length > 0 && acceptsGzip(headers.get('accept-encoding'));
  const entityTag = { weak: false, opaque: `${hash}-${asset.name}${isCoded ? '-gzip' : ''}` };
  const common: HeaderField[] = [
    ['Cache-Control', 'public, max-age=31536000, immutable'],
    ['ETag', formatEntityTag(entityTag)],
    ['Vary', 'Accept-Encoding'],
  ];
  const condition = evaluatePreconditions({
    method,
    ifMatch: headers.get('if-match'),
    ifNoneMatch: headers.get('if-none-match'),
    ifModifiedSince: undefined,
    ifUnmodifiedSince: undefined,
    entityTag,
    lastModifiedMs: null,
    nowMs: Date.now(),
  });
  if (condition !== 'proceed')
    return new HttpResponse(condition === 'not-modified' ? 304 : 412, common, { kind: 'none' });
  asset.gzipped ??= gzipBuffer(asset.bytes, { level: 9 });
  const fields: HeaderField[] = [...common, ['Content-Type', asset.contentType], ['X-Content-Type-Options', 'nosniff']];
  if (isCoded) fields.push(['Content-Encoding', 'gzip']);
  return new HttpResponse(200, fields, { kind: 'bytes', bytes: isCoded ? await asset.gzipped : asset.bytes });
}
