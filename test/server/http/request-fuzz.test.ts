import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HttpError } from '../../../src/main/server/http/http-error.ts';
import {
  encodePath,
  encodeSegment,
  parseRequestTarget,
  targetAuthority,
} from '../../../src/main/server/http/request-target.ts';
import { limits } from '../../../src/main/server/limits.ts';
import { hostileRequests } from '../../support/hostile-requests.ts';
import { Random } from '../../support/random.ts';
import { type Reading, readRequests } from '../../support/read-requests.ts';

/** What a refusal of the parser may be answered with. */
const refusals = /^(?:400|414|431|501|505) ./;

function splitAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const offsets = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return offsets.slice(1).map((end, at) => bytes.subarray(offsets[at], end));
}

function byteByByte(bytes: Buffer): Buffer[] {
  return Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
}

/** Reads `bytes` whole, byte by byte, and cut at `cuts`; all must come to the same. */
function readAlike(bytes: Buffer, cuts: readonly number[]): Reading {
  const whole = readRequests([bytes]);
  expect(readRequests(byteByByte(bytes)), 'byte by byte').toEqual(whole);
  expect(readRequests(splitAt(bytes, cuts)), `cut at ${cuts}`).toEqual(whole);
  if (whole.end !== 'more' && whole.end !== 'closed') expect(whole.end).toMatch(refusals);
  return whole;
}

describe('the request parser', () => {
  const cuts = fc.array(fc.nat(2_000), { maxLength: 6 });

  it('reads the same however the bytes arrive, and never throws, for valid and bent requests', () => {
    fc.assert(
      fc.property(fc.integer(), cuts, (seed, at) => {
        readAlike(Buffer.from(hostileRequests(new Random(seed)), 'latin1'), at);
      }),
      { numRuns: 1_500 },
    );
  });

  it('does so for any bytes', () => {
    const pieces = fc.constantFrom(
      'GET ',
      '/ ',
      'HTTP/1.1',
      '\r\n',
      '\r\n\r\n',
      'Host: a',
      ':',
      '0',
      'chunked',
      '\0',
      '\r',
      '\n',
      '\xff',
    );
    const any = fc.oneof(
      fc.array(pieces, { maxLength: 30 }).map((parts) => Buffer.from(parts.join(''), 'latin1')),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    );
    fc.assert(
      fc.property(any, cuts, (bytes, at) => void readAlike(bytes, at)),
      { numRuns: 1_000 },
    );
  });

  it('gives back chunked content, however it is chunked and cut', () => {
    const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { maxLength: 8 });
    const extension = fc.constantFrom('', ';a', ';a=b', ';a="b;c"');
    const trailer = fc.constantFrom('', 'X: y\r\n', 'X: y\r\nZ:\r\n');
    fc.assert(
      fc.property(chunks, extension, trailer, cuts, (content, ext, trailers, at) => {
        const framed = content.flatMap((chunk) => [`${chunk.length.toString(16)}${ext}\r\n`, chunk, '\r\n']);
        const parts = [
          'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n',
          ...framed,
          `0${ext}\r\n${trailers}\r\n`,
        ];
        const bytes = Buffer.concat(
          [...parts, 'GET /next HTTP/1.1\r\nHost: a\r\n\r\n'].map((part) => Buffer.from(part as string)),
        );
        const { requests, end } = readAlike(bytes, at);
        expect(end).toBe('more');
        expect(requests.map(({ target, isWhole }) => [target, isWhole])).toEqual([
          ['/', true],
          ['/next', true],
        ]);
        expect(requests[0]?.body).toBe(Buffer.concat(content).toString('latin1'));
      }),
      { numRuns: 300 },
    );
  });

  it.each<[what: string, head: string, piece: string, status: string]>([
    ['a line without end', '', 'a', '414'],
    ['a header section without end', 'GET / HTTP/1.1\r\n', 'X: y\r\n', '431'],
    ['a field without end', 'GET / HTTP/1.1\r\nX:', 'y', '431'],
    ['empty lines', '', '\r\n', '400'],
    ['a chunk line without end', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n', '0', '400'],
    ['a chunk extension without end', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;', 'a', '400'],
    [
      'trailers without end',
      'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n',
      'X: y\r\n',
      '431',
    ],
  ])('ends %s at a bound, soon', (_what, head, piece, status) => {
    const bytes = Buffer.from(head + piece.repeat((2 * limits.requestHeadBytesMax) / piece.length), 'latin1');
    const start = performance.now();
    expect(readRequests([bytes]).end).toMatch(new RegExp(`^${status} `));
    const pieces = Array.from({ length: Math.ceil(bytes.length / 64) }, (_, at) =>
      bytes.subarray(at * 64, at * 64 + 64),
    );
    expect(readRequests(pieces).end).toMatch(new RegExp(`^${status} `));
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

describe('the request target', () => {
  it('encodes text as encodeURIComponent does', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    const ascii = fc.string({ unit: 'binary-ascii', maxLength: 20 });
    fc.assert(
      fc.property(fc.oneof(text, ascii), (each) => {
        expect(encodeSegment(each)).toBe(encodeURIComponent(each));
      }),
    );
  });

  const target = fc.oneof(
    fc.string({
      unit: fc.constantFrom(...'/%.?a', '%2e', '%2F', '%5c', '%00', '%E6%96%87', '%ff', '\\', '\0', 'http://', '文'),
      maxLength: 12,
    }),
    fc.string({ unit: 'binary', maxLength: 40 }).map((text) => `/${text}`),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
  );

  it('never throws, and never leads up, to nothing, or to another host', () => {
    fc.assert(
      fc.property(target, (text) => {
        targetAuthority(text);
        const parsed = parseRequestTarget(text);
        if (parsed instanceof HttpError) {
          expect(parsed.status).toBe(400);
          return;
        }
        for (const segment of parsed.segments) {
          expect(['', '.', '..']).not.toContain(segment.toString());
          expect(segment.includes('\0')).toBe(false);
        }
        expect(encodePath(parsed.segments, parsed.endsWithSlash)).toMatch(/^\/(?:[^/\\]+(?:\/[^/\\]+)*\/?)?$/);
      }),
      { numRuns: 1_500 },
    );
  });

  it('is decoded once: what is encoded again comes back', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 12 }).filter((value) => !value.includes(0));
    const segment = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
      bytes.map((value) => Buffer.from(value)),
    );
    const usable = segment.filter((value) => !['.', '..'].includes(value.toString()) && !value.includes('\0'));
    fc.assert(
      fc.property(fc.array(usable, { maxLength: 5 }), fc.boolean(), (segments, slash) => {
        const parsed = parseRequestTarget(encodePath(segments, slash));
        if (parsed instanceof HttpError) throw parsed;
        const text = (value: string | Buffer) => Buffer.from(value as string).toString('hex');
        expect(parsed.segments.map(text)).toEqual(segments.map(text));
        expect(parsed.endsWithSlash).toBe(slash || segments.length === 0);
        expect(parsed.query).toBe('');
      }),
      { numRuns: 500 },
    );
  });

  it.each(['/', '%', '%4', '%41', '?', '/..a', 'a'])('takes linear time for 64 KB of %j', (piece) => {
    const text = `/${piece.repeat(Math.ceil(65_536 / piece.length))}`;
    const start = performance.now();
    for (let round = 0; round < 3; round++) {
      parseRequestTarget(text);
      parseRequestTarget(`http:/${text}`);
      targetAuthority(`http://${text}`);
    }
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
