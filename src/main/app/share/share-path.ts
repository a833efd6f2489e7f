import { sep } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Problem } from '../../../shared/ipc.ts';
import { inspectPath, ownName, type PathInspection } from '../../server/files/share-items.ts';
import type { FileSystem } from '../../server/share-server.ts';
import { inspectTimeoutMs } from '../limits.ts';

/** A path that can be shared, or why it cannot. */
export type CheckedPath =
  | { readonly path: string; readonly kind: 'folder' | 'file'; readonly sizeBytes: number | null }
  | { readonly path: string; readonly problem: Problem };

/** Looks at one absolute path that the owner named, for a bounded time. Never rejects. */
export function checkSharePath(fs: FileSystem, path: string): Promise<CheckedPath> {
  return checkedIn(path, inspectPath(fs, path), inspectTimeoutMs);
}

/** What came of an inspection of `path` that is under way; "unreadable" where it takes longer than that. */
export async function checkedIn(
  path: string,
  inspection: Promise<PathInspection>,
  timeoutMs: number,
): Promise<CheckedPath> {
  const found = await orTimeout(inspection, timeoutMs);
  if (found.status === 'ok') return { path, kind: found.kind, sizeBytes: found.sizeBytes };
  return { path, problem: { kind: problemKinds[found.status], name: ownName(path) } };
}

/** `path` as the owner should read it: their home folder is `~`. */
export function displayPath(path: string, homeFolder: string): string {
  if (path === homeFolder) return '~';
  const prefix = homeFolder.endsWith(sep) ? homeFolder : homeFolder + sep;
  return path.startsWith(prefix) ? `~${sep}${path.slice(prefix.length)}` : path;
}

const problemKinds = {
  missing: 'path-missing',
  unreadable: 'path-unreadable',
  unsupported: 'path-unsupported',
} as const;

async function orTimeout(inspection: Promise<PathInspection>, timeoutMs: number): Promise<PathInspection> {
  const timer = new AbortController();
  const timeout = delay(timeoutMs, { status: 'unreadable', code: 'ETIMEDOUT' } as const, { signal: timer.signal });
  timeout.catch(() => undefined);
  try {
    return await Promise.race([inspection, timeout]);
  } finally {
    timer.abort();
  }
}
