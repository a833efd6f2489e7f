import type { Clock } from '../../../src/main/discovery/clock.ts';

interface Timer {
  at: number;
  readonly everyMs: number | null;
  readonly action: () => void;
}

/** Time that stands still until the test moves it. */
export class FakeClock implements Clock {
  #now = 1_000_000;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  after(ms: number, action: () => void): () => void {
    return this.#add({ at: this.#now + ms, everyMs: null, action });
  }

  deadline(ms: number, action: () => void): () => void {
    return this.after(ms, action);
  }

  repeat(ms: number, action: () => void): () => void {
    return this.#add({ at: this.#now + ms, everyMs: ms, action });
  }

  /** Timers that are waiting; none may be left when all is stopped. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Goes on by `ms`, timer by timer; what their actions promise is settled before the next one. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const due = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#now = Math.max(this.#now, due.at);
      this.#run(due);
      await settle();
    }
    this.#now = end;
  }

  /** Sleeps: time passes and nothing runs; on waking each timer that is due runs once. */
  async sleep(ms: number): Promise<void> {
    this.#now += ms;
    for (const timer of [...this.#timers]) if (timer.at <= this.#now) this.#run(timer);
    await settle();
  }

  #run(timer: Timer): void {
    if (!this.#timers.has(timer)) return;
    if (timer.everyMs === null) this.#timers.delete(timer);
    else timer.at = this.#now + timer.everyMs;
    timer.action();
  }

  #add(timer: Timer): () => void {
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }
}

/** Lets everything run that waits for nothing but promises. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
