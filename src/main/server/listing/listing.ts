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

/** What a listing holds in all. */
export interface ListingTotals {
  readonly folders: number;
  readonly files: number;
  /** Sizes of the files listed, together. */
  readonly sizeBytes: number;
  /** The folder has more than is listed. */
  readonly isCut: boolean;
}

/** A folder as plain data is given out in one of several forms, each in three parts so that a large one is sent while it is made. */
export interface ListingForm {
  readonly contentType: string;
  /** `totals` where they are known before the first entry is written. */
  start(totals: ListingTotals | null): string;
  /** The next entries, in order; called any number of times. */
  rows(entries: readonly ListingEntry[]): string;
  end(totals: ListingTotals): string;
}

/** The totals of a listing that has `totals` so far, with `entries` more. */
export function addTotals(totals: ListingTotals, entries: readonly ListingEntry[]): ListingTotals {
  let { folders, files, sizeBytes } = totals;
  for (const entry of entries) {
    if (entry.kind === 'folder') folders++;
    else files++;
    sizeBytes += entry.sizeBytes ?? 0;
  }
  return { folders, files, sizeBytes, isCut: totals.isCut };
}
