import { parseHttpDate } from './http-date.ts';

/** An entity tag (RFC 9110 §8.8.3): `opaque` is what stands between the quotes. */
export interface EntityTag {
  readonly weak: boolean;
  readonly opaque: string;
}

/** The validators of the representation that was selected; null where it has none. */
export interface Validators {
  readonly entityTag: EntityTag | null;
  /** The moment in Last-Modified. Its fraction of a second is of no account, since the field cannot say it. */
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
 * The preconditions of a request in the order of RFC 9110 §13.2.2 (its last step, If-Range, is `ifRangeMatches`). To be
 * asked only where the answer would else be a success, for a representation that exists (§13.2.1).
 */
export function evaluatePreconditions(request: Preconditions): PreconditionResult {
  const { method, ifMatch, ifNoneMatch } = request;
  // §13.2.1: they mean nothing to methods that select no representation.
  if (method === 'OPTIONS' || method === 'TRACE' || method === 'CONNECT') return 'proceed';
  if (ifMatch === undefined) {
    if (compareDate(request.ifUnmodifiedSince, request) === 'modified') return 'precondition-failed';
  } else if (!listMatches(ifMatch, request.entityTag, 'strong')) {
    return 'precondition-failed';
  }
  const reads = method === 'GET' || method === 'HEAD';
  if (ifNoneMatch === undefined) {
    return reads && compareDate(request.ifModifiedSince, request) === 'not-modified' ? 'not-modified' : 'proceed';
  }
  if (!listMatches(ifNoneMatch, request.entityTag, 'weak')) return 'proceed';
  return reads ? 'not-modified' : 'precondition-failed';
}

/**
 * Whether Range is honoured in spite of this If-Range (RFC 9110 §13.1.5): a strong tag that is ours, or exactly our
 * Last-Modified while that is a strong validator (§8.8.2.2). `lastModifiedIsStrong` says that the content cannot have
 * changed twice within that second, which only who looked at the file can know. Anything else is false: the visitor
 * then gets the whole representation.
 */
export function ifRangeMatches(
  ifRange: string,
  validators: Validators & { readonly lastModifiedIsStrong: boolean; readonly nowMs: number },
): boolean {
  const tag = parseEntityTag(ifRange);
  if (tag) return validators.entityTag !== null && equalStrongly(tag, validators.entityTag);
  if (!validators.lastModifiedIsStrong || validators.lastModifiedMs === null) return false;
  return parseHttpDate(ifRange, validators.nowMs) === wholeSecondMs(validators.lastModifiedMs);
}

/** Reads one entity tag and nothing else; null where the text is none. `W/` is case-sensitive (RFC 9110 §8.8.3). */
export function parseEntityTag(text: string): EntityTag | null {
  if (entityTagEnd(text, 0) !== text.length) return null;
  const weak = text.startsWith('W/');
  return { weak, opaque: text.slice(weak ? 3 : 1, -1) };
}

/** As an ETag field's value. `opaque` must be made of visible ASCII without quotes. */
export function formatEntityTag(tag: EntityTag): string {
  return tag.weak ? `W/"${tag.opaque}"` : `"${tag.opaque}"`;
}

/** Strong comparison: the same, and neither is weak (RFC 9110 §8.8.3.2). */
export function equalStrongly(one: EntityTag, other: EntityTag): boolean {
  return !one.weak && !other.weak && one.opaque === other.opaque;
}

/** Weak comparison: the same, weak or not (RFC 9110 §8.8.3.2). */
export function equalWeakly(one: EntityTag, other: EntityTag): boolean {
  return one.opaque === other.opaque;
}

/**
 * Whether `*` or one of the tags in the list is ours. Reading stops at the first match and at the first thing that is
 * no entity tag: what follows it cannot be told apart and matches nothing. Makes no objects, since every reload of a
 * page comes through here.
 */
function listMatches(list: string, ours: EntityTag | null, comparison: 'strong' | 'weak'): boolean {
  if (list === '*') return true;
  if (ours === null || (comparison === 'strong' && ours.weak)) return false;
  for (let at = 0; at < list.length; at++) {
    if (isSeparator(list.charCodeAt(at))) continue;
    const end = entityTagEnd(list, at);
    if (end < 0) return false;
    const weak = list[at] === 'W';
    const start = weak ? at + 3 : at + 1;
    const same = end - 1 - start === ours.opaque.length && list.startsWith(ours.opaque, start);
    if (same && !(weak && comparison === 'strong')) return true;
    at = skipOptionalWhitespace(list, end);
    // The loop steps over this comma; without one the list is malformed (or at its end).
    if (list[at] !== ',') return false;
  }
  return false;
}

/** The index behind the entity tag that begins at `at`; -1 where none does. */
function entityTagEnd(text: string, at: number): number {
  let end = text.startsWith('W/', at) ? at + 2 : at;
  if (text.charCodeAt(end) !== quote) return -1;
  for (end++; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === quote) return end + 1;
    if (code < 0x21 || code === 0x7f || code > 0xff) return -1;
  }
  return -1;
}

/**
 * Whether the representation was modified after the field's date (§13.1.3, §13.1.4). Null where the field must be
 * ignored: absent, not a valid HTTP-date, or nothing known to compare with.
 */
function compareDate(field: string | undefined, request: Preconditions): 'modified' | 'not-modified' | null {
  if (field === undefined || request.lastModifiedMs === null) return null;
  const sinceMs = parseHttpDate(field, request.nowMs);
  if (sinceMs === null || Number.isNaN(request.lastModifiedMs)) return null;
  return wholeSecondMs(request.lastModifiedMs) <= sinceMs ? 'not-modified' : 'modified';
}

function wholeSecondMs(epochMs: number): number {
  return Math.floor(epochMs / 1000) * 1000;
}

function skipOptionalWhitespace(text: string, start: number): number {
  let at = start;
  while (at < text.length && (text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x09)) at++;
  return at;
}

/** Empty elements of a list are ignored (RFC 9110 §5.6.1.2). */
function isSeparator(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x2c;
}

const quote = 0x22;
