import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { limits } from '../../src/main/server/limits.ts';
import { Listener } from '../../src/main/server/net/listener.ts';
import { receivingInto } from '../../src/main/server/net/receiving-socket.ts';

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

test.each([false, true])('a stop has ended when every socket has closed (sockets replaced: %s)', async (isReplaced) => {
  const buffer = Buffer.alloc(1_024);
  const closed: string[] = [];
  const listener = new Listener({
    bounds: limits,
    ...(isReplaced ? { adopt: (accepted: Socket) => receivingInto(buffer, accepted) } : {}),
    onConnection: (socket) => {
      socket.on('close', () => closed.push('socket'));
      return undefined;
    },
  });
  const { port } = await listener.listen(0, '127.0.0.1');
  const clients = Array.from({ length: 3 }, () => connect({ port, host: '127.0.0.1', allowHalfOpen: true }));
  await expect.poll(() => listener.connectionCount).toBe(3);
  await listener.stop(20);
  expect(closed).toEqual(['socket', 'socket', 'socket']);
  expect(listener.connectionCount).toBe(0);
  for (const client of clients) client.destroy();
});
