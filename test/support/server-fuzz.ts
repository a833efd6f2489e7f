import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { parseAuthority } from '../../src/main/server/http/host-authority.ts';
import { targetAuthority } from '../../src/main/server/http/request-target.ts';
import { limits } from '../../src/main/server/limits.ts';
import type { Exchange } from '../../src/shared/exchange.ts';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from './engine.ts';
import { mutatedRequests, randomPieces } from './mutated-requests.ts';
import { parseResponses, type WireResponse } from './parse-responses.ts';
import { Random } from './random.ts';
import { fetchRaw } from './raw-client.ts';
import { type ReadRequest, readRequests } from './read-requests.ts';

export interface FuzzOptions {
  /** The first case's seed; each following case has the next one. */
  readonly seed: number;
  readonly seconds: number;
  readonly casesMax: number;
}

export interface FuzzResult {
  readonly cases: number;
  /** How often each status was answered. */
  readonly statuses: ReadonlyMap<number, number>;
  /** What went wrong, with the seed that shows it again; few are collected. */
  readonly failures: readonly string[];
}

/** Cases that run at a time. */
const parallel = 12;
const failuresMax = 5;
/** After so many cases a plain visitor asks for a file. */
const controlInterval = 200;
/** A half-closed connection is answered and closed long before. */
const caseTimeoutMs = 10_000;
const secret = 'SECRET-OUTSIDE';

const knownStatuses = new Set([
  ...[200, 204, 206, 301, 302, 304, 400, 403, 404, 405, 408, 412, 413, 414, 416, 417, 421, 431, 501, 503, 505],
]);

/** Sends mutated requests to a running engine and judges all that comes back. */
export async function fuzzServer({ seed, seconds, casesMax }: FuzzOptions): Promise<FuzzResult> {
  await using outer = await temporaryFolder();
  const engine = await startEngine([itemFor(await shareToFuzz(outer.path))]);
  const statuses = new Map<number, number>();
  const failures: string[] = [];
  const end = performance.now() + seconds * 1_000;
  let cases = 0;
  const work = async (): Promise<void> => {
    while (performance.now() < end && cases < casesMax && failures.length < failuresMax) {
      const caseSeed = seed + cases++;
      try {
        for (const { status } of await runCase(engine, caseSeed)) statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (cases % controlInterval === 0) await control(engine);
      } catch (error) {
        failures.push(`--seed ${caseSeed} --cases 1: ${error instanceof Error ? error.message : error}`);
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  failures.push(...engine.faults.map((fault) => `Fault: ${fault.stack ?? fault}`));
  await engine.stop();
  failures.push(...engine.exchanges.map(untrueReport).filter((failure) => failure !== null));
  return { cases, statuses, failures };
}

/** What two parts of one exchange's report say against each other; null where they agree. */
function untrueReport(exchange: Exchange): string | null {
  const { outcome, failure, status, bytes, content, transferId, contentRange, requestFields } = exchange;
  const isTrue =
    (outcome === 'completed' || failure !== null) &&
    (failure !== 'malformed' || [400, 414, 431, 501, 505].includes(status ?? 0)) &&
    (status !== null || (bytes === 0 && content !== 'file')) &&
    (transferId === null || content === 'file') &&
    (content !== 'file' || status === 200 || status === 206) &&
    (contentRange === null || status === 206 || status === 416) &&
    requestFields.length <= limits.reportedFieldsMax;
  return isTrue ? null : `Untrue report: ${JSON.stringify(exchange)}`;
}

async function shareToFuzz(outer: string): Promise<string> {
  const share = join(outer, 'share');
  await mkdir(join(share, 'folder'), { recursive: true });
  await mkdir(join(share, 'many'));
  await writeFile(join(outer, 'outside.txt'), secret);
  await symlink(join(outer, 'outside.txt'), join(share, 'leads-out.txt'));
  await writeFile(join(share, '.secret'), secret);
  await writeFile(join(share, 'a.txt'), 'hello\n');
  await writeFile(join(share, 'text.txt'), 'a line of text\n'.repeat(2_000));
  await writeFile(join(share, 'film.bin'), Buffer.alloc(300_000, 7));
  await writeFile(join(share, '文件 #1.txt'), '内容');
  await writeFile(join(share, 'folder', 'index.html'), '<p>inside</p>');
  for (let at = 0; at < 1_100; at++) await writeFile(join(share, 'many', `file ${at}`), '');
  return share;
}

async function control(engine: RunningEngine): Promise<void> {
  const { status, body } = await fetchRaw(engine.port, '/a.txt');
  if (status !== 200 || body.toString() !== 'hello\n') throw new Error(`The control request got ${status}`);
}

/** One connection. Deterministic up to how the kernel puts the pieces together. */
async function runCase(engine: RunningEngine, seed: number): Promise<WireResponse[]> {
  const random = new Random(seed);
  const bytes = mutatedRequests(random);
  const pieces = randomPieces(bytes, random);
  const leaves = random.chance(0.1);
  const received = await exchangeBytes(engine.port, pieces, leaves ? random.below(pieces.length + 1) : null);
  if (leaves) return [];
  const context = (): string => `\nsent ${JSON.stringify(bytes.toString('latin1').slice(0, 2_000))}`;
  try {
    return judge(bytes, received);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}${context()}`, { cause: error });
  }
}

/**
 * Sends the pieces in writes of their own, ends our side, and resolves with all that was received until the server closed.
 * With `resetBefore` the connection is reset before that piece, and nothing is to be judged.
 */
function exchangeBytes(port: number, pieces: readonly Buffer[], resetBefore: number | null): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const timer = setTimeout(() => {
      reject(
        new Error(`No end after ${caseTimeoutMs} ms; received ${Buffer.concat(received).toString('latin1', 0, 500)}`),
      );
      socket.destroy();
    }, caseTimeoutMs);
    let next = 0;
    const sendNext = (): void => {
      if (next === resetBefore) socket.resetAndDestroy();
      else if (next === pieces.length) socket.end();
      else socket.write(pieces[next++] as Buffer, () => setImmediate(sendNext));
    };
    socket.on('connect', sendNext);
    socket.on('data', (chunk) => received.push(chunk));
    socket.on('error', (error) => {
      // A reset would lose an answer: only ours is right.
      if (resetBefore === null) reject(error);
    });
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(Buffer.concat(received));
    });
  });
}

interface Expected {
  readonly method: string;
  /** Answered, and nothing after it. */
  readonly isLast: boolean;
  /** Refused before it reached a handler. */
  readonly isRefused: boolean;
}

function judge(sent: Buffer, received: Buffer): WireResponse[] {
  const expected = expectedAnswers(sent);
  const responses = parseResponses(
    received,
    expected.map(({ method }) => method),
  );
  if (received.includes(secret)) throw new Error('The secret is out');
  // To HTTP/1.0 content of unknown length ends with the connection, even where it is to be kept alive.
  const count = responses.at(-1)?.endsWithConnection ? responses.length : expected.length;
  if (responses.length !== count)
    throw new Error(`${responses.length} answers in place of ${count}: ${received.toString('latin1', 0, 300)}`);
  for (const [at, { status, headers, endsWithConnection }] of responses.entries()) {
    const { isLast, isRefused } = expected[at] as Expected;
    if (!knownStatuses.has(status)) throw new Error(`Status ${status}`);
    if (isRefused && status < 400) throw new Error(`A refused request got ${status}`);
    if (isLast && headers.get('connection') !== 'close')
      throw new Error(`The last answer, ${status}, does not say close`);
    if (endsWithConnection && at + 1 < responses.length) throw new Error('An answer without end is not the last');
    if (!headers.has('date')) throw new Error('No Date');
  }
  return responses;
}

/** Who may have a body that is thrown away; what any other method brings ends the connection. */
const drainedMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Which answers these bytes must get, by our own parser and the rules of a connection, when our side is then ended. */
function expectedAnswers(sent: Buffer): Expected[] {
  const reading = readRequests([sent]);
  const refused = /^[1-9]/.test(reading.end);
  const expected: Expected[] = [];
  for (const [at, request] of reading.requests.entries()) {
    const { method, keepAlive, isWhole } = request;
    const isRefused = isRefusedByHead(request);
    if (isRefused || (hasBody(request) && !drainedMethods.has(method))) {
      expected.push({ method, isLast: true, isRefused });
      return expected;
    }
    if (!isWhole) {
      if (refused) expected.push({ method, isLast: true, isRefused: true });
      return expected;
    }
    const isLast = !keepAlive || hasMalformedHost(request);
    expected.push({ method, isLast, isRefused: false });
    if (isLast) return expected;
    if (at + 1 === reading.requests.length && !refused) return expected;
  }
  if (refused) expected.push({ method: reading.refusedMethod ?? '', isLast: true, isRefused: true });
  return expected;
}

/** Refused as soon as the head is read: an expectation that is not known (417), or a body that is too large (413). */
function isRefusedByHead({ method, version, headers }: ReadRequest): boolean {
  const expectations = valuesOf(headers, 'expect');
  if (version === '1.1' && expectations.length > 0 && expectations.join(', ').toLowerCase() !== '100-continue')
    return true;
  return (
    drainedMethods.has(method) && Number(valuesOf(headers, 'content-length')[0] ?? 0) > limits.unwantedBodyBytesMax
  );
}

/** Then nobody knows whom the peer meant, and what else of its requests is not as it seems. */
function hasMalformedHost({ headers, target }: ReadRequest): boolean {
  const hosts = [...valuesOf(headers, 'host'), targetAuthority(target) ?? 'localhost'];
  return hosts.some((host) => parseAuthority(host) === null);
}

function hasBody({ headers }: ReadRequest): boolean {
  return Number(valuesOf(headers, 'content-length')[0] ?? 0) > 0 || valuesOf(headers, 'transfer-encoding').length > 0;
}

function valuesOf(headers: ReadRequest['headers'], name: string): string[] {
  return headers.filter(([other]) => other === name).map(([, value]) => value);
}
