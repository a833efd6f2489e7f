import type { PathSegment } from '../http/request-target.ts';
import type { ListingOrder } from '../listing/listing-view.ts';
import type { EntryColumns } from './entry-columns.ts';
import type { RealRoot } from './share-root.ts';

/** What the folder reader asks of its worker thread. One job is one folder; jobs of different visitors interleave. */
export type FolderRequest =
  | {
      readonly kind: 'open';
      readonly job: number;
      readonly path: string | Uint8Array;
      /** What the folder must still be inside of when it is open; null where that does not matter. */
      readonly root: RealRoot | null;
      /** Whether names that begin with a dot are among those asked for. */
      readonly showsHidden: boolean;
      readonly entriesMax: number;
      readonly order: ListingOrder;
    }
  /** Asks for the next entries, `count` at most. */
  | { readonly kind: 'next'; readonly job: number; readonly count: number }
  | { readonly kind: 'close'; readonly job: number };

/** One folder entry as the worker saw it; a link is not followed there. */
export interface FolderEntry {
  readonly name: PathSegment;
  readonly kind: 'folder' | 'file' | 'link';
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** What the worker answers. */
export type FolderReply =
  /** The names are read: `count` of them may be listed; `isCut` says that the folder has more. Sorting comes next. */
  | { readonly kind: 'opened'; readonly job: number; readonly count: number; readonly isCut: boolean }
  /**
   * The next entries in order; what is neither file, folder nor link is left out. None where the folder must be looked
   * through before its order is known, and that is not done yet. `isLast`: the job is over.
   */
  | { readonly kind: 'slice'; readonly job: number; readonly entries: EntryColumns; readonly isLast: boolean }
  | { readonly kind: 'failed'; readonly job: number; readonly code: string; readonly message: string };
