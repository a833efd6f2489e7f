import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs ffmpeg: `input` is a lavfi graph, `options` what stands before the output. */
export async function makeMedia(path: string, input: string, ...options: readonly string[]): Promise<void> {
  await run('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', input, ...options, path]);
}

/** A photograph, nearly: mountains of colour that differ by `seed`. */
export async function makePicture(path: string, width: number, height: number, seed: number): Promise<void> {
  const colours = [
    'c0=0x1b3a4b:c1=0xe8a45a',
    'c0=0x2f5d50:c1=0xf3e2b3',
    'c0=0x4a2545:c1=0xf28f79',
    'c0=0x0b3954:c1=0xbfd7ea',
    'c0=0x5b3e2b:c1=0xd9c5a0',
  ];
  const gradient = `gradients=s=${width}x${height}:n=2:${colours[seed % colours.length]}:seed=${seed}:x0=0:y0=0:x1=${width}:y1=${height}`;
  const size = Math.round(width / 7);
  const sun = `drawbox=x=${(seed * 137) % (width - size)}:y=${(seed * 71) % Math.round(height / 2)}:w=${size}:h=${size}:color=white@0.35:t=fill`;
  const hill = `drawbox=x=0:y=${Math.round(height * 0.72)}:w=${width}:h=${height}:color=black@0.28:t=fill`;
  await makeMedia(path, `${gradient},${sun},${hill},boxblur=${Math.round(width / 90)}`, '-frames:v', '1');
}

/** Puts a small picture and an orientation into a JPEG, as cameras do (CIPA DC-008): an APP1 segment behind SOI. */
export async function embedThumbnail(path: string, thumbnailPath: string, orientation: number): Promise<void> {
  const [jpeg, thumbnail] = await Promise.all([readFile(path), readFile(thumbnailPath)]);
  const entry = (tag: number, type: number, value: number): Buffer => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16LE(tag, 0);
    bytes.writeUInt16LE(type, 2);
    bytes.writeUInt32LE(1, 4);
    bytes.writeUInt32LE(value, 8);
    return bytes;
  };
  const word = (value: number): Buffer => Buffer.from([value & 255, value >> 8]);
  const long = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer);
  const second = 8 + 2 + 12 + 4;
  const start = second + 2 + 2 * 12 + 4;
  const tiff = Buffer.concat([
    Buffer.from('II*\0\x08\0\0\0', 'latin1'),
    word(1),
    entry(0x0112, 3, orientation),
    long(second),
    word(2),
    entry(0x0201, 4, start),
    entry(0x0202, 4, thumbnail.length),
    long(0),
    thumbnail,
  ]);
  const length = tiff.length + 8;
  const segment = Buffer.from([0xff, 0xe1, length >> 8, length & 255]);
  await writeFile(
    path,
    Buffer.concat([jpeg.subarray(0, 2), segment, Buffer.from('Exif\0\0', 'latin1'), tiff, jpeg.subarray(2)]),
  );
}

/** A PDF of one page that says `text` (ISO 32000-1 §7.5). */
export function pdf(text: string): Buffer {
  const content = `BT /F1 36 Tf 72 700 Td (${text}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj${object}endobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 6\n0000000000 65535 f \n${table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF`;
  return Buffer.from(file, 'latin1');
}
