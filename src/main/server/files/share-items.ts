import type { Stats } from 'node:fs';
import { basename, dirname, parse } from 'node:path';
import { type ItemOptions, itemOptions, type ShareItem } from '../../../shared/share.ts';
import { uniqueNames } from '../../../shared/unique-names.ts';
import type { FileSystem } from '../share-server.ts';

/** What stands at a path that the owner named. `code` is the errno name. */
export type PathInspection =
  | { readonly status: 'ok'; readonly kind: 'folder' | 'file'; readonly sizeBytes: number | null }
  | { readonly status: 'missing'; readonly code: string }
  | { readonly status: 'unreadable'; readonly code: string }
  | { readonly status: 'unsupported'; readonly what: 'fifo' | 'socket' | 'device' };

/**
 * Looks at a path that the owner named, without opening it (a FIFO would block). A symlink is followed: the owner
 * chose it. `sizeBytes` is null for a folder. Never rejects.
 */
export async function inspectPath(fs: FileSystem, absolutePath: string): Promise<PathInspection> {
  try {
    const stats = await fs.promises.stat(absolutePath);
    const unsupported = unsupportedKind(stats);
    if (unsupported) return { status: 'unsupported', what: unsupported };
    const isFolder = stats.isDirectory();
    // A folder must be entered as well as listed. Windows knows no such right and looks at R_OK only.
    await fs.promises.access(absolutePath, isFolder ? fs.constants.R_OK | fs.constants.X_OK : fs.constants.R_OK);
    return { status: 'ok', kind: isFolder ? 'folder' : 'file', sizeBytes: isFolder ? null : stats.size };
  } catch (error) {
    const code = errorCode(error);
    return { status: missingCodes.has(code) ? 'missing' : 'unreadable', code };
  }
}

/** One item found on disk, before it has its place in the share. */
export interface FoundItem extends ItemOptions {
  /** Absolute and normalised, as `path.resolve` gives it. */
  readonly path: string;
  readonly kind: 'folder' | 'file';
  /** What the owner calls it; its own name where left out. */
  readonly name?: string;
}

/**
 * The share's items after `found` was added behind `existing`: those keep their ids and names, the new ones get a
 * random id and a name of their own. A path that is in the share already is not added twice.
 */
export function toShareItems(found: readonly FoundItem[], existing: readonly ShareItem[] = []): ShareItem[] {
  const paths = new Set(existing.map((item) => item.path));
  const added = found.filter(({ path }) => !paths.has(path) && paths.add(path));
  const wanted = added.map(({ path, name }) => name ?? ownName(path));
  const names = uniqueNames([...existing.map((item) => item.name), ...wanted]);
  return [
    ...existing,
    ...added.map((item, index) => ({
      id: crypto.randomUUID(),
      path: item.path,
      kind: item.kind,
      ...itemOptions(item),
      name: names[existing.length + index] as string,
    })),
  ];
}

/** The name that a file or folder has on disk; a drive's root has none and gives its path. */
export function ownName(path: string): string {
  return basename(path) || path;
}

/**
 * True where sharing `folderPath` would lay open everything of the owner's: the home folder, a folder above it, or a
 * drive's root. Both absolute. Symlinks on the way are seen through where they can be resolved.
 */
export async function holdsWholeHomeOrDrive(fs: FileSystem, folderPath: string, homePath: string): Promise<boolean> {
  const [folder, home] = await Promise.all([resolveLinks(fs, folderPath), resolveLinks(fs, homePath)]);
  return folder === parse(folder).root || isSameOrAbove(folder, home) || isMountPoint(fs, folder);
}

/** Whether a drive of its own begins at this folder: a stick under /media or /Volumes. */
async function isMountPoint(fs: FileSystem, folder: string): Promise<boolean> {
  try {
    const [inside, outside] = await Promise.all([fs.promises.stat(folder), fs.promises.stat(dirname(folder))]);
    return inside.dev !== outside.dev;
  } catch {
    // What cannot be looked at is refused elsewhere, with its reason.
    return false;
  }
}

/** ENOTDIR: a file stands where the path needs a folder. ERR_INVALID_ARG_VALUE: a NUL in the path, so no such file can be. */
const missingCodes: ReadonlySet<string> = new Set([
  'ENOENT',
  'ENOTDIR',
  'ENAMETOOLONG',
  'ELOOP',
  'ERR_INVALID_ARG_VALUE',
]);

function unsupportedKind(stats: Stats): 'fifo' | 'socket' | 'device' | null {
  if (stats.isDirectory() || stats.isFile()) return null;
  if (stats.isFIFO()) return 'fifo';
  return stats.isSocket() ? 'socket' : 'device';
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
}

/** The path itself where it cannot be resolved: it is only compared. */
async function resolveLinks(fs: FileSystem, path: string): Promise<string> {
  return fs.promises.realpath(path).catch(() => path);
}

function isSameOrAbove(folder: string, path: string): boolean {
  for (let current = path; ; current = dirname(current)) {
    if (current === folder) return true;
    if (current === dirname(current)) return false;
  }
}
