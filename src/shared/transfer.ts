import type { ExchangeFailure } from './exchange.ts';

/**
 * An exchange that moves file content and is still running, as the engine sees it. When it ends it becomes an `Exchange`
 * with the same `transferId`.
 */
export interface RunningTransfer {
  /** Rises by one with every transfer that this engine began; unique as long as the process lives. */
  readonly id: number;
  /** When the request's first byte was seen, milliseconds since the Unix epoch. */
  readonly time: number;
  readonly remoteAddress: string;
  readonly method: string;
  /** The request target as received. */
  readonly path: string;
  readonly userAgent: string | null;
  readonly status: number;
  /** Bytes of the response body that the kernel has accepted so far. */
  readonly bytes: number;
  /** Bytes of the whole response body; null where it is not known before it is sent (gzip). */
  readonly totalBytes: number | null;
  /** The Content-Range field sent; null for a whole file. */
  readonly contentRange: string | null;
}

/**
 * - `running`: bytes flow, or wait for the visitor to take them.
 * - `finished`: the visitor has the whole file.
 * - `partial`: the visitor got what was asked for, which was not the whole file.
 * - `cut-off`: it ended early, by itself (see `failure`).
 * - `stopped`: the owner stopped it, or blocked the visitor.
 */
export type TransferState = 'running' | 'finished' | 'partial' | 'cut-off' | 'stopped';

/** What one visitor gets of one file, in however many exchanges, as the window shows it. */
export interface TransferView {
  /** Names the row as long as it is there. */
  readonly id: number;
  readonly remoteAddress: string;
  /** This computer itself, which cannot be blocked. */
  readonly isThisComputer: boolean;
  /** As received, clipped. */
  readonly userAgent: string | null;
  /** The request target without its query, as received, clipped. */
  readonly path: string;
  readonly state: TransferState;
  /** Why it was cut off or stopped; null in every other state, and where nobody knows. */
  readonly failure: ExchangeFailure | null;
  /** Bytes of the file that the visitor has; bytes of what is sent where its place in the file is not known. */
  readonly sentBytes: number;
  /** Size of the whole file; null where what is sent has another length (gzip) or nobody knows. */
  readonly sizeBytes: number | null;
  /** False where parts of the file were asked for (RFC 9110 §14). */
  readonly isWhole: boolean;
  /** How many exchanges it took so far. */
  readonly exchanges: number;
  /** Smoothed; null unless it is running and was measured. */
  readonly bytesPerSecond: number | null;
  /** Null where nobody can tell. */
  readonly leftMs: number | null;
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /** For how long something of it was running, in milliseconds, up to its end or its last one. */
  readonly activeMs: number;
  /** Null while it is running. */
  readonly endedAt: number | null;
}

/** All that is running, then what has ended, each newest first; at most `transferRowsMax`. */
export interface TransfersSnapshot {
  readonly transfers: readonly TransferView[];
}
