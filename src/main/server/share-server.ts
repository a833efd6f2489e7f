import { EventEmitter } from 'node:events';
import type { Exchange } from '../../shared/exchange.ts';
import type { ShareItem } from '../../shared/share.ts';
import { Disk, type FileSystem } from './files/disk.ts';
import { ShareRoot } from './files/share-root.ts';
import { allowedMethods } from './handlers/allowed-methods.ts';
import { errorResponse } from './handlers/error-page.ts';
import type { Handler } from './handlers/handler.ts';
import { staticFiles } from './handlers/static-files.ts';
import { HttpError } from './http/http-error.ts';
import { limits as defaultLimits, type Limits } from './limits.ts';
import { Connection, type ConnectionServices } from './net/connection.ts';
import { DateField } from './net/connection-values.ts';
import { listenOnFreePort } from './net/free-port.ts';
import { ListenError } from './net/listen-error.ts';
import { type BoundAddress, Listener } from './net/listener.ts';
import { ResponseWriter } from './net/response-writer.ts';
import { RunningExchanges } from './net/running-exchanges.ts';
import { TransferBuffers } from './net/transfer-buffers.ts';

export type { FileSystem };
export { ListenError };

export interface ShareServerOptions {
  readonly fs: FileSystem;
  /** Bounds that are to differ from `limits.ts`. */
  readonly limits?: Partial<Limits>;
}

export interface ListenOptions {
  /** 0–65535; 0 takes any free port. */
  readonly port: number;
  /** Address to bind; all interfaces (IPv6 and IPv4) where undefined. */
  readonly address?: string | undefined;
  /** True: a busy or forbidden port is an error. False: the next free one is taken. */
  readonly strictPort?: boolean | undefined;
}

export interface Listening extends BoundAddress {
  /** Set where the wanted port could not be had. */
  readonly instead: { readonly wanted: number; readonly why: 'in-use' | 'forbidden' } | null;
}

export interface ShareServerEvents {
  /** One exchange has ended. Listeners must not block. */
  exchange: [Exchange];
  /** A bug was caught (and answered 500), or the listening socket has trouble; for the owner's error log. */
  fault: [Error];
}

/** The only door into the engine. */
export interface ShareServer {
  /** Replaces what is shared, at once, for every request that starts after; running transfers go on. */
  setItems(items: readonly ShareItem[]): void;
  /** Rejects with `ListenError`. One listener at a time: a second call without `stop` is an error. */
  start(options: ListenOptions): Promise<Listening>;
  /**
   * Stops accepting, closes idle connections, lets running exchanges end for at most `graceMs` milliseconds, then
   * cuts them. Resolves when the port is free and every connection is closed and reported.
   */
  stop(graceMs: number): Promise<void>;
  on<Name extends keyof ShareServerEvents>(name: Name, listener: (...values: ShareServerEvents[Name]) => void): this;
  off<Name extends keyof ShareServerEvents>(name: Name, listener: (...values: ShareServerEvents[Name]) => void): this;
}

/** An engine that is stopped and shares nothing yet. */
export function createShareServer(options: ShareServerOptions): ShareServer {
  return new Engine(options);
}

class Engine extends EventEmitter<ShareServerEvents> implements ShareServer {
  readonly #disk: Disk;
  readonly #limits: Limits;
  readonly #services: ConnectionServices;
  #handler: Handler;
  #listener: Listener | null = null;
  #exchanges = 0;

  constructor(options: ShareServerOptions) {
    super();
    this.#disk = new Disk(options.fs);
    const limits = { ...defaultLimits, ...options.limits };
    this.#limits = limits;
    this.#handler = this.#handlerFor([]);
    this.#services = {
      limits,
      buffers: new TransferBuffers(limits.transferBufferBytes, limits.idleTransferBuffersMax),
      date: new DateField(),
      running: new RunningExchanges(),
      handler: () => this.#handler,
      onExchange: (exchange) => this.emit('exchange', { id: ++this.#exchanges, ...exchange }),
      onFault: (error) => this.emit('fault', error),
    };
  }

  setItems(items: readonly ShareItem[]): void {
    if (items.length > this.#limits.itemsMax)
      throw new RangeError(`A share has at most ${this.#limits.itemsMax} items`);
    this.#handler = this.#handlerFor(items);
  }

  async start(options: ListenOptions): Promise<Listening> {
    if (this.#listener) throw new Error('The engine is listening already');
    const listener = new Listener({
      bounds: this.#limits,
      onConnection: (socket) => new Connection(socket, this.#services),
      onRefused: (socket) =>
        this.#refuse(new ResponseWriter(socket, this.#services.buffers, this.#limits.singleWriteBodyBytesMax)),
      onError: (error) => this.emit('fault', error),
    });
    this.#listener = listener;
    try {
      return await listenOnFreePort(listener, options, this.#limits.portAttemptsMax);
    } catch (error) {
      this.#listener = null;
      throw error;
    }
  }

  async stop(graceMs: number): Promise<void> {
    const listener = this.#listener;
    await listener?.stop(graceMs);
    await this.#services.running.allEnded(this.#limits.lastReportTimeoutMs);
    if (this.#listener === listener) this.#listener = null;
  }

  #handlerFor(items: readonly ShareItem[]): Handler {
    const root = new ShareRoot(this.#disk, items);
    return allowedMethods(['GET', 'HEAD'], staticFiles({ disk: this.#disk, root, limits: this.#limits }));
  }

  /** All slots are taken by visitors who are being served. */
  #refuse(writer: ResponseWriter): void {
    const response = errorResponse(new HttpError(503, 'Too many connections', [['Retry-After', '5']]), 'en');
    const date = this.#services.date.value(Date.now());
    writer.send(response, { headOnly: false, chunkedAllowed: false, connection: 'close', date }, () => {
      // The listener closes the socket; there was no request whose exchange could be reported.
    });
  }
}
