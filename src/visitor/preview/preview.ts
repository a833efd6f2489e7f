import type { Entry } from '../entry.ts';
import { Frame } from './frame.ts';
import { Gestures } from './gestures.ts';
import {
  dropPreview,
  ensureListingBehind,
  leavePreview,
  previewedHref,
  pushPreview,
  replacePreview,
} from './preview-address.ts';
import { createSlide } from './slide.ts';
import { Strip } from './strip.ts';
import type { ZoomPicture } from './zoom-picture.ts';

export interface PreviewOptions {
  /** Everything that is listed, whatever the filter says. */
  readonly entries: () => readonly Entry[];
  /** What is shown now, in its order. */
  readonly shown: () => readonly Entry[];
  readonly thumbnailOf: (entry: Entry) => string | null;
  /** The preview is gone; the focus belongs to this entry again. */
  readonly onClosed: (entry: Entry) => void;
}

/** Looking at files without leaving the listing. Back, Escape and the arrow close it; the address names the file. */
export class Preview {
  readonly #options: PreviewOptions;
  readonly #frame: Frame;
  readonly #strip: Strip;
  readonly #gestures: Gestures;
  #entry: Entry | null = null;
  #series: readonly Entry[] = [];
  #title = '';

  constructor(options: PreviewOptions) {
    this.#options = options;
    this.#frame = new Frame({ onClose: () => this.close(), onStep: (step) => this.step(step) });
    const host = {
      onEnded: () => this.step(1),
      onReady: () => this.#strip.neighbours.forEach((slide) => void slide.preload()),
      thumbnailOf: options.thumbnailOf,
    };
    this.#strip = new Strip(this.#frame.stage, (entry) => createSlide(entry, host));
    this.#gestures = new Gestures(this.#frame.stage, this.#gestureTarget());
    window.addEventListener('popstate', () => this.#followAddress());
    document.addEventListener('keydown', (event) => this.#onKey(event));
    document.addEventListener('focusin', (event) => this.#onFocus(event));
  }

  get isOpen(): boolean {
    return this.#entry !== null;
  }

  /** Opens the preview of a file. */
  open(entry: Entry): void {
    pushPreview(entry.href);
    this.#show(entry, 0);
  }

  /** Shows what the address names, once the listing is complete. */
  openAddress(): void {
    const href = previewedHref();
    if (href === null) return;
    const entry = this.#find(href);
    if (entry) {
      ensureListingBehind(href);
      this.#show(entry, 0);
    } else dropPreview();
  }

  close(): void {
    if (!leavePreview()) this.#hide();
  }

  step(step: -1 | 1): void {
    const next = this.#neighbour(step);
    if (next) {
      replacePreview(next.href);
      this.#show(next, step);
    } else this.#strip.drag(0, true);
  }

  #neighbour(step: -1 | 1): Entry | undefined {
    return this.#entry ? this.#series[this.#series.indexOf(this.#entry) + step] : undefined;
  }

  #find(href: string): Entry | undefined {
    return this.#options.entries().find((entry) => entry.href === href && entry.kind !== 'folder');
  }

  #followAddress(): void {
    const href = previewedHref();
    const entry = href === null ? undefined : this.#find(href);
    if (entry) this.#show(entry, 0);
    else this.#hide();
  }

  #show(entry: Entry, from: -1 | 0 | 1): void {
    if (entry === this.#entry) return;
    if (!this.#entry) this.#appear();
    this.#entry = entry;
    if (!this.#series.includes(entry)) this.#series = seriesOf(entry, this.#options.shown());
    document.title = entry.name;
    this.#frame.describe(entry, this.#series.indexOf(entry), this.#series.length);
    this.#strip.show(this.#neighbour(-1), entry, this.#neighbour(1), from);
  }

  #appear(): void {
    this.#title = document.title;
    for (const each of behind()) {
      each.setAttribute('aria-hidden', 'true');
      each.setAttribute('inert', '');
    }
    document.documentElement.classList.add('previewing');
    this.#frame.showBars();
    document.body.append(this.#frame.element);
    this.#frame.element.focus();
  }

  #hide(): void {
    const entry = this.#entry;
    if (!entry) return;
    this.#entry = null;
    this.#series = [];
    this.#gestures.stop();
    this.#strip.clear();
    this.#pull(0);
    this.#frame.element.remove();
    document.documentElement.classList.remove('previewing');
    for (const each of behind()) {
      each.removeAttribute('aria-hidden');
      each.removeAttribute('inert');
    }
    document.title = this.#title;
    this.#options.onClosed(entry);
  }

  #onKey(event: KeyboardEvent): void {
    if (!this.#entry || event.ctrlKey || event.metaKey || event.altKey) return;
    const isPlayer = event.target instanceof HTMLMediaElement;
    const zoom = this.#picture();
    if (event.key === 'Escape') this.close();
    else if (event.key === 'ArrowLeft' && !isPlayer) this.step(-1);
    else if (event.key === 'ArrowRight' && !isPlayer) this.step(1);
    else if (event.key === '+' || event.key === '=') zoom?.zoomBy(1.5, { x: 0, y: 0 });
    else if (event.key === '-') zoom?.zoomBy(1 / 1.5, { x: 0, y: 0 });
    else if (event.key === '0') zoom?.reset();
    else return;
    event.preventDefault();
  }

  /** Where `inert` is not known, the focus is fetched back. */
  #onFocus({ target }: FocusEvent): void {
    if (this.#entry && target instanceof Element && !target.closest('.preview, .banner')) this.#frame.element.focus();
  }

  #picture(): ZoomPicture | null {
    return this.#strip.current?.picture ?? null;
  }

  #gestureTarget() {
    return {
      picture: () => this.#picture(),
      maySwipe: (target: Element) => this.#strip.current?.maySwipe(target) ?? false,
      onSwipe: (dx: number) => this.#strip.drag(this.#neighbour(dx < 0 ? 1 : -1) ? dx : dx / 3),
      onSwipeEnd: (turn: -1 | 0 | 1) => (turn === 0 ? this.#strip.drag(0, true) : this.step(turn)),
      onPull: (dy: number) => this.#pull(dy),
      onPullEnd: (isClosing: boolean) => (isClosing ? this.close() : this.#pull(0)),
      onTap: () => this.#frame.toggleBars(),
    };
  }

  /** Pulled down, the file comes along and what lies behind it shows through. */
  #pull(dy: number): void {
    const { element, stage } = this.#frame;
    element.classList.toggle('pulled', dy > 0);
    stage.style.transform = dy > 0 ? `translate3d(0, ${dy}px, 0) scale(${1 - Math.min(dy, 400) / 1600})` : '';
  }
}

/** The files that Next and Previous go through: pictures and videos together, music, or all the rest. */
export function seriesOf(entry: Entry, shown: readonly Entry[]): readonly Entry[] {
  const group = groupOf(entry);
  const series = shown.filter((each) => groupOf(each) === group);
  return series.includes(entry) ? series : [entry];
}

function groupOf({ kind }: Entry): 'folder' | 'picture' | 'audio' | 'other' {
  switch (kind) {
    case 'folder':
    case 'audio':
      return kind;
    case 'image':
    case 'video':
      return 'picture';
    default:
      return 'other';
  }
}

function behind(): Element[] {
  return Array.from(document.body.children).filter((each) => !each.matches('.preview, .banner, script'));
}
