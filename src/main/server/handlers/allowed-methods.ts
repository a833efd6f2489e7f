import { HttpError } from '../http/http-error.ts';
import type { Handler } from './handler.ts';

/** Methods of RFC 9110 §9 and RFC 5789: known, and refused with 405 where they are not allowed; any other is 501. */
const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH']);

/** Lets only `methods` through to `handler`; says which are allowed (RFC 9110 §15.5.6). */
export function allowedMethods(methods: readonly string[], handler: Handler): Handler {
  const allowed = new Set(methods);
  const allow = methods.join(', ');
  return (request, context) => {
    if (allowed.has(request.method)) return handler(request, context);
    if (knownMethods.has(request.method)) throw new HttpError(405, 'Method is not allowed', [['Allow', allow]]);
    throw new HttpError(501, 'Method is not known');
  };
}
