import { once } from 'node:events';
import { createServer } from 'node:net';
import { ListenError } from '../../server/share-server.ts';

/**
 * Why a port could not be had now; null where it could. `address` undefined: on all interfaces. It is taken for a moment
 * and given back, so that nobody who is served elsewhere has to be disturbed to find out. Never rejects.
 */
export async function portTrouble(port: number, address: string | undefined): Promise<ListenError['reason'] | null> {
  const trouble = await troubleAt(port, address ?? '::');
  return address === undefined && trouble === 'bad-address' ? troubleAt(port, '0.0.0.0') : trouble;
}

async function troubleAt(port: number, host: string): Promise<ListenError['reason'] | null> {
  const server = createServer((socket) => socket.destroy());
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, 'listening');
    const closed = once(server, 'close');
    server.close();
    await closed;
    return null;
  } catch (error) {
    return ListenError.from(error as NodeJS.ErrnoException).reason;
  }
}
