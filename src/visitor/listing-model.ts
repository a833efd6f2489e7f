import { type Entry, foldText } from './entry.ts';
import { rankByName, type SortOrder, sortEntries } from './sort-order.ts';

/**
 * The entries of the listing and which of them are shown, in which order. `onChange` is told when that differs from what
 * was shown before; entries that are merely added at the end are not told.
 */
export class ListingModel {
  readonly #serverOrder: SortOrder;
  readonly #onChange: () => void;
  readonly #entries: Entry[] = [];
  #order: SortOrder;
  #query = '';
  #isComplete = false;
  #sorted: readonly Entry[] = this.#entries;
  #shown: readonly Entry[] = this.#entries;
  #ranks: ReadonlyMap<Entry, number> | null = null;

  /** `order` is the one in which the server has sent the entries. */
  constructor(order: SortOrder, onChange: () => void) {
    this.#serverOrder = order;
    this.#order = order;
    this.#onChange = onChange;
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get shown(): readonly Entry[] {
    return this.#shown;
  }

  get order(): SortOrder {
    return this.#order;
  }

  get query(): string {
    return this.#query;
  }

  /** Whether the page shows everything just as the server has sent it. */
  get isAsSent(): boolean {
    return this.#shown === this.#entries;
  }

  /** More of what the server has sent, in its order. */
  add(entries: readonly Entry[]): void {
    for (const entry of entries) this.#entries.push(entry);
  }

  /** All is added: what was sorted or filtered meanwhile is done again with everything. */
  complete(): void {
    this.#isComplete = true;
    if (!this.isAsSent) this.#update();
  }

  setOrder(order: SortOrder): void {
    this.#order = order;
    this.#update();
  }

  setQuery(query: string): void {
    if (query === this.#query) return;
    this.#query = query;
    this.#shown = this.#filtered();
    this.#onChange();
  }

  #update(): void {
    this.#sorted = this.#isSentOrder() ? this.#entries : this.#sort();
    this.#shown = this.#filtered();
    this.#onChange();
  }

  #isSentOrder(): boolean {
    return this.#order.key === this.#serverOrder.key && this.#order.direction === this.#serverOrder.direction;
  }

  #sort(): readonly Entry[] {
    const ranks = this.#ranks ?? this.#rankByName();
    if (this.#isComplete) this.#ranks = ranks;
    return sortEntries(this.#entries, this.#order, (entry) => ranks.get(entry) ?? 0);
  }

  /** Where the server has sorted by name it has done the work already. */
  #rankByName(): ReadonlyMap<Entry, number> {
    const { key, direction } = this.#serverOrder;
    if (key !== 'name') return rankByName(this.#entries);
    const sign = direction === 'desc' ? -1 : 1;
    return new Map(this.#entries.map((entry, index) => [entry, index * sign]));
  }

  /** Every word of the query must be in the name. */
  #filtered(): readonly Entry[] {
    const words = foldText(this.#query).split(/\s+/).filter(Boolean);
    if (words.length === 0) return this.#sorted;
    return this.#sorted.filter(({ folded }) => words.every((word) => folded.includes(word)));
  }
}
