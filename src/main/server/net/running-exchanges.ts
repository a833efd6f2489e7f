/**
 * How many exchanges are under way. An exchange may outlive its socket for a moment: it is reported when the file it
 * was reading is let go.
 */
export class RunningExchanges {
  #count = 0;
  #onNone: (() => void) | null = null;

  begin(): void {
    this.#count++;
  }

  end(): void {
    this.#count--;
    if (this.#count === 0) this.#onNone?.();
  }

  /** Resolves when none is under way, or after `timeoutMs`. */
  async allEnded(timeoutMs: number): Promise<void> {
    if (this.#count === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#onNone = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#onNone = null;
  }
}
