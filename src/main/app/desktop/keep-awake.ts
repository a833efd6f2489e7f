import type { RunningTransfer } from '../../../shared/transfer.ts';
import { keepAwakeIdleMs } from './limits.ts';

/** What keeps the computer from going to sleep: Electron's `powerSaveBlocker`, with the kind already chosen. */
export interface SleepBlocker {
  /** Returns the id to stop it by. */
  start(): number;
  stop(id: number): void;
}

/**
 * Keeps the computer awake only while bytes flow: from the first sample in which a transfer has moved, until there is no
 * transfer, or none has moved for `keepAwakeIdleMs`. A lock that is held while nothing moves drains a battery; one that
 * is not held while something does cuts a download in the night.
 */
export class KeepAwake {
  readonly #blocker: SleepBlocker;
  #blockerId: number | undefined;
  /** Bytes by transfer id, as of the last sample. */
  #bytes: ReadonlyMap<number, number> = new Map();
  #release: NodeJS.Timeout | undefined;

  constructor(blocker: SleepBlocker) {
    this.#blocker = blocker;
  }

  /** The running transfers as the engine samples them; none when the last one has ended. */
  sample(transfers: readonly RunningTransfer[]): void {
    const moved = transfers.some(({ id, bytes }) => bytes > (this.#bytes.get(id) ?? 0));
    this.#bytes = new Map(transfers.map(({ id, bytes }) => [id, bytes]));
    if (transfers.length === 0) this.release();
    else if (moved) this.#hold();
  }

  /** Lets the computer sleep. */
  release(): void {
    clearTimeout(this.#release);
    if (this.#blockerId !== undefined) this.#blocker.stop(this.#blockerId);
    this.#blockerId = undefined;
  }

  /** By a timer of its own, so that it ends even where no further sample comes. */
  #hold(): void {
    this.#blockerId ??= this.#blocker.start();
    clearTimeout(this.#release);
    this.#release = setTimeout(() => this.release(), keepAwakeIdleMs);
  }
}
