import type { PathSegment } from '../http/request-target.ts';

/** One line of a listing. */
export interface ListingEntry {
  readonly name: PathSegment;
  readonly kind: 'folder' | 'file';
  /** Null for a folder. */
  readonly sizeBytes: number | null;
  /** Milliseconds since the Unix epoch; may lie outside what a Date can hold. */
  readonly modifiedMs: number;
}
