import { ChunkedBody, type ChunkedBodyBounds } from './chunked-body.ts';
import { isTokenByte } from './grammar.ts';
import { HttpError } from './http-error.ts';
import type { HttpRequest } from './request.ts';
import { parseRequestHead, type RequestLine } from './request-head.ts';

export interface RequestParserBounds extends ChunkedBodyBounds {
  readonly requestLineBytesMax: number;
  readonly requestHeadBytesMax: number;
  readonly headerFieldsMax: number;
  readonly leadingEmptyLinesMax: number;
}

/** Body bytes (a view into the received chunk, valid until the next `push`), the end, or an error. */
export type BodyPart = { readonly kind: 'data'; readonly data: Buffer } | { readonly kind: 'end' } | HttpError;

const bodyEnd: BodyPart = { kind: 'end' };
const empty = Buffer.alloc(0);

/**
 * Sans-I/O parser for the requests of one connection (RFC 9112): `push` what was received, then `nextRequest` for a
 * head and `nextBodyPart` until `end` for its body, in turn. It never throws on input and never holds more than the
 * bounds allow (plus the one chunk pushed last). After an error it must not be used again.
 */
export class RequestParser {
  readonly #bounds: RequestParserBounds;
  #buffer: Buffer = empty;
  /** Where `#buffer` lies, with room to grow, while a request comes in pieces. */
  #room: Buffer = empty;
  /** Where the request being read begins. */
  #start = 0;
  /** Where the first line not yet seen whole begins. */
  #lineStart = 0;
  #lines = 0;
  #emptyLines = 0;
  #bodyLeft = 0;
  #chunked: ChunkedBody | null = null;
  #requestLine: RequestLine | null = null;

  constructor(bounds: RequestParserBounds) {
    this.#bounds = bounds;
  }

  /** The line of the request read last, where it could be parsed: for the log of a refused request. */
  get requestLine(): RequestLine | null {
    return this.#requestLine;
  }

  /** Bytes received and not used yet. */
  get bufferedBytes(): number {
    return this.#buffer.length - this.#start;
  }

  /** Takes what was received. The parser looks into that very buffer until all of it is used up, or until `keep`. */
  push(chunk: Buffer): void {
    const unread = this.#buffer.length - this.#start;
    if (unread === 0) {
      this.#buffer = chunk;
      this.#lineStart = 0;
    } else {
      this.#append(chunk, unread);
    }
    this.#start = 0;
  }

  /** Copies what is unread, so that the buffer pushed last may be written over. */
  keep(): void {
    const unread = this.bufferedBytes;
    if (unread === 0 || this.#buffer.buffer === this.#room.buffer) return;
    this.#append(empty, unread);
    this.#start = 0;
  }

  /** Joins the chunk to what is unread. The room doubles, so a request that comes byte by byte costs no more than one copy of each byte or two. */
  #append(chunk: Buffer, unread: number): void {
    this.#lineStart -= this.#start;
    const needed = unread + chunk.length;
    if (this.#start === 0 && this.#room.length >= needed && this.#buffer.buffer === this.#room.buffer) {
      chunk.copy(this.#room, unread);
    } else {
      const room = Buffer.allocUnsafeSlow(Math.max(needed, unread * 2));
      this.#buffer.copy(room, 0, this.#start);
      chunk.copy(room, unread);
      this.#room = room;
    }
    this.#buffer = this.#room.subarray(0, needed);
  }

  /** The next request's head, null while it is not whole, or why it is refused. */
  nextRequest(): HttpRequest | HttpError | null {
    if (this.#lines === 0) {
      this.#requestLine = null;
      const error = this.#skipEmptyLines();
      if (error) return error;
    }
    const headEnd = this.#findHeadEnd();
    if (headEnd === null || headEnd instanceof HttpError) return headEnd;
    const text = this.#buffer.toString('latin1', this.#start, headEnd - 4);
    this.#take(headEnd - this.#start);
    // An idle connection should not keep what it once received.
    if (this.bufferedBytes === 0) this.#forget();
    this.#lines = 0;
    this.#emptyLines = 0;
    const request = parseRequestHead(text, (line) => {
      this.#requestLine = line;
    });
    if (!(request instanceof HttpError)) this.#startBody(request);
    return request;
  }

  /** The next part of the current request's body; null while more must be received. A request without a body ends at once. */
  nextBodyPart(): BodyPart | null {
    if (this.#chunked) return this.#nextChunkedPart(this.#chunked);
    if (this.#bodyLeft === 0) return bodyEnd;
    const available = Math.min(this.#bodyLeft, this.bufferedBytes);
    if (available === 0) return null;
    this.#bodyLeft -= available;
    return { kind: 'data', data: this.#take(available) };
  }

  #startBody(request: HttpRequest): void {
    const framing = request.bodyFraming;
    this.#bodyLeft = framing.kind === 'length' ? framing.bytes : 0;
    this.#chunked = framing.kind === 'chunked' ? new ChunkedBody(this.#bounds) : null;
  }

  #nextChunkedPart(chunked: ChunkedBody): BodyPart | null {
    for (;;) {
      const step = chunked.step(this.#buffer.subarray(this.#start));
      if (step instanceof HttpError) return step;
      this.#take(step.used);
      if (step.kind === 'data') return step;
      if (step.kind === 'end') {
        this.#chunked = null;
        return bodyEnd;
      }
      if (step.used === 0) return null;
    }
  }

  #forget(): void {
    this.#buffer = empty;
    this.#room = empty;
    this.#start = 0;
    this.#lineStart = 0;
  }

  #take(bytes: number): Buffer {
    const data = this.#buffer.subarray(this.#start, this.#start + bytes);
    this.#start += bytes;
    this.#lineStart = this.#start;
    return data;
  }

  /** RFC 9112 §2.2: a few empty lines before the request line are ignored. What cannot begin a method is refused at once (a TLS hello, for one, which would else wait for a line end that never comes). */
  #skipEmptyLines(): HttpError | null {
    const buffer = this.#buffer;
    while (this.#start < buffer.length && !isTokenByte(buffer[this.#start] as number)) {
      if (buffer[this.#start] !== 0x0d) return new HttpError(400, 'This is not an HTTP request');
      if (this.#start + 1 >= buffer.length) return null;
      if (buffer[this.#start + 1] !== 0x0a) return new HttpError(400, 'This is not an HTTP request');
      if (++this.#emptyLines > this.#bounds.leadingEmptyLinesMax) return new HttpError(400, 'Too many empty lines');
      this.#take(2);
    }
    return null;
  }

  /** The offset behind the empty line that ends the head; null while it is not there. Every LF must follow a CR. */
  #findHeadEnd(): number | null | HttpError {
    const buffer = this.#buffer;
    for (;;) {
      const lineFeed = buffer.indexOf(0x0a, this.#lineStart);
      const seen = (lineFeed < 0 ? buffer.length : lineFeed) - this.#start;
      if (this.#lines === 0 && seen > this.#bounds.requestLineBytesMax)
        return new HttpError(414, 'Request line is too long');
      if (seen > this.#bounds.requestHeadBytesMax) return new HttpError(431, 'Header section is too large');
      if (lineFeed < 0) return null;
      if (lineFeed === 0 || buffer[lineFeed - 1] !== 0x0d) return new HttpError(400, 'Line ends with a bare LF');
      const isEmpty = lineFeed - this.#lineStart === 1;
      this.#lineStart = lineFeed + 1;
      if (isEmpty) return this.#lineStart;
      if (++this.#lines > this.#bounds.headerFieldsMax + 1) return new HttpError(431, 'Too many header fields');
    }
  }
}
