import type { AccessLogEntry, AccessLogPage, AccessLogStatus } from '../../../shared/access-log.ts';
import type { Exchange } from '../../../shared/exchange.ts';
import { Interner } from '../../../shared/interner.ts';
import { accessLogRowsMax } from '../../../shared/limits.ts';
import { SequenceRing } from '../../../shared/sequence-ring.ts';
import {
  accessLogCharsMax,
  accessLogFloodNewsIntervalMs,
  accessLogHeadsKeptMax,
  accessLogNewsIntervalMs,
  accessLogPageCharsMax,
  accessLogPageRowsMax,
  accessLogTextCharsMax,
} from '../limits.ts';

export interface AccessLogBufferOptions {
  /**
   * Told at most once in `newsIntervalMs` how far the log is, in `floodNewsIntervalMs` while exchanges are dropped untold,
   * and at once when it was cleared; returns at once.
   */
  readonly onChanged: (status: AccessLogStatus) => void;
  readonly exchangesMax?: number;
  readonly charsMax?: number;
  readonly newsIntervalMs?: number;
  readonly floodNewsIntervalMs?: number;
  readonly pageRowsMax?: number;
}

/**
 * The last exchanges. Adding one costs the same however many there are and never waits. The window is told that there
 * are more and fetches them in pages at its own pace: one that is slow, hidden or paused costs nothing, and what it could
 * not fetch in time is counted exactly, never silently lost.
 */
export class AccessLogBuffer {
  readonly #onChanged: AccessLogBufferOptions['onChanged'];
  readonly #charsMax: number;
  readonly #newsIntervalMs: number;
  readonly #floodNewsIntervalMs: number;
  readonly #pageRowsMax: number;
  readonly #ring: SequenceRing<Exchange>;
  readonly #heads = new Interner<Pick<Exchange, 'userAgent' | 'requestFields'>>(accessLogHeadsKeptMax);
  /** Of all texts in the ring, as if no two exchanges shared one. */
  #chars = 0;
  /** Exchanges since the last clear that were in the ring and had to make room, or were never in it. */
  #dropped = 0;
  /** Some were never in it since the window was last told. */
  #isFlooded = false;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: AccessLogBufferOptions) {
    this.#onChanged = options.onChanged;
    this.#charsMax = options.charsMax ?? accessLogCharsMax;
    this.#newsIntervalMs = options.newsIntervalMs ?? accessLogNewsIntervalMs;
    this.#floodNewsIntervalMs = options.floodNewsIntervalMs ?? accessLogFloodNewsIntervalMs;
    this.#pageRowsMax = options.pageRowsMax ?? accessLogPageRowsMax;
    this.#ring = new SequenceRing(options.exchangesMax ?? accessLogRowsMax);
  }

  get status(): AccessLogStatus {
    const { first, end } = this.#ring;
    return { first, end, dropped: this.#dropped };
  }

  add(exchange: Exchange): void {
    const kept = this.#kept(exchange);
    this.#chars += charsOf(kept);
    this.#forgotten(this.#ring.push(kept));
    while (this.#chars > this.#charsMax && this.#ring.length > 1) this.#forgotten(this.#ring.shift());
    this.#tellSoon();
  }

  /** Counts exchanges of which nothing else is known. */
  addDropped(count: number): void {
    this.#dropped += count;
    this.#isFlooded = true;
    this.#tellSoon();
  }

  /** What there is from the exchange of this number on, as much as goes into one page. */
  page(from: number): AccessLogPage {
    const { first, end } = this.#ring;
    const start = Math.min(Math.max(from, first), end);
    const stop = Math.min(end, start + this.#pageRowsMax);
    const entries: AccessLogEntry[] = [];
    let chars = 0;
    for (let number = start; number < stop && chars < accessLogPageCharsMax; number++) {
      const exchange = this.#ring.at(number);
      if (!exchange) break;
      entries.push(entryOf(exchange));
      chars += charsOf(exchange);
    }
    return { ...this.status, from: start, entries: JSON.stringify(entries) };
  }

  /** Undefined where it is no longer, or not yet, in the log. */
  find(number: number): Exchange | undefined {
    return this.#ring.at(number);
  }

  /** All that is in the log now, oldest first; what comes or goes later does not change the list. */
  exchanges(): Exchange[] {
    const { first, end } = this.#ring;
    const exchanges: Exchange[] = [];
    for (let number = first; number < end; number++) {
      const exchange = this.#ring.at(number);
      if (exchange) exchanges.push(exchange);
    }
    return exchanges;
  }

  clear(): void {
    this.#ring.restart(this.#ring.end);
    this.#chars = 0;
    this.#dropped = 0;
    this.#isFlooded = false;
    this.#stopTimer();
    this.#onChanged(this.status);
  }

  /** Tells nothing any more. */
  close(): void {
    this.#isClosed = true;
    this.#stopTimer();
  }

  #forgotten(exchange: Exchange | undefined): void {
    if (!exchange) return;
    this.#chars -= charsOf(exchange);
    this.#dropped++;
  }

  #tellSoon(): void {
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this.#isFlooded = false;
        this.#onChanged(this.status);
      },
      this.#isFlooded ? this.#floodNewsIntervalMs : this.#newsIntervalMs,
    );
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** With bounded texts, of which those that a visitor sends with each request are kept once. */
  #kept(exchange: Exchange): Exchange {
    const userAgent = shortened(exchange.userAgent);
    const { requestFields } = exchange;
    const head = this.#heads.intern(JSON.stringify([userAgent, requestFields]), { userAgent, requestFields });
    return { ...exchange, path: shortened(exchange.path), ...head };
  }
}

function entryOf(exchange: Exchange): AccessLogEntry {
  const { time, remoteAddress, method, path, status, bytes, durationMs, outcome, userAgent } = exchange;
  const { content, failure, contentRange } = exchange;
  return {
    time,
    remoteAddress,
    method,
    path,
    status,
    bytes,
    durationMs,
    outcome,
    userAgent,
    content,
    failure,
    contentRange,
  };
}

function charsOf({ remoteAddress, method, path, userAgent, contentRange, requestFields }: Exchange): number {
  let chars = remoteAddress.length;
  for (const text of [method, path, userAgent, contentRange]) chars += text?.length ?? 0;
  for (const [name, value] of requestFields) chars += name.length + value.length;
  return chars;
}

/** A copy through bytes: a mere slice would keep the whole long string in memory. */
function shortened(text: string | null): string | null {
  if (text === null || text.length <= accessLogTextCharsMax) return text;
  return `${Buffer.from(text.slice(0, accessLogTextCharsMax), 'utf16le').toString('utf16le')}…`;
}
