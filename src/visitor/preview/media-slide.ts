import { element } from '../element.ts';
import type { Entry } from '../entry.ts';
import { failureCard } from './details-slide.ts';
import type { Slide, SlideHost } from './slide.ts';

/** The browser's own controls lie this far up from the foot of a video: fingers there are theirs. */
const controlsPx = 90;

/** Video or audio with the browser's own controls, which seek by Range requests. */
export class MediaSlide implements Slide {
  readonly element: HTMLElement;
  readonly picture = null;
  readonly #entry: Entry;
  readonly #host: SlideHost;
  #media: HTMLMediaElement | null = null;
  #lastY = 0;

  constructor(entry: Entry, host: SlideHost) {
    this.#entry = entry;
    this.#host = host;
    this.element = element('div', { class: `slide ${entry.kind}-slide` });
    this.#rest();
  }

  maySwipe(target: Element): boolean {
    if (target.closest('a, button, audio')) return false;
    return target !== this.#media || this.#lastY < target.getBoundingClientRect().bottom - controlsPx;
  }

  activate(): void {
    const media = element(this.#entry.kind === 'audio' ? 'audio' : 'video', {
      controls: '',
      playsinline: '',
      preload: 'metadata',
      'aria-label': this.#entry.name,
    });
    media.onerror = () => this.#fail();
    if (this.#entry.kind === 'audio') media.onended = () => this.#host.onEnded();
    media.addEventListener('pointerdown', (event) => this.#onPointer(event as PointerEvent), { capture: true });
    this.#media = media;
    if (this.#entry.kind === 'video') this.element.textContent = '';
    this.element.append(media);
    media.src = this.#entry.href;
    // The browser may want another tap first; its play button is there for that.
    media.play()?.catch(() => {});
    this.#host.onReady();
  }

  deactivate(): void {
    const media = this.#media;
    if (!media) return;
    this.#media = null;
    media.onerror = null;
    media.pause();
    media.removeAttribute('src');
    media.load(); // lets go of the connection
    this.#rest();
  }

  preload(): void {}

  #onPointer({ clientY }: PointerEvent): void {
    this.#lastY = clientY;
  }

  #rest(): void {
    this.element.textContent = '';
    this.element.append(element('span', { class: `kind-icon ${this.#entry.kind}`, 'aria-hidden': 'true' }));
    if (this.#entry.kind === 'audio') this.element.append(element('p', { class: 'card-name' }, this.#entry.name));
  }

  #fail(): void {
    this.#media = null;
    this.element.textContent = '';
    this.element.append(failureCard(this.#entry, 'preview.noMedia'));
  }
}
