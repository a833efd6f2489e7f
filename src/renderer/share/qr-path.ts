import { create } from 'qrcode';

/** Light modules around the code that a scanner needs (ISO/IEC 18004 §6.3.8). */
const quietZoneModules = 4;

export interface QrPath {
  /** Side of the whole picture with its quiet zone, in modules. */
  readonly sideModules: number;
  /** SVG path data of all dark modules, one unit a module. */
  readonly path: string;
}

/** The QR code of `text` as one SVG path, dark modules joined along each row so that no seam shows between them. */
export function qrPath(text: string): QrPath {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const runs: string[] = [];
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      const first = column;
      while (column < modules.size && modules.get(row, column)) column += 1;
      const length = column - first;
      if (length > 0) runs.push(`M${first + quietZoneModules} ${row + quietZoneModules}h${length}v1h-${length}z`);
    }
  }
  return { sideModules: modules.size + 2 * quietZoneModules, path: runs.join('') };
}
