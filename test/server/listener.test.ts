import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { limits } from '../../src/main/server/limits.ts';
import { Listener } from '../../src/main/server/net/listener.ts';

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
