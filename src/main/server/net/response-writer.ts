import type { Socket } from 'node:net';
import type { HeadRoom } from '../http/head-room.ts';
import {
  ContentEndedEarly,
  type FilePiece,
  type FileSource,
  type HeadOptions,
  type HttpResponse,
  releaseBody,
} from '../http/response.ts';
import { isBodiless } from '../http/status.ts';
import { kernelAcceptedBytes } from './kernel-bytes.ts';
import type { TransferBuffers } from './transfer-buffers.ts';

export interface SendOptions extends HeadOptions {
  /** HEAD: the same head, no content. */
  readonly headOnly: boolean;
}

/**
 * - `sent`: the kernel accepted all of it.
 * - `cut`: it did not, because the content ended early (`error`) or the socket takes no more (null); the connection must be closed.
 */
export type SendOutcome = { readonly kind: 'sent' } | { readonly kind: 'cut'; readonly error: Error | null };

const sent: SendOutcome = { kind: 'sent' };
const cutOff: SendOutcome = { kind: 'cut', error: null };
const lastChunk = '0\r\n\r\n';

/**
 * Sends responses on one socket, one after the other, with back-pressure. Never holds more than two transfer buffers of
 * a body. `bodyBytes` tells at any time how much of the current body the kernel has accepted. Nothing else may write to
 * the socket.
 */
export class ResponseWriter {
  readonly #socket: Socket;
  readonly #buffers: TransferBuffers;
  readonly #singleWriteBodyBytesMax: number;
  /** All that was handed to the socket. */
  #writtenBytes = 0;
  /** What of it the kernel has accepted: the last figure that could be had, since after a reset the handle is gone. */
  #acceptedBytes = 0;
  /** What had been handed over before the current body's first byte, including its head. */
  #bodyStartsAt = 0;
  /** Framing bytes of chunked content, which are not body bytes. */
  #framingBytes = 0;

  constructor(socket: Socket, buffers: TransferBuffers, singleWriteBodyBytesMax: number) {
    this.#socket = socket;
    this.#buffers = buffers;
    this.#singleWriteBodyBytesMax = singleWriteBodyBytesMax;
  }

  /** How many bytes of the current response's body the kernel has accepted. */
  get bodyBytes(): number {
    return Math.max(0, this.#acceptedBytes - this.#bodyStartsAt - this.#framingBytes);
  }

  /** Looks at the socket again; returns the count of all accepted bytes, for telling progress. */
  sample(): number {
    if (this.isWaitingForPeer) this.#acceptedBytes = kernelAcceptedBytes(this.#socket) ?? this.#acceptedBytes;
    return this.#acceptedBytes;
  }

  /** Whether bytes wait that the peer's side does not take. */
  get isWaitingForPeer(): boolean {
    return this.#socket.writableLength > 0;
  }

  /** Writes an interim response (RFC 9110 §15.2) such as 100. */
  sendInterim(statusLine: string): void {
    this.#writeText(`${statusLine}\r\n\r\n`);
  }

  /** Sends one response and calls `done` once, when the kernel has accepted it or it can't. The body is consumed or released in every case. */
  send(response: HttpResponse, options: SendOptions, done: (outcome: SendOutcome) => void): void {
    const room = options.headOnly ? null : response.headRoom;
    const head = response.head(options);
    const { body } = response;
    this.#framingBytes = 0;
    this.#bodyStartsAt = this.#writtenBytes + head.length;
    if (options.headOnly || isBodiless(response.status) || response.contentLength === 0) {
      this.#write(Buffer.from(head, 'latin1'), done);
      this.#release(response);
    } else if (body.kind === 'bytes') {
      const packet = room?.packet(head) ?? null;
      if (room !== null && packet !== null) this.#sendPacket(room, packet, done);
      else this.#sendBytes(head, body.bytes, done);
    } else if (body.kind === 'file') {
      settle(this.#sendFile(head, body.source, body.pieces), done);
    } else if (body.kind === 'stream') {
      settle(this.#sendStream(head, body.chunks, options.chunkedAllowed), done);
    }
  }

  /** Releases a body that will not be sent. */
  #release(response: HttpResponse): void {
    releaseBody(response.body).catch(() => {
      // Nothing was to be read from it any more, so a failing close changes no answer.
    });
  }

  #sendPacket(room: HeadRoom, packet: Buffer, done: (outcome: SendOutcome) => void): void {
    let isHeld = false;
    this.#write(packet, (outcome) => {
      if (isHeld) room.release();
      done(outcome);
    });
    if (this.#socket.destroyed || !this.isWaitingForPeer) return;
    isHeld = true;
    room.hold();
  }

  #sendBytes(head: string, bytes: Buffer, done: (outcome: SendOutcome) => void): void {
    if (bytes.length > this.#singleWriteBodyBytesMax) {
      this.#socket.cork();
      this.#writeText(head);
      this.#write(bytes, done);
      this.#socket.uncork();
      this.sample();
      return;
    }
    const whole = Buffer.allocUnsafe(head.length + bytes.length);
    whole.write(head, 0, 'latin1');
    bytes.copy(whole, head.length);
    this.#write(whole, done);
  }

  /** Text that a `#write` follows: its success is that one's. */
  #writeText(text: string): void {
    this.#writtenBytes += text.length;
    this.#socket.write(text, 'latin1');
  }

  /** One write; `done` when the kernel has it all, or the socket is gone. */
  #write(bytes: Buffer, done: (outcome: SendOutcome) => void): void {
    const socket = this.#socket;
    if (socket.destroyed) {
      done(cutOff);
      return;
    }
    this.#writtenBytes += bytes.length;
    const writtenBytes = this.#writtenBytes;
    let isPending = false;
    socket.write(bytes, (error) => {
      // Node 20 tells no error of a write that was still waiting when the socket was destroyed.
      if (!error && !(isPending && socket.destroyed)) this.#acceptedBytes = writtenBytes;
      done(error || socket.destroyed ? cutOff : sent);
    });
    isPending = this.isWaitingForPeer;
    this.sample();
  }

  #writeAsync(bytes: Buffer): Promise<SendOutcome> {
    return new Promise((resolve) => this.#write(bytes, resolve));
  }

  /** Content-Length is already promised: a file that has shrunk ends the connection short, one that has grown is sent to the promised length. */
  async #sendFile(head: string, source: FileSource, pieces: readonly FilePiece[]): Promise<SendOutcome> {
    const buffers: [Buffer, Buffer] = [this.#buffers.acquire(), this.#buffers.acquire()];
    let prefix: string | null = head;
    let outcome: SendOutcome = cutOff;
    try {
      for (const piece of pieces) {
        outcome = Buffer.isBuffer(piece)
          ? await this.#writeChunk(prefix, piece)
          : await this.#sendPiece(prefix, source, piece.start, piece.length, buffers);
        if (outcome.kind === 'cut') return outcome;
        prefix = null;
      }
      return outcome;
    } finally {
      for (const buffer of buffers) {
        if (outcome.kind === 'sent') this.#buffers.release(buffer);
        else this.#buffers.forget(buffer);
      }
      await source.close();
    }
  }

  /** Two buffers in turn: while one is on its way to the kernel the next is read from disk. */
  async #sendPiece(
    prefix: string | null,
    source: FileSource,
    start: number,
    length: number,
    buffers: readonly [Buffer, Buffer],
  ): Promise<SendOutcome> {
    let left = length;
    let position = start;
    let turn = 0;
    const readNext = (): Promise<number> => {
      const buffer = buffers[turn % 2] as Buffer;
      const pending = readFully(source, buffer, Math.min(left, buffer.length), position);
      // It is awaited in its turn; until then a failure must not count as unhandled.
      pending.catch(() => 0);
      return pending;
    };
    let reading = readNext();
    try {
      while (left > 0) {
        const buffer = buffers[turn % 2] as Buffer;
        const wanted = Math.min(left, buffer.length);
        const count = await reading;
        const isFirst = left === length;
        left -= count;
        position += count;
        turn++;
        if (left > 0 && count === wanted) reading = readNext();
        const outcome = await this.#writeChunk(isFirst ? prefix : null, buffer.subarray(0, count));
        if (outcome.kind === 'cut') return outcome;
        if (count < wanted) return { kind: 'cut', error: new ContentEndedEarly() };
      }
      return sent;
    } finally {
      // The disk may still be writing into the read-ahead buffer: neither it nor the file may be let go before.
      await reading.catch(() => 0);
    }
  }

  #writeChunk(prefix: string | null, chunk: Buffer): Promise<SendOutcome> {
    if (prefix === null) return this.#writeAsync(chunk);
    this.#socket.cork();
    this.#writeText(prefix);
    const written = this.#writeAsync(chunk);
    this.#socket.uncork();
    this.sample();
    return written;
  }

  async #sendStream(head: string, chunks: AsyncIterator<Buffer>, isChunked: boolean): Promise<SendOutcome> {
    let isEnded = false;
    // A stream that waits for news (and not for us) learns of the visitor's leaving by this alone.
    const onClose = () => {
      chunks.return?.().catch(() => {
        // It has nothing more to say to anyone.
      });
    };
    this.#socket.once('close', onClose);
    try {
      this.#writeText(head);
      for (;;) {
        const next = await chunks.next();
        if (next.done) break;
        if (next.value.length === 0) continue;
        const outcome = await this.#writeStreamed(next.value, isChunked);
        if (outcome.kind === 'cut') return outcome;
      }
      isEnded = true;
      // It ends early, too, when the visitor has left.
      if (!isChunked) return this.#socket.destroyed ? cutOff : sent;
      this.#framingBytes += lastChunk.length;
      return await this.#writeAsync(Buffer.from(lastChunk, 'latin1'));
    } finally {
      this.#socket.off('close', onClose);
      if (!isEnded) await chunks.return?.();
    }
  }

  #writeStreamed(chunk: Buffer, isChunked: boolean): Promise<SendOutcome> {
    if (!isChunked) return this.#writeAsync(chunk);
    const size = `${chunk.length.toString(16)}\r\n`;
    this.#framingBytes += size.length + 2;
    this.#socket.cork();
    this.#writeText(size);
    this.#writtenBytes += chunk.length;
    this.#socket.write(chunk);
    const written = this.#writeAsync(Buffer.from('\r\n', 'latin1'));
    this.#socket.uncork();
    this.sample();
    return written;
  }
}

/** Reads `length` bytes, or fewer where the file ends. */
async function readFully(source: FileSource, buffer: Buffer, length: number, position: number): Promise<number> {
  let count = await source.read(buffer, length, position);
  while (count > 0 && count < length) {
    const more = await source.read(buffer.subarray(count), length - count, position + count);
    if (more === 0) break;
    count += more;
  }
  return count;
}

function settle(sending: Promise<SendOutcome>, done: (outcome: SendOutcome) => void): void {
  sending.then(done, (error: unknown) =>
    done({ kind: 'cut', error: error instanceof Error ? error : new Error(String(error)) }),
  );
}
