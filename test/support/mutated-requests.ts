import type { Random } from './random.ts';

/** The bytes of one connection: one to four valid requests, most of them then mutated. */
export function mutatedRequests(random: Random): Buffer {
  let bytes = random.pick(corpus);
  for (let more = random.chance(0.5) ? 0 : 1 + random.below(3); more > 0; more--)
    bytes = Buffer.concat([bytes, random.pick(corpus)]);
  if (random.chance(0.15)) return bytes;
  for (let round = 1 + random.below(4); round > 0; round--) bytes = random.pick(mutations)(bytes, random);
  return bytes;
}

/** Cuts `bytes` into pieces: mostly few, sometimes one for every byte. */
export function randomPieces(bytes: Buffer, random: Random): Buffer[] {
  if (random.chance(0.5)) return [bytes];
  const average = random.chance(0.1) ? 1 : 1 + random.below(Math.max(1, bytes.length));
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length && pieces.length < piecesMax; ) {
    const length = average === 1 ? 1 : 1 + random.below(2 * average);
    pieces.push(bytes.subarray(at, pieces.length === piecesMax - 1 ? bytes.length : at + length));
    at += length;
  }
  return pieces;
}

const piecesMax = 300;

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const mutations: readonly Mutation[] = [
  // a bit, a byte, bytes put in, bytes taken out
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    const at = random.below(Math.max(1, copy.length));
    if (at < copy.length) copy[at] = (copy[at] as number) ^ (1 << random.below(8));
    return copy;
  },
  (bytes, random) => replaced(bytes, random.below(bytes.length + 1), 1, Buffer.from([random.below(256)])),
  (bytes, random) => replaced(bytes, random.below(bytes.length + 1), 0, Buffer.from([random.below(256)])),
  (bytes, random) => replaced(bytes, random.below(bytes.length + 1), 1 + random.below(30), Buffer.alloc(0)),
  // a piece twice, or many times; a piece moved to another place
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    return replaced(bytes, at, 0, bytes.subarray(at, at + 1 + random.below(60)));
  },
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    const piece = bytes.subarray(at, at + 1 + random.below(20));
    return replaced(bytes, at, 0, Buffer.concat(new Array<Buffer>(1 + random.below(3_000)).fill(piece)));
  },
  (bytes, random) => {
    const from = random.below(bytes.length + 1);
    const piece = Buffer.from(bytes.subarray(from, from + random.below(60)));
    return replaced(replaced(bytes, from, piece.length, Buffer.alloc(0)), random.below(bytes.length + 1), 0, piece);
  },
  // the head of one request and the tail of another
  (bytes, random) => {
    const other = random.pick(corpus);
    return Buffer.concat([
      bytes.subarray(0, random.below(bytes.length + 1)),
      other.subarray(random.below(other.length)),
    ]);
  },
  // line ends
  (bytes, random) => replacedOne(bytes, '\r\n', random.pick(lineEnds), random),
  (bytes, random) => replacedOne(bytes, '\r\n', random.pick(lineEnds), random),
  // numbers, white space, words
  (bytes, random) => {
    const numbers = [...bytes.toString('latin1').matchAll(/[0-9]+/g)];
    if (numbers.length === 0) return bytes;
    const { index, 0: digits } = random.pick(numbers);
    return replaced(bytes, index, digits.length, Buffer.from(random.pick(oddNumbers)));
  },
  (bytes, random) => replacedOne(bytes, ' ', random.pick(['', '  ', '\t', '\0', '%20', '\x0b']), random),
  (bytes, random) => replacedOne(bytes, '\r\n', `\r\n${random.pick(words)}\r\n`, random),
  (bytes, random) => replaced(bytes, random.below(bytes.length + 1), 0, Buffer.from(random.pick(words), 'latin1')),
  (bytes, random) => replacedOne(bytes, '/', random.pick(pathPieces), random),
  // an end too early
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
];

function replaced(bytes: Buffer, at: number, length: number, by: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), by, bytes.subarray(at + length)]);
}

/** Replaces one of all places where `from` stands. */
function replacedOne(bytes: Buffer, from: string, by: string, random: Random): Buffer {
  const places: number[] = [];
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) places.push(at);
  return places.length === 0 ? bytes : replaced(bytes, random.pick(places), from.length, Buffer.from(by, 'latin1'));
}

const lineEnds = [
  '\n',
  '\r',
  '\r\r\n',
  '\n\r',
  '\r\n\r\n',
  '\r\n ',
  '\r\n\t',
  ' \r\n',
  '\0\r\n',
  '\x0b\r\n',
  '',
  ' ',
] as const;
const oddNumbers = [
  ...['0', '00', '-1', '+1', '1e3', '0x10', '1.0', '65536', '2147483648', '4294967296', '9007199254740993'],
  ...['18446744073709551616', '99999999999999999999999999', '1 0', '1,1', ''],
] as const;
const pathPieces = [
  ...[
    '//',
    '/./',
    '/../',
    '/%2e%2e/',
    '/..%2f',
    '\\',
    '/%00',
    '/%',
    '/%zz',
    '/%c0%af',
    '/%ff',
    '/*',
    '/?',
    '/;',
    '/%2F',
  ],
  ...['http://', 'http://localhost/', '/.secret', '/leads-out.txt', '/folder'],
] as const;
const words = [
  ...[
    'Host: b',
    'Host:',
    'Content-Length: 5',
    'Content-Length: 0',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: x',
  ],
  ...[
    'Connection: close',
    'Connection: keep-alive',
    'Expect: 100-continue',
    'Expect: x',
    'Range: bytes=0-',
    'Range: bytes=-1',
  ],
  ...[
    'Range: bytes=0-0,-1',
    'Range: bytes=9-1',
    'If-Match: *',
    'If-None-Match: *',
    'If-Range: "x"',
    'If-Modified-Since: 0',
  ],
  ...[
    'If-Match: "',
    'Accept: application/json',
    'Accept-Encoding: gzip',
    'Accept-Encoding: *;q=0',
    'Accept-Language: zh',
  ],
  ...[
    'Upgrade: h2c',
    ' folded',
    '\tfolded',
    'NoColon',
    ': empty',
    'X : y',
    'X: \0',
    'X: \x7f',
    'X: \xff',
    '\r\n\r\n',
    '\r\n',
  ],
  ...['?download', '?format=json', '?', '%', '#', 'HTTP/1.0', 'HTTP/2.0', 'HEAD / HTTP/1.1\r\nHost: a\r\n\r\n'],
] as const;

const host = 'Host: localhost\r\n';

/** Valid requests of every kind that the engine knows. */
const corpus: readonly Buffer[] = [
  `GET / HTTP/1.1\r\n${host}\r\n`,
  `GET /a.txt HTTP/1.1\r\n${host}User-Agent: fuzz/1\r\nAccept: */*\r\n\r\n`,
  `HEAD /text.txt HTTP/1.1\r\n${host}Accept-Encoding: gzip, br;q=0.5\r\n\r\n`,
  `GET /text.txt HTTP/1.1\r\n${host}Accept-Encoding: gzip\r\n\r\n`,
  `GET /film.bin HTTP/1.1\r\n${host}Range: bytes=0-1\r\n\r\n`,
  `GET /film.bin HTTP/1.1\r\n${host}Range: bytes=100-199, 300-399, -5\r\n\r\n`,
  `GET /film.bin HTTP/1.1\r\n${host}Range: bytes=299990-\r\nIf-Range: "x"\r\n\r\n`,
  `GET /film.bin HTTP/1.1\r\n${host}Range: bytes=400000-\r\n\r\n`,
  `GET /a.txt HTTP/1.1\r\n${host}If-None-Match: "a", W/"b"\r\nIf-Modified-Since: Tue, 14 Nov 2023 22:13:20 GMT\r\n\r\n`,
  `GET /a.txt HTTP/1.1\r\n${host}If-Modified-Since: Tue, 14 Nov 2030 22:13:20 GMT\r\n\r\n`,
  `GET /a.txt HTTP/1.1\r\n${host}If-Match: "a"\r\nIf-Unmodified-Since: Sunday, 06-Nov-94 08:49:37 GMT\r\n\r\n`,
  `GET /a.txt?download HTTP/1.1\r\n${host}\r\n`,
  `GET /many/ HTTP/1.1\r\n${host}Accept-Language: zh-CN,zh;q=0.9,en;q=0.8\r\nAccept-Encoding: gzip\r\n\r\n`,
  `GET /many/?format=json HTTP/1.1\r\n${host}\r\n`,
  'GET /many/ HTTP/1.0\r\n\r\n',
  `GET /many HTTP/1.1\r\n${host}\r\n`,
  `GET /folder?x=1 HTTP/1.1\r\n${host}\r\n`,
  `GET /folder/index.html HTTP/1.1\r\n${host}\r\n`,
  `GET /%E6%96%87%E4%BB%B6%20%231.txt HTTP/1.1\r\n${host}\r\n`,
  `GET /nothing/at/all HTTP/1.1\r\n${host}\r\n`,
  'GET http://localhost:8000/a.txt HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n',
  'GET /a.txt HTTP/1.1\r\nHost: rebound.example\r\n\r\n',
  'GET /a.txt HTTP/1.1\r\nHost: [::1]:8000\r\n\r\n',
  'GET /a.txt HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
  `OPTIONS * HTTP/1.1\r\n${host}\r\n`,
  `OPTIONS /a.txt HTTP/1.1\r\n${host}Origin: http://localhost\r\n\r\n`,
  `POST /a.txt HTTP/1.1\r\n${host}Content-Length: 5\r\n\r\nhello`,
  `PUT /new.txt HTTP/1.1\r\n${host}Expect: 100-continue\r\nContent-Length: 5\r\n\r\nhello`,
  `DELETE /a.txt HTTP/1.1\r\n${host}\r\n`,
  `BREW /pot HTTP/1.1\r\n${host}\r\n`,
  `GET /a.txt HTTP/1.1\r\n${host}Content-Length: 5\r\n\r\nhello`,
  `GET /a.txt HTTP/1.1\r\n${host}Expect: 100-continue\r\nContent-Length: 5\r\n\r\nhello`,
  `GET /a.txt HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nb;x="y"\r\nhello world\r\n0\r\nT: x\r\n\r\n`,
  `\r\n\r\nGET /a.txt HTTP/1.1\r\n${host}Connection: close\r\n\r\n`,
  `GET /a.txt HTTP/1.1\r\n${host}${Array.from({ length: 60 }, (_, at) => `X-${at}: ${'v'.repeat(at)}\r\n`).join('')}\r\n`,
].map((text) => Buffer.from(text, 'latin1'));
