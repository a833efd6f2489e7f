import type { WindowBounds } from '../settings/settings.ts';

/** A rectangle on the desktop, in device-independent pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The smallest window in which everything can still be used. */
export const minimumSize: Size = { width: 720, height: 480 };

const defaultSize: Size = { width: 1080, height: 720 };

/** So much of the window's top edge must lie on a display that it can be grabbed with the mouse. */
const grabbable: Size = { width: 120, height: 32 };

/**
 * Where the window opens: where it was last time if its top edge can still be reached, else in the middle (no `x`, `y`);
 * never bigger than the display it is on, nor smaller than the minimum. `workAreas` has the primary display first.
 */
export function openingBounds(saved: WindowBounds | null, workAreas: readonly Area[]): Size & Partial<Area> {
  const home = saved && workAreas.find((area) => isGrabbable(saved, area));
  const size = fittedSize(saved ?? defaultSize, home ?? workAreas[0]);
  if (!saved || !home) return size;
  return {
    ...size,
    x: fitOffset(saved.x, size.width, home.x, home.width),
    y: fitOffset(saved.y, size.height, home.y, home.height),
  };
}

function isGrabbable(bounds: Area, area: Area): boolean {
  const overlap = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  return overlap >= grabbable.width && bounds.y >= area.y && bounds.y <= area.y + area.height - grabbable.height;
}

function fittedSize(wanted: Size, area: Size | undefined): Size {
  return {
    width: Math.max(minimumSize.width, Math.min(wanted.width, area?.width ?? wanted.width)),
    height: Math.max(minimumSize.height, Math.min(wanted.height, area?.height ?? wanted.height)),
  };
}

/** Moves the window only as far as needed to be seen whole, where it can be. */
function fitOffset(offset: number, length: number, areaOffset: number, areaLength: number): number {
  return Math.max(areaOffset, Math.min(offset, areaOffset + areaLength - length));
}
