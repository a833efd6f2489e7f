import { networkInterfaces } from 'node:os';
import { HttpError } from '../http/http-error.ts';
import { createLocalPeerCheck } from '../http/ip-range.ts';
import type { Handler } from './handler.ts';

/** Looking at the interfaces costs a system call for each, so a stranger may cause it only this often. */
const interfacesAgeMaxMs = 5_000;

/** Lets only devices on the local networks of this computer through to `handler`; others get 403. */
export function localPeersOnly(handler: Handler): Handler {
  // Private ranges need no look at the interfaces; only a public IPv6 address is judged by them.
  const isPrivate = createLocalPeerCheck([]);
  let isLocal = isPrivate;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let lastPrivate = '';
  return (request, context) => {
    const { remoteAddress } = context;
    if (remoteAddress === lastPrivate || isPrivate(remoteAddress)) {
      lastPrivate = remoteAddress;
      return handler(request, context);
    }
    const now = performance.now();
    if (now - lookedAt > interfacesAgeMaxMs) {
      lookedAt = now;
      isLocal = createLocalPeerCheck(Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []));
    }
    if (!isLocal(remoteAddress)) {
      throw new HttpError(403, 'Only devices on the same network may connect', [], {
        variant: 'network',
        closesConnection: true,
        failure: 'not-local',
      });
    }
    return handler(request, context);
  };
}
