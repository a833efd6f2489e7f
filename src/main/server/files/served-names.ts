import type { PathSegment } from '../http/request-target.ts';
import { isAmbiguousOnWindows } from './windows-names.ts';

/** The first path segment of everything that is ours, not the share's. No file of this name is ever served, so neither can shadow the other. */
export const reservedName = '.doorstep';

/** Whether a name may be asked for or listed at all: not hidden, unless those are shown, not ours, and on Windows not a way of saying another name. */
export function mayBeServed(name: PathSegment, showsHidden: boolean): boolean {
  const text = typeof name === 'string' ? name : name.toString('latin1');
  if (text.startsWith('.') && !(showsHidden && text !== reservedName && text !== '.' && text !== '..')) return false;
  if (text.includes('/') || text.includes('\0')) return false;
  return process.platform !== 'win32' || (typeof name === 'string' && !isAmbiguousOnWindows(name));
}
