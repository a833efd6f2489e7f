import { isAppleTouch } from './apple-touch.ts';
import { element, textButton } from './element.ts';
import type { Entry } from './entry.ts';
import { downloadPaceMs } from './limits.ts';
import { downloadAttributes } from './row.ts';
import { countText, translate } from './words.ts';

/** There the browser asks about each download and drops those that come meanwhile, so each one gets a tap of its own. */
const isOneTapEach = isAppleTouch;

/** Downloads several files, one after the other, and says how far it is. A page is not told when a download ends. */
export class DownloadQueue {
  readonly bar: HTMLElement;
  readonly #progress = element('p', { role: 'status' });
  readonly #detail = element('p', { class: 'bar-detail' });
  readonly #next = textButton(translate('download.next'), 'primary');
  readonly #end = textButton(translate('download.stop'), 'quiet');
  #entries: readonly Entry[] = [];
  #index = 0;
  #timer = 0;

  constructor() {
    const text = element('div', { class: 'bar-text' }, this.#progress, this.#detail);
    const actions = element('div', { class: 'bar-actions' }, this.#end, this.#next);
    this.bar = element(
      'section',
      { class: 'bar downloads', 'aria-label': translate('select.download') },
      text,
      actions,
    );
    this.bar.hidden = true;
    this.#next.addEventListener('click', () => this.#step());
    this.#end.addEventListener('click', () => this.#close());
  }

  start(entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    clearTimeout(this.#timer);
    this.#entries = entries;
    this.#index = 0;
    this.bar.hidden = entries.length === 1;
    this.#step();
  }

  #step(): void {
    const entry = this.#entries[this.#index];
    if (!entry) return;
    this.#index += 1;
    startDownload(entry);
    this.#draw(entry);
    if (this.#index < this.#entries.length && !isOneTapEach) {
      this.#timer = window.setTimeout(() => this.#step(), downloadPaceMs);
    }
  }

  #draw(entry: Entry): void {
    const count = countText(this.#entries.length);
    const isLast = this.#index === this.#entries.length;
    const going = translate('download.progress', { index: countText(this.#index), count });
    this.#progress.textContent = isLast ? translate('download.done', { count }) : going;
    this.#detail.textContent = isLast && !isOneTapEach ? translate('download.hint') : entry.name;
    this.#next.hidden = isLast || !isOneTapEach;
    this.#end.textContent = translate(isLast ? 'download.dismiss' : 'download.stop');
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#entries = [];
    this.bar.hidden = true;
  }
}

function startDownload(entry: Entry): void {
  const link = element('a', { ...downloadAttributes(entry), hidden: '' });
  document.body.append(link);
  link.click();
  link.remove();
}
