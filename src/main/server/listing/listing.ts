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

/** A folder as plain data is given out in one of several forms, each in three parts so that a large one is sent while it is made. */
export interface ListingForm {
  readonly contentType: string;
  start(): string;
  /** The next entries, in order; called any number of times. */
  rows(entries: readonly ListingEntry[]): string;
  /** `count` is the number of entries in all; `isCut` says that the folder has more. */
  end(count: number, isCut: boolean): string;
}
