import { expect, it } from 'vitest';
import { openingBounds } from '../../../../src/main/app/window/window-bounds.ts';

const primary = { x: 0, y: 24, width: 1440, height: 876 };
const left = { x: -1920, y: 0, width: 1920, height: 1080 };
const saved = (x: number, y: number, width = 1000, height = 700) => ({ x, y, width, height, maximized: false });

it.each([
  ['nothing saved', null, { width: 1080, height: 720 }],
  ['inside the primary display', saved(100, 100), { x: 100, y: 100, width: 1000, height: 700 }],
  ['on the other display', saved(-1500, 50), { x: -1500, y: 50, width: 1000, height: 700 }],
  ['partly off to the right', saved(1200, 100), { x: 440, y: 100, width: 1000, height: 700 }],
  ['partly below', saved(100, 600), { x: 100, y: 200, width: 1000, height: 700 }],
  ['its title bar above every display', saved(100, -200), { width: 1000, height: 700 }],
  ['on a display that is gone', saved(3000, 100), { width: 1000, height: 700 }],
  ['only a sliver left to grab', saved(1400, 100), { width: 1000, height: 700 }],
  ['far away', saved(2 ** 40, -(2 ** 40)), { width: 1000, height: 700 }],
  ['bigger than the display', saved(0, 24, 5000, 4000), { x: 0, y: 24, width: 1440, height: 876 }],
  ['smaller than the minimum', saved(10, 30, 5, 5), { width: 720, height: 480 }],
  ['a bit smaller than the minimum', saved(10, 30, 300, 300), { x: 10, y: 30, width: 720, height: 480 }],
])('%s', (_what, bounds, expected) => {
  expect(openingBounds(bounds, [primary, left])).toEqual(expected);
});

it('opens at its usual size where no display is known', () => {
  expect(openingBounds(saved(0, 0), [])).toEqual({ width: 1000, height: 700 });
});
