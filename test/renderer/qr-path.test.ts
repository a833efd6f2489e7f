import { create } from 'qrcode';
import { describe, expect, it } from 'vitest';
import { qrPath } from '../../src/renderer/share/qr-path.ts';

/** The dark modules that a path of `M x y h n v1 h-n z` runs covers, as `x,y`. */
function darkModules(path: string): Set<string> {
  const dark = new Set<string>();
  for (const run of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)) {
    const [x = 0, y = 0, length = 0] = run.slice(1).map(Number);
    for (let offset = 0; offset < length; offset += 1) dark.add(`${x + offset},${y}`);
  }
  return dark;
}

describe('qrPath', () => {
  it.each(['http://192.168.1.20:8000/', 'http://[2001:db8:85a3::8a2e:370:7334]:65535/'])(
    'draws every dark module of %s once, with four light ones around',
    (url) => {
      const { sideModules, path } = qrPath(url);
      const { modules } = create(url, { errorCorrectionLevel: 'M' });
      const expected = new Set<string>();
      for (let row = 0; row < modules.size; row += 1) {
        for (let column = 0; column < modules.size; column += 1) {
          if (modules.get(row, column)) expected.add(`${column + 4},${row + 4}`);
        }
      }
      expect(sideModules).toBe(modules.size + 8);
      expect(darkModules(path)).toEqual(expected);
      expect(path.replace(/M\d+ \d+h\d+v1h-\d+z/g, '')).toBe('');
    },
  );
});
