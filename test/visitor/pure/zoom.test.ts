import { expect, it } from 'vitest';
import { clampZoom, fitSize, noZoom, zoomAt } from '../../../src/visitor/preview/zoom.ts';

const stage = { width: 400, height: 800 };

it.each([
  [
    { width: 4000, height: 3000 },
    { width: 400, height: 300 },
  ],
  [
    { width: 1000, height: 8000 },
    { width: 100, height: 800 },
  ],
  [
    { width: 40, height: 30 },
    { width: 40, height: 30 },
  ],
  [{ width: 0, height: 0 }, stage],
  [{ width: Number.NaN, height: 10 }, stage],
])('%o fits as %o', (picture, fit) => {
  expect(fitSize(picture, stage)).toEqual(fit);
});

it('what lies under the fingers stays there', () => {
  const point = { x: 120, y: -80 };
  const before = { scale: 1.5, x: 10, y: 20 };
  const after = zoomAt(before, 3, point);
  const under = (zoom: typeof before) => [(point.x - zoom.x) / zoom.scale, (point.y - zoom.y) / zoom.scale];
  expect(under(after)).toEqual(under(before));
});

const fit = { width: 400, height: 300 };
it.each([
  ['smaller than it fits', { scale: 0.5, x: 50, y: 50 }, noZoom],
  ['not zoomed, moved away', { scale: 1, x: 300, y: -300 }, noZoom],
  ['zoomed, inside', { scale: 2, x: 100, y: 0 }, { scale: 2, x: 100, y: 0 }],
  ['zoomed, too far right', { scale: 2, x: 900, y: 0 }, { scale: 2, x: 200, y: 0 }],
  ['zoomed, too far up, with less height than the stage', { scale: 2, x: 0, y: -500 }, { scale: 2, x: 0, y: 0 }],
  ['zoomed, too far up, with more', { scale: 4, x: 0, y: -500 }, { scale: 4, x: 0, y: -200 }],
  ['too large', { scale: 8, x: 0, y: 0 }, { scale: 4, x: 0, y: 0 }],
])('%s', (_, zoom, settled) => {
  const { scale, x, y } = clampZoom(zoom, fit, stage, 4);
  expect({ scale, x: x + 0, y: y + 0 }).toEqual(settled);
});
