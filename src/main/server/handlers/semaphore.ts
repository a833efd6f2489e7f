/** A bounded number of places, and a bounded queue of those who wait for one. */
export class Semaphore {
  readonly #waitingMax: number;
  readonly #waiting: ((release: () => void) => void)[] = [];
  #free: number;

  constructor(placesMax: number, waitingMax: number) {
    this.#free = placesMax;
    this.#waitingMax = waitingMax;
  }

  /** A place at once, or null. What is returned gives it back, and may be called more than once. */
  tryAcquire(): (() => void) | null {
    if (this.#free === 0) return null;
    this.#free--;
    return this.#releaser();
  }

  /** A place, now or in turn; null at once where too many wait already. */
  async acquire(): Promise<(() => void) | null> {
    const release = this.tryAcquire();
    if (release) return release;
    if (this.#waiting.length >= this.#waitingMax) return null;
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #releaser(): () => void {
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      const next = this.#waiting.shift();
      if (next) next(this.#releaser());
      else this.#free++;
    };
  }
}
