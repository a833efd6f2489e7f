import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { constants, createGzip, gzip } from 'node:zlib';
import { takesCharset } from '../files/media-type.ts';
import { acceptsGzip } from '../http/negotiate.ts';
import type { Content } from '../http/representation.ts';
import type { HttpRequest } from '../http/request.ts';
import { ContentEndedEarly, type FileSource } from '../http/response.ts';
import type { FileServices } from './static-files.ts';

/** Types besides text whose content shrinks much and is not compressed already. */
const compressibleTypes = new Set([
  'application/json',
  'application/ld+json',
  'application/manifest+json',
  'application/geo+json',
  'application/wasm',
  'application/rtf',
  'application/sql',
  'application/x-sh',
]);

/** Speed before ratio: the network is local. */
const level = 5;

const gzipBuffer = promisify<Buffer, { level: number }, Buffer>(gzip);

export type Coding = 'gzip' | null;

/** What is kept of a hot file's coded form. */
export interface KeptCoding {
  readonly gzipped: Buffer | null;
  readonly keep: (gzipped: Buffer) => void;
}

/** Whether gzip is worth trying for this Content-Type. */
export function isCompressible(contentType: string): boolean {
  const parameters = contentType.indexOf(';');
  const mediaType = parameters < 0 ? contentType : contentType.slice(0, parameters);
  return takesCharset(mediaType) || compressibleTypes.has(mediaType);
}

/**
 * Picks the content coding (RFC 9110 §12.5.3) for `size` bytes of `content` and applies it. A request for a range gets
 * the file's own bytes, and so does one that comes while all places for coding are taken.
 */
export async function codedContent(
  services: FileServices,
  contentType: string,
  size: number,
  content: Content,
  request: HttpRequest,
  kept: KeptCoding | null,
): Promise<{ readonly content: Content; readonly coding: Coding }> {
  const plain = { content, coding: null };
  const { limits } = services;
  if (size < limits.gzipBytesMin || size > limits.gzipBytesMax || !isCompressible(contentType)) return plain;
  if (request.headers.get('range') !== undefined || !acceptsGzip(request.headers.get('accept-encoding'))) return plain;
  if (kept?.gzipped) return { content: { kind: 'bytes', bytes: kept.gzipped }, coding: 'gzip' };
  const release = services.gzipStreams.tryAcquire();
  if (!release) return plain;
  if (content.kind === 'bytes') {
    const bytes = await gzipBytes(content.bytes).finally(release);
    kept?.keep(bytes);
    return { content: { kind: 'bytes', bytes }, coding: 'gzip' };
  }
  if (content.kind !== 'file') throw new Error('Coded content cannot be coded again');
  const { source } = content;
  const chunks = gzipStream(fileChunks(source, size, limits.charsetSampleBytes), async () => {
    release();
    await source.close();
  });
  return { content: { kind: 'stream', chunks }, coding: 'gzip' };
}

/** A file's first `length` bytes; fewer are an error, since the whole was promised. */
async function* fileChunks(source: FileSource, length: number, chunkBytes: number): AsyncGenerator<Buffer, void, void> {
  for (let position = 0; position < length; ) {
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, length - position));
    const count = await source.read(chunk, chunk.length, position);
    if (count === 0) throw new ContentEndedEarly();
    position += count;
    yield chunk.subarray(0, count);
  }
}

/** `bytes`, gzip-coded, off the main thread. */
export function gzipBytes(bytes: Buffer): Promise<Buffer> {
  return gzipBuffer(bytes, { level });
}

/**
 * The gzip-coded form of `chunks`, made while it is read, in bounded memory. Each chunk's coded form comes out before
 * the next is taken, so that a listing that is being made shows its beginning at once. `release` is called exactly once
 * when it ends, fails, or is let go of, also before it has begun.
 */
export function gzipStream(
  chunks: AsyncIterator<Buffer>,
  release: () => void | Promise<void>,
  gzipLevel = level,
): AsyncIterator<Buffer> {
  const source: AsyncIterable<Buffer> = { [Symbol.asyncIterator]: () => chunks };
  return releasing(gzipParts(source, gzipLevel), async () => {
    await chunks.return?.();
    await release();
  });
}

async function* gzipParts(source: AsyncIterable<Buffer>, gzipLevel: number): AsyncGenerator<Buffer, void, void> {
  const coder = createGzip({ level: gzipLevel, flush: constants.Z_SYNC_FLUSH });
  const piping = pipeline(source, coder);
  // A failure comes out of the coder as well, where it is awaited.
  piping.catch(() => {});
  try {
    for await (const part of coder) yield part as Buffer;
    await piping;
  } finally {
    coder.destroy();
  }
}

/** `parts`, with `release` called once at its end, failure or return: a generator alone skips its `finally` where it never began. */
export function releasing(parts: AsyncIterator<Buffer>, release: () => void | Promise<void>): AsyncIterator<Buffer> {
  let isReleased = false;
  const end = async (): Promise<void> => {
    if (isReleased) return;
    isReleased = true;
    await release();
  };
  return {
    async next() {
      try {
        const part = await parts.next();
        if (part.done) await end();
        return part;
      } catch (error) {
        await end();
        throw error;
      }
    },
    async return() {
      await parts.return?.();
      await end();
      return { done: true, value: undefined };
    },
  };
}
