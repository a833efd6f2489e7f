import { HttpError } from '../http/http-error.ts';
import type { HttpRequest } from '../http/request.ts';
import type { RequestLine } from '../http/request-head.ts';
import { RequestParser, type RequestParserBounds } from '../http/request-parser.ts';
import { UnwantedBody, type UnwantedBodyBounds } from './unwanted-body.ts';

export interface RequestReaderBounds extends RequestParserBounds, UnwantedBodyBounds {
  readonly requestsPerConnectionMax: number;
  readonly pipelinedBytesMax: number;
}

/** A request that can be handled, why it is refused, or what more is to be received: the rest of its head, or of its body. */
export type ReadStep = HttpRequest | HttpError | 'head' | 'body';

/** Methods whose unasked-for body is read and thrown away before they are answered; any other with a body is answered at once and the connection closed. */
const drainedMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The receiving side of one connection: takes bytes, gives one request after the other, each when its unasked-for body is
 * behind it. After an error it must not be asked again.
 */
export class RequestReader {
  readonly #bounds: RequestReaderBounds;
  readonly #parser: RequestParser;
  #request: HttpRequest | null = null;
  #body: UnwantedBody | null = null;
  #requests = 0;
  #isLast = false;

  constructor(bounds: RequestReaderBounds) {
    this.#bounds = bounds;
    this.#parser = new RequestParser(bounds);
  }

  /** The request whose head was read last; null where the head that is being read, or was refused, is not understood. */
  get request(): HttpRequest | null {
    return this.#request;
  }

  /** Its request line, also where its fields were refused. */
  get line(): RequestLine | null {
    return this.#parser.requestLine;
  }

  /** Nothing that follows that request may be read as another. */
  get isLast(): boolean {
    return this.#isLast;
  }

  /** What has been received ahead. */
  get hasMore(): boolean {
    return this.#parser.bufferedBytes > 0;
  }

  /** More has been received ahead than may be held: nothing is to be received until it is less. */
  get isFull(): boolean {
    return this.#parser.bufferedBytes > this.#bounds.pipelinedBytesMax;
  }

  /** Takes what was received; it may be written over only after `keep`. */
  push(chunk: Buffer): void {
    this.#parser.push(chunk);
  }

  /** Copies what is left of the chunk pushed last. */
  keep(): void {
    this.#parser.keep();
  }

  /** Goes as far as what has been received allows. */
  read(): ReadStep {
    return this.#body ? this.#readBody(this.#body) : this.#readHead();
  }

  /** Whether the body that is being read has taken too long, in all or since something came (`activeAt`). */
  isBodyLate(now: number, activeAt: number): boolean {
    return this.#body?.isLate(now, activeAt) ?? false;
  }

  #readHead(): ReadStep {
    this.#request = null;
    const request = this.#parser.nextRequest();
    if (request === null) return 'head';
    this.#requests++;
    if (request instanceof HttpError) return request;
    this.#request = request;
    this.#isLast = !request.keepAlive || this.#requests >= this.#bounds.requestsPerConnectionMax;
    if (request.version === '1.1' && (request.headers.get('expect') ?? expected).toLowerCase() !== expected)
      return new HttpError(417, 'This expectation cannot be met');
    const { bodyFraming } = request;
    if (bodyFraming.kind === 'none') return request;
    if (!drainedMethods.has(request.method)) {
      this.#isLast = true;
      return request;
    }
    if (bodyFraming.kind === 'length' && bodyFraming.bytes > this.#bounds.unwantedBodyBytesMax)
      return new HttpError(413, 'The request body is too large');
    this.#body = new UnwantedBody(this.#parser, this.#bounds, performance.now());
    return this.#readBody(this.#body);
  }

  #readBody(body: UnwantedBody): ReadStep {
    const read = body.read();
    if (read === 'incomplete') return 'body';
    this.#body = null;
    return read instanceof HttpError ? read : (this.#request as HttpRequest);
  }
}

/** The only expectation that there is (RFC 9110 §10.1.1). */
const expected = '100-continue';
