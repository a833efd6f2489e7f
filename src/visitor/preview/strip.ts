import type { Entry } from '../entry.ts';
import type { Slide } from './slide.ts';

/** Pixels between two files when a finger drags them. */
const gapPx = 24;

/** The file that is shown with its neighbours left and right of it, where a finger can see them. */
export class Strip {
  readonly #stage: HTMLElement;
  readonly #create: (entry: Entry) => Slide;
  #slides = new Map<Entry, Slide>();
  #current: Slide | null = null;

  constructor(stage: HTMLElement, create: (entry: Entry) => Slide) {
    this.#stage = stage;
    this.#create = create;
  }

  get current(): Slide | null {
    return this.#current;
  }

  /** The slides left and right of the one that is shown. */
  get neighbours(): readonly Slide[] {
    return Array.from(this.#slides.values()).filter((slide) => slide !== this.#current);
  }

  /** Shows `entry`; `from` is where it comes from: 1 from the right, -1 from the left, 0 at once. */
  show(previous: Entry | undefined, entry: Entry, next: Entry | undefined, from: -1 | 0 | 1): void {
    const before = this.#current;
    const left = before ? offsetOf(before.element) : 0;
    const slides = new Map<Entry, Slide>();
    for (const [offset, each] of [
      [-1, previous],
      [1, next],
      [0, entry],
    ] as const) {
      if (!each) continue;
      const slide = this.#slides.get(each) ?? this.#create(each);
      slides.set(each, slide);
      place(slide.element, offset, from === 0 ? 0 : left + from * (this.#stage.clientWidth + gapPx), false);
      if (slide.element.parentNode !== this.#stage) this.#stage.append(slide.element);
      slide.element.setAttribute('aria-hidden', String(offset !== 0));
    }
    for (const [old, slide] of this.#slides) if (!slides.has(old)) drop(slide);
    this.#slides = slides;
    const current = slides.get(entry) as Slide;
    this.#current = current;
    if (before && before !== current) before.deactivate();
    if (from !== 0) {
      this.#stage.getBoundingClientRect(); // the places above are where the movement begins
      this.drag(0, true);
    }
    if (before !== current) current.activate();
  }

  /** Moves all slides sideways by `dx` pixels; animated when a finger has let go. */
  drag(dx: number, isAnimated = false): void {
    for (const { element } of this.#slides.values()) place(element, Number(element.dataset.offset), dx, isAnimated);
  }

  clear(): void {
    for (const slide of this.#slides.values()) drop(slide);
    this.#slides = new Map();
    this.#current = null;
  }
}

function place(element: HTMLElement, offset: number, dx: number, isAnimated: boolean): void {
  element.dataset.offset = String(offset);
  element.dataset.dx = String(dx);
  element.classList.toggle('settling', isAnimated);
  const gap = offset * gapPx + dx;
  element.style.transform = offset === 0 && dx === 0 ? '' : `translate3d(calc(${offset * 100}% + ${gap}px), 0, 0)`;
}

function offsetOf(element: HTMLElement): number {
  return Number(element.dataset.dx) || 0;
}

function drop(slide: Slide): void {
  slide.deactivate();
  slide.element.remove();
}
