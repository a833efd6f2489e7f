import type { PathSegment } from '../http/request-target.ts';
import { isAmbiguousOnWindows } from './windows-names.ts';

/** Whether a name may be asked for or listed at all: not hidden, and on Windows not a way of saying another name. */
export function mayBeServed(name: PathSegment): boolean {
  const text = typeof name === 'string' ? name : name.toString('latin1');
  if (text.startsWith('.') || text.includes('/') || text.includes('\0')) return false;
  return process.platform !== 'win32' || (typeof name === 'string' && !isAmbiguousOnWindows(name));
}
