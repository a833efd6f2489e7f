import { coverageIntervalsMax } from '../limits.ts';

/** Which bytes of a file have been sent: ordered intervals that never touch. Adding the same bytes twice counts them once. */
export class ByteCoverage {
  readonly #intervalsMax: number;
  /** Start and end (exclusive) in turn: `[start, end, start, end, …]`. */
  #edges: number[] = [];
  #bytes = 0;

  constructor(intervalsMax = coverageIntervalsMax) {
    this.#intervalsMax = intervalsMax;
  }

  /** How many bytes are covered. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Covers from `start` up to, but not including, `end`; nothing where that is empty. */
  add(start: number, end: number): void {
    if (!(end > start)) return;
    const edges = this.#edges;
    let first = this.#firstEndingAt(start);
    let from = start;
    let to = end;
    let swallowed = 0;
    const insertAt = first;
    while (first < edges.length && (edges[first] ?? 0) <= end) {
      const [left, right] = [edges[first] ?? 0, edges[first + 1] ?? 0];
      from = Math.min(from, left);
      to = Math.max(to, right);
      swallowed += right - left;
      first += 2;
    }
    edges.splice(insertAt, first - insertAt, from, to);
    this.#bytes += to - from - swallowed;
    if (edges.length > 2 * this.#intervalsMax) this.#forgetSmallest();
  }

  clear(): void {
    this.#edges = [];
    this.#bytes = 0;
  }

  /** Index of the first interval that ends at `position` or after it, by bisection. */
  #firstEndingAt(position: number): number {
    let low = 0;
    let high = this.#edges.length / 2;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#edges[2 * middle + 1] ?? 0) < position) low = middle + 1;
      else high = middle;
    }
    return 2 * low;
  }

  /** Too little is told rather than too much: nobody is to read "finished" of a file with holes. */
  #forgetSmallest(): void {
    const lengthAt = (index: number) => (this.#edges[index + 1] ?? 0) - (this.#edges[index] ?? 0);
    let smallest = 0;
    for (let index = 2; index < this.#edges.length; index += 2) {
      if (lengthAt(index) < lengthAt(smallest)) smallest = index;
    }
    this.#bytes -= lengthAt(smallest);
    this.#edges.splice(smallest, 2);
  }
}
