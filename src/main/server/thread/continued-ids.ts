/** Ids of an engine that begin at 1 again when it is replaced, made unique: those of a later one follow on. */
export class ContinuedIds {
  /** The highest id of all engines before this one. */
  #before = 0;
  #highest = 0;

  /** What this engine calls `id`, as all engines' ids. */
  outer(id: number): number {
    const outer = this.#before + id;
    this.#highest = Math.max(this.#highest, outer);
    return outer;
  }

  /** What this engine calls it; null for an id of an earlier one. */
  inner(outer: number): number | null {
    return outer > this.#before ? outer - this.#before : null;
  }

  /** From now on another engine counts. */
  replaced(): void {
    this.#before = this.#highest;
  }
}
