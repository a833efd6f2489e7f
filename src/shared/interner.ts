/**
 * Gives equal values one and the same object, so that a hundred thousand exchanges of one visitor hold its User-Agent
 * once. It remembers a bounded number of them: where it is full it forgets all and begins anew, which costs memory for
 * some repeated values and nothing else.
 */
export class Interner<Value> {
  readonly #entriesMax: number;
  readonly #known = new Map<string, Value>();

  constructor(entriesMax: number) {
    this.#entriesMax = entriesMax;
  }

  /** The value known under `key`; `value` itself where it is new. */
  intern(key: string, value: Value): Value {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= this.#entriesMax) this.#known.clear();
    this.#known.set(key, value);
    return value;
  }
}
