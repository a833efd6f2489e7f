import type { Random } from './random.ts';

/** Methods that every parser in question knows. */
export const knownMethods = [
  ...['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'],
  ...['PATCH', 'PROPFIND', 'MKCOL', 'LOCK', 'REPORT', 'M-SEARCH'],
] as const;

/**
 * The bytes of one connection, as latin1 text: one to three requests, valid, or bent in the ways in which requests are
 * smuggled past parsers that disagree, or with bytes changed at random.
 */
export function hostileRequests(random: Random): string {
  let text = '';
  const count = random.chance(0.6) ? 1 : 2 + random.below(2);
  for (let at = 0; at < count; at++) text += request(random);
  if (random.chance(0.35)) text = mutate(random, text);
  return text;
}

function request(random: Random): string {
  const lines: string[] = [];
  if (!random.chance(0.03)) lines.push(`Host: ${random.pick(hosts)}`);
  for (let at = random.below(5); at > 0; at--) lines.push(field(random));
  const body = content(random, lines);
  if (random.chance(0.4)) lines.splice(random.below(lines.length + 1), 0, random.pick(smugglingLines));
  const end = random.chance(0.97) ? '\r\n' : random.pick(lineEnds);
  const before = random.chance(0.95) ? '' : random.pick(['\r\n', '\r\n\r\n', '\n', '\r', ' ', '\r\n '.repeat(2), '\0']);
  return `${before}${requestLine(random)}\r\n${lines.map((line) => `${line}\r\n`).join('')}${end}${body}`;
}

function requestLine(random: Random): string {
  if (random.chance(0.06)) return random.pick(oddRequestLines);
  const method = random.chance(0.5) ? 'GET' : random.pick(knownMethods);
  const version = random.chance(0.8) ? 'HTTP/1.1' : random.chance(0.7) ? 'HTTP/1.0' : random.pick(oddVersions);
  return `${method} ${target(random)} ${version}`;
}

function target(random: Random): string {
  if (random.chance(0.4)) return random.pick(targets);
  let path = '/';
  for (let at = random.below(12); at > 0; at--)
    path += random.chance(0.985) ? random.pick(targetChars) : anyByte(random);
  return path;
}

function field(random: Random): string {
  if (random.chance(0.5)) return random.pick(ordinaryLines);
  let name = 'X';
  for (let at = random.below(6); at > 0; at--) name += random.chance(0.97) ? random.pick(nameChars) : anyByte(random);
  let value = '';
  for (let at = random.below(12); at > 0; at--)
    value += random.chance(0.97) ? random.pick(valueChars) : anyByte(random);
  return `${name}:${random.pick(['', ' ', '\t', '  \t'])}${value}${random.pick(['', '', ' ', '\t '])}`;
}

/** Adds the framing fields to `lines` and returns the body. */
function content(random: Random, lines: string[]): string {
  const kind = random.next();
  if (kind < 0.5) return '';
  if (kind < 0.75) {
    const body = 'GET /b HTTP/1.1\r\n\r\n'.slice(0, random.below(20));
    const difference = random.chance(0.9) ? 0 : random.below(7) - 3;
    lines.push(`Content-Length: ${random.chance(0.9) ? '' : '0'}${Math.max(0, body.length + difference)}`);
    return body;
  }
  lines.push(random.pick(['Transfer-Encoding: chunked', 'transfer-encoding:chunked', 'Transfer-Encoding:\tChunked ']));
  return chunkedBody(random);
}

function chunkedBody(random: Random): string {
  let body = '';
  for (let at = random.below(4); at > 0; at--) {
    const data = '0\r\n\r\nGET /c HTTP/1.1'.slice(0, 1 + random.below(19));
    const hex = data.length.toString(16);
    const size = random.chance(0.85) ? hex : random.pick(oddChunkSizes)(hex);
    const lineEnd = random.chance(0.97) ? '\r\n' : random.pick(lineEnds);
    const dataEnd = random.chance(0.97) ? '\r\n' : random.pick(lineEnds);
    body += `${size}${lineEnd}${data}${dataEnd}`;
  }
  const last = random.chance(0.9)
    ? '0'
    : random.pick(['00', '0;a', '0;a="b"', '0 ', '', 'g', '0x0', '000000000000000000000']);
  const trailer = random.chance(0.8) ? '' : `${random.pick([...ordinaryLines, ...smugglingLines])}\r\n`;
  return `${body}${last}\r\n${trailer}\r\n`;
}

function mutate(random: Random, original: string): string {
  let text = original;
  for (let round = 1 + random.below(3); round > 0; round--) {
    const at = random.below(text.length + 1);
    const length = 1 + random.below(4);
    const kind = random.below(7);
    if (kind === 0) text = text.slice(0, at) + anyByte(random) + text.slice(at);
    else if (kind === 1) text = text.slice(0, at) + anyByte(random) + text.slice(at + 1);
    else if (kind === 2) text = text.slice(0, at) + text.slice(at + length);
    else if (kind === 3) text = text.slice(0, at) + text.slice(at, at + 20) + text.slice(at);
    else if (kind === 4) text = text.slice(0, at) + random.pick(smugglingBytes) + text.slice(at);
    else if (kind === 5) text = replaceAt(text, '\r\n', at, random.pick(lineEnds));
    else text = text.slice(0, at);
  }
  return text;
}

/** Replaces the first `from` behind `start`. */
function replaceAt(text: string, from: string, start: number, to: string): string {
  const at = text.indexOf(from, start);
  return at < 0 ? text : text.slice(0, at) + to + text.slice(at + from.length);
}

function anyByte(random: Random): string {
  return random.chance(0.5) ? random.pick(smugglingBytes) : String.fromCharCode(random.below(256));
}

const hosts = [
  'localhost',
  'localhost:8000',
  '192.168.1.20',
  'my-pc.local:8000',
  '127.0.0.1:8000',
  '[::1]:80',
  'a.local',
  '',
  ' x',
  'a b',
  'a,b',
  '\xe9',
] as const;
const lineEnds = ['\n', '\r', '\r\r\n', '\n\r', '\r\n\r\n', ' \r\n', '\0\r\n', '\x0b\r\n', '\r\n ', ''] as const;
const smugglingBytes = [...'\r\n\0\t\x0b\x0c\x7f\x80\xa0\xff :;,"\\/?#%+-0', '\r\n', '\r\n ', ' \t'] as const;
const targetChars = [...'abz09-._~!$&\'()*+,;=:@/?[]{}|^`"<>\\', '%20', '%2F', '%E6%96%87', '%'] as const;
const nameChars = [..."abz09-_.!#$%&'*+^`|~"] as const;
const valueChars = [...'abz09 \t,;=:"\\()[]{}<>@?/!#$%&\'*+-._^`|~\x80\xff'] as const;
const oddVersions = [
  ...['HTTP/1.2', 'HTTP/2.0', 'HTTP/0.9', 'HTTP/1.10', 'HTTP/01.1', 'HTTP/1', 'HTTP/1.1 ', ' HTTP/1.1', 'http/1.1'],
  ...['HTTP/1.1\t', 'HTTPS/1.1', 'HTTP/ 1.1', 'HTTP/1,1', 'HTTP/1.1x', 'HTTP/+1.1', 'ICE/1.0', 'RTSP/1.0', ''],
] as const;
const oddRequestLines = [
  ...[
    'GET /',
    'GET',
    '',
    ' GET / HTTP/1.1',
    'GET  / HTTP/1.1',
    'GET /  HTTP/1.1',
    'GET\t/\tHTTP/1.1',
    'GET / a HTTP/1.1',
  ],
  ...[
    'get / HTTP/1.1',
    'GET / HTTP/1.1\r',
    'GET \r\n/ HTTP/1.1',
    'G\0ET / HTTP/1.1',
    'PRI * HTTP/2.0',
    '\x16\x03\x01\x02',
  ],
  ...['HTTP/1.1 200 OK', 'GET HTTP/1.1', 'GET / HTTP/1.1 GET / HTTP/1.1', '"GET" / HTTP/1.1', 'GET: / HTTP/1.1'],
] as const;
const targets = [
  ...[
    '/',
    '/',
    '/a/b.txt',
    '/a%20b',
    '/?q',
    '/a?b#c',
    '//',
    '//host/x',
    '*',
    'http://a/',
    'http://a',
    'HTTP://a:80/x?y',
  ],
  ...[
    'https://[::1]:8/',
    'http://user@a/',
    'http:///x',
    'http://a b/',
    'ftp://a/',
    'a:80',
    'a',
    '../',
    '/../',
    '/%2e%2e/',
    '/%',
  ],
  ...[
    '/%00',
    '/%zz',
    '/%E6%96%87',
    '/\xe9',
    '?x',
    '',
    'http:/a',
    'http://a?x',
    'http://a#x',
    'http://a|b/',
    'http://a\\b/',
  ],
  ...['http://a:b:c/', 'http://@/', 'http://"/', 'javascript:1', `/${'x'.repeat(300)}`],
] as const;
const ordinaryLines = [
  ...['Accept: */*', 'Accept-Encoding: gzip, deflate', 'User-Agent: x/1 (y)', 'Range: bytes=0-1', 'Cookie: a=b; c=d'],
  ...[
    'Connection: keep-alive',
    'Connection: close',
    'Connection: Keep-Alive, x',
    'connection:\tCLOSE ',
    'Connection: x, close,',
  ],
  ...[
    'Expect: 100-continue',
    'Upgrade: h2c',
    'Connection: upgrade',
    'Connection: close, keep-alive',
    'Keep-Alive: timeout=5',
  ],
  ...[
    'TE: trailers',
    'Trailer: X',
    'Content-Type: text/plain',
    'X:',
    'X: \t',
    'If-None-Match: "a", W/"b"',
    'Empty:   ',
  ],
] as const;
const smugglingLines = [
  ...[
    'Content-Length: 5',
    'Content-Length: 0',
    'Content-Length: 05',
    'Content-Length: +5',
    'Content-Length: -5',
    'Content-Length:',
  ],
  ...[
    'Content-Length: 5, 5',
    'Content-Length: 5,6',
    'Content-Length: 5 5',
    'Content-Length: 0x5',
    'Content-Length: 5.0',
  ],
  ...[
    'Content-Length: 1e1',
    'Content-Length: 99999999999999999999',
    'Content-Length: 18446744073709551616',
    'Content-Length : 5',
  ],
  ...[
    'Content-Length: 9007199254740993',
    'Content-Length\t: 5',
    ' Content-Length: 5',
    'Content-Length: 5\x0b',
    'Content-Length: 5\t',
    'Transfer-Encoding: chunked\t',
    'Content-Length: \xa05',
  ],
  ...[
    'Content-Length: "5"',
    'Content-Length: 5;',
    'Content-Length: 5\0',
    'Content_Length: 5',
    'Content-Length\0: 5',
    'Content-Length: \r\n 5',
  ],
  ...[
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: CHUNKED',
    'Transfer-Encoding: chunked, identity',
    'Transfer-Encoding:',
  ],
  ...[
    'Transfer-Encoding: identity, chunked',
    'Transfer-Encoding: gzip, chunked',
    'Transfer-Encoding: chunked, chunked',
  ],
  ...[
    'Transfer-Encoding: identity',
    'Transfer-Encoding: xchunked',
    'Transfer-Encoding: chunkedx',
    'Transfer-Encoding : chunked',
  ],
  ...[
    'Transfer-Encoding: \x0bchunked',
    'Transfer-Encoding: chunked;q=1',
    'Transfer-Encoding: "chunked"',
    'Transfer-Encoding:\r\n chunked',
  ],
  ...[
    'Transfer-Encoding: chun\0ked',
    'Transfer-Encoding: chunk\r\n ed',
    'Transfer-Encoding: ,chunked',
    'Transfer-Encoding: chunked,',
  ],
  ...[
    'Transfer\r\n-Encoding: chunked',
    'Transfer_Encoding: chunked',
    'X: y\rTransfer-Encoding: chunked',
    'X: y\nTransfer-Encoding: chunked',
  ],
  ...[
    'X: y\r\r\nTransfer-Encoding: chunked',
    'X: y\n\r\nGET /d HTTP/1.1',
    'X: y\r\n\r\nGET /d HTTP/1.1\r\nHost: a',
    'Transfer-Encoding\xa0: chunked',
  ],
  ...[
    'Host: b',
    'Host: localhost',
    'Host:',
    'host : c',
    'Host: a\r\n b',
    'Host\0: a',
    ': empty',
    'NoColon',
    ' X: folded',
    '\tX: folded',
  ],
  ...[
    'X Y: z',
    'X\t: z',
    'X(): z',
    'X": z',
    'X: \0',
    'X: \x01',
    'X: \x7f',
    'X: a\rb',
    'X: a\nb',
    'X: a\r\n\tb',
    '\xc3\xa9: x',
    'X\x80: y',
  ],
  ...[
    'Connection: close',
    'Connection: closed',
    'Connection: "close"',
    'Connection: clos e',
    'Connection: keep-alive;close',
    'Connection:',
  ],
  ...[
    'Connection: ,close',
    'Connection: close\t,x',
    'Connection: keep-alivex',
    'Connection: Transfer-Encoding',
    'Upgrade: websocket',
  ],
] as const;
const oddChunkSizes: readonly ((hex: string) => string)[] = [
  (hex) => `0${hex}`,
  (hex) => `000000000000${hex}`,
  (hex) => `00000000000000000000${hex}`,
  (hex) => hex.toUpperCase(),
  (hex) => `${hex};`,
  (hex) => `${hex};a`,
  (hex) => `${hex};a=b`,
  (hex) => `${hex};a="b;\\"c"`,
  (hex) => `${hex};a="\r\n"`,
  (hex) => `${hex}; a = b`,
  (hex) => `${hex} ;a`,
  (hex) => `${hex};a;b=c`,
  (hex) => `${hex};;`,
  (hex) => `${hex};=`,
  (hex) => `${hex};a="b`,
  (hex) => `${hex};\xe9`,
  (hex) => `${hex};a\0`,
  (hex) => `${hex};a\r`,
  (hex) => `${hex};a\n`,
  (hex) => `${hex} `,
  (hex) => `${hex}\t`,
  (hex) => ` ${hex}`,
  (hex) => `+${hex}`,
  (hex) => `-${hex}`,
  (hex) => `0x${hex}`,
  (hex) => `${hex}h`,
  (hex) => `${hex}_0`,
  (hex) => `${hex},${hex}`,
  (hex) => `1000000000000000${hex}`,
  (hex) => `ffffffffffffff0${hex}`,
  () => '',
  () => 'fffffffffffff',
];
