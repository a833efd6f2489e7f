import type { Exchange } from '../../../shared/exchange.ts';
import type { TransferState, TransferView } from '../../../shared/transfer.ts';
import { ByteCoverage } from './byte-coverage.ts';
import type { FilePlace } from './file-place.ts';
import { nextSpeed, timeLeftMs } from './transfer-speed.ts';

/** What a row is told of an exchange, running or ended. */
export interface ExchangePart {
  readonly time: number;
  readonly bytes: number;
  readonly place: FilePlace;
  readonly userAgent: string | null;
}

/** How an exchange ended. */
export type ExchangeEnding = Pick<Exchange, 'outcome' | 'failure'>;

interface RunningExchange {
  readonly place: FilePlace;
  bytes: number;
  /** The engine no longer reports it, and its end has not been told yet. */
  isMissing: boolean;
}

/**
 * One visitor and one file. All exchanges of the two are folded into it: the eight connections of a download manager, the
 * hundreds of ranges of a video, a download that is taken up again. A visitor who asks for the whole file again while
 * nothing of it is running starts the row anew.
 */
export class TransferRow {
  readonly id: number;
  readonly remoteAddress: string;
  readonly path: string;
  #userAgent: string | null = null;
  #startedAt = 0;
  #endedAt: number | null = null;
  /** When the visitor had the whole file for the first time; what is fetched again afterwards changes nothing of that. */
  #finishedAt: number | null = null;
  #activeMs = 0;
  #activeSince = 0;
  #size: number | null = null;
  #isWhole = true;
  #exchanges = 0;
  readonly #coverage = new ByteCoverage();
  /** All bytes sent for this row, twice where they were sent twice. */
  #sentBytes = 0;
  readonly #running = new Map<number, RunningExchange>();
  #ending: ExchangeEnding | null = null;
  #wasSentWhole = false;
  #speed: number | null = null;
  #measuredAt = 0;
  #measuredBytes = 0;

  constructor(id: number, remoteAddress: string, path: string) {
    this.id = id;
    this.remoteAddress = remoteAddress;
    this.path = path;
  }

  get startedAt(): number {
    return this.#startedAt;
  }

  get endedAt(): number | null {
    return this.isRunning ? null : (this.#finishedAt ?? this.#endedAt);
  }

  get isRunning(): boolean {
    for (const { isMissing } of this.#running.values()) if (!isMissing) return true;
    return false;
  }

  /** The engine's ids of what is running now. */
  get runningIds(): readonly number[] {
    return [...this.#running].flatMap(([id, { isMissing }]) => (isMissing ? [] : id));
  }

  /** An exchange of this row is running and has come so far. */
  progress(id: number, part: ExchangePart): void {
    const known = this.#running.get(id);
    const running = known ?? this.#begin(part);
    this.#running.set(id, running);
    this.#sent(running, part.bytes);
    running.isMissing = false;
  }

  /** An exchange of this row has ended; `id` is null where it never was reported as running. */
  ended(id: number | null, part: ExchangePart, ending: ExchangeEnding, now: number): void {
    const known = id === null ? undefined : this.#running.get(id);
    const running = known ?? this.#begin(part);
    if (id !== null) this.#running.delete(id);
    this.#sent(running, part.bytes);
    if (running.place.isWhole && ending.outcome === 'completed') this.#wasSentWhole = true;
    this.#ending = ending;
    if (!this.isRunning) this.#settle(now);
  }

  /**
   * Takes note that what is running and not among `reportedIds` has ended; how, the exchange tells, which comes about now.
   * What has been missing before is given up. Returns the ids that were.
   */
  keepOnly(reportedIds: ReadonlySet<number>, now: number): readonly number[] {
    const wasRunning = this.isRunning;
    const givenUp: number[] = [];
    for (const [id, running] of this.#running) {
      if (reportedIds.has(id)) continue;
      if (running.isMissing) givenUp.push(id);
      running.isMissing = true;
    }
    for (const id of givenUp) this.#running.delete(id);
    if (wasRunning && !this.isRunning) this.#settle(now);
    return givenUp;
  }

  /** Measures the speed since the last time. True where that changed anything to be seen. */
  measure(now: number): boolean {
    const before = this.#speed;
    const bytes = this.#sentBytes - this.#measuredBytes;
    this.#speed = nextSpeed(before, bytes, now - this.#measuredAt);
    this.#measuredAt = now;
    this.#measuredBytes = this.#sentBytes;
    return bytes > 0 || this.#speed !== before;
  }

  view(isThisComputer: boolean): TransferView {
    const state = this.#state;
    const isRunning = state === 'running';
    return {
      id: this.id,
      remoteAddress: this.remoteAddress,
      isThisComputer,
      userAgent: this.#userAgent,
      path: this.path,
      state,
      failure: state === 'cut-off' || state === 'stopped' ? (this.#ending?.failure ?? null) : null,
      sentBytes: this.#size === null ? this.#sentBytes : this.#coverage.bytes,
      sizeBytes: this.#size,
      isWhole: this.#isWhole,
      exchanges: this.#exchanges,
      bytesPerSecond: isRunning ? this.#speed : null,
      leftMs: isRunning ? timeLeftMs(this.#bytesLeft, this.#speed) : null,
      startedAt: this.#startedAt,
      activeMs: this.#activeMs,
      endedAt: this.endedAt,
    };
  }

  get #state(): TransferState {
    if (this.isRunning) return 'running';
    if (this.#wasSentWhole || (this.#size !== null && this.#coverage.bytes >= this.#size)) return 'finished';
    if (this.#ending?.outcome !== 'aborted') return 'partial';
    const { failure } = this.#ending;
    return failure === 'stopped-by-owner' || failure === 'blocked' ? 'stopped' : 'cut-off';
  }

  /** One connection wants what it asked for; several at once belong to a program that wants the whole file. */
  get #bytesLeft(): number | null {
    const running = [...this.#running.values()].filter(({ isMissing }) => !isMissing);
    const [only] = running;
    if (running.length > 1 && this.#size !== null) return this.#size - this.#coverage.bytes;
    if (!only || only.place.length === null) return null;
    return Math.max(0, only.place.length - only.bytes);
  }

  #begin({ place, time, userAgent }: ExchangePart): RunningExchange {
    const isOtherFile = place.size !== null && this.#size !== null && place.size !== this.#size;
    const asksForAll = place.isWhole || (place.start === 0 && place.length === place.size);
    if (this.#exchanges === 0 || isOtherFile || (asksForAll && !this.isRunning)) this.#reset(time);
    this.#exchanges += 1;
    this.#size ??= place.size;
    this.#isWhole &&= place.isWhole;
    this.#userAgent = userAgent;
    // The row was at rest: the time since then says nothing of the speed.
    if (!this.isRunning) {
      this.#activeSince = time;
      this.#measuredAt = time;
      this.#measuredBytes = this.#sentBytes;
      this.#speed = null;
    }
    return { place, bytes: 0, isMissing: false };
  }

  #reset(time: number): void {
    this.#startedAt = time;
    this.#endedAt = null;
    this.#finishedAt = null;
    this.#activeMs = 0;
    this.#size = null;
    this.#isWhole = true;
    this.#exchanges = 0;
    this.#coverage.clear();
    this.#sentBytes = 0;
    this.#measuredBytes = 0;
    this.#ending = null;
    this.#wasSentWhole = false;
  }

  #sent(running: RunningExchange, bytes: number): void {
    this.#sentBytes += Math.max(0, bytes - running.bytes);
    running.bytes = Math.max(running.bytes, bytes);
    const { start } = running.place;
    if (start !== null && this.#size !== null) this.#coverage.add(start, Math.min(start + bytes, this.#size));
  }

  #settle(now: number): void {
    this.#speed = null;
    this.#endedAt = now;
    if (this.#finishedAt !== null) return;
    this.#activeMs += Math.max(0, now - this.#activeSince);
    this.#activeSince = now;
    if (this.#state === 'finished') this.#finishedAt = now;
  }
}
