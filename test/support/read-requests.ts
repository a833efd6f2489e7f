import { HttpError } from '../../src/main/server/http/http-error.ts';
import type { HttpRequest } from '../../src/main/server/http/request.ts';
import { RequestParser } from '../../src/main/server/http/request-parser.ts';
import { limits } from '../../src/main/server/limits.ts';

/** One request as a parser understood it; latin1 text. */
export interface ReadRequest {
  method: string;
  target: string;
  version: string;
  /** Names in lower case. */
  headers: [name: string, value: string][];
  keepAlive: boolean;
  body: string;
  /** False while more of the body is awaited. */
  isWhole: boolean;
}

export interface Reading {
  requests: ReadRequest[];
  /** How it ended: for our parser the status of the refusal and what it says. */
  end: 'more' | 'closed' | 'upgraded' | `${number} ${string}`;
  /** The method of the request that was refused, where its request line could be read. */
  refusedMethod?: string;
}

/**
 * What our parser reads out of one connection's bytes, given piece by piece. Like the engine it reads no further behind
 * a request that ends the connection, nor behind one that `accepts` refuses (which is then not among the requests).
 */
export function readRequests(
  pieces: readonly Buffer[],
  accepts: (request: HttpRequest) => boolean = () => true,
): Reading {
  const parser = new RequestParser(limits);
  const requests: ReadRequest[] = [];
  let current: ReadRequest | null = null;
  for (const piece of pieces) {
    parser.push(piece);
    for (;;) {
      if (current === null) {
        const request = parser.nextRequest();
        if (request === null) break;
        if (request instanceof HttpError) {
          const line = parser.requestLine;
          const end = `${request.status} ${request.publicMessage}` as const;
          return { requests, end, ...(line ? { refusedMethod: line.method } : {}) };
        }
        if (!accepts(request)) return { requests, end: '0 not accepted' };
        current = startReading(request);
        requests.push(current);
      }
      const part = parser.nextBodyPart();
      if (part === null) break;
      if (part instanceof HttpError) return { requests, end: `${part.status} ${part.publicMessage}` };
      if (part.kind === 'data') {
        current.body += part.data.toString('latin1');
        continue;
      }
      current.isWhole = true;
      if (!current.keepAlive) return { requests, end: 'closed' };
      current = null;
    }
  }
  return { requests, end: 'more' };
}

function startReading(request: HttpRequest): ReadRequest {
  return {
    method: request.method,
    target: request.requestTarget,
    version: request.version,
    headers: [...request.headers],
    keepAlive: request.keepAlive,
    body: '',
    isWhole: false,
  };
}
