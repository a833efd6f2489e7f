import { isAppleTouch } from '../apple-touch.ts';
import { element } from '../element.ts';
import type { Entry } from '../entry.ts';
import { detailsCard } from './details-slide.ts';
import type { Slide } from './slide.ts';

/** A PDF in the browser's own viewer where it has one that works in a page; else a card that opens it in a tab. */
export class PdfSlide implements Slide {
  readonly element: HTMLElement;
  readonly picture = null;
  readonly #entry: Entry;

  constructor(entry: Entry) {
    this.#entry = entry;
    this.element = element('div', { class: 'slide pdf-slide' });
  }

  maySwipe(target: Element): boolean {
    return target.closest('a, button, iframe') === null;
  }

  activate(): void {
    this.element.textContent = '';
    if (canShowPdf()) this.element.append(element('iframe', { src: this.#entry.href, title: this.#entry.name }));
    else this.element.append(detailsCard(this.#entry, { canOpen: true }));
  }

  deactivate(): void {
    this.element.textContent = '';
  }

  preload(): void {}
}

/** An iPhone and an iPad show only the first page of a PDF in a frame. */
function canShowPdf(): boolean {
  if (isAppleTouch) return false;
  if ('pdfViewerEnabled' in navigator) return navigator.pdfViewerEnabled;
  return (navigator as Navigator).mimeTypes.namedItem('application/pdf') !== null;
}
