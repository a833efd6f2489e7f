import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { acceptsConnections } from '../../src/main/discovery/presence.ts';

describe('acceptsConnections', () => {
  it('is true where somebody listens, sends nothing, and is false where nobody does any more', async () => {
    let heard = '';
    const server = createServer((socket) => {
      socket.setEncoding('latin1').on('data', (text: string) => {
        heard += text;
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const [accepted, [socket]] = await Promise.all([acceptsConnections('127.0.0.1', port), once(server, 'connection')]);
    expect(accepted).toBe(true);
    if (!socket.closed) await once(socket, 'close');
    expect(heard).toBe('');
    server.close();
    await once(server, 'close');
    expect(await acceptsConnections('127.0.0.1', port)).toBe(false);
  });
});
