import { element } from '../element.ts';
import type { Entry } from '../entry.ts';
import { loadingShownAfterMs, textBytesMax } from '../limits.ts';
import { locale, translate } from '../words.ts';
import { detailsCard } from './details-slide.ts';
import { readText, type TextStart } from './read-text.ts';
import type { Slide } from './slide.ts';

/** Text and Markdown, as they are written: nothing in them is markup here. */
export class TextSlide implements Slide {
  readonly element: HTMLElement;
  readonly picture = null;
  readonly #entry: Entry;
  #loading: AbortController | null = null;

  constructor(entry: Entry) {
    this.#entry = entry;
    this.element = element('div', { class: 'slide text-slide' });
  }

  maySwipe(): boolean {
    return false; // fingers scroll and select
  }

  activate(): void {
    const loading = new AbortController();
    this.#loading = loading;
    const timer = window.setTimeout(() => this.element.classList.add('loading'), loadingShownAfterMs);
    readText(this.#entry.href, textBytesMax, locale, loading.signal)
      .then((start) => this.#show(start))
      .catch((error: unknown) => {
        if (!loading.signal.aborted) throw error;
      })
      .finally(() => {
        clearTimeout(timer);
        this.element.classList.remove('loading');
      });
  }

  deactivate(): void {
    this.#loading?.abort();
    this.element.textContent = '';
  }

  preload(): void {}

  #show(start: TextStart): void {
    this.element.textContent = '';
    if (start.kind !== 'text') {
      const reason = translate(start.kind === 'binary' ? 'preview.noText' : 'preview.unreachable');
      this.element.append(detailsCard(this.#entry, { reason }));
      return;
    }
    if (start.text === '') {
      this.element.append(detailsCard(this.#entry, { reason: translate('preview.empty') }));
      return;
    }
    const label = translate('preview.content', { name: this.#entry.name });
    const page = element('div', { class: 'page', role: 'region', tabindex: '0', 'aria-label': label });
    page.append(element('pre', {}, start.text));
    if (start.isCut) page.append(element('p', { class: 'page-note' }, translate('preview.cut')));
    this.element.append(page);
  }
}
