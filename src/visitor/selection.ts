import { element, iconButton, textButton } from './element.ts';
import type { Entry } from './entry.ts';
import { selectedFilesMax } from './limits.ts';
import { countText, sizeText, translate } from './words.ts';

interface SelectionOptions {
  /** The files that could be selected now, in the order on the page. */
  readonly shownFiles: () => readonly Entry[];
  readonly forEachRow: (visit: (row: HTMLElement, entry: Entry) => void) => void;
  readonly onDownload: (entries: readonly Entry[]) => void;
}

/** Selecting several files: a mode of the page, with a bar at its foot that says what to do with them. */
export class Selection {
  /** Begins and ends the mode. */
  readonly button: HTMLButtonElement = iconButton('select', translate('select.start'));
  readonly bar: HTMLElement;
  readonly #options: SelectionOptions;
  readonly #selected = new Set<Entry>();
  readonly #count = element('p', { role: 'status' });
  readonly #size = element('p', { class: 'bar-detail' });
  readonly #all = textButton(translate('select.all'), 'quiet');
  readonly #download = textButton(translate('select.download'), 'primary');
  #isOn = false;
  /** Where a press with Shift begins its range. */
  #anchor: Entry | null = null;

  constructor(options: SelectionOptions) {
    this.#options = options;
    this.button.setAttribute('aria-pressed', 'false');
    this.button.addEventListener('click', () => this.#setOn(!this.#isOn));
    const end = iconButton('close', translate('select.end'));
    end.addEventListener('click', () => {
      this.#setOn(false);
      this.button.focus();
    });
    this.#all.addEventListener('click', () => this.#toggleAll());
    this.#download.addEventListener('click', () => this.#startDownload());
    // What can be done with a selection stands in .bar-actions: room for more than one thing.
    const actions = element('div', { class: 'bar-actions' }, this.#all, this.#download);
    this.bar = element(
      'section',
      { class: 'bar selection', 'aria-label': translate('select.region') },
      end,
      element('div', { class: 'bar-text' }, this.#count, this.#size),
      actions,
    );
    this.bar.hidden = true;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Selects the file, or no longer; with Shift all from the last one on. */
  toggle(entry: Entry, isRange = false): void {
    if (entry.kind === 'folder') return;
    const isSelected = !this.#selected.has(entry);
    for (const each of isRange ? this.#range(entry) : [entry]) this.#set(each, isSelected);
    this.#anchor = entry;
    this.#draw();
  }

  /** Puts the row's box right: rows come and go. */
  drawRow(row: HTMLElement, entry: Entry): void {
    const isSelected = this.#selected.has(entry);
    const box = row.querySelector<HTMLInputElement>('.pick');
    if (box) box.checked = isSelected;
    if (isSelected) row.dataset.selected = '';
    else delete row.dataset.selected;
  }

  /** Another order or filter: what is not to be seen is not selected. */
  keepShown(): void {
    if (this.#selected.size === 0) return;
    const shown = new Set(this.#options.shownFiles());
    for (const entry of Array.from(this.#selected)) if (!shown.has(entry)) this.#selected.delete(entry);
    this.#draw();
  }

  #set(entry: Entry, isSelected: boolean): void {
    if (isSelected) this.#selected.add(entry);
    else this.#selected.delete(entry);
  }

  #range(entry: Entry): readonly Entry[] {
    const files = this.#options.shownFiles();
    const [from, to] = [this.#anchor ? files.indexOf(this.#anchor) : -1, files.indexOf(entry)];
    if (from < 0 || to < 0) return [entry];
    return files.slice(Math.min(from, to), Math.max(from, to) + 1);
  }

  #toggleAll(): void {
    const files = this.#options.shownFiles();
    const isSelected = this.#selected.size < files.length;
    for (const entry of files) this.#set(entry, isSelected);
    this.#draw();
  }

  #startDownload(): void {
    const wanted = this.#options.shownFiles().filter((entry) => this.#selected.has(entry));
    this.#setOn(false);
    this.button.focus();
    this.#options.onDownload(wanted);
  }

  #setOn(isOn: boolean): void {
    this.#isOn = isOn;
    this.#anchor = null;
    this.#selected.clear();
    document.documentElement.classList.toggle('selecting', isOn);
    this.button.setAttribute('aria-pressed', String(isOn));
    this.bar.hidden = !isOn;
    this.#draw();
  }

  #draw(): void {
    const count = this.#selected.size;
    let bytes = 0;
    for (const { sizeBytes } of this.#selected) bytes += sizeBytes ?? 0;
    this.#count.textContent = translate(count === 0 ? 'select.hint' : 'select.count', { count: countText(count) });
    const isTooMany = count > selectedFilesMax;
    const most = translate('select.most', { most: countText(selectedFilesMax) });
    this.#size.textContent = count === 0 ? '' : isTooMany ? most : sizeText(bytes);
    this.#download.disabled = count === 0 || isTooMany;
    const isAll = count > 0 && count === this.#options.shownFiles().length;
    this.#all.textContent = translate(isAll ? 'select.none' : 'select.all');
    this.#options.forEachRow((row, entry) => this.drawRow(row, entry));
  }
}
