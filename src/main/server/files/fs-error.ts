import { HttpError } from '../http/http-error.ts';

/** Error names that mean: no such thing under this path. */
const missing = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'EINVAL']);

/** Error names that mean: not now. Too much is open, a stick was pulled out, a network drive is gone, another program holds the file. */
const unavailable = new Set([
  ...['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'EBUSY', 'ETXTBSY', 'ECANCELED', 'ETIMEDOUT'],
  ...['EIO', 'ENXIO', 'ENODEV', 'ENOMEDIUM', 'ESTALE', 'EREMOTEIO', 'ENOTCONN', 'ECONNRESET', 'ECONNABORTED'],
  ...['EHOSTDOWN', 'EHOSTUNREACH', 'ENETDOWN', 'ENETUNREACH', 'ESHUTDOWN', 'UNKNOWN'],
]);

/** Whether the file system says that there is nothing under the path. */
export function isMissing(error: unknown): boolean {
  return missing.has(errnoName(error));
}

/**
 * The one place where an error of the file system becomes an answer. Anything that is not the file system's word is
 * given back as it came: a bug. The message never tells a path.
 */
export function toHttpError(error: unknown): unknown {
  const name = errnoName(error);
  if (missing.has(name)) return new HttpError(404, 'There is nothing here');
  if (name === 'EACCES' || name === 'EPERM') return new HttpError(403, 'This cannot be read');
  if (unavailable.has(name)) return new HttpError(503, 'This cannot be read just now');
  return error;
}

function errnoName(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
