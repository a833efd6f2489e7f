import type { Exchange, ExchangeContent, ExchangeFailure } from '../../../shared/exchange.ts';
import type { HttpRequest } from '../http/request.ts';
import type { RequestLine } from '../http/request-head.ts';
import type { HttpResponse } from '../http/response.ts';
import type { ExchangeContext } from './exchange-context.ts';
import { type RequestFieldsBounds, requestFields } from './request-fields.ts';

/** What the connection knows of an exchange besides. */
export interface ExchangeEnd {
  readonly remoteAddress: string;
  /** Null where it could not be parsed. */
  readonly line: RequestLine | null;
  /** Body bytes that the kernel accepted. */
  readonly bytes: number;
  readonly outcome: Exchange['outcome'];
}

/** The exchange that is under way, as far as it is known; at its end it becomes an `Exchange`. */
export class RunningExchange {
  readonly time = Date.now();
  /** When its first byte was seen, on the monotonic clock. */
  readonly startedAt: number;
  /** Null until its head is parsed, and where it could not be. */
  request: HttpRequest | null = null;
  /** Null until a handler is asked. */
  context: ExchangeContext | null = null;
  /** The connection is closed behind it. */
  isLast = false;
  /** What is sent has no end of its own. */
  isEndless = false;
  /** The first reason counts: what follows is its consequence. */
  failure: ExchangeFailure | null = null;
  transferId: number | null = null;
  status: number | null = null;
  content: ExchangeContent = 'other';
  contentRange: string | null = null;

  constructor(startedAt: number) {
    this.startedAt = startedAt;
  }

  /** Notes what is about to be sent. `headOnly`: without its content. */
  responding(response: HttpResponse, headOnly: boolean): void {
    this.status = response.status;
    this.isEndless = response.body.kind === 'stream' && response.body.isEndless === true;
    if (!headOnly) this.content = response.content;
    this.contentRange = response.contentRange;
  }

  /** The report of its end; null where the visitor left before it had asked for anything. */
  ended(
    { remoteAddress, line, bytes, outcome }: ExchangeEnd,
    bounds: RequestFieldsBounds,
  ): Omit<Exchange, 'id'> | null {
    const { request, status } = this;
    if (status === null && request === null) return null;
    return {
      time: this.time,
      remoteAddress,
      method: line?.method ?? null,
      path: line?.requestTarget ?? null,
      ...(line ? { protocol: `HTTP/${line.version}` } : {}),
      status,
      bytes: status === null ? 0 : bytes,
      durationMs: Math.round((performance.now() - this.startedAt) * 100) / 100,
      outcome,
      userAgent: request?.headers.get('user-agent') ?? null,
      content: this.context?.isOwn ? 'asset' : this.content,
      failure: this.failure,
      transferId: this.transferId,
      contentRange: this.contentRange,
      requestFields: request ? requestFields(request.headers, bounds) : [],
    };
  }
}
