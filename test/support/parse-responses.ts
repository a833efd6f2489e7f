/** One response as it stood on the wire. */
export interface WireResponse {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
  /** Whether only the end of the connection ended it. */
  readonly endsWithConnection: boolean;
}

/**
 * Reads all that a server sent on one connection, as strictly as RFC 9112 allows, and throws at the first thing that is
 * wrong or incomplete. `methods` are those of the requests that are answered, in order: one response answers each, interim
 * ones (100) before it left out.
 */
export function parseResponses(bytes: Buffer, methods: readonly string[]): WireResponse[] {
  const responses: WireResponse[] = [];
  for (let at = 0; at < bytes.length; ) {
    const headEnd = bytes.indexOf('\r\n\r\n', at);
    if (headEnd < 0) throw new Error(`A head without end: ${excerpt(bytes, at)}`);
    const { status, headers } = parseHead(bytes.toString('latin1', at, headEnd));
    at = headEnd + 4;
    if (status < 200) {
      if (status !== 100) throw new Error(`An interim response ${status}`);
      continue;
    }
    const method = methods[responses.length];
    if (method === undefined) throw new Error(`A response too many: ${status} ${excerpt(bytes, at)}`);
    const { body, end, endsWithConnection } = parseBody(bytes, at, method, status, headers);
    responses.push({ status, headers, body, endsWithConnection });
    at = end;
  }
  return responses;
}

function parseHead(text: string): { status: number; headers: Map<string, string> } {
  const [statusLine = '', ...lines] = text.split('\r\n');
  const status = /^HTTP\/1\.1 ([1-5][0-9]{2}) [ -~]+$/.exec(statusLine)?.[1];
  if (status === undefined) throw new Error(`A status line: ${JSON.stringify(statusLine)}`);
  const headers = new Map<string, string>();
  for (const line of lines) {
    const field = /^([A-Za-z-]+): ([!-~\x80-\xff](?:[\t -~\x80-\xff]*[!-~\x80-\xff])?)$/.exec(line);
    if (!field) throw new Error(`A field line: ${JSON.stringify(line)}`);
    const name = (field[1] as string).toLowerCase();
    if (headers.has(name)) throw new Error(`Twice: ${name}`);
    headers.set(name, field[2] as string);
  }
  return { status: Number(status), headers };
}

interface ParsedBody {
  readonly body: Buffer;
  readonly end: number;
  readonly endsWithConnection: boolean;
}

function parseBody(
  bytes: Buffer,
  start: number,
  method: string,
  status: number,
  headers: ReadonlyMap<string, string>,
): ParsedBody {
  const length = headers.get('content-length');
  const coding = headers.get('transfer-encoding');
  if (length !== undefined && coding !== undefined) throw new Error('Both Content-Length and Transfer-Encoding');
  if (length !== undefined && !/^(?:0|[1-9][0-9]*)$/.test(length)) throw new Error(`Content-Length ${length}`);
  if (method === 'HEAD' || status === 204 || status === 304)
    return { body: Buffer.alloc(0), end: start, endsWithConnection: false };
  if (coding !== undefined) return parseChunks(bytes, start, coding);
  const end = length === undefined ? bytes.length : start + Number(length);
  if (end > bytes.length) throw new Error(`A body of ${bytes.length - start} bytes in place of ${length}`);
  return { body: bytes.subarray(start, end), end, endsWithConnection: length === undefined };
}

function parseChunks(bytes: Buffer, start: number, coding: string): ParsedBody {
  if (coding !== 'chunked') throw new Error(`Transfer-Encoding ${coding}`);
  const parts: Buffer[] = [];
  for (let at = start; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const size = /^(?:0|[1-9a-f][0-9a-f]*)$/.exec(bytes.toString('latin1', at, Math.max(at, lineEnd)))?.[0];
    if (size === undefined) throw new Error(`A chunk size: ${excerpt(bytes, at)}`);
    const end = lineEnd + 2 + Number.parseInt(size, 16);
    if (bytes.toString('latin1', end, end + 2) !== '\r\n') throw new Error(`A chunk's end: ${excerpt(bytes, end)}`);
    parts.push(bytes.subarray(lineEnd + 2, end));
    at = end + 2;
    if (size === '0') return { body: Buffer.concat(parts), end: at, endsWithConnection: false };
  }
}

function excerpt(bytes: Buffer, at: number): string {
  return JSON.stringify(bytes.toString('latin1', at, at + 200));
}
