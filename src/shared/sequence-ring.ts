/**
 * The newest values of an endless sequence, each found by its number: the first value that was ever pushed is number
 * `start`, the next one follows. Pushing costs the same however many there are; the oldest makes room where it is full.
 */
export class SequenceRing<Value> {
  readonly #capacity: number;
  readonly #slots: (Value | undefined)[] = [];
  #first: number;
  #end: number;

  constructor(capacity: number, start = 0) {
    this.#capacity = capacity;
    this.#first = start;
    this.#end = start;
  }

  /** The number of the oldest value that is held; `end` where none is. */
  get first(): number {
    return this.#first;
  }

  /** The number of the value that will come next. */
  get end(): number {
    return this.#end;
  }

  get length(): number {
    return this.#end - this.#first;
  }

  at(number: number): Value | undefined {
    return number >= this.#first && number < this.#end ? this.#slots[number % this.#capacity] : undefined;
  }

  /** Returns the value that had to make room, if one had to. */
  push(value: Value): Value | undefined {
    const slot = this.#end % this.#capacity;
    const isFull = this.length === this.#capacity;
    const oldest = isFull ? this.#slots[slot] : undefined;
    this.#slots[slot] = value;
    this.#end++;
    if (isFull) this.#first++;
    return oldest;
  }

  /** Forgets the oldest value and returns it; undefined where there is none. */
  shift(): Value | undefined {
    if (this.length === 0) return undefined;
    const slot = this.#first % this.#capacity;
    const oldest = this.#slots[slot];
    this.#slots[slot] = undefined;
    this.#first++;
    return oldest;
  }

  /** Forgets everything; the next value gets the number `next`. */
  restart(next: number): void {
    this.#slots.length = 0;
    this.#first = next;
    this.#end = next;
  }
}
