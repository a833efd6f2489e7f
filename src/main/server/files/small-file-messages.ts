import type { RealRoot } from './share-root.ts';

/** What the small-file reader asks of its worker thread: all that was asked for in one turn. */
export interface SmallFileBatch {
  readonly requests: readonly SmallFileRequest[];
  /** Larger files are left to the longer way. */
  readonly bytesMax: number;
  /** Contents in one reply together, unless a single one is larger. */
  readonly replyBytesMax: number;
}

export interface SmallFileRequest {
  readonly job: number;
  readonly path: string;
  /** What the file must lie inside of; null where the owner lets links be followed. */
  readonly root: RealRoot | null;
}

/**
 * Some or all of the answers to a batch, as columns: a few large values go from thread to thread many times faster than
 * thousands of small ones.
 */
export interface SmallFileReplies {
  readonly jobs: readonly number[];
  /** In bytes; null for what the thread leaves to the longer way: it is large, a link, no file, changing, or not to be had. */
  readonly sizes: readonly (number | null)[];
  /** The contents, one behind the other. */
  readonly bytes: Uint8Array;
  /** Inode and device of each file that was read; signed, as Node's own exact stats are. */
  readonly places: BigInt64Array;
  /** Its mtime and ctime in nanoseconds. */
  readonly times: BigInt64Array;
}
