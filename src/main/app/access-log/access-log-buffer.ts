import type { Exchange } from '../../../shared/exchange.ts';
import type { AccessLogSnapshot, IpcEvents } from '../../../shared/ipc.ts';
import { accessLogRowsMax } from '../../../shared/limits.ts';
import { accessLogBatchIntervalMs, accessLogBatchMax, accessLogTextCharsMax } from '../limits.ts';

export interface AccessLogBufferOptions {
  /** Gets at most one batch in `batchIntervalMs`; returns at once. */
  readonly deliver: (batch: IpcEvents['exchangesFinished']) => void;
  readonly exchangesMax?: number;
  readonly batchMax?: number;
  readonly batchIntervalMs?: number;
}

/**
 * The last exchanges, in a ring, and their way to the window in batches. Adding one costs the same however many there
 * are and never waits; what does not fit is counted exactly, never silently lost.
 */
export class AccessLogBuffer {
  readonly #deliver: AccessLogBufferOptions['deliver'];
  readonly #batchMax: number;
  readonly #batchIntervalMs: number;
  readonly #ring: (Exchange | undefined)[];
  /** Exchanges added since the last clear; the newest is at `(#added - 1) % ring length`. */
  #added = 0;
  /** How many of them the window has been told of, or has been told to have missed. */
  #announced = 0;
  /** Exchanges since the last clear that were never here. */
  #missed = 0;
  #missedAnnounced = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: AccessLogBufferOptions) {
    this.#deliver = options.deliver;
    this.#batchMax = options.batchMax ?? accessLogBatchMax;
    this.#batchIntervalMs = options.batchIntervalMs ?? accessLogBatchIntervalMs;
    this.#ring = new Array<Exchange | undefined>(options.exchangesMax ?? accessLogRowsMax).fill(undefined);
  }

  add(exchange: Exchange): void {
    this.#ring[this.#added % this.#ring.length] = bounded(exchange);
    this.#added++;
    this.#schedule();
  }

  /** Counts exchanges that were too many to be told one by one. */
  addDropped(count: number): void {
    this.#missed += count;
    this.#schedule();
  }

  /** All that is there now; what waited to be delivered counts as delivered by it. */
  snapshot(): AccessLogSnapshot {
    this.#stopTimer();
    this.#announced = this.#added;
    this.#missedAnnounced = this.#missed;
    const exchanges = this.#last(Math.min(this.#added, this.#ring.length));
    return { exchanges, dropped: this.#missed + this.#added - exchanges.length };
  }

  clear(): void {
    this.#stopTimer();
    this.#ring.fill(undefined);
    this.#added = 0;
    this.#announced = 0;
    this.#missed = 0;
    this.#missedAnnounced = 0;
  }

  /** Delivers nothing any more. */
  close(): void {
    this.#stopTimer();
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => this.#flush(), this.#batchIntervalMs);
  }

  #flush(): void {
    this.#timer = undefined;
    const waiting = this.#added - this.#announced;
    const missed = this.#missed - this.#missedAnnounced;
    const exchanges = this.#last(Math.min(waiting, this.#batchMax, this.#ring.length));
    this.#announced = this.#added;
    this.#missedAnnounced = this.#missed;
    this.#deliver({ exchanges, dropped: missed + waiting - exchanges.length });
  }

  #last(count: number): Exchange[] {
    const exchanges: Exchange[] = [];
    for (let index = this.#added - count; index < this.#added; index++) {
      const exchange = this.#ring[index % this.#ring.length];
      if (exchange) exchanges.push(exchange);
    }
    return exchanges;
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

function bounded(exchange: Exchange): Exchange {
  const { path, userAgent } = exchange;
  if (!isLong(path) && !isLong(userAgent)) return exchange;
  return { ...exchange, path: shortened(path), userAgent: shortened(userAgent) };
}

function isLong(text: string | null): boolean {
  return text !== null && text.length > accessLogTextCharsMax;
}

/** A copy through bytes: a mere slice would keep the whole long string in memory. */
function shortened(text: string | null): string | null {
  if (text === null || text.length <= accessLogTextCharsMax) return text;
  return `${Buffer.from(text.slice(0, accessLogTextCharsMax), 'utf16le').toString('utf16le')}…`;
}
