import type { AccessLogEntry } from '../../shared/access-log.ts';
import type { Filterable } from '../../shared/access-log-filter.ts';
import { SequenceRing } from '../../shared/sequence-ring.ts';

/** The rows that the filter lets through, oldest first, as they were when this was made; only for drawing them at once. */
export interface LogRows {
  readonly length: number;
  /** How many rows have been taken off the front; a list that must not jump needs to know. Begins anew with each filter. */
  readonly trimmed: number;
  at(index: number): LogRow | undefined;
  /** Where the exchange of this number is; -1 where it is not among the rows. */
  indexOf(number: number): number;
}

export interface LogRow {
  /** The exchange's number in the access log (see `AccessLogStatus`). */
  readonly number: number;
  readonly entry: AccessLogEntry;
}

type Matcher = (entry: Filterable) => boolean;

/** A new filter on its way through all entries. */
interface Filtering {
  readonly isWanted: Matcher;
  readonly matches: number[];
  next: number;
}

/** Entries that are looked at before the clock is. */
const entriesBetweenLooks = 200;
/** Places at the front of a list that may lie empty before it is moved up. */
const emptyPlacesMax = 4_096;

/**
 * The window's copy of the log and those of its entries that the filter lets through. Adding an entry costs the same
 * however many there are. A new filter takes some time for a full log: it goes through it in slices, and the rows change
 * when it has come to the end.
 */
export class LogList {
  readonly #ring: SequenceRing<AccessLogEntry>;
  #isWanted: Matcher;
  /** The numbers of the rows, ascending, from `#head` on. */
  #matches: number[] = [];
  #head = 0;
  #trimmed = 0;
  #assets = 0;
  #filtering: Filtering | null = null;

  constructor(entriesMax: number, isWanted: Matcher) {
    this.#ring = new SequenceRing(entriesMax);
    this.#isWanted = isWanted;
  }

  /** Entries that are here, whatever the filter says. */
  get kept(): number {
    return this.#ring.length;
  }

  /** The number of the next exchange. */
  get end(): number {
    return this.#ring.end;
  }

  /** Those of them that our own pages asked for. */
  get assets(): number {
    return this.#assets;
  }

  get isFiltering(): boolean {
    return this.#filtering !== null;
  }

  rows(): LogRows {
    const [matches, head, ring] = [this.#matches, this.#head, this.#ring];
    const length = matches.length - head;
    return {
      length,
      trimmed: this.#trimmed,
      at: (index) => {
        const number = matches[head + index];
        const entry = number === undefined || index < 0 ? undefined : ring.at(number);
        return number === undefined || entry === undefined ? undefined : { number, entry };
      },
      indexOf: (number) => {
        const place = firstNotBelow(matches, head, number);
        return matches[place] === number ? place - head : -1;
      },
    };
  }

  entry(number: number): AccessLogEntry | undefined {
    return this.#ring.at(number);
  }

  /** The newest exchange; it has the number after the last one's. Returns true where it became a row. */
  push(entry: AccessLogEntry): boolean {
    const number = this.#ring.end;
    if (entry.content === 'asset') this.#assets++;
    this.#gone(this.#ring.push(entry));
    if (this.#filtering !== null || !this.#isWanted(entry)) return false;
    this.#matches.push(number);
    return true;
  }

  /** The main process does not have what came before this number any more. */
  forgetBefore(first: number): void {
    while (this.#ring.length > 0 && this.#ring.first < first) this.#gone(this.#ring.shift());
  }

  /** Forgets everything; the next exchange has the number `next`. */
  restart(next: number): void {
    this.#trimmed += this.#matches.length - this.#head;
    this.#ring.restart(next);
    this.#assets = 0;
    this.#matches = [];
    this.#head = 0;
    if (this.#filtering) this.filter(this.#filtering.isWanted);
  }

  /** Begins to go through all entries with another filter; `advance` does it. */
  filter(isWanted: Matcher): void {
    this.#filtering = { isWanted, matches: [], next: this.#ring.first };
  }

  /** Goes on until `hasTime` says no. Returns true where the new filter's rows are there now. */
  advance(hasTime: () => boolean): boolean {
    const filtering = this.#filtering;
    if (!filtering) return false;
    filtering.next = Math.max(filtering.next, this.#ring.first);
    for (let looked = 0; filtering.next < this.#ring.end; filtering.next++, looked++) {
      if (looked % entriesBetweenLooks === 0 && looked > 0 && !hasTime()) return false;
      const entry = this.#ring.at(filtering.next);
      if (entry && filtering.isWanted(entry)) filtering.matches.push(filtering.next);
    }
    this.#isWanted = filtering.isWanted;
    this.#matches = filtering.matches;
    this.#head = firstNotBelow(filtering.matches, 0, this.#ring.first);
    this.#trimmed = 0;
    this.#filtering = null;
    return true;
  }

  #gone(entry: AccessLogEntry | undefined): void {
    if (!entry) return;
    if (entry.content === 'asset') this.#assets--;
    while (this.#head < this.#matches.length && Number(this.#matches[this.#head]) < this.#ring.first) {
      this.#head++;
      this.#trimmed++;
    }
    if (this.#head <= emptyPlacesMax) return;
    // A new list: rows that were handed out go on with the old one.
    this.#matches = this.#matches.slice(this.#head);
    this.#head = 0;
  }
}

/** The first place from `start` on whose number is not below `number`; all are ascending. */
function firstNotBelow(numbers: readonly number[], start: number, number: number): number {
  let [low, high] = [start, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (Number(numbers[middle]) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
