import type { Exchange } from '../../../shared/exchange.ts';
import type { RunningTransfer } from '../../../shared/transfer.ts';
import { type ThreadError, toThreadError } from './thread-error.ts';
import type { EventBatch } from './thread-messages.ts';

export interface EventBatchesBounds {
  readonly eventBatchIntervalMs: number;
  readonly eventBatchExchangesMax: number;
  readonly eventBatchFloodExchangesMax: number;
  readonly exchangesQueuedMax: number;
  readonly eventBatchFaultsMax: number;
}

/**
 * Gathers the engine's events for the other thread, which must not be choked by them: a batch at most every interval,
 * and only after the last one was taken. Exchanges beyond the queue push out the oldest, which are counted exactly. In a
 * flood, when more end than can be told, what is told one by one is but a sample. Where it goes on, no more than a sample is
 * queued either: thousands that are dropped in the end would all live long enough to cost the garbage collector a copy.
 */
export class EventBatches {
  readonly #bounds: EventBatchesBounds;
  readonly #post: (batch: EventBatch) => void;
  readonly #queue: (Exchange | undefined)[];
  /** Where the oldest queued exchange stands in the ring. */
  #oldest = 0;
  #queued = 0;
  /** Exchanges that ended since the last batch was sent. */
  #arrived = 0;
  /** Batches in a row that were sent in a flood. */
  #floodedBatches = 0;
  #dropped = 0;
  #transfers: readonly RunningTransfer[] | null = null;
  #faults: ThreadError[] = [];
  #faultsDropped = 0;
  #isTaken = true;
  #timer: NodeJS.Timeout | null = null;

  constructor(bounds: EventBatchesBounds, post: (batch: EventBatch) => void) {
    this.#bounds = bounds;
    this.#post = post;
    this.#queue = new Array<Exchange | undefined>(bounds.exchangesQueuedMax).fill(undefined);
  }

  addExchange(exchange: Exchange): void {
    const inFlood = this.#floodedBatches > 1 ? this.#bounds.eventBatchFloodExchangesMax : Number.POSITIVE_INFINITY;
    const room = Math.min(this.#queue.length, inFlood);
    if (this.#queued >= room) {
      const surplus = this.#queued - room + 1;
      this.#takeOldest(surplus);
      this.#dropped += surplus;
    }
    this.#queue[(this.#oldest + this.#queued) % this.#queue.length] = exchange;
    this.#queued++;
    this.#arrived++;
    this.#schedule();
  }

  addDropped(count: number): void {
    this.#dropped += count;
    this.#arrived += count;
    this.#schedule();
  }

  /** Each sample replaces the one before. */
  addTransfers(transfers: readonly RunningTransfer[]): void {
    this.#transfers = transfers;
    this.#schedule();
  }

  addFault(error: unknown): void {
    if (this.#faults.length < this.#bounds.eventBatchFaultsMax) this.#faults.push(toThreadError(error));
    else this.#faultsDropped++;
    this.#schedule();
  }

  /** The other side has taken the last batch. */
  taken(): void {
    this.#isTaken = true;
    if (!this.#isEmpty()) this.#schedule();
  }

  /** Sends all that waits, whether or not the last batch was taken. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#isEmpty()) this.#send(this.#queued);
  }

  #isEmpty(): boolean {
    return this.#queued + this.#dropped + this.#faults.length + this.#faultsDropped === 0 && this.#transfers === null;
  }

  /** Whether more end than can be told. What is dropped otherwise is the rest of a flood: told in full, the queue empties. */
  #isFlooded(): boolean {
    return this.#dropped > 0 && this.#arrived > this.#bounds.eventBatchExchangesMax;
  }

  #schedule(): void {
    if (!this.#isTaken) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      const { eventBatchExchangesMax, eventBatchFloodExchangesMax } = this.#bounds;
      this.#send(Math.min(this.#queued, this.#isFlooded() ? eventBatchFloodExchangesMax : eventBatchExchangesMax));
    }, this.#bounds.eventBatchIntervalMs);
  }

  #send(count: number): void {
    const batch: EventBatch = {
      kind: 'events',
      exchangesDropped: this.#dropped,
      exchanges: this.#takeOldest(count),
      transfers: this.#transfers,
      faults: this.#faults,
      faultsDropped: this.#faultsDropped,
    };
    this.#floodedBatches = this.#isFlooded() ? this.#floodedBatches + 1 : 0;
    this.#arrived = 0;
    this.#dropped = 0;
    this.#transfers = null;
    this.#faults = [];
    this.#faultsDropped = 0;
    this.#isTaken = false;
    this.#post(batch);
  }

  #takeOldest(count: number): Exchange[] {
    const exchanges: Exchange[] = [];
    for (let taken = 0; taken < count; taken++) {
      const exchange = this.#queue[this.#oldest];
      this.#queue[this.#oldest] = undefined;
      this.#oldest = (this.#oldest + 1) % this.#queue.length;
      if (exchange) exchanges.push(exchange);
    }
    this.#queued -= count;
    return exchanges;
  }
}
