/**
 * Reads the small picture that cameras put into a JPEG's EXIF data (CIPA DC-008 §4.5.4, TIFF 6.0), and writes it as a JPEG
 * of its own that browsers turn the right way up. Everything in the file is a claim: each offset and length is checked
 * against the bytes that are there, and every loop is over a bounded count.
 */

/** Marker codes of JPEG (ITU-T T.81 table B.1). */
const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;
const app1 = 0xe1;

/** TIFF tags. */
const orientationTag = 0x0112;
const thumbnailOffsetTag = 0x0201;
const thumbnailLengthTag = 0x0202;

const typeShort = 3;
const typeLong = 4;

/** Segments before the one looked for; cameras write a handful. */
const segmentsMax = 64;
/** Entries looked at in one image file directory; cameras write some dozens. */
const directoryEntriesMax = 512;

/**
 * The embedded thumbnail of the JPEG that begins with `start`, as a JPEG with the orientation of its picture; null where
 * there is none, or none that can be made out.
 */
export function exifThumbnail(start: Buffer): Buffer | null {
  const tiff = findExif(start);
  if (!tiff) return null;
  const reader = TiffReader.of(tiff);
  if (!reader) return null;
  const first = reader.directory(reader.firstDirectory);
  const second = first && reader.directory(first.next);
  if (!second) return null;
  const offset = second.values.get(thumbnailOffsetTag) ?? 0;
  const length = second.values.get(thumbnailLengthTag) ?? 0;
  if (offset === 0 || length === 0 || offset + length > tiff.length) return null;
  return withOrientation(tiff.subarray(offset, offset + length), first.values.get(orientationTag) ?? 1);
}

/** The TIFF structure in the first EXIF segment, as far as it is there. */
function findExif(jpeg: Buffer): Buffer | null {
  for (const segment of segments(jpeg)) {
    if (segment.marker !== app1) continue;
    const content = jpeg.subarray(segment.start + 4, segment.end);
    if (content.length > 6 && content.toString('latin1', 0, 6) === 'Exif\0\0') return content.subarray(6);
  }
  return null;
}

interface Segment {
  readonly marker: number;
  /** Index of its marker's 0xFF. */
  readonly start: number;
  /** Index behind its last byte; may lie behind the end of what was read. */
  readonly end: number;
}

/** The segments between SOI and SOS, each with a length (ITU-T T.81 §B.1.1.4). Ends at what is none. */
function* segments(jpeg: Buffer): Generator<Segment, void, void> {
  if (jpeg.length < 4 || jpeg[0] !== 0xff || jpeg[1] !== startOfImage) return;
  let at = 2;
  for (let count = 0; count < segmentsMax && at + 4 <= jpeg.length; count++) {
    // Any number of fill bytes may stand before a marker (§B.1.1.2).
    while (jpeg[at] === 0xff && jpeg[at + 1] === 0xff) at++;
    if (at + 4 > jpeg.length || jpeg[at] !== 0xff) return;
    const marker = jpeg[at + 1] as number;
    // These, and everything below 0xC0, stand without a length or not here at all.
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= endOfImage)) return;
    const length = jpeg.readUInt16BE(at + 2);
    if (length < 2) return;
    const end = at + 2 + length;
    yield { marker, start: at, end };
    if (marker === startOfScan) return;
    at = end;
  }
}

interface Directory {
  /** Values of the tags that matter here: single numbers. */
  readonly values: ReadonlyMap<number, number>;
  /** Offset of the next directory; 0 where there is none. */
  readonly next: number;
}

/** A TIFF structure (TIFF 6.0 §2), in either byte order. */
class TiffReader {
  readonly #bytes: Buffer;
  readonly #isLittleEndian: boolean;

  private constructor(bytes: Buffer, isLittleEndian: boolean) {
    this.#bytes = bytes;
    this.#isLittleEndian = isLittleEndian;
  }

  static of(bytes: Buffer): TiffReader | null {
    if (bytes.length < 8) return null;
    const order = bytes.toString('latin1', 0, 2);
    if (order !== 'II' && order !== 'MM') return null;
    const reader = new TiffReader(bytes, order === 'II');
    return reader.#short(2) === 42 ? reader : null;
  }

  get firstDirectory(): number {
    return this.#long(4) ?? 0;
  }

  /** Null where no directory can be at `offset`. */
  directory(offset: number): Directory | null {
    // The header's eight bytes are no place for one; 0 means that there is none.
    if (offset < 8) return null;
    const count = this.#short(offset);
    if (count === null || count > directoryEntriesMax) return null;
    const values = new Map<number, number>();
    for (let index = 0; index < count; index++) {
      const at = offset + 2 + index * 12;
      const tag = this.#short(at);
      if (tag === null) return null;
      if (wantedTags.has(tag) && !values.has(tag)) this.#readValue(at, tag, values);
    }
    return { values, next: this.#long(offset + 2 + count * 12) ?? 0 };
  }

  #readValue(at: number, tag: number, values: Map<number, number>): void {
    const type = this.#short(at + 2);
    if (this.#long(at + 4) !== 1) return;
    const value = type === typeShort ? this.#short(at + 8) : type === typeLong ? this.#long(at + 8) : null;
    if (value !== null) values.set(tag, value);
  }

  /** Null behind the end. */
  #short(at: number): number | null {
    if (at + 2 > this.#bytes.length) return null;
    return this.#isLittleEndian ? this.#bytes.readUInt16LE(at) : this.#bytes.readUInt16BE(at);
  }

  #long(at: number): number | null {
    if (at + 4 > this.#bytes.length) return null;
    return this.#isLittleEndian ? this.#bytes.readUInt32LE(at) : this.#bytes.readUInt32BE(at);
  }
}

const wantedTags: ReadonlySet<number> = new Set([orientationTag, thumbnailOffsetTag, thumbnailLengthTag]);

/**
 * `thumbnail` with `orientation` in an EXIF segment at its beginning, and without any other: browsers heed the first.
 * Null where it is no JPEG with a scan in it.
 */
function withOrientation(thumbnail: Buffer, orientation: number): Buffer | null {
  const kept: Buffer[] = [];
  for (const segment of segments(thumbnail)) {
    if (segment.end > thumbnail.length) return null;
    if (segment.marker === startOfScan) {
      const soi = Buffer.from([0xff, startOfImage]);
      return Buffer.concat([soi, orientationSegment(orientation), ...kept, thumbnail.subarray(segment.start)]);
    }
    if (segment.marker !== app1) kept.push(thumbnail.subarray(segment.start, segment.end));
  }
  return null;
}

/** An APP1 segment with nothing but the orientation (1–8; anything else counts as 1: as it is). */
function orientationSegment(orientation: number): Buffer {
  const segment = Buffer.alloc(36);
  segment.writeUInt16BE(0xff00 | app1, 0);
  segment.writeUInt16BE(segment.length - 2, 2);
  segment.write('Exif\0\0MM\0*', 4, 'latin1');
  segment.writeUInt32BE(8, 14);
  segment.writeUInt16BE(1, 18);
  segment.writeUInt16BE(orientationTag, 20);
  segment.writeUInt16BE(typeShort, 22);
  segment.writeUInt32BE(1, 24);
  segment.writeUInt16BE(orientation >= 1 && orientation <= 8 ? orientation : 1, 28);
  // The value's other half, and the offset of the next directory, are 0: there is none.
  return segment;
}
