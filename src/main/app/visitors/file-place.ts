import type { Exchange } from '../../../shared/exchange.ts';
import type { RunningTransfer } from '../../../shared/transfer.ts';

/** Which part of a file an exchange sends. */
export interface FilePlace {
  /** True for a whole file (200), false for parts of it (206). */
  readonly isWhole: boolean;
  /** The first byte's place in the file; null where bytes cannot be placed: several ranges in one body, gzip. */
  readonly start: number | null;
  /** How many bytes will be sent; null where nobody knows before they are. */
  readonly length: number | null;
  /** The whole file's size; null where nobody knows. */
  readonly size: number | null;
}

type Sent = Pick<RunningTransfer, 'status' | 'contentRange' | 'totalBytes'>;

/** What a running transfer sends. */
export function placeOf({ status, contentRange, totalBytes }: Sent): FilePlace {
  if (status !== 206) {
    return { isWhole: true, start: totalBytes === null ? null : 0, length: totalBytes, size: totalBytes };
  }
  // RFC 9110 §14.4; several ranges have one in each part of the body, and none in the head.
  const [, first, last, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(contentRange ?? '') ?? [];
  if (first === undefined) return { isWhole: false, start: null, length: totalBytes, size: null };
  return { isWhole: false, start: Number(first), length: Number(last) - Number(first) + 1, size: Number(size) };
}

/** The same for an exchange that ended before it was seen running: how long it was to be is known where it was sent whole. */
export function placeOfEnded({ status, contentRange, bytes, outcome }: Exchange): FilePlace {
  return placeOf({ status: status ?? 200, contentRange, totalBytes: outcome === 'completed' ? bytes : null });
}
