import type { Exchange, ExchangeContent, ExchangeFailure } from '../../../shared/exchange.ts';
import type { HttpRequest } from '../http/request.ts';
import type { RequestLine } from '../http/request-head.ts';
import type { HttpResponse } from '../http/response.ts';
import type { ConnectionServices } from './connection-services.ts';
import type { ExchangeContext } from './exchange-context.ts';
import { requestFields } from './request-fields.ts';
import type { ResponseWriter } from './response-writer.ts';

const protocolNames = { '1.0': 'HTTP/1.0', '1.1': 'HTTP/1.1' } as const;

/** The exchange that is under way, as far as it is known; at its end it is reported. */
export class RunningExchange {
  /** Null until its head is parsed, and where it could not be. */
  request: HttpRequest | null = null;
  /** Null until a handler is asked. */
  context: ExchangeContext | null = null;
  /** The connection is closed behind it. */
  isLast = false;
  /** The first reason counts: what follows is its consequence. */
  failure: ExchangeFailure | null = null;
  readonly #services: ConnectionServices;
  readonly #remoteAddress: string;
  readonly #time = Date.now();
  readonly #startedAt: number;
  #status: number | null = null;
  #content: ExchangeContent = 'other';
  #contentRange: string | null = null;
  #isEndless = false;
  #isWanted: (() => boolean) | null = null;
  #transferId: number | null = null;

  /** `startedAt`: when its first byte was seen, on the monotonic clock. */
  constructor(services: ConnectionServices, remoteAddress: string, startedAt: number) {
    this.#services = services;
    this.#remoteAddress = remoteAddress;
    this.#startedAt = startedAt;
    services.running.begin();
  }

  /** What is sent has no end of its own. */
  get isEndless(): boolean {
    return this.#isEndless;
  }

  /** Others wait for what the response holds. */
  get isWanted(): boolean {
    return this.#isWanted?.() ?? false;
  }

  /** Notes what is about to be sent. `headOnly`: without its content. */
  responding(response: HttpResponse, headOnly: boolean): void {
    this.#status = response.status;
    const { body } = response;
    if (body.kind === 'stream') {
      this.#isEndless = body.isEndless === true;
      this.#isWanted = body.isWanted ?? null;
    }
    if (!headOnly) this.#content = response.content;
    this.#contentRange = response.contentRange;
  }

  /** Takes note of a response that is being sent, where it is a transfer. `cut` ends it. */
  sending(response: HttpResponse, writer: ResponseWriter, startedAt: number, cut: () => void): void {
    const { request } = this;
    if (request === null || this.#content !== 'file') return;
    // What the kernel has taken already is sent before anyone could look at it.
    if (response.body.kind === 'bytes' && !writer.isWaitingForPeer) return;
    const sample = (id: number) => {
      writer.sample();
      return {
        id,
        time: this.#time,
        remoteAddress: this.#remoteAddress,
        method: request.method,
        path: request.requestTarget,
        userAgent: request.headers.get('user-agent') ?? null,
        status: response.status,
        bytes: writer.bodyBytes,
        totalBytes: response.contentLength,
        contentRange: this.#contentRange,
      };
    };
    this.#transferId = this.#services.transfers.began({ startedAt, sample, cut });
  }

  /**
   * Reports its end, unless the visitor left before it had asked for anything. `cutBy`: why not everything was sent where no
   * reason is known already; null where it was. `bytes`: of the body, that the kernel accepted.
   */
  end(cutBy: ExchangeFailure | null, line: RequestLine | null, bytes: number): void {
    const { running, transfers, onExchange } = this.#services;
    running.end();
    this.failure ??= cutBy;
    try {
      if (this.#status !== null || this.request !== null)
        onExchange(this.#report(cutBy === null ? 'completed' : 'aborted', line, bytes));
    } finally {
      // Whatever becomes of the report, it does not run any more.
      if (this.#transferId !== null) transfers.ended(this.#transferId);
    }
  }

  #report(outcome: Exchange['outcome'], line: RequestLine | null, bytes: number): Exchange {
    const { request } = this;
    const status = this.#status;
    return {
      id: this.#services.nextExchangeId(),
      time: this.#time,
      remoteAddress: this.#remoteAddress,
      method: line?.method ?? null,
      path: line?.requestTarget ?? null,
      protocol: line === null ? null : protocolNames[line.version],
      status,
      bytes: status === null ? 0 : bytes,
      durationMs: Math.round((performance.now() - this.#startedAt) * 100) / 100,
      outcome,
      userAgent: request?.headers.get('user-agent') ?? null,
      content: this.context?.isOwn ? 'asset' : this.#content,
      failure: this.failure,
      transferId: this.#transferId,
      contentRange: this.#contentRange,
      requestFields: request ? requestFields(request.headers, this.#services.limits) : [],
    };
  }
}
