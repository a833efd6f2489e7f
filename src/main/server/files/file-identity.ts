import type { BigIntStats } from 'node:fs';
import type { EntityTag } from '../http/conditional.ts';

/**
 * A file system's clock ticks coarsely (4 ms on Linux, 2 s on FAT), so two changes within a tick leave the same times.
 * Only what has not changed for this long may be cached or given a strong entity tag.
 */
export const settledAfterMs = 3_000;

/** What tells one content of one file from any other. */
export type FileIdentity = Pick<BigIntStats, 'ino' | 'dev' | 'size' | 'mtimeNs' | 'ctimeNs'>;

const nsPerMs = 1_000_000n;

/** Whether both looks saw the same content: same file, size, and times to the nanosecond. ctime cannot be put back by hand. */
export function isSameContent(a: FileIdentity, b: FileIdentity): boolean {
  return a.ino === b.ino && a.dev === b.dev && a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs;
}

/** Whether the file's last change is so long ago that a further one cannot have gone unseen. */
export function isSettled(stats: FileIdentity, nowMs: number): boolean {
  const changedNs = stats.mtimeNs > stats.ctimeNs ? stats.mtimeNs : stats.ctimeNs;
  return BigInt(Math.floor(nowMs)) - changedNs / nsPerMs >= BigInt(settledAfterMs);
}

/** The file's entity tag: its fields stand apart, so no two files run together to the same tag; weak until it is settled. */
export function entityTagOf(stats: FileIdentity, nowMs: number, coding: 'gzip' | null): EntityTag {
  const parts = [stats.size, stats.mtimeNs, stats.ctimeNs, stats.ino].map((part) => part.toString(36)).join('-');
  return { weak: !isSettled(stats, nowMs), opaque: coding === null ? parts : `${parts}-${coding}` };
}
