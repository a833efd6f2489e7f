import type { Socket } from 'node:net';
import type { ExchangeFailure } from '../../../shared/exchange.ts';
import { errorResponse } from '../handlers/error-page.ts';
import { HttpError } from '../http/http-error.ts';
import { preferredLocale } from '../http/negotiate.ts';
import type { HttpRequest } from '../http/request.ts';
import { type HttpResponse, releaseBody } from '../http/response.ts';
import type { Limits } from '../limits.ts';
import type { ConnectionServices } from './connection-services.ts';
import { type ConnectionState, transition } from './connection-state.ts';
import { plainAddress } from './connection-values.ts';
import { ExchangeContext } from './exchange-context.ts';
import { Linger } from './linger.ts';
import type { ManagedConnection } from './listener.ts';
import { onReceived } from './receiving-socket.ts';
import { RequestReader } from './request-reader.ts';
import { ResponseWriter, type SendOutcome } from './response-writer.ts';
import { RunningExchange } from './running-exchange.ts';
import { failureOf } from './send-failure.ts';

/**
 * One socket's loop: read a request, handle it, send the response, and again (keep-alive; pipelined requests in
 * order). Owns the socket's time-outs, through `sweep`, and reports each exchange when it has ended.
 */
export class Connection implements ManagedConnection {
  readonly #socket: Socket;
  readonly #services: ConnectionServices;
  readonly #reader: RequestReader;
  readonly #writer: ResponseWriter;
  /** The visitor's IP address. */
  readonly remoteAddress: string;
  #state: ConnectionState = 'idle';
  #exchange: RunningExchange | null = null;
  #linger: Linger | null = null;
  #isClosing = false;
  #isPeerDone = false;
  #isPaused = false;
  /** When the current state began or last made progress, on the monotonic clock. */
  #activeAt = performance.now();
  #sendingSince = 0;
  #acceptedBytes = 0;

  constructor(socket: Socket, services: ConnectionServices) {
    this.#socket = socket;
    this.#services = services;
    this.#reader = new RequestReader(services.limits);
    this.#writer = new ResponseWriter(socket, services.buffers, services.limits.singleWriteBodyBytesMax);
    this.remoteAddress = plainAddress(socket.remoteAddress ?? '');
    onReceived(socket, (chunk) => this.#guard(() => this.#received(chunk)));
    socket.on('end', () => this.#guard(() => this.#peerEnded()));
    // What went wrong is the peer's leaving, in one form or another; `close` follows and ends the exchange.
    socket.on('error', () => {});
    socket.on('close', () => this.#guard(() => this.#closed()));
  }

  get isIdle(): boolean {
    return this.#state === 'idle';
  }

  /** Since when nothing has happened, on the monotonic clock. */
  get activeAt(): number {
    return this.#activeAt;
  }

  /** Lets the running exchange end, then closes; a connection without one closes now. */
  closeGracefully(): void {
    this.#isClosing = true;
    if (this.#state === 'idle' || this.#state === 'reading-head') this.#socket.destroy();
  }

  /** Cuts what is being worked at or sent; nothing else. */
  cutExchange(failure: ExchangeFailure): void {
    if (this.#state === 'handling' || this.#state === 'sending') this.cut(failure);
  }

  /** The owner has stopped, and the grace is over. */
  destroy(): void {
    this.cut('share-stopped');
  }

  /** Closes now; a running exchange is reported as aborted with the bytes that had gone out, and this reason. */
  cut(failure: ExchangeFailure): void {
    if (this.#exchange) this.#exchange.failure ??= failure;
    this.#writer.sample();
    this.#socket.destroy();
  }

  /** Ends what has waited too long. `now` is on the monotonic clock. */
  sweep(now: number, isCrowded: boolean): void {
    const { limits } = this.#services;
    const waited = now - this.#activeAt;
    switch (this.#state) {
      case 'idle':
        if (waited > limits.idleTimeoutMs) this.#endConnection();
        break;
      case 'reading-head':
        if (waited > limits.headTimeoutMs) this.#refuse(new HttpError(408, 'The request took too long to arrive'));
        break;
      case 'reading-body':
        if (this.#reader.isBodyLate(now, this.#activeAt))
          this.#refuse(new HttpError(408, 'The request took too long to arrive'));
        break;
      case 'handling':
        if (waited > limits.handlingTimeoutMs) this.#refuse(new HttpError(503, 'The disk does not answer'));
        break;
      case 'sending':
        this.#sweepSending(now, waited, isCrowded);
        break;
      case 'lingering':
        this.#linger?.sweep(now);
        break;
    }
  }

  #sweepSending(now: number, waited: number, isCrowded: boolean): void {
    const { limits } = this.#services;
    const accepted = this.#writer.sample();
    const isWanted = this.#exchange?.isWanted ?? false;
    if (isWanted && now - this.#sendingSince > limits.wantedSendingTimeoutMs) {
      this.cut('stalled');
    } else if (accepted !== this.#acceptedBytes || !this.#writer.isWaitingForPeer) {
      this.#acceptedBytes = accepted;
      this.#activeAt = now;
    } else if (waited > readerTimeoutMs(limits, isWanted, isCrowded)) {
      this.cut('stalled');
    }
  }

  #enter(state: ConnectionState): void {
    this.#state = transition(this.#state, state);
    this.#activeAt = performance.now();
  }

  /** A bug in here must end this connection only, and be told. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#tell(error);
      this.cut('bug');
    }
  }

  #received(chunk: Buffer): void {
    if (this.#state === 'lingering' || this.#state === 'closed') {
      this.#linger?.received(chunk);
      return;
    }
    if (this.#isClosing && this.#state === 'sending') return;
    this.#reader.push(chunk);
    if (this.#state === 'reading-body') this.#activeAt = performance.now();
    if (this.#state !== 'handling' && this.#state !== 'sending') {
      this.#readRequest();
    } else if (this.#reader.isFull) {
      this.#isPaused = true;
      this.#socket.pause();
    }
    this.#reader.keep();
  }

  /** The peer will send nothing more; it may still read (RFC 9112 §9.6), so a running exchange goes on. */
  #peerEnded(): void {
    this.#isPeerDone = true;
    if (this.#exchange?.isEndless) this.cut('visitor-left');
    else this.#endWithPeer();
  }

  /** What is still to come will never come, unless a request is being answered. */
  #endWithPeer(): void {
    if (this.#state !== 'handling' && this.#state !== 'sending') this.#socket.destroy();
  }

  #closed(): void {
    const wasSending = this.#state === 'sending';
    this.#enter('closed');
    // While it is sending, the writer ends the exchange, as soon as it has let go of file and buffers.
    if (!wasSending) this.#finishExchange('visitor-left');
  }

  #readRequest(): void {
    if (this.#state === 'idle') {
      this.#enter('reading-head');
      this.#exchange = new RunningExchange(this.#services, this.remoteAddress, this.#activeAt);
    }
    const exchange = this.#exchange as RunningExchange;
    const read = this.#reader.read();
    if (read === 'head') return;
    exchange.request = this.#reader.request;
    exchange.isLast = this.#reader.isLast;
    if (read instanceof HttpError) this.#refuse(read);
    else if (read === 'body') this.#awaitBody(exchange.request);
    else this.#handle(read);
  }

  /** The rest of a body that nobody asked for is still to come. */
  #awaitBody(request: HttpRequest | null): void {
    if (this.#state === 'reading-body') return;
    this.#enter('reading-body');
    if (request?.version === '1.1' && request.headers.get('expect') !== undefined)
      this.#writer.sendInterim('HTTP/1.1 100 Continue');
  }

  #handle(request: HttpRequest): void {
    this.#enter('handling');
    const context = new ExchangeContext(this.#socket, this.remoteAddress, request);
    if (this.#exchange) this.#exchange.context = context;
    let response: HttpResponse | Promise<HttpResponse>;
    try {
      response = this.#services.handler()(request, context);
    } catch (error) {
      this.#respondError(request, error);
      return;
    }
    if (response instanceof Promise) this.#awaitResponse(request, response);
    else this.#respond(request, response);
  }

  #awaitResponse(request: HttpRequest, pending: Promise<HttpResponse>): void {
    const exchange = this.#exchange;
    // The visitor may have left meanwhile, or have been told that it takes too long.
    const isAwaited = (): boolean => this.#state === 'handling' && this.#exchange === exchange;
    pending.then(
      (response) => this.#guard(() => (isAwaited() ? this.#respond(request, response) : this.#discard(response))),
      (error: unknown) => this.#guard(() => (isAwaited() ? this.#respondError(request, error) : this.#tell(error))),
    );
  }

  #respondError(request: HttpRequest | null, error: unknown): void {
    this.#tell(error);
    const expected = error instanceof HttpError ? error : new HttpError(500, 'Something went wrong on this computer');
    if (this.#exchange) {
      this.#exchange.isLast ||= expected.closesConnection;
      this.#exchange.failure ??= expected === error ? expected.failure : 'bug';
    }
    const locale = preferredLocale(request?.headers.get('accept-language'));
    this.#respond(request, errorResponse(expected, locale));
  }

  /** An expected refusal is the visitor's business; anything else is a bug, for the owner's error log. */
  #tell(error: unknown): void {
    if (error instanceof HttpError) return;
    this.#services.onFault(error instanceof Error ? error : new Error(String(error)));
  }

  /** Answers what is wrong with the request or its body, and closes: where its end is cannot be known any more. */
  #refuse(error: HttpError): void {
    if (this.#exchange) this.#exchange.isLast = true;
    this.#respondError(this.#exchange?.request ?? null, error);
  }

  #respond(request: HttpRequest | null, response: HttpResponse): void {
    const exchange = this.#exchange;
    if (this.#state === 'closed' || !exchange) {
      this.#discard(response);
      return;
    }
    if (!response.isWellFormed) {
      this.#discard(response);
      this.#respondError(request, new Error('A handler made a header field that cannot be sent'));
      return;
    }
    const chunkedAllowed = request === null || request.version === '1.1';
    const endsWithClose = response.contentLength === null && !chunkedAllowed;
    // What came before the peer ended its side is answered still.
    const isPeerAnswered = this.#isPeerDone && !this.#reader.hasMore;
    exchange.isLast ||= this.#isClosing || isPeerAnswered || endsWithClose;
    this.#enter('sending');
    this.#sendingSince = this.#activeAt;
    let connection: 'close' | 'keep-alive' | null = exchange.isLast ? 'close' : null;
    if (!exchange.isLast && request?.version === '1.0') connection = 'keep-alive';
    const headOnly = (request ?? this.#reader.line)?.method === 'HEAD';
    const options = {
      headOnly,
      chunkedAllowed,
      connection,
      date: this.#services.date.value(Date.now()),
    };
    exchange.responding(response, headOnly);
    this.#writer.send(response, options, (outcome) => this.#guard(() => this.#responseEnded(outcome)));
    if (this.#exchange === exchange)
      exchange.sending(response, this.#writer, this.#sendingSince, () => this.cut('stopped-by-owner'));
  }

  #discard(response: HttpResponse): void {
    releaseBody(response.body).catch((error: unknown) => this.#tell(error));
  }

  #responseEnded(outcome: SendOutcome): void {
    const isLast = this.#exchange?.isLast ?? true;
    // Behind a visitor who has left, every error is a consequence.
    const error = outcome.kind === 'cut' && !this.#socket.destroyed ? outcome.error : null;
    const cutBy = outcome.kind === 'sent' ? null : failureOf(error);
    this.#finishExchange(cutBy);
    if (this.#state === 'closed') return;
    if (cutBy !== null) {
      if (cutBy === 'bug') this.#tell(error);
      this.#socket.destroy();
    } else if (isLast || this.#isClosing) {
      this.#endConnection();
    } else {
      this.#enter('idle');
      if (this.#reader.hasMore) this.#readRequest();
      if (this.#isPeerDone) this.#endWithPeer();
      if (this.#isPaused && !this.#reader.isFull) {
        this.#isPaused = false;
        this.#socket.resume();
      }
    }
  }

  /** `cutBy`: why not everything was sent, unless a reason is known already; null where it was. */
  #finishExchange(cutBy: ExchangeFailure | null): void {
    const exchange = this.#exchange;
    this.#exchange = null;
    exchange?.end(cutBy, this.#reader.line, this.#writer.bodyBytes);
  }

  /** Closes our side and waits, within bounds, for the peer to close its own. */
  #endConnection(): void {
    this.#isClosing = true;
    this.#enter('lingering');
    this.#linger = new Linger(this.#socket, this.#services.limits, this.#isPeerDone);
  }
}

/** How long a reader may take no byte at all. */
function readerTimeoutMs(limits: Limits, isWanted: boolean, isCrowded: boolean): number {
  if (isWanted) return limits.wantedStalledReaderTimeoutMs;
  return isCrowded ? limits.stalledReaderCrowdedTimeoutMs : limits.stalledReaderTimeoutMs;
}
