import { element } from '../element.ts';
import type { Entry } from '../entry.ts';
import { loadingShownAfterMs, preloadBytesMax } from '../limits.ts';
import { failureCard } from './details-slide.ts';
import type { Slide, SlideHost } from './slide.ts';
import { ZoomPicture } from './zoom-picture.ts';

/** A picture: its thumbnail at once where there is one, then the file itself. */
export class PictureSlide implements Slide {
  readonly element: HTMLElement;
  readonly #entry: Entry;
  readonly #host: SlideHost;
  #image: HTMLImageElement | null = null;
  #picture: ZoomPicture | null = null;
  #isActive = false;
  #timer = 0;

  constructor(entry: Entry, host: SlideHost) {
    this.#entry = entry;
    this.#host = host;
    this.element = element('div', { class: 'slide' });
    const thumbnail = host.thumbnailOf(entry);
    if (thumbnail) this.element.append(element('img', { class: 'picture preliminary', src: thumbnail, alt: '' }));
  }

  get picture(): ZoomPicture | null {
    return this.#picture;
  }

  maySwipe(target: Element): boolean {
    return target.closest('a, button') === null;
  }

  activate(): void {
    this.#isActive = true;
    if (this.#picture) this.#host.onReady();
    else this.#load();
  }

  deactivate(): void {
    this.#isActive = false;
    this.#picture?.reset();
  }

  preload(): void {
    if ((this.#entry.sizeBytes ?? 0) <= preloadBytesMax) this.#load();
  }

  #load(): void {
    if (this.#image) return;
    const image = element('img', { class: 'picture', alt: this.#entry.name, draggable: 'false', decoding: 'async' });
    this.#image = image;
    image.onload = () => this.#show(image);
    image.onerror = () => this.#fail();
    image.src = this.#entry.href;
    this.#timer = window.setTimeout(() => this.element.classList.add('loading'), loadingShownAfterMs);
  }

  #show(image: HTMLImageElement): void {
    this.#settled();
    this.element.textContent = '';
    this.element.append(image);
    this.#picture = new ZoomPicture(image);
    if (this.#isActive) this.#host.onReady();
  }

  #fail(): void {
    this.#settled();
    this.element.textContent = '';
    this.element.append(failureCard(this.#entry, 'preview.noPicture'));
    if (this.#isActive) this.#host.onReady();
  }

  #settled(): void {
    clearTimeout(this.#timer);
    this.element.classList.remove('loading');
  }
}
