import { EventEmitter } from 'node:events';
import type { Exchange } from '../../../shared/exchange.ts';
import type { ShareItem } from '../../../shared/share.ts';
import type { RunningTransfer } from '../../../shared/transfer.ts';
import { assertItemsFit } from '../files/items-fit.ts';
import { limits as defaultLimits, type Limits } from '../limits.ts';
import type { AccessPolicy, Listening, ListenOptions, ShareServer, ShareServerEvents } from '../share-server.ts';
import { ContinuedIds } from './continued-ids.ts';
import { EngineDiedError, EngineThread } from './engine-thread.ts';
import { fromThreadError } from './thread-error.ts';
import type { EngineMethod, EventBatch, ThreadOptions } from './thread-messages.ts';

/** An engine in a thread of its own. */
export interface ThreadedShareServer extends ShareServer {
  /** Starts the thread ahead of `start`, which then has less to wait for. */
  prepare(): void;
  /** Ends the thread and all that it serves, at once; bounded. `start` would make another. */
  close(): Promise<void>;
}

/**
 * An engine in a worker thread, which leaves the caller's thread free for the owner: visitors at full speed do not hold
 * it up. The thread starts with the first `start` (or `prepare`). If it dies, calls that wait for it are rejected with
 * `EngineDiedError`, otherwise `died` is told; the next `start` makes another with the same items and access.
 */
export function createThreadedShareServer(options: ThreadOptions): ThreadedShareServer {
  return new ThreadedEngine(options);
}

class ThreadedEngine extends EventEmitter<ShareServerEvents> implements ThreadedShareServer {
  readonly #options: ThreadOptions;
  readonly #limits: Limits;
  readonly #exchangeIds = new ContinuedIds();
  readonly #transferIds = new ContinuedIds();
  #thread: EngineThread | null = null;
  #items: readonly ShareItem[] = [];
  #access: AccessPolicy | null = null;
  /** Calls whose callers wait for the end. */
  #waiting = 0;
  #transfersRun = false;

  constructor(options: ThreadOptions) {
    super();
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
  }

  setItems(items: readonly ShareItem[]): void {
    assertItemsFit(items, this.#limits.itemsMax);
    this.#items = items;
    if (this.#thread) this.#tell(this.#thread, 'setItems', items);
  }

  setAccess(policy: AccessPolicy): void {
    this.#access = policy;
    if (this.#thread) this.#tell(this.#thread, 'setAccess', policy);
  }

  start(options: ListenOptions): Promise<Listening> {
    return this.#ask(() => this.#running().call('start', options));
  }

  move(options: ListenOptions, graceMs: number): Promise<Listening> {
    return this.#ask(() => this.#running().call('move', options, graceMs));
  }

  cutTransfer(transferId: number): void {
    const id = this.#transferIds.inner(transferId);
    if (this.#thread && id !== null) this.#tell(this.#thread, 'cutTransfer', id);
  }

  async stop(graceMs: number): Promise<void> {
    const thread = this.#thread;
    if (!thread) return;
    const { lastReportTimeoutMs, threadAnswerMarginMs } = this.#limits;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), graceMs + lastReportTimeoutMs + threadAnswerMarginMs);
    });
    const stopped = await this.#ask(() => Promise.race([thread.call('stop', graceMs), late]));
    clearTimeout(timer);
    if (stopped !== 'late') return;
    await this.close();
    this.emit('fault', new Error('The engine did not stop in time, so its thread was ended'));
  }

  prepare(): void {
    this.#running();
  }

  async close(): Promise<void> {
    const thread = this.#thread;
    this.#thread = null;
    if (!thread) return;
    this.#forget();
    await thread.end(this.#limits.threadEndTimeoutMs);
  }

  #running(): EngineThread {
    if (this.#thread) return this.#thread;
    const thread: EngineThread = new EngineThread(this.#options, {
      onEvents: (batch) => this.#happened(batch),
      onDied: (error) => this.#died(thread, error),
    });
    this.#thread = thread;
    this.#tell(thread, 'setItems', this.#items);
    if (this.#access) this.#tell(thread, 'setAccess', this.#access);
    return thread;
  }

  async #ask<Value>(call: () => Promise<Value>): Promise<Value> {
    this.#waiting++;
    try {
      return await call();
    } finally {
      this.#waiting--;
    }
  }

  /** Calls what has no answer to wait for. */
  #tell<Method extends EngineMethod>(
    thread: EngineThread,
    method: Method,
    ...parameters: Parameters<ShareServer[Method]>
  ): void {
    thread.call(method, ...parameters).catch((error) => {
      // A thread that died has told so itself, and the next one is told all anew.
      if (!(error instanceof EngineDiedError)) this.emit('fault', error);
    });
  }

  #happened({ exchangesDropped, exchanges, transfers, faults, faultsDropped }: EventBatch): void {
    if (exchangesDropped > 0) this.emit('exchangesDropped', exchangesDropped);
    for (const exchange of exchanges) this.emit('exchange', this.#withOuterIds(exchange));
    if (transfers) {
      this.#transfersRun = transfers.length > 0;
      this.emit(
        'transfers',
        transfers.map((each) => ({ ...each, id: this.#transferIds.outer(each.id) })),
      );
    }
    for (const fault of faults) this.emit('fault', fromThreadError(fault));
    if (faultsDropped > 0) this.emit('fault', new Error(`${faultsDropped} more faults were too many to be told`));
  }

  #withOuterIds(exchange: Exchange): Exchange {
    const id = this.#exchangeIds.outer(exchange.id);
    const transferId = exchange.transferId === null ? null : this.#transferIds.outer(exchange.transferId);
    if (id === exchange.id && transferId === exchange.transferId) return exchange;
    return { ...exchange, id, transferId };
  }

  #died(thread: EngineThread, error: EngineDiedError): void {
    if (this.#thread !== thread) return;
    this.#thread = null;
    this.#forget();
    this.emit('fault', error);
    if (this.#waiting === 0) this.emit('died', error);
  }

  /** What ran in a thread that has ended runs no more; the ids of another follow on. */
  #forget(): void {
    this.#exchangeIds.replaced();
    this.#transferIds.replaced();
    const none: readonly RunningTransfer[] = [];
    if (this.#transfersRun) this.emit('transfers', none);
    this.#transfersRun = false;
  }
}
