import type { Point } from './zoom.ts';
import { zoomAt } from './zoom.ts';
import type { ZoomPicture } from './zoom-picture.ts';

export interface GestureTarget {
  /** The picture that fingers zoom; null where there is none. */
  picture(): ZoomPicture | null;
  /** Whether a finger that comes down here may turn to the next file. */
  maySwipe(target: Element): boolean;
  /** A finger drags sideways, by so many pixels. */
  onSwipe(dx: number): void;
  /** It has let go: turn by one, or go back to where it was. */
  onSwipeEnd(turn: -1 | 0 | 1): void;
  /** A finger drags down. */
  onPull(dy: number): void;
  onPullEnd(isClosing: boolean): void;
  onTap(): void;
}

type Mode = 'idle' | 'undecided' | 'swipe' | 'pull' | 'pan' | 'pinch';

/** Pixels before a touch counts as a drag. */
const slackPx = 10;
/** Two taps within so many milliseconds and pixels are one double tap. */
const doubleTapMs = 300;
const doubleTapPx = 30;
/** A flick turns the page even where it is short: pixels in a millisecond. */
const flickSpeed = 0.4;
const closingPullPx = 110;

/** Reads fingers and mouse on the stage of the preview. */
export class Gestures {
  readonly #stage: HTMLElement;
  readonly #target: GestureTarget;
  readonly #fingers = new Map<number, Point>();
  #mode: Mode = 'idle';
  #start: Point = { x: 0, y: 0 };
  #startedAt = 0;
  #distance = 0;
  #lastTap: (Point & { readonly at: number }) | null = null;
  #tapTimer = 0;

  constructor(stage: HTMLElement, target: GestureTarget) {
    this.#stage = stage;
    this.#target = target;
    stage.addEventListener('pointerdown', (event) => this.#onDown(event));
    stage.addEventListener('pointermove', (event) => this.#onMove(event));
    stage.addEventListener('pointerup', (event) => this.#onUp(event, false));
    stage.addEventListener('pointercancel', (event) => this.#onUp(event, true));
    stage.addEventListener('wheel', (event) => this.#onWheel(event), { passive: false });
    stage.addEventListener('dragstart', (event) => event.preventDefault());
  }

  /** Forgets a tap that waits to become a double tap. */
  stop(): void {
    clearTimeout(this.#tapTimer);
    this.#fingers.clear();
    this.#mode = 'idle';
  }

  #onDown(event: PointerEvent): void {
    if (event.button !== 0 || !(event.target instanceof Element)) return;
    if (this.#fingers.size === 0 && !this.#target.maySwipe(event.target)) return;
    if (this.#fingers.size === 2) return;
    const point = { x: event.clientX, y: event.clientY };
    this.#fingers.set(event.pointerId, point);
    // Not at once for a mouse on a player: its own buttons must still get their clicks.
    if (this.#target.picture()) this.#stage.setPointerCapture(event.pointerId);
    if (this.#fingers.size === 1) {
      this.#mode = 'undecided';
      this.#start = point;
      this.#startedAt = event.timeStamp;
    } else this.#beginPinch();
  }

  #beginPinch(): void {
    if (this.#mode === 'swipe') this.#target.onSwipeEnd(0);
    if (this.#mode === 'pull') this.#target.onPullEnd(false);
    this.#mode = this.#target.picture() ? 'pinch' : 'idle';
    this.#distance = this.#spread().distance;
  }

  #onMove(event: PointerEvent): void {
    const before = this.#fingers.get(event.pointerId);
    if (!before) return;
    if (this.#mode === 'pinch') {
      this.#pinch(event);
      return;
    }
    const point = { x: event.clientX, y: event.clientY };
    this.#fingers.set(event.pointerId, point);
    const [dx, dy] = [point.x - this.#start.x, point.y - this.#start.y];
    if (this.#mode === 'undecided') this.#decide(dx, dy, event);
    if (this.#mode === 'pan') this.#target.picture()?.panBy(point.x - before.x, point.y - before.y);
    else if (this.#mode === 'swipe') this.#target.onSwipe(dx);
    else if (this.#mode === 'pull') this.#target.onPull(Math.max(0, dy));
  }

  #decide(dx: number, dy: number, event: PointerEvent): void {
    if (Math.hypot(dx, dy) < slackPx) return;
    if (this.#target.picture()?.isZoomed) this.#mode = 'pan';
    else if (event.pointerType === 'mouse') this.#mode = 'idle';
    else if (Math.abs(dx) > Math.abs(dy)) this.#mode = 'swipe';
    else this.#mode = dy > 0 ? 'pull' : 'idle';
    if (this.#mode !== 'idle') this.#stage.setPointerCapture(event.pointerId);
  }

  #pinch(event: PointerEvent): void {
    const picture = this.#target.picture();
    if (!picture) return;
    const before = this.#spread();
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const now = this.#spread();
    const factor = before.distance > 0 ? now.distance / before.distance : 1;
    const zoomed = zoomAt(picture.zoom, Math.max(0.6, picture.zoom.scale * factor), now.middle);
    const [dx, dy] = [now.middle.x - before.middle.x, now.middle.y - before.middle.y];
    picture.moveTo({ scale: zoomed.scale, x: zoomed.x + dx, y: zoomed.y + dy });
    this.#distance = now.distance;
  }

  #onUp(event: PointerEvent, isCancelled: boolean): void {
    if (!this.#fingers.delete(event.pointerId)) return;
    const mode = this.#mode;
    const rest = this.#fingers.values().next().value;
    this.#mode = 'idle';
    if (mode === 'pinch' || mode === 'pan') {
      this.#target.picture()?.settle();
      // One finger that stays goes on moving the picture.
      if (mode === 'pinch' && rest && this.#target.picture()?.isZoomed) this.#mode = 'pan';
    } else if (mode === 'swipe') this.#endSwipe(event, isCancelled);
    else if (mode === 'pull') this.#target.onPullEnd(!isCancelled && event.clientY - this.#start.y > closingPullPx);
    else if (mode === 'undecided' && !isCancelled) this.#tap(event);
  }

  #endSwipe(event: PointerEvent, isCancelled: boolean): void {
    const dx = event.clientX - this.#start.x;
    const speed = Math.abs(dx) / Math.max(1, event.timeStamp - this.#startedAt);
    const isFar = Math.abs(dx) > this.#stage.clientWidth / 3 || speed > flickSpeed;
    this.#target.onSwipeEnd(isCancelled || !isFar ? 0 : dx < 0 ? 1 : -1);
  }

  #tap(event: PointerEvent): void {
    const picture = this.#target.picture();
    if (!picture) return;
    const tap = { x: event.clientX, y: event.clientY, at: event.timeStamp };
    const last = this.#lastTap;
    clearTimeout(this.#tapTimer);
    if (last && tap.at - last.at < doubleTapMs && Math.hypot(tap.x - last.x, tap.y - last.y) < doubleTapPx) {
      this.#lastTap = null;
      picture.toggle(this.#fromMiddle(tap));
      return;
    }
    this.#lastTap = tap;
    this.#tapTimer = window.setTimeout(() => this.#target.onTap(), doubleTapMs);
  }

  #onWheel(event: WheelEvent): void {
    const picture = this.#target.picture();
    if (!picture) return;
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    picture.zoomBy(Math.exp((-event.deltaY * lines) / 400), this.#fromMiddle({ x: event.clientX, y: event.clientY }));
  }

  #spread(): { readonly distance: number; readonly middle: Point } {
    const [a, b] = Array.from(this.#fingers.values());
    if (!a || !b) return { distance: this.#distance, middle: { x: 0, y: 0 } };
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    return { distance: Math.hypot(a.x - b.x, a.y - b.y), middle: this.#fromMiddle(middle) };
  }

  #fromMiddle({ x, y }: Point): Point {
    const box = this.#stage.getBoundingClientRect();
    return { x: x - box.left - box.width / 2, y: y - box.top - box.height / 2 };
  }
}
