import type { DiscoveryTrouble } from '../../shared/neighbour.ts';
import type { PortProblem } from './mdns-port.ts';

/** What a socket's error means; null for what is no error of the system's, such as a packet that cannot be decoded. */
export function portProblem(error: unknown): PortProblem | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null;
  return { reason: reasons[String(error.code)] ?? 'other', detail: error.message };
}

const reasons: Readonly<Record<string, DiscoveryTrouble>> = {
  EADDRINUSE: 'port-in-use',
  EACCES: 'not-allowed',
  EPERM: 'not-allowed',
  EADDRNOTAVAIL: 'no-network',
  ENETUNREACH: 'no-network',
  ENETDOWN: 'no-network',
  EHOSTUNREACH: 'no-network',
  ENODEV: 'no-network',
};
