import { bodyFraming, type HttpVersion } from './body-framing.ts';
import { fieldValuePattern, requestTargetPattern, tokenPattern, trimOptionalWhitespace } from './grammar.ts';
import { Headers } from './headers.ts';
import { HttpError } from './http-error.ts';
import type { HttpRequest } from './request.ts';

export interface RequestLine {
  readonly method: string;
  readonly requestTarget: string;
  readonly version: HttpVersion;
}

/**
 * Parses one whole request head (RFC 9112 §2–§6): `text` is latin1, its lines end with CRLF, without the empty line
 * that ends it. The caller has checked that every LF follows a CR. Strict: what is malformed is an error, never guessed.
 * `onRequestLine` learns the request line even of a request whose fields are then refused, for the access log.
 */
export function parseRequestHead(text: string, onRequestLine: (line: RequestLine) => void): HttpRequest | HttpError {
  const own = text.length > keptHeadCharsMax ? copied : asIs;
  const lineEnd = text.indexOf('\r\n');
  const line = parseRequestLine(own(lineEnd < 0 ? text : text.slice(0, lineEnd)));
  if (line instanceof HttpError) return line;
  onRequestLine(line);
  const headers = lineEnd < 0 ? new Headers() : parseFieldLines(text, lineEnd + 2, own);
  if (headers instanceof HttpError) return headers;
  const hosts = headers.count('host');
  if (hosts > 1) return new HttpError(400, 'More than one Host');
  if (hosts === 0 && line.version === '1.1') return new HttpError(400, 'Host is missing');
  const framing = bodyFraming(line.version, headers);
  if (framing instanceof HttpError) return framing;
  return {
    method: line.method,
    requestTarget: line.requestTarget,
    version: line.version,
    headers,
    bodyFraming: framing,
    // What follows CONNECT may be a tunnel's content and never a request (RFC 9110 §9.3.6).
    keepAlive: line.method !== 'CONNECT' && keepsAlive(line.version, headers.get('connection')),
  };
}

/**
 * A piece of a string keeps the whole of it in memory, and of some requests a piece is kept for long: in the access log,
 * as a hot file's name. So the pieces of a head longer than this are copied.
 */
const keptHeadCharsMax = 2 * 1024;

function asIs(text: string): string {
  return text;
}

function copied(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}

/** `method SP request-target SP HTTP-version` with exactly one space between (RFC 9112 §3). */
function parseRequestLine(line: string): RequestLine | HttpError {
  const methodEnd = line.indexOf(' ');
  const targetEnd = line.indexOf(' ', methodEnd + 1);
  if (methodEnd < 1 || targetEnd < 0) return new HttpError(400, 'Malformed request line');
  const method = line.slice(0, methodEnd);
  const requestTarget = line.slice(methodEnd + 1, targetEnd);
  const protocol = line.slice(targetEnd + 1);
  if (!tokenPattern.test(method)) return new HttpError(400, 'Malformed method');
  if (!requestTargetPattern.test(requestTarget)) return new HttpError(400, 'Malformed request target');
  if (protocol === 'HTTP/1.1') return { method, requestTarget, version: '1.1' };
  if (protocol === 'HTTP/1.0') return { method, requestTarget, version: '1.0' };
  return /^HTTP\/[0-9]\.[0-9]$/.test(protocol)
    ? new HttpError(505, 'Only HTTP/1.0 and HTTP/1.1 are spoken here')
    : new HttpError(400, 'Malformed HTTP version');
}

/** `field-name ":" OWS field-value OWS` lines (RFC 9112 §5). A folded line (§5.2) begins with white space, so its name is malformed. */
function parseFieldLines(text: string, start: number, own: (text: string) => string): Headers | HttpError {
  const headers = new Headers();
  for (let at = start; at < text.length; ) {
    let end = text.indexOf('\r\n', at);
    if (end < 0) end = text.length;
    const colon = text.indexOf(':', at);
    if (colon < 0 || colon >= end) return new HttpError(400, 'Malformed header field');
    const name = text.slice(at, colon);
    const value = own(trimOptionalWhitespace(text.slice(colon + 1, end)));
    if (!tokenPattern.test(name)) return new HttpError(400, 'Malformed header field name');
    if (!fieldValuePattern.test(value)) return new HttpError(400, 'Malformed header field value');
    headers.append(name.toLowerCase(), value);
    at = end + 2;
  }
  return headers;
}

/** RFC 9112 §9.3: 1.1 persists unless `close` is said; 1.0 only if `keep-alive` is said, and `close` wins. */
function keepsAlive(version: HttpVersion, connection: string | undefined): boolean {
  if (connection === undefined) return version === '1.1';
  const options = connection.toLowerCase().split(',');
  let keepAlive = version === '1.1';
  for (const option of options) {
    const name = trimOptionalWhitespace(option);
    if (name === 'close') return false;
    if (name === 'keep-alive') keepAlive = true;
  }
  return keepAlive;
}
