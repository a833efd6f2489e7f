/** What a path costs in a set besides its characters, in bytes. */
const entryBytes = 64;

/**
 * Paths that were asked for lately, within a bound: those since the last turn of a generation, and those of the
 * generation before. A path is forgotten after as many others as fit between one and two generations.
 */
export class RecentPaths {
  readonly #bytesMax: number;
  #current = new Set<string>();
  #previous: ReadonlySet<string> = new Set();
  #bytes = 0;

  /** `bytesMax`: for all paths of one generation together. */
  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** Notes the path, of latin1 characters; returns whether it had been noted lately. */
  note(path: string): boolean {
    if (this.#current.has(path)) return true;
    const isKnown = this.#previous.has(path);
    const bytes = path.length + entryBytes;
    if (this.#bytes + bytes > this.#bytesMax) {
      this.#previous = this.#current;
      this.#current = new Set();
      this.#bytes = 0;
    }
    // A copy: what comes from a request's head would keep all of it in memory.
    this.#current.add(Buffer.from(path, 'latin1').toString('latin1'));
    this.#bytes += bytes;
    return isKnown;
  }
}
