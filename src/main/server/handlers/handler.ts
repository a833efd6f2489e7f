import type { Locale } from '../../../shared/i18n/locale.ts';
import type { HttpRequest } from '../http/request.ts';
import type { RequestTarget } from '../http/request-target.ts';
import type { HttpResponse } from '../http/response.ts';

/** What a handler may know besides the request's head. */
export interface RequestContext {
  /** The request target, parsed when it is first asked for; a malformed one then throws `HttpError` 400. */
  readonly target: RequestTarget;
  /** The visitor's IP address. */
  readonly remoteAddress: string;
  /** The visitor's language, by Accept-Language. A response that depends on it says so in Vary. */
  readonly locale: Locale;
  /** True as soon as the visitor has left: long work should end. */
  readonly isAborted: boolean;
  /** Notes, for the access log, that nobody asked for this but our own page or self-test. */
  markAsOwn(): void;
}

/**
 * Answers one request. May answer at once or later; an expected refusal is thrown as `HttpError`, anything else that is
 * thrown is a bug: it is answered 500 and reported, and the server goes on.
 */
export type Handler = (request: HttpRequest, context: RequestContext) => HttpResponse | Promise<HttpResponse>;
