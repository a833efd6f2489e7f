import { zoomMax } from '../limits.ts';
import { clampZoom, fitSize, noZoom, type Point, type Size, type Zoom, zoomAt } from './zoom.ts';

/** A double tap goes this far in, or to the picture's own pixels where that is more. */
const doubleTapScale = 2.5;

/** A picture that can be zoomed and moved about. It fills its parent, fitted by CSS (`object-fit: scale-down`). */
export class ZoomPicture {
  readonly #picture: HTMLImageElement;
  #zoom: Zoom = noZoom;

  constructor(picture: HTMLImageElement) {
    this.#picture = picture;
  }

  get isZoomed(): boolean {
    return this.#zoom.scale > 1.01;
  }

  get zoom(): Zoom {
    return this.#zoom;
  }

  /** Follows the fingers; let go with `settle`. */
  moveTo(zoom: Zoom): void {
    this.#apply(zoom, false);
  }

  /** Goes to the nearest place that makes sense. */
  settle(): void {
    this.#apply(this.#clamped(this.#zoom), true);
  }

  panBy(dx: number, dy: number): void {
    const { scale, x, y } = this.#zoom;
    this.#apply(this.#clamped({ scale, x: x + dx, y: y + dy }), false);
  }

  zoomBy(factor: number, at: Point): void {
    const scale = Math.min(Math.max(this.#zoom.scale * factor, 1), this.#scaleMax());
    this.#apply(this.#clamped(zoomAt(this.#zoom, scale, at)), false);
  }

  /** In, where it is out; out, where it is in. */
  toggle(at: Point): void {
    if (this.isZoomed) {
      this.reset();
      return;
    }
    const own = this.#picture.naturalWidth / this.#fit().width;
    const scale = Math.min(Math.max(doubleTapScale, Math.min(own, zoomMax)), this.#scaleMax());
    this.#apply(this.#clamped(zoomAt(this.#zoom, scale, at)), true);
  }

  reset(): void {
    this.#apply(noZoom, true);
  }

  #apply(zoom: Zoom, isAnimated: boolean): void {
    this.#zoom = zoom;
    this.#picture.classList.toggle('settling', isAnimated);
    this.#picture.style.transform =
      zoom.scale === 1 && zoom.x === 0 && zoom.y === 0
        ? ''
        : `translate3d(${zoom.x}px, ${zoom.y}px, 0) scale(${zoom.scale})`;
  }

  #clamped(zoom: Zoom): Zoom {
    return clampZoom(zoom, this.#fit(), this.#stage(), this.#scaleMax());
  }

  #scaleMax(): number {
    return Math.max(zoomMax, (2 * this.#picture.naturalWidth) / this.#fit().width);
  }

  #fit(): Size {
    const { naturalWidth, naturalHeight } = this.#picture;
    return fitSize({ width: naturalWidth, height: naturalHeight }, this.#stage());
  }

  #stage(): Size {
    return { width: this.#picture.offsetWidth, height: this.#picture.offsetHeight };
  }
}
