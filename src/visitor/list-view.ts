import { element } from './element.ts';
import { type Entry, parseEntries, readEntry } from './entry.ts';
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
 * The rows of the listing. As the server sends them, they come in lists of 120; only lists near the screen are filled,
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

  /**
   * Takes over one of the server's lists: rows, or their markup in a `<noscript>`. Gives its entries; `isShown` false: the
   * page shows another order by now, and the list goes.
   */
  adopt(source: Element, isShown: boolean): Entry[] {
    if (source instanceof HTMLUListElement) return this.#adoptRows(source, isShown);
    const entries = parseEntries(source.textContent ?? '');
    if (isShown && entries.length > 0) {
      const list = this.#newList(entries);
      source.replaceWith(list.element);
      this.#observer.observe(list.element);
    } else {
      source.remove();
    }
    return entries;
  }

  /** Shows these entries and no others. */
  show(entries: readonly Entry[]): void {
    this.#observer.disconnect();
    const count = Math.ceil(entries.length / entriesPerList);
    for (const list of this.#lists.splice(count)) {
      this.#listOf.delete(list.element);
      list.element.remove();
    }
    for (let index = 0; index < count; index += 1) {
      const part = entries.slice(index * entriesPerList, (index + 1) * entriesPerList);
      const old = this.#lists[index];
      if (old) {
        this.#empty(old);
        old.entries = part;
        this.#measureList(old);
      } else {
        const list = this.#newList(part);
        this.#place(list, index);
      }
    }
    const first = this.#lists[0];
    if (first) this.#fill(first); // the others when they come near; this one at once, so that nothing blinks
    for (const list of this.#lists) this.#observer.observe(list.element);
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

  #adoptRows(source: HTMLUListElement, isShown: boolean): Entry[] {
    const entries: Entry[] = [];
    for (const row of Array.from(source.children) as HTMLLIElement[]) {
      const entry = readEntry(row);
      if (!entry) continue;
      entries.push(entry);
      this.#rows.set(entry, row);
      this.#entryOf.set(row, entry);
      completeRow(row, entry);
    }
    if (!isShown) source.remove();
    else {
      const list: List = { element: source, entries, isFilled: true };
      this.#keep(list);
      for (const entry of entries) this.#options.onRow(this.#rows.get(entry) as HTMLLIElement, entry);
      this.#observer.observe(source);
    }
    return entries;
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

  #place(list: List, index: number): void {
    const before = this.#lists[index - 1];
    if (before) before.element.after(list.element);
    else {
      const up = this.#main.querySelector('#up');
      if (up) up.after(list.element);
      else this.#main.prepend(list.element);
    }
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
