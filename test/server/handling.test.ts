import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Handler } from '../../src/main/server/handlers/handler.ts';
import { HttpError } from '../../src/main/server/http/http-error.ts';
import { type FileSource, fileBody, HttpResponse, textResponse } from '../../src/main/server/http/response.ts';
import { limits } from '../../src/main/server/limits.ts';
import { Connection } from '../../src/main/server/net/connection.ts';
import { DateField } from '../../src/main/server/net/connection-values.ts';
import { Listener } from '../../src/main/server/net/listener.ts';
import { RunningExchanges } from '../../src/main/server/net/running-exchanges.ts';
import { RunningTransfers } from '../../src/main/server/net/running-transfers.ts';
import { TransferBuffers } from '../../src/main/server/net/transfer-buffers.ts';
import type { Exchange } from '../../src/shared/exchange.ts';
import { RawClient } from '../support/raw-client.ts';

let handler: Handler;
let faults: Error[];
let exchanges: Exchange[];
let onExchange: (exchange: Exchange) => void;
/** How many transfers each report told of. */
let reports: number[];
let listener: Listener;
let port: number;
const running = new RunningExchanges();

beforeEach(async () => {
  faults = [];
  exchanges = [];
  reports = [];
  onExchange = (exchange) => exchanges.push(exchange);
  const services = {
    limits: { ...limits, handlingTimeoutMs: 150, sweepIntervalMs: 20 },
    buffers: new TransferBuffers(limits),
    date: new DateField(),
    running,
    transfers: new RunningTransfers({ ...limits, transferSampleIntervalMs: 10 }, (transfers) =>
      reports.push(transfers.length),
    ),
    handler: () => handler,
    nextExchangeId: () => 0,
    onExchange: (exchange: Exchange) => onExchange(exchange),
    onFault: (error: Error) => faults.push(error),
  };
  listener = new Listener({
    bounds: services.limits,
    onConnection: (socket) => new Connection(socket, services),
  });
  ({ port } = await listener.listen(0, '127.0.0.1'));
});

afterEach(async () => {
  await listener.stop(100);
  // Whatever happened, no exchange is left that `stop` would have to wait for.
  await running.allEnded(0);
});

test('a visitor whose reset has come, but was not read yet, got nothing', async () => {
  const client = await RawClient.open(port);
  handler = () => {
    client.socket.resetAndDestroy();
    return textResponse(200, 'fine');
  };
  const ended = new Promise<Exchange>((resolve) => {
    onExchange = resolve;
  });
  client.send('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  expect(await ended).toMatchObject({ status: 200, bytes: 0, outcome: 'aborted' });
});

const fine: Handler = () => textResponse(200, 'fine');

/** Something open on disk that tells whether it was closed. */
class Source implements FileSource {
  closed = 0;
  readonly #read: FileSource['read'];
  readonly #close: () => Promise<void>;

  constructor(read: FileSource['read'] = async () => 0, close: () => Promise<void> = async () => {}) {
    this.#read = read;
    this.#close = close;
  }

  read(buffer: Buffer, length: number, position: number): Promise<number> {
    return this.#read(buffer, length, position);
  }

  close(): Promise<void> {
    this.closed++;
    return this.#close();
  }
}

test.each<[name: string, handler: Handler]>([
  [
    'throws',
    () => {
      throw new Error('bug');
    },
  ],
  ['rejects', () => Promise.reject(new Error('bug'))],
  [
    'throws later',
    async () => {
      await new Promise((resolve) => setImmediate(resolve));
      throw new TypeError('bug');
    },
  ],
  [
    'throws what is no error',
    () => {
      throw 'bug';
    },
  ],
  ['rejects with nothing', () => Promise.reject()],
  ['makes a field that cannot be sent', () => new HttpResponse(200, [['X', 'a\r\nSet-Cookie: b']], { kind: 'none' })],
  ['makes such a field later', async () => new HttpResponse(200, [['X', '文']], { kind: 'none' })],
])('a handler that %s: 500, a fault, and the same connection goes on', async (_name, throwing) => {
  using client = await RawClient.open(port);
  for (let round = 1; round <= 2; round++) {
    handler = throwing;
    const response = await client.request('GET', '/?broken', 'Accept-Language: zh\r\n');
    expect([response.status, response.headers.connection]).toEqual([500, undefined]);
    expect(response.body.toString()).not.toContain('bug');
    expect(faults).toHaveLength(round);
    expect(faults[0]).toBeInstanceOf(Error);
    handler = fine;
    expect((await client.request('GET', '/')).body.toString()).toBe('fine');
  }
  expect(exchanges.map(({ status, outcome, failure }) => [status, outcome, failure])).toEqual([
    [500, 'completed', 'bug'],
    [200, 'completed', null],
    [500, 'completed', 'bug'],
    [200, 'completed', null],
  ]);
});

test('an expected refusal is no fault', async () => {
  handler = () => Promise.reject(new HttpError(403, 'no'));
  using client = await RawClient.open(port);
  expect((await client.request('GET', '/')).status).toBe(403);
  expect(faults).toEqual([]);
});

test('a field that cannot be sent beside an open file: 500, and the file is closed', async () => {
  const source = new Source();
  handler = () => new HttpResponse(200, [['Content-Disposition', 'ü文']], fileBody(source, 0, 100));
  using client = await RawClient.open(port);
  expect((await client.request('GET', '/')).status).toBe(500);
  expect(source.closed).toBe(1);
  expect(faults).toHaveLength(1);
});

test.each<[name: string, source: () => Source]>([
  ['cannot be read', () => new Source(() => Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' })))],
  [
    'cannot be read to its end',
    () => new Source(async (_buffer, length, position) => (position === 0 ? length : Promise.reject(new Error('EIO')))),
  ],
  ['has become empty', () => new Source()],
  [
    'cannot be closed',
    () =>
      new Source(
        async (_buffer, length) => length,
        () => Promise.reject(new Error('EIO')),
      ),
  ],
])('a file that %s while it is sent: cut short, closed once, and the engine goes on', async (_name, newSource) => {
  const source = newSource();
  handler = () => new HttpResponse(200, [], fileBody(source, 0, 3 * limits.transferBufferBytes));
  using client = await RawClient.open(port);
  client.send('GET /file HTTP/1.1\r\nHost: a\r\n\r\n');
  await client.rest();
  await expect.poll(() => exchanges.length).toBe(1);
  expect(exchanges[0]).toMatchObject({ status: 200, outcome: 'aborted' });
  expect(source.closed).toBe(1);
  handler = fine;
  using next = await RawClient.open(port);
  expect((await next.request('GET', '/')).body.toString()).toBe('fine');
});

test('a stream that fails on its way: cut short, without its last chunk', async () => {
  async function* chunks(): AsyncGenerator<Buffer, void, void> {
    yield Buffer.from('some');
    throw new Error('bug');
  }
  handler = () => new HttpResponse(200, [], { kind: 'stream', chunks: chunks() });
  using client = await RawClient.open(port);
  client.send('GET /stream HTTP/1.1\r\nHost: a\r\n\r\n');
  const received = (await client.rest()).toString();
  expect(received).toContain('4\r\nsome\r\n');
  expect(received).not.toContain('0\r\n\r\n');
  await expect.poll(() => exchanges.length).toBe(1);
  expect(exchanges[0]).toMatchObject({ status: 200, bytes: 4, outcome: 'aborted', failure: 'bug' });
  expect(faults).toHaveLength(1);
});

test.each<[name: string, answer: (onReleased: () => void) => HttpResponse]>([
  [
    'an open file',
    (onReleased) => new HttpResponse(200, [], fileBody(new Source(undefined, async () => onReleased()), 0, 10)),
  ],
  [
    'a stream',
    (onReleased) => {
      const chunks: AsyncIterator<Buffer> = {
        next: async () => ({ done: true, value: undefined }),
        return: async () => {
          onReleased();
          return { done: true, value: undefined };
        },
      };
      return new HttpResponse(200, [], { kind: 'stream', chunks });
    },
  ],
])('a handler that does not answer: 503, closed; %s that it gives too late is let go of', async (_name, answer) => {
  let releases = 0;
  let answerLate: (() => void) | null = null;
  handler = () =>
    new Promise((resolve) => {
      answerLate = () => resolve(answer(() => releases++));
    });
  using client = await RawClient.open(port);
  const response = await client.request('GET', '/slow');
  expect([response.status, response.headers.connection]).toEqual([503, 'close']);
  (answerLate as (() => void) | null)?.();
  await expect.poll(() => releases).toBe(1);
  expect((await client.rest()).length).toBe(0);
  expect(exchanges.map(({ status, failure }) => [status, failure])).toEqual([[503, null]]);
  expect(faults).toEqual([]);
});

test('a visitor who leaves while a handler works: what it opened is closed', async () => {
  const source = new Source();
  let answer: (() => void) | null = null;
  handler = () =>
    new Promise((resolve) => {
      answer = () => resolve(new HttpResponse(200, [], fileBody(source, 0, 10)));
    });
  using client = await RawClient.open(port);
  client.send('GET /left HTTP/1.1\r\nHost: a\r\n\r\n');
  await expect.poll(() => answer !== null).toBe(true);
  client.socket.resetAndDestroy();
  await expect.poll(() => exchanges.length).toBe(1);
  expect(exchanges[0]).toMatchObject({ status: null, outcome: 'aborted', path: '/left' });
  (answer as (() => void) | null)?.();
  await expect.poll(() => source.closed).toBe(1);
});

test('whoever listens to exchanges and throws: a fault, and the transfer is over all the same', async () => {
  onExchange = () => {
    throw new Error('a bug of the listener');
  };
  let goOn: (() => void) | null = null;
  const source = new Source(
    (_buffer, length) =>
      new Promise((resolve) => {
        goOn = () => resolve(length);
      }),
  );
  handler = () => new HttpResponse(200, [], fileBody(source, 0, 10), 'file');
  using client = await RawClient.open(port);
  client.send('GET /file HTTP/1.1\r\nHost: a\r\n\r\n');
  await expect.poll(() => reports.at(-1)).toBe(1);
  (goOn as (() => void) | null)?.();
  expect((await client.response()).body).toHaveLength(10);
  await expect.poll(() => faults.map(({ message }) => message)).toEqual(['a bug of the listener']);
  expect(reports.at(-1)).toBe(0);
  expect(source.closed).toBe(1);
  onExchange = () => {};
  handler = fine;
  using next = await RawClient.open(port);
  expect((await next.request('GET', '/')).body.toString()).toBe('fine');
});
