import { parseHttpDate } from './http-date.ts';

/** An entity tag (RFC 9110 §8.8.3): `opaque` is what stands between the quotes. */
export interface EntityTag {
  readonly weak: boolean;
  readonly opaque: string;
}

/** The validators of the representation that was selected; null where it has none. */
export interface Validators {
  readonly entityTag: EntityTag | null;
  /** As sent in Last-Modified; fractions of a second are of no account, since the field cannot say them. */
  readonly lastModifiedMs: number | null;
}

/** Field values as received, several lines of one name joined by ", "; undefined where the field is absent. */
export interface Preconditions extends Validators {
  readonly method: string;
  readonly ifMatch: string | undefined;
  readonly ifUnmodifiedSince: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly ifModifiedSince: string | undefined;
  /** The current time, for two-digit years. */
  readonly nowMs: number;
}

export type PreconditionResult = 'proceed' | 'not-modified' | 'precondition-failed';

/**
 * The preconditions of a request in the order of RFC 9110 §13.2.2 (If-Range, its last step, is `ifRangeMatches`). To be
 * called only where the answer would else be a success (§13.2.1) for a representation that exists.
 */
export function evaluatePreconditions(request: Preconditions): PreconditionResult {
  const { method, ifMatch, ifUnmodifiedSince, ifNoneMatch, ifModifiedSince } = request;
  // §13.2.1: they mean nothing to methods that select no representation.
  if (method === 'OPTIONS' || method === 'TRACE' || method === 'CONNECT') return 'proceed';
  if (ifMatch !== undefined) {
    if (!listMatches(ifMatch, request.entityTag, strongly)) return 'precondition-failed';
  } else if (ifUnmodifiedSince !== undefined) {
    if (isNotModifiedSince(ifUnmodifiedSince, request) === false) return 'precondition-failed';
  }
  const reads = method === 'GET' || method === 'HEAD';
  if (ifNoneMatch !== undefined) {
    if (!listMatches(ifNoneMatch, request.entityTag, weakly)) return 'proceed';
    return reads ? 'not-modified' : 'precondition-failed';
  }
  if (reads && ifModifiedSince !== undefined && isNotModifiedSince(ifModifiedSince, request) === true) {
    return 'not-modified';
  }
  return 'proceed';
}

/**
 * Whether Range is to be honoured in spite of this If-Range (RFC 9110 §13.1.5): a strong tag that equals ours, or
 * exactly our Last-Modified while that is a strong validator (§8.8.2.2). `lastModifiedIsStrong` says that the content
 * cannot have changed twice within that second, which only who looked at the file can know. Anything else is false:
 * the visitor gets the whole representation.
 */
export function ifRangeMatches(
  ifRange: string,
  validators: Validators & { readonly lastModifiedIsStrong: boolean; readonly nowMs: number },
): boolean {
  const tag = parseEntityTag(ifRange);
  if (tag) return validators.entityTag !== null && strongly(tag, validators.entityTag);
  if (!validators.lastModifiedIsStrong || validators.lastModifiedMs === null) return false;
  const since = parseHttpDate(ifRange, validators.nowMs);
  return since !== null && since === wholeSecond(validators.lastModifiedMs);
}

/** Reads one entity tag and nothing else; null where the text is none (RFC 9110 §8.8.3). `W/` is case-sensitive. */
export function parseEntityTag(text: string): EntityTag | null {
  const end = entityTagEnd(text, 0);
  return end >= 0 && end === text.length ? entityTagAt(text, 0, end) : null;
}

/** As the value of an ETag field. `opaque` must be free of quotes, spaces and control characters. */
export function formatEntityTag(tag: EntityTag): string {
  return tag.weak ? `W/"${tag.opaque}"` : `"${tag.opaque}"`;
}

/** Strong comparison (RFC 9110 §8.8.3.2): equal, and neither is weak. */
export function strongly(one: EntityTag, other: EntityTag): boolean {
  return !one.weak && !other.weak && one.opaque === other.opaque;
}

/** Weak comparison (RFC 9110 §8.8.3.2): equal, weak or not. */
export function weakly(one: EntityTag, other: EntityTag): boolean {
  return one.opaque === other.opaque;
}
