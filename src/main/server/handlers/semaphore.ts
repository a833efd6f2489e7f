interface Waiter {
  /** Null: it is not to wait any longer. */
  readonly tell: (release: (() => void) | null) => void;
  readonly hasLeft: () => boolean;
}

/** A bounded number of places, and a bounded queue of those who wait for one. */
export class Semaphore {
  readonly #waitingMax: number;
  #waiting: Waiter[] = [];
  #free: number;

  constructor(placesMax: number, waitingMax: number) {
    this.#free = placesMax;
    this.#waitingMax = waitingMax;
  }

  /** Whether somebody waits for a place. */
  get isWanted(): boolean {
    return this.#waiting.some(({ hasLeft }) => !hasLeft());
  }

  /** A place at once, or null. What is returned gives it back, and may be called more than once. */
  tryAcquire(): (() => void) | null {
    if (this.#free === 0) return null;
    this.#free--;
    return this.#releaser();
  }

  /**
   * A place, now or in turn; null at once where too many wait already. Whoever `hasLeft` while waiting gets none: null, and
   * nobody waits behind.
   */
  async acquire(hasLeft: () => boolean = () => false): Promise<(() => void) | null> {
    const release = this.tryAcquire();
    if (release) return release;
    if (this.#waiting.length >= this.#waitingMax) this.#dismissLeft();
    if (this.#waiting.length >= this.#waitingMax) return null;
    return new Promise((tell) => this.#waiting.push({ tell, hasLeft }));
  }

  #releaser(): () => void {
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      this.#dismissLeft();
      const next = this.#waiting.shift();
      if (next) next.tell(this.#releaser());
      else this.#free++;
    };
  }

  #dismissLeft(): void {
    const waiting: Waiter[] = [];
    for (const waiter of this.#waiting) {
      if (waiter.hasLeft()) waiter.tell(null);
      else waiting.push(waiter);
    }
    this.#waiting = waiting;
  }
}
