/** A part of a representation: first and last byte, both included, as Content-Range says them (RFC 9110 §14.1.2). */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export type RangeResult =
  /** Absent, malformed, of another unit, or too many: answer as if there were no Range (RFC 9110 §14.2). */
  | { readonly kind: 'ignore' }
  /** Answer 416 with `unsatisfiedContentRange` (§15.5.17). */
  | { readonly kind: 'unsatisfiable' }
  /** Answer 206. At least one; none touches another; a single one is sent by itself, not as multipart (§15.3.7.2). */
  | { readonly kind: 'ranges'; readonly ranges: readonly ByteRange[] };

export interface RangeBounds {
  /** Range specifiers in one field; more are ignored as a whole. */
  readonly rangesMax: number;
}

const ignore: RangeResult = { kind: 'ignore' };
const unsatisfiable: RangeResult = { kind: 'unsatisfiable' };

/**
 * Reads a Range field for a representation of `size` bytes (RFC 9110 §14.1.1, §14.2). One malformed specifier spoils the
 * whole field. Positions are clamped to the size without loss of precision, however many digits they have. Ranges that
 * overlap or touch become one, at the place of the first in the order asked for, so no byte is ever sent twice.
 */
export function parseRange(value: string | undefined, size: number, bounds: RangeBounds): RangeResult {
  if (value === undefined || !isBytesUnit(value)) return ignore;
  const ranges: ByteRange[] = [];
  let specifiers = 0;
  for (let at = bytesUnit.length; at < value.length; at++) {
    if (isSeparator(value.charCodeAt(at))) continue;
    if (++specifiers > bounds.rangesMax) return ignore;
    const end = specifierEnd(value, at);
    const range = parseSpecifier(value, at, end, size);
    if (range === null) return ignore;
    if (range !== beyond) coalesce(ranges, range);
    at = skipOptionalWhitespace(value, end);
    // The loop steps over this comma.
    if (at < value.length && value[at] !== ',') return ignore;
  }
  if (specifiers === 0) return ignore;
  if (ranges.length === 0) return unsatisfiable;
  // "The last 5 bytes" of nothing can be satisfied (§14.1.2), but no Content-Range can say so: send the nothing.
  return size === 0 ? ignore : { kind: 'ranges', ranges };
}

/** Content-Range of a part (RFC 9110 §14.4). */
export function contentRange(range: ByteRange, size: number): string {
  return `bytes ${range.start}-${range.end}/${size}`;
}

/** Content-Range of a 416 (RFC 9110 §14.4). */
export function unsatisfiedContentRange(size: number): string {
  return `bytes */${size}`;
}

const bytesUnit = 'bytes=';
/** A valid specifier that names no byte of this representation. */
const beyond: ByteRange = { start: -1, end: -1 };

/** Range units are case-insensitive (RFC 9110 §14.1). */
function isBytesUnit(value: string): boolean {
  return value.startsWith(bytesUnit) || value.slice(0, bytesUnit.length).toLowerCase() === bytesUnit;
}

/** `first-pos "-" [ last-pos ]` or `"-" suffix-length` between `at` and `end`; null where malformed. */
function parseSpecifier(value: string, at: number, end: number, size: number): ByteRange | null {
  const dash = value.indexOf('-', at);
  if (dash < 0 || dash >= end || !isDigits(value, at, dash) || !isDigits(value, dash + 1, end)) return null;
  const hasLast = dash + 1 < end;
  if (dash === at) {
    if (!hasLast) return null;
    const length = clampedNumber(value, dash + 1, end, size);
    if (length === 0 && (size > 0 || isZero(value, dash + 1, end))) return beyond;
    return { start: size - length, end: size - 1 };
  }
  if (hasLast && isGreater(value, at, dash, dash + 1, end)) return null;
  const start = clampedNumber(value, at, dash, size);
  if (start >= size) return beyond;
  return { start, end: hasLast ? clampedNumber(value, dash + 1, end, size - 1) : size - 1 };
}

/** Adds a range, taking in those that it overlaps or touches; the lot stands where the earliest of them stood. */
function coalesce(ranges: ByteRange[], added: ByteRange): void {
  let { start, end } = added;
  let place = ranges.length;
  for (let index = ranges.length - 1; index >= 0; index--) {
    const other = ranges[index] as ByteRange;
    if (other.start > end + 1 || other.end < start - 1) continue;
    start = Math.min(start, other.start);
    end = Math.max(end, other.end);
    ranges.splice(index, 1);
    place = index;
  }
  ranges.splice(place, 0, { start, end });
}

/** The decimal number between `from` and `to`, or `max` where it is greater: no digit is ever rounded away. */
function clampedNumber(text: string, from: number, to: number, max: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    number = number * 10 + (text.charCodeAt(at) - 0x30);
    if (number >= max) return max;
  }
  return number;
}

/** Whether one decimal number is greater than another, exactly, whatever their size. */
function isGreater(text: string, from: number, to: number, otherFrom: number, otherTo: number): boolean {
  let at = skipZeros(text, from, to);
  let other = skipZeros(text, otherFrom, otherTo);
  if (to - at !== otherTo - other) return to - at > otherTo - other;
  for (; at < to; at++, other++) {
    const difference = text.charCodeAt(at) - text.charCodeAt(other);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

function isZero(text: string, from: number, to: number): boolean {
  return skipZeros(text, from, to) === to;
}

function skipZeros(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && text[at] === '0') at++;
  return at;
}

/** Whether there are only digits between `from` and `to`; true where there is nothing. */
function isDigits(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return false;
  }
  return true;
}

/** Where the specifier that begins at `start` ends: at a comma or white space. */
function specifierEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && !isSeparator(text.charCodeAt(at))) at++;
  return at;
}

function skipOptionalWhitespace(text: string, start: number): number {
  let at = start;
  while (at < text.length && isOptionalWhitespace(text.charCodeAt(at))) at++;
  return at;
}

/** Empty elements of a list are ignored (RFC 9110 §5.6.1.2). */
function isSeparator(code: number): boolean {
  return code === 0x2c || isOptionalWhitespace(code);
}

function isOptionalWhitespace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
