import { createSocket } from 'node:dgram';
import { defaultRouteTimeoutMs } from './limits.ts';

/**
 * This computer's address on its default route, or null where it has no such route. A UDP socket is connected to an
 * address that is nobody's (RFC 5737, RFC 3849), which makes the system choose the route and sends no packet.
 */
export function defaultRouteAddress(family: 4 | 6): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createSocket(family === 4 ? 'udp4' : 'udp6');
    let isSettled = false;
    const settle = (address: string | null): void => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      socket.close();
      resolve(address);
    };
    const timer = setTimeout(() => settle(null), defaultRouteTimeoutMs);
    // Any error (ENETUNREACH, EAFNOSUPPORT, EPERM in a sandbox …) means the same: no default route that we can know of.
    socket.on('error', () => settle(null));
    const onConnected = (error?: Error): void => settle(error ? null : socket.address().address);
    socket.connect(discardPort, family === 4 ? '192.0.2.1' : '2001:db8::1', onConnected);
  });
}

/** Port 9, "discard" (RFC 863): connecting needs some port. */
const discardPort = 9;
