import type { Socket } from 'node:net';
import type { Exchange } from '../../../shared/exchange.ts';
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
import type { RunningExchanges } from './running-exchanges.ts';
import type { TransferBuffers } from './transfer-buffers.ts';

/** What all connections of one server share. */
export interface ConnectionServices {
  readonly limits: Limits;
  readonly buffers: TransferBuffers;
  readonly date: DateField;
  readonly running: RunningExchanges;
  /** The handler for the next request; it changes when the share does. */
  readonly handler: () => Handler;
  /** Called once for each exchange, when it has ended. */
  readonly onExchange: (exchange: Omit<Exchange, 'id'>) => void;
  /** Called with each bug that was caught. */
  readonly onFault: (error: Error) => void;
}

/** The exchange that is under way, as far as it is known. */
interface RunningExchange {
  readonly time: number;
  readonly startedAt: number;
  status: number | null;
  isLast: boolean;
  /** What is sent has no end of its own. */
  isEndless: boolean;
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
  readonly #remoteAddress: string;
  #state: ConnectionState = 'idle';
  #exchange: RunningExchange | null = null;
  #request: HttpRequest | null = null;
  #requests = 0;
  #bodyBytes = 0;
  #bodyStartedAt = 0;
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
    this.#remoteAddress = plainAddress(socket.remoteAddress ?? '');
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

  /** Closes now; a running exchange is reported as aborted with the bytes that had gone out. */
  destroy(): void {
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
        if (waited > limits.bodyIdleTimeoutMs || now - this.#bodyStartedAt > limits.bodyTimeoutMs)
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
      this.destroy();
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
      this.#socket.destroy();
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
    if (this.#exchange?.isEndless) this.destroy();
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
    if (!wasSending) this.#finishExchange('aborted');
  }

  #readRequest(): void {
    if (this.#state === 'idle') {
      this.#enter('reading-head');
      this.#services.running.begin();
      this.#exchange = { time: Date.now(), startedAt: this.#activeAt, status: null, isLast: false, isEndless: false };
    }
    const request = this.#parser.nextRequest();
    if (request === null) return;
    this.#requests++;
    if (request instanceof HttpError) {
      this.#refuse(request);
      return;
    }
    this.#request = request;
    this.#startRequest(request);
  }

  #startRequest(request: HttpRequest): void {
    const { limits } = this.#services;
    const { bodyFraming } = request;
    const exchange = this.#exchange as RunningExchange;
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
      this.#bodyBytes = 0;
      this.#bodyStartedAt = this.#activeAt;
      if (expectation !== undefined && request.version === '1.1') this.#writer.sendInterim('HTTP/1.1 100 Continue');
      this.#readBody();
    }
  }

  #readBody(): void {
    for (;;) {
      const part = this.#parser.nextBodyPart();
      if (part === null) return;
      if (part instanceof HttpError) {
        this.#refuse(part);
        return;
      }
      if (part.kind === 'end') {
        this.#handle(this.#request as HttpRequest);
        return;
      }
      this.#bodyBytes += part.data.length;
      if (this.#bodyBytes > this.#services.limits.unwantedBodyBytesMax) {
        this.#refuse(new HttpError(413, 'The request body is too large'));
        return;
      }
    }
  }

  #handle(request: HttpRequest): void {
    this.#enter('handling');
    const context = new ExchangeContext(this.#socket, this.#remoteAddress, request);
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
    if (expected.closesConnection && this.#exchange) this.#exchange.isLast = true;
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
    this.#respondError(this.#state === 'reading-head' ? null : this.#request, error);
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
    const options = {
      headOnly: (request ?? this.#parser.requestLine)?.method === 'HEAD',
      chunkedAllowed,
      connection,
      date: this.#services.date.value(Date.now()),
    };
    exchange.status = response.status;
    exchange.isEndless = response.body.kind === 'stream' && response.body.isEndless === true;
    this.#writer.send(response, options, (outcome) => this.#guard(() => this.#responseEnded(outcome)));
  }

  #discard(response: HttpResponse): void {
    releaseBody(response.body).catch((error: unknown) => this.#tell(error));
  }

  #responseEnded(outcome: SendOutcome): void {
    const isLast = this.#exchange?.isLast ?? true;
    this.#finishExchange(outcome.kind === 'sent' ? 'completed' : 'aborted');
    if (this.#state === 'closed') return;
    if (outcome.kind === 'cut') {
      // Behind a visitor who has left, every error is a consequence; before that, only an unknown one is a bug.
      if (outcome.error && !this.#socket.destroyed && !isExpected(outcome.error)) this.#tell(outcome.error);
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

  #finishExchange(outcome: Exchange['outcome']): void {
    const exchange = this.#exchange;
    if (!exchange) return;
    this.#exchange = null;
    this.#services.running.end();
    const line = this.#parser.requestLine;
    const request = this.#request;
    this.#request = null;
    if (exchange.status === null && request === null) return; // The visitor left before it had asked for anything.
    this.#services.onExchange({
      time: exchange.time,
      remoteAddress: this.#remoteAddress,
      method: line?.method ?? null,
      path: line?.requestTarget ?? null,
      ...(line ? { protocol: `HTTP/${line.version}` } : {}),
      status: exchange.status,
      bytes: exchange.status === null ? 0 : this.#writer.bodyBytes,
      durationMs: Math.round((performance.now() - exchange.startedAt) * 100) / 100,
      outcome,
      userAgent: request?.headers.get('user-agent') ?? null,
      content: 'other',
      failure: null,
      transferId: null,
      contentRange: null,
      requestFields: [],
    });
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
