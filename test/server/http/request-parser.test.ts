import { describe, expect, test } from 'vitest';
import { HttpError } from '../../../src/main/server/http/http-error.ts';
import { RequestParser } from '../../../src/main/server/http/request-parser.ts';
import { limits } from '../../../src/main/server/limits.ts';

interface Read {
  method: string;
  target: string;
  version: string;
  fields: [string, string][];
  body: string;
  keepAlive: boolean;
}

type Outcome = Read | number | 'more';

/**
 * Feeds `pieces` one after the other and reads the first request whole: what it says, its error's status, or `more`. With
 * `oneBuffer` each comes in the same buffer, over the one before, as from a socket.
 */
function readFirst(pieces: readonly Buffer[], oneBuffer?: Buffer): { outcome: Outcome; rest: string } {
  const parser = new RequestParser(limits);
  let head: Omit<Read, 'body'> | null = null;
  let body = '';
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at] as Buffer;
    if (oneBuffer) {
      parser.keep();
      piece.copy(oneBuffer.fill('#'));
    }
    parser.push(oneBuffer ? oneBuffer.subarray(0, piece.length) : piece);
    const rest = () => Buffer.concat(pieces.slice(at + 1)).toString('latin1');
    if (!head) {
      const request = parser.nextRequest();
      if (request instanceof HttpError) return { outcome: request.status, rest: '' };
      if (request === null) continue;
      head = {
        method: request.method,
        target: request.requestTarget,
        version: request.version,
        fields: [...request.headers],
        keepAlive: request.keepAlive,
      };
    }
    for (;;) {
      const part = parser.nextBodyPart();
      if (part instanceof HttpError) return { outcome: part.status, rest: '' };
      if (part === null) break;
      if (part.kind === 'end') {
        const behind = Buffer.alloc(parser.bufferedBytes, ' ').length;
        return { outcome: { ...head, body }, rest: behind > 0 ? `${behind} buffered` : rest() };
      }
      body += part.data.toString('latin1');
    }
  }
  return { outcome: 'more', rest: '' };
}

function get(fields: string, line = 'GET / HTTP/1.1'): string {
  return `${line}\r\n${fields}\r\n`;
}

const host = 'Host: a\r\n';

function read(partial: Partial<Read>): Read {
  return { method: 'GET', target: '/', version: '1.1', fields: [['host', 'a']], body: '', keepAlive: true, ...partial };
}

function post(framing: string, body: string): string {
  return `POST /p HTTP/1.1\r\nHost: a\r\n${framing}\r\n${body}`;
}

function posted(fields: [string, string][], body: string): Read {
  return read({ method: 'POST', target: '/p', fields: [['host', 'a'], ...fields], body });
}

const chunkedField = 'Transfer-Encoding: chunked\r\n';
const chunked: [string, string][] = [['transfer-encoding', 'chunked']];

const accepted: [name: string, input: string, expected: Read][] = [
  ['the smallest request', get(host), read({})],
  ['empty lines before it', `\r\n\r\n${get(host)}`, read({})],
  ['HTTP/1.0 without Host', get('', 'GET / HTTP/1.0'), read({ version: '1.0', fields: [], keepAlive: false })],
  [
    'HTTP/1.0 keep-alive',
    get('Connection: Keep-Alive\r\n', 'GET / HTTP/1.0'),
    read({ version: '1.0', fields: [['connection', 'Keep-Alive']], keepAlive: true }),
  ],
  [
    'close in a list',
    get(`${host}Connection: x, Close\r\n`),
    read({
      fields: [
        ['host', 'a'],
        ['connection', 'x, Close'],
      ],
      keepAlive: false,
    }),
  ],
  [
    'close wins over keep-alive',
    get(`${host}Connection: keep-alive, close\r\n`),
    read({
      fields: [
        ['host', 'a'],
        ['connection', 'keep-alive, close'],
      ],
      keepAlive: false,
    }),
  ],
  [
    'two Connection lines',
    get(`${host}Connection: x\r\nConnection: close\r\n`),
    read({
      fields: [
        ['host', 'a'],
        ['connection', 'x'],
        ['connection', 'close'],
      ],
      keepAlive: false,
    }),
  ],
  ['an empty Host', get('Host:\r\n'), read({ fields: [['host', '']] })],
  ['white space around a value', get('Host: \t a \t\r\n'), read({})],
  ['no white space before a value', get('Host:a\r\n'), read({})],
  [
    'an empty value',
    get(`${host}X:\r\n`),
    read({
      fields: [
        ['host', 'a'],
        ['x', ''],
      ],
    }),
  ],
  [
    'a value with a colon',
    get(`${host}X: a:b\r\n`),
    read({
      fields: [
        ['host', 'a'],
        ['x', 'a:b'],
      ],
    }),
  ],
  [
    'obs-text in a value',
    get(`${host}X: caf\xe9\r\n`),
    read({
      fields: [
        ['host', 'a'],
        ['x', 'caf\xe9'],
      ],
    }),
  ],
  [
    'a tab inside a value',
    get(`${host}X: a\tb\r\n`),
    read({
      fields: [
        ['host', 'a'],
        ['x', 'a\tb'],
      ],
    }),
  ],
  [
    'every token character in a name',
    get(`${host}!#$%&'*+-.^_\`|~09azAZ: 1\r\n`),
    read({
      fields: [
        ['host', 'a'],
        ["!#$%&'*+-.^_`|~09azaz", '1'],
      ],
    }),
  ],
  ['an unknown method', get(host, 'BREW / HTTP/1.1'), read({ method: 'BREW' })],
  ['methods keep their case', get(host, 'get / HTTP/1.1'), read({ method: 'get' })],
  ['a query', get(host, 'GET /a?b=c%20d&e=[1] HTTP/1.1'), read({ target: '/a?b=c%20d&e=[1]' })],
  ['an absolute target', get(host, 'GET http://b/c HTTP/1.1'), read({ target: 'http://b/c' })],
  ['an asterisk target', get(host, 'OPTIONS * HTTP/1.1'), read({ method: 'OPTIONS', target: '*' })],
  ['visible ASCII in a target', get(host, `GET /"<>\\^\`{|}~ HTTP/1.1`), read({ target: '/"<>\\^`{|}~' })],
  ['a body with a length', post('Content-Length: 5\r\n', 'hello'), posted([['content-length', '5']], 'hello')],
  ['a length of zero', post('Content-Length: 0\r\n', ''), posted([['content-length', '0']], '')],
  ['leading zeros of a length', post('Content-Length: 005\r\n', 'hello'), posted([['content-length', '005']], 'hello')],
  [
    'a body with CRLF in it',
    post('Content-Length: 6\r\n', 'a\r\n\r\nb'),
    posted([['content-length', '6']], 'a\r\n\r\nb'),
  ],
  ['one chunk', post(chunkedField, '5\r\nhello\r\n0\r\n\r\n'), posted(chunked, 'hello')],
  [
    'two chunks, hex in both cases',
    post(chunkedField, 'a\r\n0123456789\r\nA\r\nabcdefghij\r\n0\r\n\r\n'),
    posted(chunked, '0123456789abcdefghij'),
  ],
  ['no chunk at all', post(chunkedField, '0\r\n\r\n'), posted(chunked, '')],
  ['a chunk extension', post(chunkedField, '2;name=value\r\nok\r\n0\r\n\r\n'), posted(chunked, 'ok')],
  ['trailers', post(chunkedField, '2\r\nok\r\n0\r\nX-Sum: 1\r\nY: 2\r\n\r\n'), posted(chunked, 'ok')],
  [
    'a coding in capitals',
    post('Transfer-Encoding: Chunked\r\n', '0\r\n\r\n'),
    posted([['transfer-encoding', 'Chunked']], ''),
  ],
  [
    'many fields, just allowed',
    get(host + 'X: 1\r\n'.repeat(limits.headerFieldsMax - 1)),
    read({
      fields: [
        ['host', 'a'],
        ...Array.from({ length: limits.headerFieldsMax - 1 }, (): [string, string] => ['x', '1']),
      ],
    }),
  ],
  [
    'the longest request line',
    get(host, `GET /${'a'.repeat(limits.requestLineBytesMax - 20)} HTTP/1.1`),
    read({ target: `/${'a'.repeat(limits.requestLineBytesMax - 20)}` }),
  ],
];

const refused: [name: string, input: string, status: number][] = [
  ['a TLS hello', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
  ['a space before the method', get(host, ' GET / HTTP/1.1'), 400],
  ['nothing but a method', get(host, 'GET'), 400],
  ['no version (HTTP/0.9)', get(host, 'GET /'), 400],
  ['two spaces before the target', get(host, 'GET  / HTTP/1.1'), 400],
  ['two spaces before the version', get(host, 'GET /  HTTP/1.1'), 400],
  ['a space behind the version', get(host, 'GET / HTTP/1.1 '), 400],
  ['a tab for a space', get(host, 'GET\t/\tHTTP/1.1'), 400],
  ['a space in the target', get(host, 'GET /a b HTTP/1.1'), 400],
  ['a control character in the target', get(host, 'GET /a\x01 HTTP/1.1'), 400],
  ['DEL in the target', get(host, 'GET /a\x7f HTTP/1.1'), 400],
  ['a raw byte over 127 in the target', get(host, 'GET /caf\xe9 HTTP/1.1'), 400],
  ['a fragment', get(host, 'GET /a#b HTTP/1.1'), 400],
  ['a method with a bad character', get(host, 'G(T / HTTP/1.1'), 400],
  ['HTTP/2.0', get(host, 'GET / HTTP/2.0'), 505],
  ['HTTP/1.2', get(host, 'GET / HTTP/1.2'), 505],
  ['HTTP/0.9 in words', get(host, 'GET / HTTP/0.9'), 505],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 505],
  ['HTTP/1.10', get(host, 'GET / HTTP/1.10'), 400],
  ['a version in small letters', get(host, 'GET / http/1.1'), 400],
  ['a version without a dot', get(host, 'GET / HTTP/11'), 400],
  ['a bare LF after the request line', 'GET / HTTP/1.1\nHost: a\r\n\r\n', 400],
  ['a bare LF after a field', 'GET / HTTP/1.1\r\nHost: a\n\r\n', 400],
  ['a bare CR in a value', get(`${host}X: a\rb\r\n`), 400],
  ['CR CR LF', 'GET / HTTP/1.1\r\nHost: a\r\r\n\r\n', 400],
  ['NUL in a value', get(`${host}X: a\0b\r\n`), 400],
  ['another control character in a value', get(`${host}X: a\x0bb\r\n`), 400],
  ['a space before the colon', get('Host : a\r\n'), 400],
  ['a tab before the colon', get(`${host}X\t: 1\r\n`), 400],
  ['a field without a colon', get(`${host}X\r\n`), 400],
  ['a field without a name', get(`${host}: 1\r\n`), 400],
  ['a name with a bad character', get(`${host}X@: 1\r\n`), 400],
  ['a name over 127', get(`${host}\xe9: 1\r\n`), 400],
  ['a folded line (obs-fold)', get(`${host}X: a\r\n b\r\n`), 400],
  ['a folded first line', 'GET / HTTP/1.1\r\n Host: a\r\n\r\n', 400],
  ['Host is missing', get('X: 1\r\n'), 400],
  ['no field at all', get(''), 400],
  ['two Hosts', get('Host: a\r\nHost: a\r\n'), 400],
  ['two Hosts in HTTP/1.0', get('Host: a\r\nHost: b\r\n', 'GET / HTTP/1.0'), 400],
  ['both length and coding', post(`Content-Length: 5\r\n${chunkedField}`, '0\r\n\r\n'), 400],
  ['two lengths', post('Content-Length: 5\r\nContent-Length: 6\r\n', 'hello'), 400],
  ['the same length twice', post('Content-Length: 5\r\nContent-Length: 5\r\n', 'hello'), 400],
  ['a list of lengths', post('Content-Length: 5, 5\r\n', 'hello'), 400],
  ['a signed length', post('Content-Length: +5\r\n', 'hello'), 400],
  ['a negative length', post('Content-Length: -1\r\n', ''), 400],
  ['a hex length', post('Content-Length: 0x5\r\n', 'hello'), 400],
  ['a fractional length', post('Content-Length: 5.0\r\n', 'hello'), 400],
  ['an empty length', post('Content-Length:\r\n', ''), 400],
  ['a length that overflows', post('Content-Length: 18446744073709551621\r\n', 'hello'), 400],
  ['a coding in HTTP/1.0', `POST / HTTP/1.0\r\n${chunkedField}\r\n0\r\n\r\n`, 400],
  ['two codings', post(chunkedField + chunkedField, '0\r\n\r\n'), 400],
  ['chunked twice', post('Transfer-Encoding: chunked, chunked\r\n', '0\r\n\r\n'), 501],
  ['another coding before chunked', post('Transfer-Encoding: gzip, chunked\r\n', '0\r\n\r\n'), 501],
  ['chunked not last', post('Transfer-Encoding: chunked, gzip\r\n', ''), 400],
  ['identity', post('Transfer-Encoding: identity\r\n', ''), 400],
  ['a coding with a vertical tab', post('Transfer-Encoding: \x0bchunked\r\n', '0\r\n\r\n'), 400],
  ['a quoted coding', post('Transfer-Encoding: "chunked"\r\n', '0\r\n\r\n'), 400],
  ['a chunk size with 0x', post(chunkedField, '0x5\r\nhello\r\n0\r\n\r\n'), 400],
  ['a signed chunk size', post(chunkedField, '+5\r\nhello\r\n0\r\n\r\n'), 400],
  ['a chunk size with a space', post(chunkedField, '5 \r\nhello\r\n0\r\n\r\n'), 400],
  ['an empty chunk size', post(chunkedField, '\r\nhello\r\n0\r\n\r\n'), 400],
  ['a chunk size that overflows', post(chunkedField, 'fffffffffffffffff\r\n'), 400],
  ['a chunk longer than its size', post(chunkedField, '4\r\nhello\r\n0\r\n\r\n'), 400],
  ['a chunk line with a bare LF', post(chunkedField, '5\nhello\r\n0\r\n\r\n'), 400],
  ['NUL in a chunk extension', post(chunkedField, '5;a=\0\r\nhello\r\n0\r\n\r\n'), 400],
  ['an endless chunk extension', post(chunkedField, `5;${'a'.repeat(limits.chunkLineBytesMax + 10)}`), 400],
  ['a trailer without a colon', post(chunkedField, '0\r\nX\r\n\r\n'), 400],
  ['endless trailers', post(chunkedField, `0\r\n${'X: 1\r\n'.repeat(limits.trailerBytesMax / 6 + 1)}`), 431],
  ['too many fields', get(host + 'X: 1\r\n'.repeat(limits.headerFieldsMax)), 431],
  ['a header section too large', get(`${host}X: ${'a'.repeat(limits.requestHeadBytesMax)}\r\n`), 431],
  ['an endless field', `GET / HTTP/1.1\r\nX: ${'a'.repeat(limits.requestHeadBytesMax)}`, 431],
  ['a request line too long', get(host, `GET /${'a'.repeat(limits.requestLineBytesMax)} HTTP/1.1`), 414],
  ['an endless request line', `GET /${'a'.repeat(limits.requestLineBytesMax)}`, 414],
  ['too many empty lines', '\r\n'.repeat(limits.leadingEmptyLinesMax + 1), 400],
  ['a CR that no LF follows', '\rGET / HTTP/1.1\r\n', 400],
];

function bytes(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

function byteByByte(input: string): Buffer[] {
  return [...input].map(bytes);
}

describe('accepted requests', () => {
  test.each(accepted)('%s: whole', (_name, input, expected) => {
    expect(readFirst([bytes(input)])).toEqual({ outcome: expected, rest: '' });
  });
  test.each(accepted)('%s: byte by byte', (_name, input, expected) => {
    expect(readFirst(byteByByte(input))).toEqual({ outcome: expected, rest: '' });
  });
  test.each(accepted)('%s: in two pieces, cut anywhere, that come in one buffer', (_name, input, expected) => {
    for (let cut = 1; cut < input.length; cut++) {
      const pieces = [bytes(input.slice(0, cut)), bytes(input.slice(cut))];
      expect(readFirst(pieces, Buffer.alloc(input.length))).toEqual({ outcome: expected, rest: '' });
    }
  });
  test.each(accepted)('%s: with trailing data', (_name, input, expected) => {
    expect(readFirst([bytes(`${input}GET /next HTTP/1.1\r\n`)])).toEqual({ outcome: expected, rest: '20 buffered' });
  });
  test.each(accepted)('%s: without its last byte it waits', (_name, input) => {
    expect(readFirst([bytes(input.slice(0, -1))]).outcome).toBe('more');
  });
});

describe('refused requests', () => {
  test.each(refused)('%s: whole', (_name, input, status) => {
    expect(readFirst([bytes(input)]).outcome).toBe(status);
  });
  test.each(refused)('%s: byte by byte', (_name, input, status) => {
    expect(readFirst(byteByByte(input)).outcome).toBe(status);
  });
  test.each(refused)('%s: with trailing data', (_name, input, status) => {
    expect(readFirst([bytes(`${input}\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n`)]).outcome).toBe(status);
  });
});

test.each([false, true])('pipelined requests come out in order, bodies between them; kept: %s', (isKept) => {
  const parser = new RequestParser(limits);
  const received = bytes(
    `${get(host, 'GET /1 HTTP/1.1')}${post('Content-Length: 3\r\n', 'abc')}${get(host, 'GET /3 HTTP/1.1')}`,
  );
  parser.push(received);
  if (isKept) {
    parser.keep();
    received.fill('#');
  }
  const targets: string[] = [];
  for (let request = parser.nextRequest(); request !== null; request = parser.nextRequest()) {
    if (request instanceof HttpError) throw request;
    targets.push(request.requestTarget);
    for (let part = parser.nextBodyPart(); ; part = parser.nextBodyPart()) {
      if (part === null || part instanceof HttpError) throw new Error('body is cut');
      if (part.kind === 'end') break;
    }
  }
  expect(targets).toEqual(['/1', '/p', '/3']);
});
