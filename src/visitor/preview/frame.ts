import { element, iconButton } from '../element.ts';
import type { Entry } from '../entry.ts';
import { downloadAttributes } from '../row.ts';
import { countText, sizeText, timeText, translate } from '../words.ts';

interface FrameOptions {
  readonly onClose: () => void;
  readonly onStep: (step: -1 | 1) => void;
}

/** What stands around the file in the preview: its name, Close, Download, Previous and Next. A modal dialog. */
export class Frame {
  readonly element: HTMLElement;
  readonly stage = element('div', { class: 'stage' });
  readonly #name = element('h2', { id: 'preview-name' });
  readonly #facts = element('p', { class: 'preview-facts' });
  readonly #position = element('p', { class: 'preview-position', 'aria-live': 'polite' });
  readonly #previous = iconButton('previous', translate('preview.previous'));
  readonly #next = iconButton('next', translate('preview.next'));
  readonly #download = element('a', { class: 'icon-button icon-download' });
  readonly #foot: HTMLElement;

  constructor({ onClose, onStep }: FrameOptions) {
    const close = iconButton('back', translate('preview.close'));
    close.addEventListener('click', onClose);
    this.#previous.addEventListener('click', () => onStep(-1));
    this.#next.addEventListener('click', () => onStep(1));
    const title = element('div', { class: 'preview-title' }, this.#name, this.#facts);
    const head = element('header', { class: 'preview-head' }, close, title, this.#download);
    this.#foot = element('div', { class: 'preview-foot' }, this.#previous, this.#position, this.#next);
    this.element = element(
      'div',
      { class: 'preview', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'preview-name', tabindex: '-1' },
      head,
      this.stage,
      this.#foot,
    );
    this.element.addEventListener('keydown', (event) => this.#keepFocus(event));
  }

  /** `index` counts from 0. */
  describe(entry: Entry, index: number, count: number): void {
    this.element.dataset.kind = entry.kind;
    this.#name.textContent = entry.name;
    this.#name.title = entry.name;
    const facts = [entry.sizeBytes === null ? '' : sizeText(entry.sizeBytes), timeText(entry.modifiedMs)];
    this.#facts.textContent = facts.filter(Boolean).join(' · ');
    const position = { index: countText(index + 1), count: countText(count) };
    this.#position.textContent = count > 1 ? translate('preview.position', position) : '';
    this.#foot.hidden = count <= 1;
    this.element.classList.toggle('single', count <= 1);
    this.#previous.disabled = index === 0;
    this.#next.disabled = index === count - 1;
    const { href, download } = downloadAttributes(entry);
    this.#download.href = href;
    this.#download.download = download;
    const label = translate('download.one', { name: entry.name });
    this.#download.setAttribute('aria-label', label);
    this.#download.title = label;
  }

  /** Takes the bars away from a picture, and brings them back. */
  toggleBars(): void {
    this.element.classList.toggle('bare');
  }

  showBars(): void {
    this.element.classList.remove('bare');
  }

  /** Tab goes round within the dialog. */
  #keepFocus(event: KeyboardEvent): void {
    if (event.key !== 'Tab') return;
    this.showBars();
    const all = this.element.querySelectorAll<HTMLElement>(
      'a[href], button:not([disabled]), iframe, video, audio, [tabindex="0"]',
    );
    const reachable = Array.from(all).filter((each) => each.offsetParent !== null);
    const [first, last] = [reachable[0], reachable[reachable.length - 1]];
    const { activeElement } = document;
    if (event.shiftKey && (activeElement === first || activeElement === this.element)) last?.focus();
    else if (!event.shiftKey && activeElement === last) first?.focus();
    else return;
    event.preventDefault();
  }
}
