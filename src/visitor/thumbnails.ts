import { element } from './element.ts';
import type { Entry } from './entry.ts';
import { thumbnailsLoadingMax } from './limits.ts';

/**
 * Small pictures of the pictures that are on the screen, a few at a time, the newest seen first. Where the server has
 * none, the icon stays.
 */
export class Thumbnails {
  readonly #entryOf = new WeakMap<Element, Entry>();
  /** On the screen, not asked for yet. */
  readonly #waiting = new Set<Element>();
  /** Addresses that gave none. */
  readonly #missing = new Set<string>();
  readonly #observer = new IntersectionObserver((changes) => this.#onIntersections(changes), { rootMargin: '25% 0px' });
  #loading = 0;

  /** Gives the row its picture when it is seen. Rows that have left the page are forgotten by themselves. */
  watch(row: HTMLElement, entry: Entry): void {
    if (entry.kind !== 'image' || this.#missing.has(entry.href)) return;
    const own = row.querySelector<HTMLImageElement>('a > img');
    if (own) {
      // Written by the server; it may have failed before this script ran.
      if (own.complete && own.naturalWidth === 0) own.remove();
      else own.onerror = () => own.remove();
      return;
    }
    this.#entryOf.set(row, entry);
    this.#observer.observe(row);
  }

  #onIntersections(changes: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of changes) {
      if (isIntersecting) this.#waiting.add(target);
      else this.#waiting.delete(target);
    }
    this.#loadMore();
  }

  #loadMore(): void {
    const waiting = Array.from(this.#waiting);
    while (this.#loading < thumbnailsLoadingMax) {
      const row = waiting.pop();
      if (!row) return;
      this.#waiting.delete(row);
      this.#observer.unobserve(row);
      const entry = this.#entryOf.get(row);
      if (entry && row.isConnected) this.#load(row, entry);
    }
  }

  #load(row: Element, entry: Entry): void {
    this.#loading += 1;
    const picture = element('img', { alt: '', decoding: 'async', class: 'arriving' });
    const done = (): void => {
      this.#loading -= 1;
      this.#loadMore();
    };
    picture.onload = () => {
      row.querySelector('a')?.prepend(picture);
      requestAnimationFrame(() => picture.classList.remove('arriving'));
      done();
    };
    picture.onerror = () => {
      this.#missing.add(entry.href);
      done();
    };
    picture.src = `${entry.href}?thumbnail`;
  }
}
