import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { Handler } from '../../src/main/server/handlers/handler.ts';
import { HttpResponse, textResponse } from '../../src/main/server/http/response.ts';
import { type Limits, limits } from '../../src/main/server/limits.ts';
import { Connection } from '../../src/main/server/net/connection.ts';
import { DateField } from '../../src/main/server/net/connection-values.ts';
import { Listener } from '../../src/main/server/net/listener.ts';
import { RunningExchanges } from '../../src/main/server/net/running-exchanges.ts';
import { RunningTransfers } from '../../src/main/server/net/running-transfers.ts';
import { TransferBuffers } from '../../src/main/server/net/transfer-buffers.ts';
import { RawClient } from '../support/raw-client.ts';

type Finished = Parameters<ConstructorParameters<typeof Connection>[1]['onExchange']>[0];

/** The connection loop over real sockets, with a handler of the test's own. */
async function serve(handler: Handler, bounds: Partial<Limits> = {}) {
  const exchanges: Finished[] = [];
  const faults: Error[] = [];
  const services = {
    limits: { ...limits, ...bounds },
    buffers: new TransferBuffers(limits),
    date: new DateField(),
    running: new RunningExchanges(),
    transfers: new RunningTransfers(limits, () => {}),
    handler: () => handler,
    onExchange: (exchange: Finished) => exchanges.push(exchange),
    onFault: (error: Error) => faults.push(error),
  };
  const listener = new Listener({
    bounds: services.limits,
    onConnection: (socket) => new Connection(socket, services),
  });
  const { port } = await listener.listen(0, '127.0.0.1');
  return { port, exchanges, faults, stop: () => listener.stop(0) };
}

test.each<[string, Handler]>([
  [
    'at once',
    () => {
      throw new Error('a bug');
    },
  ],
  ['later', async () => Promise.reject(new Error('a bug'))],
])('a handler that throws %s: 500, told, and the same connection goes on', async (_name, broken) => {
  const server = await serve((request, context) =>
    request.requestTarget === '/ok' ? textResponse(200, 'ok') : broken(request, context),
  );
  using client = await RawClient.open(server.port);
  expect((await client.request('GET', '/')).status).toBe(500);
  expect((await client.request('GET', '/ok')).body.toString()).toBe('ok');
  expect(server.faults.map((fault) => fault.message)).toEqual(['a bug']);
  expect(server.exchanges.map((exchange) => exchange.status)).toEqual([500, 200]);
  await server.stop();
});

test('a field that would break the head apart is a bug, not a smuggled header', async () => {
  const server = await serve(() => textResponse(200, 'x', [['X-Name', 'a\r\nSet-Cookie: b']]));
  using client = await RawClient.open(server.port);
  const response = await client.request('GET', '/');
  expect([response.status, response.headers['set-cookie']]).toEqual([500, undefined]);
  expect(server.faults.length).toBe(1);
  await server.stop();
});

test('a handler that never answers: 503, closed, and its late answer is let go', async () => {
  let answerLate: () => void = () => {};
  let isReleased = false;
  const chunks: AsyncIterator<Buffer> = {
    next: async () => ({ done: true, value: undefined }),
    return: async () => {
      isReleased = true;
      return { done: true, value: undefined };
    },
  };
  const server = await serve(
    () =>
      new Promise((resolve) => {
        answerLate = () => resolve(new HttpResponse(200, [], { kind: 'stream', chunks }));
      }),
    { handlingTimeoutMs: 50, sweepIntervalMs: 10 },
  );
  using client = await RawClient.open(server.port);
  const response = await client.request('GET', '/');
  expect([response.status, response.headers.connection]).toEqual([503, 'close']);
  answerLate();
  expect((await client.rest()).length).toBe(0);
  expect(isReleased).toBe(true);
  expect(server.exchanges.map((exchange) => exchange.status)).toEqual([503]);
  await server.stop();
});

test('a stream that fails in the middle ends the connection short and is reported', async () => {
  const server = await serve(() => {
    async function* chunks(): AsyncGenerator<Buffer, void, void> {
      yield Buffer.from('begun');
      throw new Error('the disk failed');
    }
    return new HttpResponse(200, [], { kind: 'stream', chunks: chunks() });
  });
  using client = await RawClient.open(server.port);
  client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  const received = (await client.rest()).toString();
  expect(received).toContain('begun');
  expect(received.endsWith('0\r\n\r\n')).toBe(false);
  expect(server.exchanges[0]).toMatchObject({ status: 200, outcome: 'aborted', bytes: 5 });
  await server.stop();
});

test('the listener speaks to any connection handler: an echo server', async () => {
  const listener = new Listener({
    bounds: limits,
    onConnection: (socket: Socket) => {
      socket.pipe(socket);
      return undefined;
    },
  });
  const { port } = await listener.listen(0, '127.0.0.1');
  const socket = connect(port, '127.0.0.1');
  socket.end('hello');
  const [data] = await once(socket, 'data');
  expect(String(data)).toBe('hello');
  await listener.stop(1_000);
  const free = createServer().listen(port, '127.0.0.1');
  await once(free, 'listening');
  free.close();
});
