import { fieldValuePattern, tokenPattern } from './grammar.ts';
import { HttpError } from './http-error.ts';

export interface ChunkedBodyBounds {
  readonly chunkLineBytesMax: number;
  readonly trailerBytesMax: number;
}

/**
 * `chunk-size [ chunk-ext ]` (RFC 9112 §7.1.1) without the white space that it calls bad: each extension a token, with
 * a token or a quoted string for its value. No two parts can begin alike, so matching takes linear time.
 */
const chunkLinePattern =
  /^([0-9A-Fa-f]{1,13})(?:;[!#$%&'*+\-.^_`|~0-9A-Za-z]+(?:=(?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+|"(?:[\t\x20\x21\x23-\x5b\x5d-\x7e\x80-\xff]|\\[\t\x20-\x7e\x80-\xff])*"))?)*$/;

/** Fields that decide about framing, routing or the connection: never in trailers (RFC 9110 §6.5.1), where another reader may heed them. */
const neverTrailers = new Set([
  'content-length',
  'transfer-encoding',
  'host',
  'connection',
  'proxy-connection',
  'upgrade',
]);

/** What one step of decoding found: `used` bytes of the input are done with; `data` is body content among them. */
export type ChunkedStep =
  | { readonly kind: 'data'; readonly used: number; readonly data: Buffer }
  | { readonly kind: 'more'; readonly used: number }
  | { readonly kind: 'end'; readonly used: number }
  | HttpError;

/**
 * Decodes a chunked body (RFC 9112 §7.1), strictly: sizes are bare hex digits, every line ends with CRLF, extensions
 * and trailers are checked and ignored. Call `step` with all bytes not yet used; at `more`, call again with more of them.
 */
export class ChunkedBody {
  readonly #bounds: ChunkedBodyBounds;
  #state: 'size' | 'data' | 'data-end' | 'trailer' = 'size';
  #left = 0;
  #trailerBytes = 0;

  constructor(bounds: ChunkedBodyBounds) {
    this.#bounds = bounds;
  }

  step(input: Buffer): ChunkedStep {
    if (this.#state === 'data') return this.#data(input);
    if (this.#state === 'data-end') return this.#dataEnd(input);
    const line = this.#line(input);
    if (line instanceof HttpError) return line;
    if (line === null) return { kind: 'more', used: 0 };
    const used = line.length + 2;
    if (this.#state === 'size') return this.#size(line, used);
    if (line === '') return { kind: 'end', used };
    this.#trailerBytes += used;
    if (this.#trailerBytes > this.#bounds.trailerBytesMax) return new HttpError(431, 'Trailer section is too large');
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon));
    if (!tokenPattern.test(name) || !fieldValuePattern.test(line.slice(colon + 1)))
      return new HttpError(400, 'Malformed trailer field');
    if (neverTrailers.has(name.toLowerCase())) return new HttpError(400, 'Field is not allowed in trailers');
    return { kind: 'more', used };
  }

  #data(input: Buffer): ChunkedStep {
    if (input.length === 0) return { kind: 'more', used: 0 };
    const data = input.length > this.#left ? input.subarray(0, this.#left) : input;
    this.#left -= data.length;
    if (this.#left === 0) this.#state = 'data-end';
    return { kind: 'data', used: data.length, data };
  }

  #dataEnd(input: Buffer): ChunkedStep {
    if (input.length > 0 && input[0] !== 0x0d) return new HttpError(400, 'Chunk is longer than its size');
    if (input.length < 2) return { kind: 'more', used: 0 };
    if (input[1] !== 0x0a) return new HttpError(400, 'Chunk is longer than its size');
    this.#state = 'size';
    return { kind: 'more', used: 2 };
  }

  /** `chunk-size [ chunk-ext ] CRLF`; the last chunk's size is zero and trailers follow. */
  #size(line: string, used: number): ChunkedStep {
    const match = chunkLinePattern.exec(line);
    if (!match) return new HttpError(400, 'Malformed chunk size');
    this.#left = Number.parseInt(match[1] as string, 16);
    this.#state = this.#left === 0 ? 'trailer' : 'data';
    return { kind: 'more', used };
  }

  /** One line without its CRLF, or null while it is not whole. */
  #line(input: Buffer): string | null | HttpError {
    const end = input.indexOf(0x0a);
    if (end < 0 && input.length <= this.#bounds.chunkLineBytesMax) return null;
    if (end < 0 || end > this.#bounds.chunkLineBytesMax) return new HttpError(400, 'Chunk line is too long');
    if (end === 0 || input[end - 1] !== 0x0d) return new HttpError(400, 'Line ends with a bare LF');
    return input.toString('latin1', 0, end - 1);
  }
}
