import { type EntityTag, evaluatePreconditions, formatEntityTag, ifRangeMatches } from './conditional.ts';
import { formatHttpDate } from './http-date.ts';
import { multipartBoundary, multipartByteranges } from './multipart-byteranges.ts';
import { contentRange, parseRange, unsatisfiedContentRange } from './range.ts';
import type { HttpRequest } from './request.ts';
import {
  type FilePiece,
  type FileSource,
  fileBody,
  type HeaderField,
  HttpResponse,
  type ResponseBody,
} from './response.ts';

/** One representation of a file (RFC 9110 §3.2): what its whole content is, before the request's conditions and ranges. */
export interface Representation {
  /** Content-Type and all other fields that a full answer carries, but for the validators and Accept-Ranges. */
  readonly headers: readonly HeaderField[];
  readonly contentType: string;
  readonly entityTag: EntityTag;
  readonly lastModifiedMs: number;
  /** Whether the content has been as it is for so long that the file system's clock cannot hide a change. */
  readonly isSettled: boolean;
  /** Bytes of the content; null where it is coded: then no range of it is served. */
  readonly size: number | null;
}

/** Where the content is taken from: memory, an open file, or a coder at work. Released by `answer` where it is not used. */
export type Content =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'file'; readonly source: FileSource }
  | { readonly kind: 'stream'; readonly chunks: AsyncIterator<Buffer> };

export interface AnswerOptions {
  readonly rangesMax: number;
  /** The current time. */
  readonly nowMs: number;
  /** At least 16 random bytes for a multipart boundary. */
  readonly random: () => Uint8Array;
}

/** The answer that carries the whole content: 200. */
export function wholeAnswer(representation: Representation, content: Content, nowMs: number): HttpResponse {
  const headers = [...representation.headers, ...validatorFields(representation, nowMs)];
  const body = content.kind === 'file' ? fileBody(content.source, 0, representation.size ?? 0) : content;
  return new HttpResponse(200, headers, body, 'file');
}

/** The status and framing of an answer, before its body is bound to anything that must be closed. */
type Selection =
  | { readonly kind: 'whole' }
  | { readonly kind: 'none'; readonly status: 304 | 412 | 416; readonly headers: readonly HeaderField[] }
  | { readonly kind: 'pieces'; readonly headers: readonly HeaderField[]; readonly pieces: readonly FilePiece[] };

/**
 * The answer to GET or HEAD for one representation: preconditions first, then Range (RFC 9110 §13.2.2). Takes over
 * `content` only where the returned response has it in its body (`usesContent`); else the caller releases it.
 */
export function answer(
  request: HttpRequest,
  representation: Representation,
  content: Content,
  options: AnswerOptions,
): { readonly response: HttpResponse; readonly usesContent: boolean } {
  const selection = select(request, representation, options);
  const validators = validatorFields(representation, options.nowMs);
  if (selection.kind === 'none') {
    const kept = selection.status === 304 ? fieldsOf304(representation.headers) : [];
    const headers = [...kept, ...validators, ...selection.headers];
    return { response: new HttpResponse(selection.status, headers, { kind: 'none' }), usesContent: false };
  }
  if (selection.kind === 'whole')
    return { response: wholeAnswer(representation, content, options.nowMs), usesContent: true };
  const withoutType = representation.headers.filter(([name]) => name !== 'Content-Type');
  const headers = [...withoutType, ...validators, ...selection.headers];
  return { response: new HttpResponse(206, headers, piecesBody(content, selection.pieces), 'file'), usesContent: true };
}

function select(request: HttpRequest, representation: Representation, options: AnswerOptions): Selection {
  const { headers, method } = request;
  const precondition = evaluatePreconditions({
    method,
    ifMatch: headers.get('if-match'),
    ifUnmodifiedSince: headers.get('if-unmodified-since'),
    ifNoneMatch: headers.get('if-none-match'),
    ifModifiedSince: headers.get('if-modified-since'),
    entityTag: representation.entityTag,
    lastModifiedMs: representation.lastModifiedMs,
    nowMs: options.nowMs,
  });
  if (precondition === 'not-modified') return { kind: 'none', status: 304, headers: [] };
  if (precondition === 'precondition-failed') return { kind: 'none', status: 412, headers: [] };
  const { size } = representation;
  // RFC 9110 §14.2: Range is defined for GET alone.
  if (method !== 'GET' || size === null || !rangeApplies(request, representation, options.nowMs))
    return { kind: 'whole' };
  const range = parseRange(headers.get('range'), size, options);
  if (range.kind === 'ignore') return { kind: 'whole' };
  if (range.kind === 'unsatisfiable')
    return { kind: 'none', status: 416, headers: [['Content-Range', unsatisfiedContentRange(size)]] };
  const [first, second] = range.ranges;
  if (first && !second) {
    const fields: HeaderField[] = [
      ['Content-Type', representation.contentType],
      ['Content-Range', contentRange(first, size)],
    ];
    return { kind: 'pieces', headers: fields, pieces: [{ start: first.start, length: first.end - first.start + 1 }] };
  }
  const multipart = multipartByteranges(
    range.ranges,
    size,
    representation.contentType,
    multipartBoundary(options.random()),
  );
  const pieces = multipart.parts.flatMap(({ head, range: { start, end } }) => [
    head,
    { start, length: end - start + 1 },
  ]);
  return { kind: 'pieces', headers: [['Content-Type', multipart.contentType]], pieces: [...pieces, multipart.tail] };
}

function rangeApplies(request: HttpRequest, representation: Representation, nowMs: number): boolean {
  const ifRange = request.headers.get('if-range');
  if (ifRange === undefined) return true;
  const { entityTag, lastModifiedMs, isSettled } = representation;
  return ifRangeMatches(ifRange, { entityTag, lastModifiedMs, lastModifiedIsStrong: isSettled, nowMs });
}

function validatorFields(representation: Representation, nowMs: number): HeaderField[] {
  const fields: HeaderField[] = [['ETag', formatEntityTag(representation.entityTag)]];
  // RFC 9110 §8.8.2.1: never later than Date, which a file from a computer with a fast clock would be.
  const lastModified = formatHttpDate(Math.min(representation.lastModifiedMs, nowMs));
  if (lastModified !== null) fields.push(['Last-Modified', lastModified]);
  if (representation.size !== null) fields.push(['Accept-Ranges', 'bytes']);
  return fields;
}

/** RFC 9110 §15.4.5: what the cached response needs; not what only describes the content. */
function fieldsOf304(headers: readonly HeaderField[]): HeaderField[] {
  return headers.filter(([name]) => name === 'Cache-Control' || name === 'Vary' || name === 'Content-Location');
}

function piecesBody(content: Content, pieces: readonly FilePiece[]): ResponseBody {
  if (content.kind === 'stream') throw new Error('Content that is made while it is sent has no ranges');
  if (content.kind === 'file') {
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    return { kind: 'file', source: content.source, pieces, length };
  }
  const { bytes } = content;
  const parts = pieces.map((piece) =>
    Buffer.isBuffer(piece) ? piece : bytes.subarray(piece.start, piece.start + piece.length),
  );
  return { kind: 'bytes', bytes: parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts) };
}
