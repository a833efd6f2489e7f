import { createHmac, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { hostname } from 'node:os';
import type { Exchange } from '../../shared/exchange.ts';
import { clipText, visibleText } from '../../shared/format.ts';
import type { ShareItem } from '../../shared/share.ts';
import type { RunningTransfer } from '../../shared/transfer.ts';
import { Disk, type FileSystem } from './files/disk.ts';
import { FolderReader } from './files/folder-reader.ts';
import { HotFiles } from './files/hot-files.ts';
import { itemRules } from './files/item-rules.ts';
import { assertItemsFit } from './files/items-fit.ts';
import { ShareRoot } from './files/share-root.ts';
import { SmallFiles } from './files/small-files.ts';
import { localPeersOnly } from './handlers/access.ts';
import { allowedMethods } from './handlers/allowed-methods.ts';
import { unblockedOnly } from './handlers/blocked.ts';
import { errorResponse } from './handlers/error-page.ts';
import type { Handler } from './handlers/handler.ts';
import { hostCheck } from './handlers/host-check.ts';
import { ownAddresses } from './handlers/own-addresses.ts';
import { Semaphore } from './handlers/semaphore.ts';
import { ShareEvents } from './handlers/share-events.ts';
import { type FileServices, staticFiles } from './handlers/static-files.ts';
import { createBlockedCheck } from './http/blocked-addresses.ts';
import { HttpError } from './http/http-error.ts';
import { limits as defaultLimits, type Limits } from './limits.ts';
import { Connection } from './net/connection.ts';
import type { ConnectionServices } from './net/connection-services.ts';
import { DateField } from './net/connection-values.ts';
import { listenOnFreePort } from './net/free-port.ts';
import { ListenError } from './net/listen-error.ts';
import { type BoundAddress, Listener } from './net/listener.ts';
import { receivingInto } from './net/receiving-socket.ts';
import { ResponseWriter } from './net/response-writer.ts';
import { RunningExchanges } from './net/running-exchanges.ts';
import { RunningTransfers } from './net/running-transfers.ts';
import { TransferBuffers } from './net/transfer-buffers.ts';

export type { FileSystem };
export { ListenError };

export interface ShareServerOptions {
  readonly fs: FileSystem;
  /** This computer's host name, by which visitors may address it; the system's unless given. */
  readonly machineName?: string;
  /** What visitors are told whose files these are; the system's host name unless given. */
  readonly deviceName?: string;
  /** Bounds that are to differ from `limits.ts`. */
  readonly limits?: Partial<Limits>;
}

/** Who is let in. */
export interface AccessPolicy {
  /** True: everybody who can reach the port. False: only devices on the local networks of this computer. */
  readonly isPublic: boolean;
  /** Host names under which the share may be asked for, besides those that only a local network has. */
  readonly allowHosts: readonly string[];
  /** IP addresses, as `Exchange.remoteAddress` has them, that get 403 whatever they ask for. */
  readonly blockedAddresses?: readonly string[];
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
  /** Exchanges that ended but were too many to be told one by one, since the last time. */
  exchangesDropped: [count: number];
  /**
   * The transfers that are running, oldest first, at most `transfersReportedMax`: at each `transferSampleIntervalMs` as long
   * as there are any, and once more, empty, when the last one has ended.
   */
  transfers: [readonly RunningTransfer[]];
  /** A bug was caught (and answered 500), or the listening socket has trouble; for the owner's error log. */
  fault: [Error];
  /**
   * The engine has ended by itself, without any call that waits and could be told so. Nothing is listened on any more;
   * items and access are kept, and `start` begins anew.
   */
  died: [Error];
}

/** The only door into the engine. */
export interface ShareServer {
  /**
   * Replaces what is shared, for every request that starts after; running transfers go on. At once, or, where the engine has
   * a thread of its own, as soon as that hears of it. Throws a `RangeError` where they are more than `itemsMax`.
   */
  setItems(items: readonly ShareItem[]): void;
  /**
   * Changes who is let in, as soon as `setItems` does; devices on the local networks unless this was called. What a blocked
   * visitor is being sent is cut.
   */
  setAccess(policy: AccessPolicy): void;
  /** Rejects with `ListenError`. One listener at a time: a second call without `stop` is an error. */
  start(options: ListenOptions): Promise<Listening>;
  /**
   * Listens elsewhere: stops accepting where it does now and starts there. Running exchanges go on beside it for at most
   * `graceMs`. Rejects with `ListenError`, and is stopped then but for those.
   */
  move(options: ListenOptions, graceMs: number): Promise<Listening>;
  /** Cuts a running transfer; it is reported as aborted. Nothing happens where it has ended already. */
  cutTransfer(transferId: number): void;
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

/** Characters of the owner's device name that visitors see; host names have 64 at most, names that people give may be longer. */
const deviceNameCharsMax = 80;

class Engine extends EventEmitter<ShareServerEvents> implements ShareServer {
  readonly #disk: Disk;
  readonly #limits: Limits;
  readonly #machineName: string;
  readonly #deviceName: string;
  readonly #services: ConnectionServices;
  readonly #folders: FolderReader;
  readonly #smallFiles: SmallFiles;
  readonly #places: Pick<FileServices, 'hotLoads' | 'gzipStreams' | 'listings' | 'thumbnails'>;
  readonly #events: ShareEvents;
  /** All connections receive into it, one after the other. */
  readonly #receiveBuffer: Buffer;
  /** Keeps what names a share from telling anything of the owner's paths. */
  readonly #shareIdKey = randomBytes(32);
  readonly #nonceKey = randomBytes(32);
  #items: readonly ShareItem[] = [];
  #access: AccessPolicy = { isPublic: false, allowHosts: [] };
  #isBlocked = createBlockedCheck([]);
  #handler: Handler;
  #listener: Listener<Connection> | null = null;
  /** Those that the engine moved away from, as long as their last exchanges run; oldest first. */
  readonly #leftListeners = new Set<Listener<Connection>>();
  #exchanges = 0;

  constructor(options: ShareServerOptions) {
    super();
    this.#disk = new Disk(options.fs);
    const limits = { ...defaultLimits, ...options.limits };
    this.#limits = limits;
    this.#receiveBuffer = Buffer.allocUnsafeSlow(limits.receiveBufferBytes);
    this.#machineName = options.machineName ?? hostname();
    this.#deviceName = clipText(visibleText(options.deviceName ?? hostname()), deviceNameCharsMax);
    this.#folders = new FolderReader(limits);
    this.#smallFiles = new SmallFiles(limits);
    this.#events = new ShareEvents(limits, this.#shareId());
    this.#places = {
      hotLoads: new Semaphore(limits.hotLoadsMax, 0),
      gzipStreams: new Semaphore(limits.gzipStreamsMax, 0),
      listings: new Semaphore(limits.listingsRunningMax, limits.listingsWaitingMax),
      thumbnails: new Semaphore(limits.thumbnailsRunningMax, limits.thumbnailsWaitingMax),
    };
    this.#handler = this.#newHandler();
    this.#services = {
      limits,
      buffers: new TransferBuffers(limits),
      date: new DateField(),
      running: new RunningExchanges(),
      transfers: new RunningTransfers(limits, (transfers) => this.emit('transfers', transfers)),
      handler: () => this.#handler,
      nextExchangeId: () => ++this.#exchanges,
      onExchange: (exchange) => this.emit('exchange', exchange),
      onFault: (error) => this.emit('fault', error),
    };
  }

  setItems(items: readonly ShareItem[]): void {
    assertItemsFit(items, this.#limits.itemsMax);
    this.#items = items;
    this.#handler = this.#newHandler();
    this.#events.changed(this.#shareId());
  }

  setAccess(policy: AccessPolicy): void {
    this.#access = policy;
    this.#isBlocked = createBlockedCheck(policy.blockedAddresses ?? []);
    this.#handler = this.#newHandler();
    for (const listener of [this.#listener, ...this.#leftListeners]) {
      for (const connection of listener?.connections() ?? [])
        if (this.#isBlocked(connection.remoteAddress)) connection.cutExchange('blocked');
    }
  }

  async start(options: ListenOptions): Promise<Listening> {
    if (this.#listener) throw new Error('The engine is listening already');
    const listener = new Listener({
      bounds: this.#limits,
      adopt: (accepted) => receivingInto(this.#receiveBuffer, accepted),
      onConnection: (socket) => new Connection(socket, this.#services),
      onRefused: (socket) =>
        this.#refuse(new ResponseWriter(socket, this.#services.buffers, this.#limits.singleWriteBodyBytesMax)),
      onError: (error) => this.emit('fault', error),
    });
    this.#listener = listener;
    this.#events.started();
    try {
      return await listenOnFreePort(listener, options, this.#limits.portAttemptsMax);
    } catch (error) {
      this.#listener = null;
      throw error;
    }
  }

  async move(options: ListenOptions, graceMs: number): Promise<Listening> {
    const left = this.#listener;
    this.#listener = null;
    if (left) {
      this.#leftListeners.add(left);
      // A network that comes and goes must not leave ever more of them behind.
      const [oldest] = this.#leftListeners;
      if (this.#leftListeners.size > this.#limits.leftListenersMax) oldest?.stop(0);
      void left.stop(graceMs).then(() => this.#leftListeners.delete(left));
    }
    return this.start(options);
  }

  cutTransfer(transferId: number): void {
    this.#services.transfers.cut(transferId);
  }

  async stop(graceMs: number): Promise<void> {
    const listener = this.#listener;
    this.#events.stopped();
    const left = [...this.#leftListeners].map((each) => each.stop(graceMs));
    await Promise.all([listener?.stop(graceMs), ...left]);
    await this.#services.running.allEnded(this.#limits.lastReportTimeoutMs);
    this.#services.transfers.forgetAll();
    await Promise.all([this.#folders.stop(), this.#smallFiles.stop()]);
    if (this.#listener === listener) this.#listener = null;
  }

  /** Names what is shared, and how: the same for the same items as long as this engine lives. */
  #shareId(): string {
    const items = this.#items.map((item) => [item.path, item.kind, item.name, ...Object.values(itemRules(item))]);
    return createHmac('sha256', this.#shareIdKey).update(JSON.stringify(items)).digest('hex').slice(0, 16);
  }

  /** The way of every request: who is blocked, who may connect, under which name, with which method, to which file. */
  #newHandler(): Handler {
    const root = new ShareRoot(this.#disk, this.#items);
    // Hot files are found by the visitor's path, which leads elsewhere in another share.
    const hotFiles = new HotFiles(this.#disk, this.#limits);
    const identity = { deviceName: this.#deviceName, shareId: this.#shareId(), nonceKey: this.#nonceKey };
    const services = {
      disk: this.#disk,
      limits: this.#limits,
      hotFiles,
      folders: this.#folders,
      smallFiles: this.#smallFiles,
      identity,
      ...this.#places,
    };
    const { isPublic, allowHosts } = this.#access;
    const files = ownAddresses(this.#events, staticFiles(services, root));
    const allowed = allowedMethods(['GET', 'HEAD'], files);
    const checked = hostCheck({ machineName: this.#machineName, allowHosts }, allowed);
    return unblockedOnly(this.#isBlocked, isPublic ? checked : localPeersOnly(checked));
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
