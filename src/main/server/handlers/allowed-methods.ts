import { HttpError } from '../http/http-error.ts';
import { HttpResponse } from '../http/response.ts';
import type { Handler } from './handler.ts';

/** Methods of RFC 9110 §9 and RFC 5789: known, and refused with 405 where they are not allowed; any other is 501. */
const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH']);

/**
 * Lets only `methods` through to `handler`, says which are allowed (RFC 9110 §15.5.6), and answers OPTIONS itself, for
 * a resource or, with `*`, for the whole server (§9.3.7).
 */
export function allowedMethods(methods: readonly string[], handler: Handler): Handler {
  const allowed = new Set(methods);
  const allow = [...methods, 'OPTIONS'].join(', ');
  const options = new HttpResponse(
    204,
    [
      ['Allow', allow],
      ['Cache-Control', 'no-cache'],
    ],
    { kind: 'none' },
  );
  return (request, context) => {
    if (allowed.has(request.method)) return handler(request, context);
    if (request.method === 'OPTIONS') {
      // Reading the target refuses a malformed one.
      if (request.requestTarget !== '*') void context.target;
      return options;
    }
    if (knownMethods.has(request.method)) throw new HttpError(405, 'Method is not allowed', [['Allow', allow]]);
    throw new HttpError(501, 'Method is not known');
  };
}
