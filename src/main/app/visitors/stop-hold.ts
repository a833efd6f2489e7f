import { transferStopHoldMs } from '../limits.ts';

/**
 * What the owner stopped a moment ago. Many programs go on by themselves with a download that was cut, within seconds;
 * each such attempt prolongs the hold, so that it ends when they have given up. A person who tries again later succeeds.
 */
export class StopHold {
  readonly #now: () => number;
  /** Until when, by what is held. */
  readonly #until = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** From now on, and again from each attempt on. */
  hold(key: string): void {
    const now = this.#now();
    for (const [each, until] of this.#until) if (until <= now) this.#until.delete(each);
    this.#until.set(key, now + transferStopHoldMs);
  }

  has(key: string): boolean {
    return this.#now() < (this.#until.get(key) ?? 0);
  }
}
