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
