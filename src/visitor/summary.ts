import type { ListingModel } from './listing-model.ts';
import { countText, translate } from './words.ts';

/** The line that counts what the folder holds; while the filter is at work, what it lets through. */
export class Summary {
  readonly #line: HTMLElement | null = document.getElementById('summary');
  readonly #all: string;

  constructor() {
    const line = this.#line;
    this.#all = line?.textContent ?? '';
    if (!line) return;
    line.setAttribute('role', 'status');
    // The server writes it after a long listing, where the numbers are known.
    document.getElementById('top')?.append(line);
  }

  update({ query, shown, entries }: ListingModel): void {
    if (!this.#line) return;
    const isFiltered = query.trim() !== '';
    const counts = { shown: countText(shown.length), all: countText(entries.length) };
    this.#line.textContent = isFiltered ? translate('filter.shown', counts) : this.#all;
  }
}
