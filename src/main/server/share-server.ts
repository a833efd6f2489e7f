import type { Exchange } from '../../shared/exchange.ts';
import type { ShareItem } from '../../shared/share.ts';

/** What the engine needs of a file system module: `node:fs`, or `original-fs` under Electron (which patches `fs` to look into asar files). */
export type FileSystem = typeof import('node:fs');

export interface ShareServerOptions {
  readonly fs: FileSystem;
}

export interface ListenOptions {
  /** 0–65535; 0 takes any free port. */
  readonly port: number;
  /** Address to bind; all interfaces (IPv6 and IPv4) where undefined. */
  readonly address?: string | undefined;
  /** True: a busy or forbidden port is an error. False: the next free one is taken. */
  readonly strictPort?: boolean | undefined;
}

export interface Listening {
  readonly port: number;
  /** The bound address: `::` or `0.0.0.0` when listening on all. */
  readonly address: string;
  readonly family: 4 | 6;
  /** Set where the wanted port could not be had. */
  readonly instead: { readonly wanted: number; readonly why: 'in-use' | 'forbidden' } | null;
}

/** Why no port could be had. `code` is the last errno name. */
export class ListenError extends Error {
  readonly reason: 'in-use' | 'forbidden' | 'bad-address' | 'other';
  readonly code: string;
  constructor(reason: ListenError['reason'], code: string, message: string) {
    super(message);
    this.name = 'ListenError';
    this.reason = reason;
    this.code = code;
  }
}

export interface ShareServerEvents {
  /** One exchange has ended. Listeners must not block. */
  exchange: [Exchange];
  /** A bug was caught (and answered 500); for the owner's error log. */
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
export declare function createShareServer(options: ShareServerOptions): ShareServer;
