/** Lengths in CSS pixels; positions count from the middle of the stage. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How a picture lies on the stage: its middle is moved by `x` and `y`, and it is `scale` times its fitted size. */
export interface Zoom extends Point {
  readonly scale: number;
}

export const noZoom: Zoom = { scale: 1, x: 0, y: 0 };

/** The size at which the whole picture is seen; a small one is not enlarged. */
export function fitSize(picture: Size, stage: Size): Size {
  if (!(picture.width > 0 && picture.height > 0)) return stage;
  const scale = Math.min(1, stage.width / picture.width, stage.height / picture.height);
  return { width: picture.width * scale, height: picture.height * scale };
}

/** Another scale, with what lies under `point` staying there. */
export function zoomAt(zoom: Zoom, scale: number, point: Point): Zoom {
  const ratio = scale / zoom.scale;
  return { scale, x: point.x - (point.x - zoom.x) * ratio, y: point.y - (point.y - zoom.y) * ratio };
}

/** The nearest zoom at which the picture fills as much of the stage as it can and is not too large. */
export function clampZoom(zoom: Zoom, fit: Size, stage: Size, scaleMax: number): Zoom {
  const scale = Math.min(Math.max(zoom.scale, 1), scaleMax);
  const { x, y } = scale === zoom.scale ? zoom : zoomAt(zoom, scale, { x: 0, y: 0 });
  return {
    scale,
    x: clampOffset(x, fit.width * scale, stage.width),
    y: clampOffset(y, fit.height * scale, stage.height),
  };
}

function clampOffset(offset: number, length: number, room: number): number {
  const most = Math.max(0, (length - room) / 2);
  return Math.min(Math.max(offset, -most), most);
}
