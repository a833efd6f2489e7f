import type { Socket } from 'node:net';

export interface LingerBounds {
  readonly lingerTimeoutMs: number;
  readonly lingerBytesMax: number;
}

/**
 * The end of a connection whose last answer has been written: our side is closed, and what the peer still sends is read
 * and thrown away, within bounds, until it closes its own. Else a reset could destroy the answer (RFC 9112 §9.6).
 */
export class Linger {
  readonly #socket: Socket;
  readonly #bounds: LingerBounds;
  readonly #startedAt = performance.now();
  #bytes = 0;

  /** `isPeerDone`: the peer has closed its side already. */
  constructor(socket: Socket, bounds: LingerBounds, isPeerDone: boolean) {
    this.#socket = socket;
    this.#bounds = bounds;
    if (isPeerDone) {
      socket.destroySoon();
      return;
    }
    socket.end();
    socket.resume();
  }

  received(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#bounds.lingerBytesMax) this.#socket.destroy();
  }

  /** Closes where it has taken too long. `now` is on the monotonic clock. */
  sweep(now: number): void {
    if (now - this.#startedAt > this.#bounds.lingerTimeoutMs) this.#socket.destroy();
  }
}
