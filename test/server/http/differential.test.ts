import { expect, it } from 'vitest';
import { parseAuthority } from '../../../src/main/server/http/host-authority.ts';
import { HttpError } from '../../../src/main/server/http/http-error.ts';
import type { HttpRequest } from '../../../src/main/server/http/request.ts';
import { parseRequestTarget, targetAuthority } from '../../../src/main/server/http/request-target.ts';
import { hostileRequests, knownMethods } from '../../support/hostile-requests.ts';
import { readByLlhttp } from '../../support/llhttp.ts';
import { Random } from '../../support/random.ts';
import { type Reading, type ReadRequest, readRequests } from '../../support/read-requests.ts';

/** `FUZZ_SEED` and `FUZZ_CASES` make other and longer runs than the one that CI repeats. */
const firstSeed = Number(process.env.FUZZ_SEED ?? 1);
const cases = Number(process.env.FUZZ_CASES ?? 40_000);
const known: readonly string[] = knownMethods;

/** Whether the engine goes on to answer this request: nothing else is accepted, whatever the parser says. */
function accepts({ method, requestTarget, headers }: HttpRequest): boolean {
  if (!known.includes(method) || method === 'CONNECT') return false;
  const host = targetAuthority(requestTarget) ?? headers.get('host');
  if (host !== undefined && parseAuthority(host) === null) return false;
  return (method === 'OPTIONS' && requestTarget === '*') || !(parseRequestTarget(requestTarget) instanceof HttpError);
}

/** Where llhttp reads something that we accept in another way; null where it reads it alike. */
function difference(text: string, ours: Reading, theirs: Reading): string | null {
  for (const [at, request] of ours.requests.entries()) {
    const other = theirs.requests[at];
    // Where a client asks for another protocol llhttp stops reading; we may ignore Upgrade (RFC 9110 §7.8).
    if (other === undefined && theirs.end === 'upgraded') return null;
    const differs = other === undefined ? 'only we accept it' : differsIn(request, other, ours.end);
    // A tab behind a framing field's value is white space (RFC 9110 §5.5), but llhttp refuses such a request.
    if (differs !== null && theirs.end.startsWith('0 ') && tabbedFramingField.test(text)) return null;
    if (differs !== null) return `request ${at}: ${differs}`;
  }
  return null;
}

const tabbedFramingField = /(?:content-length|transfer-encoding):[^\r\n]*\t[ \t]*\r\n/i;

function differsIn(ours: ReadRequest, theirs: ReadRequest, ourEnd: Reading['end']): string | null {
  for (const key of ['method', 'target', 'version'] as const) if (ours[key] !== theirs[key]) return key;
  if (JSON.stringify(ours.headers) !== JSON.stringify(theirs.headers)) return 'headers';
  // llhttp overlooks some a `close` that RFC 9112 §9.3 heeds; closing where another goes on reading harms nobody.
  if (ours.keepAlive && !theirs.keepAlive) return 'keep-alive';
  if (!ours.keepAlive && theirs.keepAlive && !saysClose(ours)) return 'keep-alive';
  if (ours.isWhole) return theirs.isWhole && ours.body === theirs.body ? null : 'body';
  if (theirs.isWhole && ourEnd === 'more') return 'body: we wait for more';
  return ours.body.startsWith(theirs.body) || theirs.body.startsWith(ours.body) ? null : 'start of the body';
}

function saysClose({ headers }: ReadRequest): boolean {
  return headers.some(([name, value]) => name === 'connection' && /(?:^|,)[ \t]*close[ \t]*(?:,|$)/i.test(value));
}

it('reads whatever it accepts in the way of llhttp in strict mode', { timeout: 20_000 + cases }, () => {
  const seen = { accepted: 0, refused: 0, pipelined: 0, closed: 0, withLength: 0, chunked: 0 };
  for (let seed = firstSeed; seed < firstSeed + cases; seed++) {
    const text = hostileRequests(new Random(seed));
    const bytes = Buffer.from(text, 'latin1');
    const ours = readRequests([bytes], accepts);
    const theirs = readByLlhttp(bytes);
    const found = difference(text, ours, theirs);
    if (found !== null) {
      const readings = `ours: ${JSON.stringify(ours)}\nllhttp: ${JSON.stringify(theirs)}`;
      expect.fail(`FUZZ_SEED=${seed}: ${found}\n${JSON.stringify(text)}\n${readings}`);
    }
    if (ours.requests.length > 1) seen.pipelined++;
    if (/^[1-9]/.test(ours.end)) seen.refused++;
    if (ours.end === 'closed') seen.closed++;
    for (const { isWhole, body, headers } of ours.requests) {
      if (isWhole) seen.accepted++;
      if (isWhole && body !== '')
        seen[headers.some(([name]) => name === 'content-length') ? 'withLength' : 'chunked']++;
    }
  }
  // The comparison must not become empty without anybody seeing it.
  for (const [what, count] of Object.entries(seen)) expect(count / cases, what).toBeGreaterThan(0.01);
  expect(seen.accepted / cases).toBeGreaterThan(0.15);
  expect(seen.refused / cases).toBeGreaterThan(0.15);
});

it('tells readings apart', () => {
  const read = (text: string) => readByLlhttp(Buffer.from(text, 'latin1'));
  const text = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc';
  const ours = readRequests([Buffer.from(text)], accepts);
  expect(difference(text, ours, read(text))).toBeNull();
  const others = [
    ['method', text.replace('POST', 'PUT')],
    ['target', text.replace('/', '/b')],
    ['version', text.replace('1.1', '1.0')],
    ['headers', text.replace('Host: a', 'Host: b')],
    ['headers', text.replace('Host', 'X: y\r\nHost')],
    ['body', text.replace('abc', 'abd')],
    ['body', text.slice(0, -1)],
    ['only we accept it', text.replace('Content-Length: 3', 'Content-Length: +3')],
    ['only we accept it', ''],
  ] as const;
  for (const [what, other] of others) expect(difference(text, ours, read(other))).toBe(`request 0: ${what}`);
});
