import { createServer, type Server, type Socket } from 'node:net';
import { ListenError } from './listen-error.ts';
import { RefusedSockets, type RefusedSocketsBounds } from './refused-sockets.ts';

/** What the listener can ask of a connection. A handler that returns nothing leaves its socket to the bounds of `stop`. */
export interface ManagedConnection {
  readonly isIdle: boolean;
  /** Since when nothing has happened, on the monotonic clock (`performance.now()`). */
  readonly activeAt: number;
  /** Called at each sweep interval so that the connection can end what has waited too long, sooner where slots are short (`isCrowded`). */
  sweep(now: number, isCrowded: boolean): void;
  /** No new exchange; close when the running one has ended. */
  closeGracefully(): void;
  /** Close now. */
  destroy(): void;
}

/** Takes over an accepted socket. It is half-open: when the peer ends its side, ours stays open until we end it. */
export type ConnectionHandler<Managed extends ManagedConnection = ManagedConnection> = (
  socket: Socket,
) => Managed | undefined;

export interface ListenerBounds extends RefusedSocketsBounds {
  readonly connectionsMax: number;
  readonly crowdedShare: number;
  readonly connectionsPerAddressMax: number;
  readonly listenBacklogMax: number;
  readonly sweepIntervalMs: number;
}

export interface ListenerOptions<Managed extends ManagedConnection = ManagedConnection> {
  readonly bounds: ListenerBounds;
  readonly onConnection: ConnectionHandler<Managed>;
  /** Puts another socket in the place of one that was accepted and has not begun to read. */
  readonly adopt?: (accepted: Socket) => Socket;
  /** Answers a socket for which there is no slot; the listener then closes it, when its peer has read that. */
  readonly onRefused?: (socket: Socket) => void;
  /** Trouble of the listening socket itself, after it has begun to listen. */
  readonly onError?: (error: Error) => void;
}

export interface BoundAddress {
  readonly port: number;
  readonly address: string;
  readonly family: 4 | 6;
}

/**
 * Accepts connections on one port and hands each socket to a handler: the only place that listens. It knows nothing of
 * HTTP, so an echo server on it is three lines. Holds the cap on connections and the graceful stop.
 */
export class Listener<Managed extends ManagedConnection = ManagedConnection> {
  readonly #options: ListenerOptions<Managed>;
  readonly #connections = new Map<Socket, Managed | undefined>();
  readonly #refused: RefusedSockets;
  #server: Server | null = null;
  #sweepTimer: NodeJS.Timeout | null = null;
  #onEmpty: (() => void) | null = null;
  #stopped: Promise<void> = Promise.resolve();
  #cutTimer: NodeJS.Timeout | null = null;

  constructor(options: ListenerOptions<Managed>) {
    this.#options = options;
    this.#refused = new RefusedSockets(options.bounds);
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  /** Those that are open now. */
  *connections(): Generator<Managed> {
    for (const connection of this.#connections.values()) if (connection) yield connection;
  }

  /** Binds and listens. `address` undefined: all interfaces, IPv6 and IPv4. Rejects with `ListenError`. */
  listen(port: number, address: string | undefined): Promise<BoundAddress> {
    const { adopt, bounds } = this.#options;
    const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: adopt !== undefined }, (socket) =>
      this.#accepted(adopt ? adopt(socket) : socket),
    );
    const backlog = bounds.listenBacklogMax;
    return new Promise((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => reject(ListenError.from(error)));
      server.listen({ port, backlog, exclusive: true, ...(address === undefined ? {} : { host: address }) }, () => {
        server.removeAllListeners('error');
        server.on('error', (error) => this.#options.onError?.(error));
        this.#server = server;
        this.#sweepTimer = setInterval(() => this.#sweep(), bounds.sweepIntervalMs);
        resolve(boundAddress(server));
      });
    });
  }

  /**
   * Stops accepting at once, asks every connection to end, and cuts those that have not after `graceMs`. Resolves when
   * the port is free and all sockets are closed. Another call while that takes its time sets a new grace.
   */
  stop(graceMs: number): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server) this.#stopped = this.#close(server, graceMs);
    else if (this.#onEmpty) this.#cutAfter(graceMs);
    return this.#stopped;
  }

  async #close(server: Server, graceMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const [socket, connection] of this.#connections) {
      if (connection) connection.closeGracefully();
      else socket.end();
    }
    this.#refused.destroyAll();
    this.#cutAfter(graceMs);
    await Promise.all([this.#emptied(), closed]);
    if (this.#cutTimer) clearTimeout(this.#cutTimer);
    if (this.#sweepTimer) clearInterval(this.#sweepTimer);
    this.#sweepTimer = null;
  }

  #emptied(): Promise<void> {
    if (this.#connections.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onEmpty = () => {
        this.#onEmpty = null;
        resolve();
      };
    });
  }

  #cutAfter(graceMs: number): void {
    if (this.#cutTimer) clearTimeout(this.#cutTimer);
    this.#cutTimer = setTimeout(() => {
      for (const [socket, connection] of this.#connections) (connection ?? socket).destroy();
    }, graceMs);
  }

  #accepted(socket: Socket): void {
    const { remoteAddress } = socket;
    // The peer has left before it was accepted; without an address it could be taken for anybody.
    if (remoteAddress === undefined) {
      socket.on('error', () => {});
      socket.destroy();
      return;
    }
    if (!this.#hasSlotFor(remoteAddress)) {
      this.#options.onRefused?.(socket);
      this.#refused.add(socket);
      return;
    }
    this.#connections.set(socket, undefined);
    socket.once('close', () => {
      this.#connections.delete(socket);
      if (this.#connections.size === 0) this.#onEmpty?.();
    });
    const connection = this.#options.onConnection(socket);
    // A socket that resets must never be an uncaught error, whatever the handler forgot.
    if (socket.listenerCount('error') === 0) socket.on('error', () => socket.destroy());
    this.#connections.set(socket, connection);
  }

  get #isCrowded(): boolean {
    const { connectionsMax, crowdedShare } = this.#options.bounds;
    return this.#connections.size >= connectionsMax * crowdedShare;
  }

  #hasSlotFor(address: string): boolean {
    const { connectionsMax, connectionsPerAddressMax } = this.#options.bounds;
    if (!this.#isCrowded) return true;
    let ofAddress = 0;
    for (const socket of this.#connections.keys()) if (socket.remoteAddress === address) ofAddress++;
    if (ofAddress >= connectionsPerAddressMax) return this.#closeLongestIdle(address);
    return this.#connections.size < connectionsMax || this.#closeLongestIdle();
  }

  /** Makes room for a newcomer: whoever has had an open connection without a request for longest can simply open another. */
  #closeLongestIdle(ofAddress?: string): boolean {
    let longest: Socket | null = null;
    let since = Number.POSITIVE_INFINITY;
    for (const [socket, connection] of this.#connections) {
      if (!connection?.isIdle || connection.activeAt >= since || socket.destroyed) continue;
      if (ofAddress !== undefined && socket.remoteAddress !== ofAddress) continue;
      longest = socket;
      since = connection.activeAt;
    }
    longest?.destroy();
    if (longest) this.#connections.delete(longest);
    return longest !== null;
  }

  #sweep(): void {
    const now = performance.now();
    const isCrowded = this.#isCrowded;
    for (const connection of this.#connections.values()) connection?.sweep(now, isCrowded);
    this.#refused.sweep(now);
  }
}

function boundAddress(server: Server): BoundAddress {
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('A TCP server has an address and a port');
  return { port: bound.port, address: bound.address, family: bound.family === 'IPv6' ? 6 : 4 };
}
