import { visibleText } from '../../../shared/format.ts';
import { type PathSegment, segmentText } from '../http/request-target.ts';

/**
 * A name for people: what would reorder, hide or break the text around it is written out (`visibleText`). To be escaped
 * for HTML by who prints it.
 */
export function readableName(name: PathSegment): string {
  const text = segmentText(name);
  // Most names are ASCII; looking through them for marks of other scripts would cost more than all the rest of a row.
  return /^[\x20-\x7e]*$/.test(text) ? text : visibleText(text);
}

/** The path of a folder as its visitors read it: `/photos/2026/`. */
export function readablePath(segments: readonly PathSegment[]): string {
  return segments.length === 0 ? '/' : `/${segments.map(readableName).join('/')}/`;
}
