import type { ExchangeContent } from '../../../shared/exchange.ts';
import { fieldValuePattern, tokenPattern } from './grammar.ts';
import { HeadRoom } from './head-room.ts';
import { isBodiless, reasonPhrase } from './status.ts';

export type HeaderField = readonly [name: string, value: string];

/** A file that was promised whole has become shorter meanwhile: nobody's fault, and not to be mended but by closing. */
export class ContentEndedEarly extends Error {
  constructor() {
    super('The file became shorter while it was sent');
    this.name = 'ContentEndedEarly';
  }
}

/** Something open on disk that a response body is read from. Whoever takes the response closes it, once. */
export interface FileSource {
  /** Reads up to `length` bytes at `position` into `buffer` from its start; resolves with the count, 0 at the end of the file. */
  read(buffer: Buffer, length: number, position: number): Promise<number>;
  close(): Promise<void>;
}

/** `length` bytes of a file from `start`, or bytes as they are. */
export type FilePiece = Buffer | { readonly start: number; readonly length: number };

/** A response's content as data; the writer sends it and always consumes or releases it. */
export type ResponseBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  /** Parts of a file, and bytes between them (multipart/byteranges), `length` bytes in all. */
  | {
      readonly kind: 'file';
      readonly source: FileSource;
      readonly pieces: readonly FilePiece[];
      readonly length: number;
    }
  /**
   * Content of unknown length, made while it is sent. The writer calls `return()` when the visitor leaves. `isEndless`: it
   * waits for news, so a visitor who closes the sending side is taken to have left, since no end of it is worth waiting for.
   * `isWanted`: tells whether others wait for what it holds, so that a slow reader must not keep it for long.
   */
  | {
      readonly kind: 'stream';
      readonly chunks: AsyncIterator<Buffer>;
      readonly isEndless?: boolean;
      readonly isWanted?: () => boolean;
    };

/** What the head of a response says besides its own fields. */
export interface HeadOptions {
  /** HTTP/1.0 knows no chunks: content of unknown length ends with the connection. */
  readonly chunkedAllowed: boolean;
  /** The value of the Connection field, or null for none. */
  readonly connection: 'close' | 'keep-alive' | null;
  /** The value of the Date field (RFC 9110 §6.6.1). */
  readonly date: string;
}

/**
 * A response as data (RFC 9110 §6): what handlers return. The writer adds Date, Server, Connection and the framing
 * fields (Content-Length or Transfer-Encoding) and leaves the body out for HEAD, so no handler needs to care.
 */
export class HttpResponse {
  readonly status: number;
  readonly headers: readonly HeaderField[];
  /** What the body holds, for the access log. */
  readonly content: ExchangeContent;
  #body: ResponseBody;
  #fieldBlock: string | null = null;
  /** The head made last, and what for: at full speed a response that is sent often needs a new one once a second. */
  #head = '';
  #headOptions: HeadOptions | null = null;
  #headRoom: HeadRoom | null = null;

  constructor(status: number, headers: readonly HeaderField[], body: ResponseBody, content: ExchangeContent = 'other') {
    this.status = status;
    this.headers = headers;
    this.#body = body;
    this.content = content;
  }

  get body(): ResponseBody {
    return this.#body;
  }

  /** Length of the content in bytes; null where it is not known before it is sent. */
  get contentLength(): number | null {
    const body = this.#body;
    if (body.kind === 'bytes') return body.bytes.length;
    if (body.kind === 'file') return body.length;
    return body.kind === 'none' ? 0 : null;
  }

  /** The Content-Range field (RFC 9110 §14.4), which only these two statuses have; null without one. */
  get contentRange(): string | null {
    if (this.status !== 206 && this.status !== 416) return null;
    return this.headers.find(([name]) => name === 'Content-Range')?.[1] ?? null;
  }

  /** False where a field holds a character that would break the head apart (RFC 9110 §5.5): a bug of whoever made it. */
  get isWellFormed(): boolean {
    return this.fieldBlock !== '';
  }

  /** Status line and this response's own fields, each with its CRLF; made once, since a cached response is sent often. */
  get fieldBlock(): string {
    this.#fieldBlock ??= serialiseFields(this.status, this.headers);
    return this.#fieldBlock;
  }

  /** The whole head (RFC 9112 §2.1): status line, fields, and the empty line that ends it. */
  head(options: HeadOptions): string {
    const last = this.#headOptions;
    const isAsBefore =
      last !== null &&
      last.date === options.date &&
      last.connection === options.connection &&
      last.chunkedAllowed === options.chunkedAllowed;
    if (!isAsBefore) {
      this.#head = this.#serialiseHead(options);
      this.#headOptions = options;
    }
    return this.#head;
  }

  #serialiseHead({ chunkedAllowed, connection, date }: HeadOptions): string {
    let head = `${this.fieldBlock}Date: ${date}\r\nServer: Doorstep\r\n`;
    const length = this.contentLength;
    if (!isBodiless(this.status)) {
      if (length !== null) head += `Content-Length: ${length}\r\n`;
      else if (chunkedAllowed) head += 'Transfer-Encoding: chunked\r\n';
    }
    if (connection !== null) head += `Connection: ${connection}\r\n`;
    return `${head}\r\n`;
  }

  /**
   * Where its content has room for the head before it: made for content in memory when it is sent for the second time,
   * null before and for any other body. `body` is in there then, too, so that the content is in memory once.
   */
  get headRoom(): HeadRoom | null {
    if (this.#headRoom === null && this.#headOptions !== null && this.#body.kind === 'bytes') {
      this.#headRoom = new HeadRoom(this.#body.bytes);
      this.#body = { kind: 'bytes', bytes: this.#headRoom.content };
    }
    return this.#headRoom;
  }
}

/** Empty where a field cannot be sent. */
function serialiseFields(status: number, headers: readonly HeaderField[]): string {
  let block = `HTTP/1.1 ${status} ${reasonPhrase(status)}\r\n`;
  for (const [name, value] of headers) {
    if (!tokenPattern.test(name) || !fieldValuePattern.test(value)) return '';
    block += `${name}: ${value}\r\n`;
  }
  return block;
}

/** `length` bytes of a file from `start` as a body. */
export function fileBody(source: FileSource, start: number, length: number): ResponseBody {
  return { kind: 'file', source, pieces: [{ start, length }], length };
}

/** A response with text in UTF-8. */
export function textResponse(
  status: number,
  text: string,
  headers: readonly HeaderField[] = [['Content-Type', 'text/plain; charset=utf-8']],
): HttpResponse {
  return new HttpResponse(status, headers, { kind: 'bytes', bytes: Buffer.from(text, 'utf8') });
}

/** Lets go of what a body holds open, unread. */
export async function releaseBody(body: ResponseBody): Promise<void> {
  if (body.kind === 'file') await body.source.close();
  else if (body.kind === 'stream') await body.chunks.return?.();
}
