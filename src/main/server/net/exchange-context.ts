import type { Socket } from 'node:net';
import type { Locale } from '../../../shared/i18n/locale.ts';
import type { RequestContext } from '../handlers/handler.ts';
import { HttpError } from '../http/http-error.ts';
import { preferredLocale } from '../http/negotiate.ts';
import type { HttpRequest } from '../http/request.ts';
import { parseRequestTarget, type RequestTarget } from '../http/request-target.ts';

/** The context of one exchange. What not every request needs is worked out when it is asked for. */
export class ExchangeContext implements RequestContext {
  readonly remoteAddress: string;
  readonly #socket: Socket;
  readonly #request: HttpRequest;
  /** Asked for by our own page or self-test. */
  isOwn = false;
  #target: RequestTarget | null = null;

  constructor(socket: Socket, remoteAddress: string, request: HttpRequest) {
    this.#socket = socket;
    this.remoteAddress = remoteAddress;
    this.#request = request;
  }

  get target(): RequestTarget {
    if (this.#target) return this.#target;
    const target = parseRequestTarget(this.#request.requestTarget);
    if (target instanceof HttpError) throw target;
    this.#target = target;
    return target;
  }

  get locale(): Locale {
    return preferredLocale(this.#request.headers.get('accept-language'));
  }

  get isAborted(): boolean {
    return this.#socket.destroyed;
  }

  markAsOwn(): void {
    this.isOwn = true;
  }
}
