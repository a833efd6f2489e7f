import { connect, type Socket } from 'node:net';

/** One response as it stood on the wire. */
export interface RawResponse {
  readonly status: number;
  readonly statusLine: string;
  /** Lower-case names; several lines of one name joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** The body with its transfer coding removed. */
  readonly body: Buffer;
}

/**
 * A client that sends just the bytes it is given and reads responses itself, so that a test judges what is on the wire
 * and not what an HTTP library makes of it.
 */
export class RawClient {
  readonly socket: Socket;
  /** What was received and not read yet: a view into `#storage`, which doubles as it grows. */
  #received = Buffer.alloc(0);
  #storage = Buffer.alloc(64 * 1024);
  #end = 0;
  #isEnded = false;
  #error: Error | null = null;
  #wake: (() => void) | null = null;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk) => {
      this.#append(chunk);
      this.#wake?.();
    });
    socket.on('end', () => this.#ended(null));
    socket.on('close', () => this.#ended(null));
    socket.on('error', (error) => this.#ended(error));
  }

  static open(port: number, host = '127.0.0.1', localAddress?: string): Promise<RawClient> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host, noDelay: true, ...(localAddress === undefined ? {} : { localAddress }) });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new RawClient(socket));
      });
    });
  }

  /** Sends a request and reads nothing of its answer, the first bytes of which have come. `socket.resume()` reads on. */
  static async standing(port: number, request: string, localAddress?: string): Promise<RawClient> {
    const client = await RawClient.open(port, '127.0.0.1', localAddress);
    client.socket.pause();
    client.send(request);
    await new Promise((resolve) => client.socket.once('readable', resolve));
    // Taking the listener off lets the stream flow again.
    client.socket.pause();
    return client;
  }

  /** The error that ended the connection, such as ECONNRESET, or null. */
  get error(): Error | null {
    return this.#error;
  }

  /** Bytes received and not read yet. */
  get pendingBytes(): number {
    return this.#received.length;
  }

  /** The first of what was received and not read yet, as latin1; it stays there. */
  peek(bytes: number): string {
    return this.#received.toString('latin1', 0, bytes);
  }

  /** Text is sent as latin1: one char, one byte. */
  send(data: string | Buffer): this {
    this.socket.write(typeof data === 'string' ? Buffer.from(data, 'latin1') : data);
    return this;
  }

  /** Sends a request without a body and reads its response. */
  async request(method: string, target: string, fields = ''): Promise<RawResponse> {
    this.send(`${method} ${target} HTTP/1.1\r\nHost: localhost\r\n${fields}\r\n`);
    return this.response(method === 'HEAD');
  }

  /** The next response; `isHead` where it answers HEAD and so has no body. Throws where the connection ends before. */
  async response(isHead = false): Promise<RawResponse> {
    let headEnd = this.#received.indexOf('\r\n\r\n');
    while (headEnd < 0) {
      await this.#more();
      headEnd = this.#received.indexOf('\r\n\r\n');
    }
    const [statusLine = '', ...lines] = this.#take(headEnd + 4)
      .toString('latin1')
      .trimEnd()
      .split('\r\n');
    const headers: Record<string, string> = {};
    for (const line of lines) {
      const colon = line.indexOf(':');
      const name = line.slice(0, colon).toLowerCase();
      const value = line.slice(colon + 1).trim();
      headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
    }
    const status = Number(statusLine.split(' ')[1]);
    const body =
      isHead || status === 204 || status === 304 || status < 200 ? Buffer.alloc(0) : await this.#body(headers);
    return { status, statusLine, headers, body };
  }

  /** Everything up to the end of the connection. */
  async rest(): Promise<Buffer> {
    while (!this.#isEnded) await this.#wait();
    return this.#take(this.#received.length);
  }

  /** Resolves when `bytes` have been received in all. */
  async until(bytes: number): Promise<void> {
    while (this.#received.length < bytes) await this.#more();
  }

  close(): void {
    this.socket.destroy();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async #body(headers: Record<string, string>): Promise<Buffer> {
    if (headers['transfer-encoding'] === 'chunked') return this.#chunkedBody();
    const length = headers['content-length'];
    if (length === undefined) return this.rest();
    while (this.#received.length < Number(length)) await this.#more();
    return this.#take(Number(length));
  }

  async #chunkedBody(): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (;;) {
      let lineEnd = this.#received.indexOf('\r\n');
      while (lineEnd < 0) {
        await this.#more();
        lineEnd = this.#received.indexOf('\r\n');
      }
      const size = Number.parseInt(this.#take(lineEnd + 2).toString('latin1'), 16);
      while (this.#received.length < size + 2) await this.#more();
      parts.push(this.#take(size));
      this.#take(2);
      if (size === 0) return Buffer.concat(parts);
    }
  }

  #append(chunk: Buffer): void {
    const unread = this.#received.length;
    if (this.#end + chunk.length > this.#storage.length) {
      // What was taken before are views into the old storage, so it is left as it is.
      const grown = Buffer.alloc(Math.max(this.#storage.length, (unread + chunk.length) * 2));
      this.#received.copy(grown);
      this.#storage = grown;
      this.#end = unread;
    }
    chunk.copy(this.#storage, this.#end);
    this.#end += chunk.length;
    this.#received = this.#storage.subarray(this.#end - unread - chunk.length, this.#end);
  }

  #take(bytes: number): Buffer {
    const taken = this.#received.subarray(0, bytes);
    this.#received = this.#received.subarray(bytes);
    return taken;
  }

  async #more(): Promise<void> {
    const before = this.#received.length;
    if (this.#isEnded)
      throw new Error(`The connection ended early, with ${before} bytes: ${this.#received.toString('latin1', 0, 300)}`);
    await this.#wait();
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = null;
        resolve();
      };
    });
  }

  #ended(error: Error | null): void {
    this.#isEnded = true;
    this.#error ??= error;
    this.#wake?.();
  }
}

/** One request on a connection of its own. */
export async function fetchRaw(port: number, target: string, fields = '', method = 'GET'): Promise<RawResponse> {
  using client = await RawClient.open(port);
  return await client.request(method, target, fields);
}
