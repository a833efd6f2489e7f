import { digitsPattern } from './grammar.ts';
import type { Headers } from './headers.ts';
import { HttpError } from './http-error.ts';

/** How the end of a request body is found (RFC 9112 §6). */
export type BodyFraming =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' };

export type HttpVersion = '1.0' | '1.1';

const none: BodyFraming = { kind: 'none' };
const chunked: BodyFraming = { kind: 'chunked' };

/**
 * Decides the framing, or refuses. Stricter than RFC 9112 §6.3 allows, since every leniency here is a way to smuggle a
 * request past a proxy: both Content-Length and Transfer-Encoding, more than one of either, a list, a sign, and
 * Transfer-Encoding in HTTP/1.0 are all 400.
 */
export function bodyFraming(version: HttpVersion, headers: Headers): BodyFraming | HttpError {
  const lengths = headers.count('content-length');
  const codings = headers.count('transfer-encoding');
  if (lengths === 0 && codings === 0) return none;
  if (lengths > 0 && codings > 0) return new HttpError(400, 'Both Content-Length and Transfer-Encoding');
  if (lengths > 1) return new HttpError(400, 'More than one Content-Length');
  if (lengths === 1) return contentLength(headers.get('content-length') as string);
  if (version === '1.0') return new HttpError(400, 'Transfer-Encoding in HTTP/1.0');
  if (codings > 1) return new HttpError(400, 'More than one Transfer-Encoding');
  return transferEncoding(headers.get('transfer-encoding') as string);
}

function contentLength(value: string): BodyFraming | HttpError {
  if (!digitsPattern.test(value)) return new HttpError(400, 'Malformed Content-Length');
  const bytes = Number(value);
  if (!Number.isSafeInteger(bytes)) return new HttpError(400, 'Content-Length is out of range');
  return bytes === 0 ? none : { kind: 'length', bytes };
}

function transferEncoding(value: string): BodyFraming | HttpError {
  const lower = value.toLowerCase();
  if (lower === 'chunked') return chunked;
  // RFC 9112 §6.3: without chunked as the last coding the length cannot be told; with another one before it, it is not understood.
  return /^[a-z-]+[ \t]*,[ \t]*chunked$/.test(lower)
    ? new HttpError(501, 'Transfer coding is not implemented')
    : new HttpError(400, 'Malformed Transfer-Encoding');
}
