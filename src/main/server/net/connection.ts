import type { Socket } from 'node:net';
import type { Exchange, ExchangeFailure } from '../../../shared/exchange.ts';
import { errorResponse } from '../handlers/error-page.ts';
import type { Handler } from '../handlers/handler.ts';
import { HttpError } from '../http/http-error.ts';
import { preferredLocale } from '../http/negotiate.ts';
import type { HttpRequest } from '../http/request.ts';
import { RequestParser } from '../http/request-parser.ts';
import { ContentEndedEarly, type HttpResponse, releaseBody } from '../http/response.ts';
import type { Limits } from '../limits.ts';
import { type ConnectionState, transition } from './connection-state.ts';
import { type DateField, plainAddress } from './connection-values.ts';
import { ExchangeContext } from './exchange-context.ts';
import type { ManagedConnection } from './listener.ts';
import { ResponseWriter, type SendOutcome } from './response-writer.ts';
import { type ExchangeEnd, RunningExchange } from './running-exchange.ts';
import type { RunningExchanges } from './running-exchanges.ts';
import type { RunningTransfers } from './running-transfers.ts';
import type { TransferBuffers } from './transfer-buffers.ts';
import { UnwantedBody } from './unwanted-body.ts';

/** What all connections of one server share. */
export interface ConnectionServices {
  readonly limits: Limits;
  readonly buffers: TransferBuffers;
  readonly date: DateField;
  readonly running: RunningExchanges;
  readonly transfers: RunningTransfers;
  /** The handler for the next request; it changes when the share does. */
  readonly handler: () => Handler;
  /** Called once for each exchange, when it has ended. */
  readonly onExchange: (exchange: Omit<Exchange, 'id'>) => void;
  /** Called with each bug that was caught. */
  readonly onFault: (error: Error) => void;
}

/** Methods whose unasked-for body is read and thrown away before they are answered; any other with a body is answered at once and the connection closed. */
const drainedMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * One socket's loop: read a request, handle it, send the response, and again (keep-alive; pipelined requests in
 * order). Owns the socket's time-outs, through `sweep`, and reports each exchange when it has ended.
 */
export class Connection implements ManagedConnection {
  readonly #socket: Socket;
  readonly #services: ConnectionServices;
  readonly #parser: RequestParser;
  readonly #writer: ResponseWriter;
  /** The visitor's IP address. */
  readonly remoteAddress: string;
  #state: ConnectionState = 'idle';
  #exchange: RunningExchange | null = null;
  #requests = 0;
  #unwantedBody: UnwantedBody | null = null;
  #lingeredBytes = 0;
  #isClosing = false;
  #isPeerDone = false;
  #isPaused = false;
  /** When the current state began or last made progress, on the monotonic clock. */
  #activeAt = performance.now();
  #acceptedBytes = 0;

  constructor(socket: Socket, services: ConnectionServices) {
    this.#socket = socket;
    this.#services = services;
    this.#parser = new RequestParser(services.limits);
    this.#writer = new ResponseWriter(socket, services.buffers, services.limits.singleWriteBodyBytesMax);
    this.remoteAddress = plainAddress(socket.remoteAddress ?? '');
    socket.on('data', (chunk: Buffer) => this.#guard(() => this.#received(chunk)));
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
        if (waited > limits.idleTimeoutMs) this.#linger();
        break;
      case 'reading-head':
        if (waited > limits.headTimeoutMs) this.#refuse(new HttpError(408, 'The request took too long to arrive'));
        break;
      case 'reading-body':
        if (this.#unwantedBody?.isLate(now, this.#activeAt))
          this.#refuse(new HttpError(408, 'The request took too long to arrive'));
        break;
      case 'handling':
        if (waited > limits.handlingTimeoutMs) this.#refuse(new HttpError(503, 'The disk does not answer'));
        break;
      case 'sending':
        this.#sweepSending(now, waited, isCrowded);
        break;
      case 'lingering':
        if (waited > limits.lingerTimeoutMs) this.#socket.destroy();
        break;
    }
  }

  #sweepSending(now: number, waited: number, isCrowded: boolean): void {
    const { stalledReaderTimeoutMs, stalledReaderCrowdedTimeoutMs } = this.#services.limits;
    const accepted = this.#writer.sample();
    if (accepted !== this.#acceptedBytes || !this.#writer.isWaitingForPeer) {
      this.#acceptedBytes = accepted;
      this.#activeAt = now;
    } else if (waited > (isCrowded ? stalledReaderCrowdedTimeoutMs : stalledReaderTimeoutMs)) {
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
      this.#lingeredBytes += chunk.length;
      if (this.#lingeredBytes > this.#services.limits.lingerBytesMax) this.#socket.destroy();
      return;
    }
    if (this.#isClosing && this.#state === 'sending') return;
    this.#parser.push(chunk);
    if (this.#state === 'idle' || this.#state === 'reading-head') {
      this.#readRequest();
    } else if (this.#state === 'reading-body') {
      this.#activeAt = performance.now();
      this.#readBody();
    } else if (this.#parser.bufferedBytes > this.#services.limits.pipelinedBytesMax) {
      this.#isPaused = true;
      this.#socket.pause();
    }
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
      this.#services.running.begin();
      this.#exchange = new RunningExchange(this.#activeAt);
    }
    const request = this.#parser.nextRequest();
    if (request === null) return;
    this.#requests++;
    if (request instanceof HttpError) {
      this.#refuse(request);
      return;
    }
    this.#startRequest(request, this.#exchange as RunningExchange);
  }

  #startRequest(request: HttpRequest, exchange: RunningExchange): void {
    const { limits } = this.#services;
    const { bodyFraming } = request;
    exchange.request = request;
    exchange.isLast = !request.keepAlive || this.#requests >= limits.requestsPerConnectionMax;
    const expectation = request.headers.get('expect');
    if (expectation !== undefined && request.version === '1.1' && expectation.toLowerCase() !== '100-continue') {
      this.#refuse(new HttpError(417, 'This expectation cannot be met'));
    } else if (bodyFraming.kind === 'none') {
      this.#handle(request);
    } else if (!drainedMethods.has(request.method)) {
      exchange.isLast = true;
      this.#handle(request);
    } else if (bodyFraming.kind === 'length' && bodyFraming.bytes > limits.unwantedBodyBytesMax) {
      this.#refuse(new HttpError(413, 'The request body is too large'));
    } else {
      this.#enter('reading-body');
      this.#unwantedBody = new UnwantedBody(this.#parser, limits, this.#activeAt);
      if (expectation !== undefined && request.version === '1.1') this.#writer.sendInterim('HTTP/1.1 100 Continue');
      this.#readBody();
    }
  }

  #readBody(): void {
    const read = this.#unwantedBody?.read();
    const request = this.#exchange?.request;
    if (read instanceof HttpError) this.#refuse(read);
    else if (read === 'ended' && request) this.#handle(request);
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
    const isPeerAnswered = this.#isPeerDone && this.#parser.bufferedBytes === 0;
    exchange.isLast ||= this.#isClosing || isPeerAnswered || endsWithClose;
    this.#enter('sending');
    let connection: 'close' | 'keep-alive' | null = exchange.isLast ? 'close' : null;
    if (!exchange.isLast && request?.version === '1.0') connection = 'keep-alive';
    const headOnly = (request ?? this.#parser.requestLine)?.method === 'HEAD';
    const options = {
      headOnly,
      chunkedAllowed,
      connection,
      date: this.#services.date.value(Date.now()),
    };
    exchange.responding(response, headOnly);
    this.#writer.send(response, options, (outcome) => this.#guard(() => this.#responseEnded(outcome)));
    // What the kernel has taken already is sent before anyone could look at it.
    const isSentAtOnce = response.body.kind === 'bytes' && !this.#writer.isWaitingForPeer;
    if (request && exchange.content === 'file' && !isSentAtOnce && this.#exchange === exchange)
      this.#transferBegan(exchange, request, response);
  }

  #transferBegan(exchange: RunningExchange, request: HttpRequest, response: HttpResponse): void {
    exchange.transferId = this.#services.transfers.began({
      startedAt: this.#activeAt,
      sample: (id) => {
        this.#writer.sample();
        return {
          id,
          time: exchange.time,
          remoteAddress: this.remoteAddress,
          method: request.method,
          path: request.requestTarget,
          userAgent: request.headers.get('user-agent') ?? null,
          status: response.status,
          bytes: this.#writer.bodyBytes,
          totalBytes: response.contentLength,
          contentRange: exchange.contentRange,
        };
      },
      cut: () => this.cut('stopped-by-owner'),
    });
  }

  #discard(response: HttpResponse): void {
    releaseBody(response.body).catch((error: unknown) => this.#tell(error));
  }

  #responseEnded(outcome: SendOutcome): void {
    const isLast = this.#exchange?.isLast ?? true;
    const error = outcome.kind === 'cut' && !this.#socket.destroyed ? outcome.error : null;
    this.#finishExchange(outcome.kind === 'sent' ? null : failureOf(error));
    if (this.#state === 'closed') return;
    if (outcome.kind === 'cut') {
      // Behind a visitor who has left, every error is a consequence; before that, only an unknown one is a bug.
      if (error && !isExpected(error)) this.#tell(error);
      this.#socket.destroy();
    } else if (isLast || this.#isClosing) {
      this.#linger();
    } else {
      this.#enter('idle');
      if (this.#parser.bufferedBytes > 0) this.#readRequest();
      if (this.#isPeerDone) this.#endWithPeer();
      if (this.#isPaused && this.#parser.bufferedBytes <= this.#services.limits.pipelinedBytesMax) {
        this.#isPaused = false;
        this.#socket.resume();
      }
    }
  }

  /** `cutBy`: why not everything was sent, unless a reason is known already; null where it was. */
  #finishExchange(cutBy: ExchangeFailure | null): void {
    const exchange = this.#exchange;
    if (!exchange) return;
    this.#exchange = null;
    this.#unwantedBody = null;
    const { running, transfers, limits, onExchange } = this.#services;
    running.end();
    exchange.failure ??= cutBy;
    const end: ExchangeEnd = {
      remoteAddress: this.remoteAddress,
      line: this.#parser.requestLine,
      bytes: this.#writer.bodyBytes,
      outcome: cutBy === null ? 'completed' : 'aborted',
    };
    const report = exchange.ended(end, limits);
    if (report) onExchange(report);
    if (exchange.transferId !== null) transfers.ended(exchange.transferId);
  }

  /** Closes our side and waits, within bounds, for the peer to close its own. */
  #linger(): void {
    this.#isClosing = true;
    this.#enter('lingering');
    if (this.#isPeerDone) {
      this.#socket.destroySoon();
      return;
    }
    this.#socket.end();
    this.#socket.resume();
  }
}

/** The disk's and the network's own errors carry a code; so do those of files that change meanwhile, by their type. */
function isExpected(error: Error): boolean {
  return error instanceof ContentEndedEarly || ('code' in error && typeof error.code === 'string');
}

/** Why a response was cut short by `error`; null: by the visitor, or by our own closing. */
function failureOf(error: Error | null): ExchangeFailure {
  if (error === null) return 'visitor-left';
  return isExpected(error) ? 'file-changed' : 'bug';
}
