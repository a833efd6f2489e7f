import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exifThumbnail } from '../../../src/main/server/images/exif-thumbnail.ts';
import { type ExifOptions, exifSegment, jpegWith, smallJpeg } from '../../support/jpeg.ts';

/** The orientation that a JPEG's first segment claims. */
function orientationOf(jpeg: Buffer): number | null {
  const start = jpeg.indexOf('Exif\0\0MM\0*', 0, 'latin1');
  return start === 6 && jpeg.readUInt16BE(22) === 0x0112 ? jpeg.readUInt16BE(30) : null;
}

const jfif = Buffer.from('ffe000104a46494600010200000100010000', 'hex');
const comment = (length: number) =>
  Buffer.concat([Buffer.from([0xff, 0xfe, length >> 8, length & 0xff]), Buffer.alloc(length - 2, 0x41)]);

describe('exifThumbnail', () => {
  const good: readonly [string, Buffer, number][] = [
    ['big-endian', jpegWith([exifSegment({ orientation: 6 })]), 6],
    ['little-endian', jpegWith([exifSegment({ littleEndian: true, orientation: 8 })]), 8],
    ['as it is', jpegWith([exifSegment({ orientation: 1 })]), 1],
    ['behind a JFIF segment', jpegWith([jfif, exifSegment()]), 6],
    ['behind other APP1 data', jpegWith([Buffer.from('ffe100046869', 'hex'), exifSegment()]), 6],
    ['behind a comment of 60,000 bytes', jpegWith([comment(60_000), exifSegment()]), 6],
    ['behind fill bytes', jpegWith([Buffer.from([0xff, 0xff, 0xff]), exifSegment()]), 6],
    ['of a large photo', jpegWith([exifSegment()], 2_000_000).subarray(0, 128 * 1024), 6],
    ['an orientation that there is not', jpegWith([exifSegment({ orientation: 77 })]), 1],
    [
      'a thumbnail with EXIF data of its own',
      jpegWith([exifSegment({ thumbnail: jpegWith([exifSegment({ orientation: 3 })]) })]),
      6,
    ],
  ];
  test.each(good)('%s', (_, jpeg, orientation) => {
    const thumbnail = exifThumbnail(jpeg);
    expect(thumbnail && orientationOf(thumbnail)).toBe(orientation);
    expect(thumbnail?.subarray(38).equals(smallJpeg.subarray(2))).toBe(true);
  });

  const lies: readonly [string, ExifOptions][] = [
    ['no thumbnail bytes', { thumbnail: Buffer.alloc(0) }],
    ['a thumbnail that is no JPEG', { thumbnail: Buffer.from('GIF89a, and some more of it') }],
    ['a thumbnail cut before its scan', { thumbnail: smallJpeg.subarray(0, 200) }],
    ['a thumbnail of SOI alone', { thumbnail: smallJpeg.subarray(0, 2) }],
    ['an offset behind the end', { thumbnailOffset: 0x7fffffff }],
    ['an offset that overflows', { thumbnailOffset: 0xffffffff }],
    ['a length behind the end', { thumbnailLength: 70_000 }],
    ['a length that overflows', { thumbnailLength: 0xffffffff }],
    ['offset 0', { thumbnailOffset: 0 }],
    ['a first directory behind the end', { firstDirectory: 0xfffffff0 }],
    ['a first directory in the header', { firstDirectory: 2 }],
    ['a second directory behind the end', { secondDirectory: 0xffffffff }],
    ['a second directory that is the first', { secondDirectory: 8 }],
    ['no second directory', { secondDirectory: 0 }],
    ['65,535 entries', { entryCount: 65_535 }],
    ['513 entries', { entryCount: 513 }],
  ];
  test.each(lies)('null for %s', (_, options) => {
    expect(exifThumbnail(jpegWith([exifSegment(options)]))).toBeNull();
  });

  const bad: readonly [string, Buffer][] = [
    ['nothing', Buffer.alloc(0)],
    ['SOI alone', smallJpeg.subarray(0, 2)],
    ['a JPEG without EXIF data', smallJpeg],
    ['a PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['EXIF data without SOI', exifSegment()],
    ['a segment of length 0', Buffer.from('ffd8ffe00000ffe1', 'hex')],
    ['a segment of length 1', Buffer.from('ffd8ffe00001ffe1', 'hex')],
    ['EXIF data behind the scan', Buffer.concat([smallJpeg, exifSegment()])],
    ['EXIF data behind a hundred segments', jpegWith([...Array.from({ length: 100 }, () => jfif), exifSegment()])],
    ['a wrong byte order', jpegWith([replaced(exifSegment(), 'MM', 'XX')])],
    ['a wrong magic number', jpegWith([replaced(exifSegment(), '\0*', '\0+')])],
    ['EXIF data without content', Buffer.from('ffd8ffe10008457869660000', 'hex')],
  ];
  test.each(bad)('null for %s', (_, jpeg) => {
    expect(exifThumbnail(jpeg)).toBeNull();
  });

  test('a beginning of any length gives the thumbnail or null', () => {
    const jpeg = jpegWith([jfif, exifSegment()]);
    const whole = exifThumbnail(jpeg);
    for (let length = 0; length <= jpeg.length; length++) {
      const thumbnail = exifThumbnail(jpeg.subarray(0, length));
      if (thumbnail) expect(thumbnail.equals(whole as Buffer)).toBe(true);
    }
  });

  test('never throws, loops or gives more than it was given, whatever the bytes', () => {
    const base = jpegWith([jfif, exifSegment({ littleEndian: true })]);
    const damaged = fc
      .array(fc.tuple(fc.nat(base.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 12 })
      .map((changes) => {
        const jpeg = Buffer.from(base);
        for (const [at, value] of changes) jpeg[at] = value;
        return jpeg;
      });
    const noise = fc
      .uint8Array({ maxLength: 4_000 })
      .map((bytes) => Buffer.concat([Buffer.from('ffd8ffe1', 'hex'), Buffer.from(bytes)]));
    const tiffNoise = fc.uint8Array({ maxLength: 400 }).map((bytes) => {
      const content = Buffer.concat([Buffer.from('Exif\0\0MM\0*\0\0\0\x08', 'latin1'), Buffer.from(bytes)]);
      return Buffer.concat([
        Buffer.from([0xff, 0xd8, 0xff, 0xe1, (content.length + 2) >> 8, (content.length + 2) & 0xff]),
        content,
      ]);
    });
    fc.assert(
      fc.property(fc.oneof(damaged, noise, tiffNoise), (jpeg) => {
        const thumbnail = exifThumbnail(jpeg);
        if (thumbnail === null) return;
        expect(thumbnail.length).toBeLessThanOrEqual(jpeg.length + 36);
        expect(thumbnail.subarray(0, 4).toString('hex')).toBe('ffd8ffe1');
        expect(orientationOf(thumbnail)).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 5_000 },
    );
  });
});

function replaced(bytes: Buffer, text: string, by: string): Buffer {
  const copy = Buffer.from(bytes);
  copy.write(by, copy.indexOf(text, 6, 'latin1'), 'latin1');
  return copy;
}
