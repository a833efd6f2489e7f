import type { RunningTransfer } from '../../../shared/transfer.ts';

export interface RunningTransfersBounds {
  readonly transferSampleIntervalMs: number;
  readonly transfersReportedMax: number;
}

/** One exchange that is sending file content. */
export interface Transfer {
  /** When it began to send, on the monotonic clock. */
  readonly startedAt: number;
  /** How far it is. */
  sample(id: number): RunningTransfer;
  /** Ends it now; it is reported as stopped by the owner. */
  cut(): void;
}

/**
 * The transfers under way. While any of them lasts, those that have run for at least an interval are reported at each
 * interval, and an empty list when the last of them has ended. While nothing runs there is no timer.
 */
export class RunningTransfers {
  readonly #bounds: RunningTransfersBounds;
  readonly #report: (transfers: readonly RunningTransfer[]) => void;
  /** In the order in which they began. */
  readonly #running = new Map<number, Transfer>();
  #lastId = 0;
  #timer: NodeJS.Timeout | null = null;
  /** The last report was not empty. */
  #isReported = false;

  constructor(bounds: RunningTransfersBounds, report: (transfers: readonly RunningTransfer[]) => void) {
    this.#bounds = bounds;
    this.#report = report;
  }

  /** Takes note of a transfer; returns its id, which `ended` is to be given once. */
  began(transfer: Transfer): number {
    const id = ++this.#lastId;
    this.#running.set(id, transfer);
    // Many small ones that follow one another must not make a timer each: one runs its interval out in any case.
    this.#timer ??= setTimeout(() => this.#sample(), this.#bounds.transferSampleIntervalMs).unref();
    return id;
  }

  ended(id: number): void {
    this.#running.delete(id);
    if (this.#running.size === 0) this.#reportNone();
  }

  /** Nothing happens where it has ended already. */
  cut(id: number): void {
    this.#running.get(id)?.cut();
  }

  /** Forgets those that have not ended: their connections are gone, and they wait for a disk that does not answer. */
  forgetAll(): void {
    this.#running.clear();
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#reportNone();
  }

  #sample(): void {
    this.#timer = null;
    if (this.#running.size === 0) return;
    const { transferSampleIntervalMs, transfersReportedMax } = this.#bounds;
    this.#timer = setTimeout(() => this.#sample(), transferSampleIntervalMs).unref();
    const startedBefore = performance.now() - transferSampleIntervalMs;
    const transfers: RunningTransfer[] = [];
    for (const [id, transfer] of this.#running) {
      // They stand in the order in which they began, so all that follow are younger still.
      if (transfer.startedAt > startedBefore || transfers.length === transfersReportedMax) break;
      transfers.push(transfer.sample(id));
    }
    if (transfers.length === 0) {
      this.#reportNone();
    } else {
      this.#isReported = true;
      this.#report(transfers);
    }
  }

  #reportNone(): void {
    if (!this.#isReported) return;
    this.#isReported = false;
    this.#report([]);
  }
}
