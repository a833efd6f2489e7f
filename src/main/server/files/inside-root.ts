import { sep } from 'node:path';
import type { DiskPath } from './disk.ts';

/**
 * Whether a real path lies in the folder `root`, or is it, with no hidden name below it unless those are shown. `root` is
 * as `rootText` gives it; both are compared byte for byte, whole names only.
 */
export function isInsideRoot(root: string, path: DiskPath, showsHidden: boolean): boolean {
  const text = latin1(path);
  if (text === root || `${text}${sep}` === root) return true;
  if (!root.endsWith(sep) || !text.startsWith(root)) return false;
  return showsHidden || !text.includes(`${sep}.`, root.length - 1);
}

/** The real path of an item's root for `isInsideRoot`: a folder's with its separator at the end. */
export function rootText(path: DiskPath, kind: 'folder' | 'file'): string {
  const text = latin1(path);
  return kind === 'file' || text.endsWith(sep) ? text : text + sep;
}

/** The path's bytes as one char each, so that text and bytes can be compared. */
function latin1(path: DiskPath): string {
  return (typeof path === 'string' ? Buffer.from(path, 'utf8') : path).toString('latin1');
}
