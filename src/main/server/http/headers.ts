/**
 * The header section of one request: field lines in the order received, names in lower case (RFC 9110 §5.1). Requests
 * carry few fields, so a linear search over two flat arrays beats a map.
 */
export class Headers {
  readonly #names: string[] = [];
  readonly #values: string[] = [];

  get size(): number {
    return this.#names.length;
  }

  append(lowerCaseName: string, value: string): void {
    this.#names.push(lowerCaseName);
    this.#values.push(value);
  }

  /** The field's value; several lines of one name are joined by ", " (RFC 9110 §5.3). Undefined where it is absent. */
  get(lowerCaseName: string): string | undefined {
    const first = this.#names.indexOf(lowerCaseName);
    if (first < 0) return undefined;
    let joined = this.#values[first] as string;
    for (let at = this.#names.indexOf(lowerCaseName, first + 1); at >= 0; ) {
      joined += `, ${this.#values[at]}`;
      at = this.#names.indexOf(lowerCaseName, at + 1);
    }
    return joined;
  }

  /** Whether any field has one of these names. */
  hasAny(lowerCaseNames: ReadonlySet<string>): boolean {
    for (const name of this.#names) if (lowerCaseNames.has(name)) return true;
    return false;
  }

  /** The lower-case name of the line at `index`, under `size`. */
  nameAt(index: number): string {
    return this.#names[index] as string;
  }

  valueAt(index: number): string {
    return this.#values[index] as string;
  }

  /** How many lines have this name. */
  count(lowerCaseName: string): number {
    let lines = 0;
    for (const name of this.#names) if (name === lowerCaseName) lines++;
    return lines;
  }

  *[Symbol.iterator](): IterableIterator<[name: string, value: string]> {
    for (let at = 0; at < this.#names.length; at++) yield [this.#names[at] as string, this.#values[at] as string];
  }
}
