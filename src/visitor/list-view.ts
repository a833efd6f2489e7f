import { element } from './element.ts';
import { type Entry, readEntry } from './entry.ts';
import { entriesPerList, keptRowsMax } from './limits.ts';
import { completeRow, createRow } from './row.ts';

interface List {
  readonly element: HTMLUListElement;
  entries: readonly Entry[];
  /** Its rows are on the page; else the empty list keeps their place. */
  isFilled: boolean;
}

interface ListViewOptions {
  /** A row has come onto the page, or has come back. */
  readonly onRow: (row: HTMLLIElement, entry: Entry) => void;
  readonly isGrid: () => boolean;
}

/**
 * The rows of the listing. They come in lists; only lists near the screen are filled,
 * the others are empty boxes of the right height, so 50,000 entries cost about as much as 500.
 */
export class ListView {
  readonly #main: HTMLElement;
  readonly #options: ListViewOptions;
  readonly #lists: List[] = [];
  readonly #listOf = new Map<Element, List>();
  /** In order of making. Those that are not on the page are let go when there are too many. */
  readonly #rows = new Map<Entry, HTMLLIElement>();
  readonly #entryOf = new WeakMap<Element, Entry>();
  readonly #observer: IntersectionObserver;
  #columns = 1;

  constructor(main: HTMLElement, options: ListViewOptions) {
    this.#main = main;
    this.#options = options;
    this.#observer = new IntersectionObserver((changes) => this.#onIntersections(changes), { rootMargin: '100% 0px' });
    this.measure();
    window.addEventListener('resize', () => this.measure());
  }

  /** Takes over a list that the server has written, and gives its entries. */
  adopt(source: HTMLUListElement): Entry[] {
    const entries: Entry[] = [];
    for (const row of Array.from(source.children) as HTMLLIElement[]) {
      const entry = readEntry(row);
      if (!entry) continue;
      entries.push(entry);
      this.#rows.set(entry, row);
      this.#entryOf.set(row, entry);
      completeRow(row, entry);
      this.#options.onRow(row, entry);
    }
    this.#keep({ element: source, entries, isFilled: true });
    this.#observer.observe(source);
    return entries;
  }

  /** More entries at the end, without touching those that are there. */
  append(entries: readonly Entry[]): void {
    const last = this.#lists[this.#lists.length - 1];
    const lists = document.createDocumentFragment();
    const first = this.#lists.length;
    for (let start = 0; start < entries.length; start += entriesPerList) {
      lists.append(this.#newList(entries.slice(start, start + entriesPerList)).element);
    }
    if (last) last.element.after(lists);
    else this.#placeFirst(lists);
    for (const { element: list } of this.#lists.slice(first)) this.#observer.observe(list);
  }

  /** Shows these entries and no others. */
  show(entries: readonly Entry[]): void {
    this.#observer.disconnect();
    const count = Math.ceil(entries.length / entriesPerList);
    for (const list of this.#lists.splice(count)) {
      this.#listOf.delete(list.element);
      list.element.remove();
    }
    this.#lists.forEach((list, index) => {
      this.#empty(list);
      list.entries = entries.slice(index * entriesPerList, (index + 1) * entriesPerList);
      this.#measureList(list);
    });
    for (const list of this.#lists) this.#observer.observe(list.element);
    this.append(entries.slice(this.#lists.length * entriesPerList));
    const first = this.#lists[0];
    if (first) this.#fill(first); // the others when they come near; this one at once, so that nothing blinks
  }

  entryOf(target: EventTarget | null): Entry | null {
    const row = target instanceof Element ? target.closest('.entries > li') : null;
    return (row && this.#entryOf.get(row)) ?? null;
  }

  /** The entry's row, where it is kept. */
  rowOf(entry: Entry): HTMLLIElement | null {
    return this.#rows.get(entry) ?? null;
  }

  /** Gives the entry's link the focus, and scrolls as far as it takes to see it. */
  focus(entry: Entry): void {
    const list = this.#lists.find(({ entries }) => entries.includes(entry));
    if (!list) return;
    this.#fill(list);
    const row = this.#rows.get(entry);
    row?.scrollIntoView({ block: 'nearest' });
    row?.querySelector('a')?.focus({ preventScroll: true });
  }

  /** Every row that is on the page now. */
  forEachRow(visit: (row: HTMLLIElement, entry: Entry) => void): void {
    for (const [entry, row] of this.#rows) if (row.isConnected) visit(row, entry);
  }

  /** To be called where the number of columns may have changed. */
  measure(): void {
    const columns = this.#options.isGrid() ? getComputedStyle(this.#main).getPropertyValue('--columns') : '1';
    this.#columns = Number(columns) || 1;
    for (const list of this.#lists) this.#measureList(list);
  }

  #newList(entries: readonly Entry[]): List {
    const list: List = { element: element('ul', { class: 'entries' }), entries, isFilled: false };
    this.#keep(list);
    return list;
  }

  #keep(list: List): void {
    this.#lists.push(list);
    this.#listOf.set(list.element, list);
    this.#measureList(list);
  }

  #placeFirst(node: Node): void {
    const up = this.#main.querySelector('#up');
    if (up) up.after(node);
    else this.#main.prepend(node);
  }

  #measureList({ element: list, entries }: List): void {
    list.style.setProperty('--rows', String(Math.ceil(entries.length / this.#columns)));
  }

  #onIntersections(changes: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of changes) {
      const list = this.#listOf.get(target);
      if (!list) continue;
      if (isIntersecting) this.#fill(list);
      else if (this.#rows.size > keptRowsMax && !target.contains(document.activeElement)) this.#empty(list);
    }
    this.#letGo();
  }

  #fill(list: List): void {
    if (list.isFilled) return;
    list.isFilled = true;
    const rows = document.createDocumentFragment();
    for (const entry of list.entries) {
      let row = this.#rows.get(entry);
      if (!row) {
        row = createRow(entry);
        this.#rows.set(entry, row);
        this.#entryOf.set(row, entry);
      }
      rows.append(row);
      this.#options.onRow(row, entry);
    }
    list.element.append(rows);
  }

  #empty(list: List): void {
    list.element.textContent = '';
    list.isFilled = false;
  }

  #letGo(): void {
    for (const [entry, row] of this.#rows) {
      if (this.#rows.size <= keptRowsMax) return;
      if (!row.isConnected) this.#rows.delete(entry);
    }
  }
}
