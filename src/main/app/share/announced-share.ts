import type { AnnouncedShare } from '../../discovery/discovery.ts';
import type { BoundAddress } from '../../server/net/listener.ts';

/** What others are told of the share under this name; null where it is stopped, or open to this computer only. */
export function announcedShare(listening: BoundAddress | undefined, name: string): AnnouncedShare | null {
  if (!listening || listening.address.startsWith('127.') || listening.address === '::1') return null;
  const { port, address } = listening;
  return { name: withoutLocal(name), port, address, path: '/', access: 'open' };
}

/** A computer's name as people say it: systems that speak mDNS add `.local` to it. */
export function withoutLocal(name: string): string {
  return name.replace(/\.local\.?$/i, '');
}
