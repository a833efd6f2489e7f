import { reservedName } from '../../../shared/share.ts';
import type { PathSegment } from '../http/request-target.ts';
import { isAmbiguousOnWindows } from './windows-names.ts';

/**
 * Whether a name may be asked for or listed at all: not hidden, unless those are shown, and on Windows not a way of saying
 * another name. Our own name never, so that neither can shadow the other.
 */
export function mayBeServed(name: PathSegment, showsHidden: boolean): boolean {
  const text = typeof name === 'string' ? name : name.toString('latin1');
  if (text.startsWith('.') && !(showsHidden && text !== reservedName && text !== '.' && text !== '..')) return false;
  if (text.includes('/') || text.includes('\0')) return false;
  return process.platform !== 'win32' || (typeof name === 'string' && !isAmbiguousOnWindows(name));
}
