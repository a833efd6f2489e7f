import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { multipartBoundary, multipartByteranges } from '../../../src/main/server/http/multipart-byteranges.ts';
import type { ByteRange } from '../../../src/main/server/http/range.ts';

/** The body as the writer sends it. */
function body(content: Buffer, ranges: readonly ByteRange[], type: string | null, boundary: string): Buffer {
  const { parts, tail } = multipartByteranges(ranges, content.length, type, boundary);
  return Buffer.concat([
    ...parts.flatMap(({ head, range }) => [head, content.subarray(range.start, range.end + 1)]),
    tail,
  ]);
}

describe('multipartByteranges', () => {
  const ranges = [
    { start: 500, end: 504 },
    { start: 995, end: 999 },
  ];

  it('lays the body out as in RFC 9110 §14.6', () => {
    const content = Buffer.alloc(1000, 'x');
    expect(body(content, ranges, 'application/pdf', 'SEPARATES').toString()).toBe(
      [
        '--SEPARATES',
        'Content-Type: application/pdf',
        'Content-Range: bytes 500-504/1000',
        '',
        'xxxxx',
        '--SEPARATES',
        'Content-Type: application/pdf',
        'Content-Range: bytes 995-999/1000',
        '',
        'xxxxx',
        '--SEPARATES--',
        '',
      ].join('\r\n'),
    );
  });

  it('names its boundary, and repeats no type that there is not', () => {
    const layout = multipartByteranges(ranges, 1000, null, 'b');
    expect(layout.contentType).toBe('multipart/byteranges; boundary=b');
    expect(layout.parts[0]?.head.toString()).toBe('--b\r\nContent-Range: bytes 500-504/1000\r\n\r\n');
    expect(layout.parts[1]?.head.toString()).toBe('\r\n--b\r\nContent-Range: bytes 995-999/1000\r\n\r\n');
  });

  it('knows its length before it is sent', () => {
    const range = fc.tuple(fc.nat(499), fc.nat(499)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    const type = fc.constantFrom(null, 'text/html; charset=utf-8', 'image/png');
    fc.assert(
      fc.property(fc.array(range, { minLength: 2, maxLength: 64 }), type, (list, contentType) => {
        const sent = body(Buffer.alloc(500, 'x'), list, contentType, 'b'.repeat(32));
        expect(multipartByteranges(list, 500, contentType, 'b'.repeat(32)).contentLength).toBe(sent.length);
      }),
    );
  });

  it('counts lengths beyond 32 bits', () => {
    const size = Number.MAX_SAFE_INTEGER;
    const { contentLength, parts, tail } = multipartByteranges([{ start: 0, end: 2 ** 40 - 1 }], size, null, 'b');
    expect(contentLength).toBe(2 ** 40 + (parts[0]?.head.length ?? 0) + tail.length);
  });
});

it.each<[random: Uint8Array, expected: string]>([
  [new Uint8Array(16), '0'.repeat(32)],
  [Uint8Array.from({ length: 16 }, (_, at) => at * 17), '00112233445566778899aabbccddeeff'],
  [new Uint8Array([255, 1, 2, 255]).subarray(1, 3), '0102'],
  [new Uint8Array(64), '0'.repeat(70)],
])('makes a boundary out of random bytes %#', (random, expected) => {
  expect(multipartBoundary(random)).toBe(expected);
});
