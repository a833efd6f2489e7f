import { type ByteRange, contentRange } from './range.ts';

/** One part of the body: `head` as it stands before the bytes of `range`, delimiter included. */
export interface MultipartPart {
  readonly head: Buffer;
  readonly range: ByteRange;
}

/** A multipart/byteranges body as data: each part's head and bytes in turn, then `tail`. */
export interface MultipartByteranges {
  /** For the response's Content-Type. */
  readonly contentType: string;
  readonly parts: readonly MultipartPart[];
  readonly tail: Buffer;
  /** Bytes of the whole body: heads, ranges and tail. */
  readonly contentLength: number;
}

/**
 * Lays out several ranges of a representation of `size` bytes (RFC 9110 §14.6, RFC 2046 §5.1). `contentType` is that of
 * the whole representation, which each part repeats (§15.3.7.2); null where it has none. For a single range this must
 * not be used (§15.3.7.2).
 */
export function multipartByteranges(
  ranges: readonly ByteRange[],
  size: number,
  contentType: string | null,
  boundary: string,
): MultipartByteranges {
  const typeLine = contentType === null ? '' : `Content-Type: ${contentType}\r\n`;
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`, 'latin1');
  let contentLength = tail.length;
  const parts = ranges.map((range, index): MultipartPart => {
    const delimiter = `${index === 0 ? '' : '\r\n'}--${boundary}\r\n`;
    const head = Buffer.from(`${delimiter}${typeLine}Content-Range: ${contentRange(range, size)}\r\n\r\n`, 'latin1');
    contentLength += head.length + range.end - range.start + 1;
    return { head, range };
  });
  return { contentType: `multipart/byteranges; boundary=${boundary}`, parts, tail, contentLength };
}

/**
 * A boundary (RFC 2046 §5.1.1) out of random bytes, at least 16: so many that no file can hold it by chance, and none
 * can be made to hold it on purpose.
 */
export function multipartBoundary(random: Uint8Array): string {
  return Buffer.from(random.buffer, random.byteOffset, random.byteLength).toString('hex').slice(0, boundaryCharsMax);
}

/** RFC 2046 §5.1.1. */
const boundaryCharsMax = 70;
