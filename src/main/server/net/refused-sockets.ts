import type { Socket } from 'node:net';
import { Linger, type LingerBounds } from './linger.ts';
import { onReceived } from './receiving-socket.ts';

export interface RefusedSocketsBounds extends LingerBounds {
  readonly refusedLingeringMax: number;
}

/** Sockets for which there was no slot, until their peers have read why. Past the bound they are closed without waiting. */
export class RefusedSockets {
  readonly #bounds: RefusedSocketsBounds;
  readonly #lingering = new Map<Socket, Linger>();

  constructor(bounds: RefusedSocketsBounds) {
    this.#bounds = bounds;
  }

  /** Takes a socket on which the refusal has been written. */
  add(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    if (this.#lingering.size >= this.#bounds.refusedLingeringMax) {
      socket.destroySoon();
      return;
    }
    const linger = new Linger(socket, this.#bounds, false);
    this.#lingering.set(socket, linger);
    onReceived(socket, (chunk) => linger.received(chunk));
    socket.once('close', () => this.#lingering.delete(socket));
  }

  sweep(now: number): void {
    for (const linger of this.#lingering.values()) linger.sweep(now);
  }

  destroyAll(): void {
    for (const socket of this.#lingering.keys()) socket.destroy();
  }
}
