/** A real picture of 8 × 4 pixels: `ffmpeg -f lavfi -i testsrc=s=8x4 -frames:v 1 -q:v 31 -bitexact`. */
export const smallJpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAgAAAQABAAD/2wBDAAg+Pkk+SVVVVVVVVWRdZGhoaGRkZGRoaGhwcHCDg4NwcHBoaHBwfHyDg4+Tj4eHg4eTk5ubm7q6srLZ2eD/////xAGiAAABBQEBAQEBAQAAAAAAAAAAAQIDBAUGBwgJCgsBAAMBAQEBAQEBAQEAAAAAAAABAgMEBQYHCAkKCxAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6EQACAQIEBAMEBwUEBAABAncAAQIDEQQFITEGEkFRB2FxEyIygQgUQpGhscEJIzNS8BVictEKFiQ04SXxFxgZGiYnKCkqNTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqCg4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2dri4+Tl5ufo6ery8/T19vf4+fr/wAARCAAEAAgDASIAAhEAAxEA/9oADAMBAAIRAxEAPwCIDy1Uj/Y6+2TXRfaH9F/X/GsJ/uL/AMB/lWDXRFXX3fkfWQ+1/if6H//Z',
  'base64',
);

export interface ExifOptions {
  readonly littleEndian?: boolean;
  readonly orientation?: number;
  /** What stands as the embedded thumbnail. */
  readonly thumbnail?: Buffer;
  /** Numbers in place of the true ones, to lie with. */
  readonly thumbnailOffset?: number;
  readonly thumbnailLength?: number;
  readonly secondDirectory?: number;
  readonly firstDirectory?: number;
  readonly entryCount?: number;
}

/** An APP1 segment with EXIF data: two directories as cameras write them, and the thumbnail behind them. */
export function exifSegment(options: ExifOptions = {}): Buffer {
  const { littleEndian = false, orientation = 6, thumbnail = smallJpeg } = options;
  const tiff = Buffer.alloc(8 + 18 + 42);
  const short = (value: number, at: number) =>
    littleEndian ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const long = (value: number, at: number) =>
    littleEndian ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  const entry = (at: number, tag: number, type: number, value: number) => {
    short(tag, at);
    short(type, at + 2);
    long(1, at + 4);
    if (type === 3) short(value, at + 8);
    else long(value, at + 8);
  };
  tiff.write(littleEndian ? 'II' : 'MM', 0, 'latin1');
  short(42, 2);
  long(options.firstDirectory ?? 8, 4);
  short(options.entryCount ?? 1, 8);
  entry(10, 0x0112, 3, orientation);
  long(options.secondDirectory ?? 26, 22);
  short(3, 26);
  entry(28, 0x0103, 3, 6);
  entry(40, 0x0201, 4, options.thumbnailOffset ?? tiff.length);
  entry(52, 0x0202, 4, options.thumbnailLength ?? thumbnail.length);
  const content = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, thumbnail]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** A JPEG that has `segments` before all others, and `padding` bytes behind its end. */
export function jpegWith(segments: readonly Buffer[], padding = 0): Buffer {
  return Buffer.concat([smallJpeg.subarray(0, 2), ...segments, smallJpeg.subarray(2), Buffer.alloc(padding)]);
}
