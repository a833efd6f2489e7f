import { createRequire } from 'node:module';
import { knownMethods } from './hostile-requests.ts';
import type { Reading, ReadRequest } from './read-requests.ts';

/** The part that we use of the parser behind `node:http`, which Node hands out without types. */
interface NativeParser {
  initialize(type: number, resource: object, headerBytesMax: number, lenient: number): void;
  execute(bytes: Buffer): number | (Error & { code: string; reason: string });
  [callback: number]: (...values: never[]) => number | undefined;
}
interface NativeParserClass {
  new (): NativeParser;
  readonly REQUEST: number;
  readonly kLenientNone: number;
  readonly kOnHeaders: number;
  readonly kOnHeadersComplete: number;
  readonly kOnBody: number;
  readonly kOnMessageComplete: number;
}
const { HTTPParser } = createRequire(import.meta.url)('node:_http_common') as { HTTPParser: NativeParserClass };

const headerBytesMax = 1024 * 1024;

/** What llhttp, as strict as it gets, reads out of one connection's bytes. */
export function readByLlhttp(bytes: Buffer): Reading {
  const requests: ReadRequest[] = [];
  const parser = new HTTPParser();
  let upgraded = false;
  // Heads with many fields come in several pieces, and trailers come in the same way behind the head.
  let fields: string[] = [];
  let url = '';
  parser.initialize(HTTPParser.REQUEST, {}, headerBytesMax, HTTPParser.kLenientNone);
  parser[HTTPParser.kOnHeaders] = (headers: string[], target: string) => {
    fields.push(...headers);
    url += target;
    return undefined;
  };
  parser[HTTPParser.kOnHeadersComplete] = (
    major: number,
    minor: number,
    headers: string[] | undefined,
    method: number,
    target: string | undefined,
    _status: unknown,
    _message: unknown,
    upgrade: boolean,
    keepAlive: boolean,
  ) => {
    const flat = [...fields, ...(headers ?? [])];
    requests.push({
      method: methodName(method),
      target: target ?? url,
      version: `${major}.${minor}`,
      headers: Array.from({ length: flat.length / 2 }, (_, at) => [
        (flat[at * 2] as string).toLowerCase(),
        flat[at * 2 + 1] as string,
      ]),
      keepAlive,
      body: '',
      isWhole: false,
    });
    upgraded ||= upgrade;
    fields = [];
    url = '';
    return 0;
  };
  parser[HTTPParser.kOnBody] = (data: Buffer) => {
    (requests.at(-1) as ReadRequest).body += data.toString('latin1');
    return undefined;
  };
  parser[HTTPParser.kOnMessageComplete] = () => {
    (requests.at(-1) as ReadRequest).isWhole = true;
    fields = [];
    url = '';
    return undefined;
  };
  const result = parser.execute(bytes);
  if (typeof result !== 'number') return { requests, end: `0 ${result.code}: ${result.reason}` };
  return { requests, end: upgraded ? 'upgraded' : 'more' };
}

/** llhttp tells methods by number: learnt from itself, so that no table of ours can go stale. */
const methodNames = new Map<number, string>();

function methodName(number: number): string {
  return methodNames.get(number) ?? `method ${number}`;
}

for (const method of knownMethods) {
  const parser = new HTTPParser();
  parser.initialize(HTTPParser.REQUEST, {}, headerBytesMax, HTTPParser.kLenientNone);
  parser[HTTPParser.kOnHeadersComplete] = (_major: number, _minor: number, _headers: unknown, number: number) => {
    methodNames.set(number, method);
    return 0;
  };
  parser.execute(Buffer.from(`${method} ${method === 'CONNECT' ? 'a:1' : '/'} HTTP/1.1\r\n\r\n`));
}
