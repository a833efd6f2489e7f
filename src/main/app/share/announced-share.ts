import type { AnnouncedShare } from '../../discovery/discovery.ts';
import type { BoundAddress } from '../../server/net/listener.ts';

/** What others are told of the share under this name; null where it is stopped, or open to this computer only. */
export function announcedShare(listening: BoundAddress | undefined, name: string): AnnouncedShare | null {
  if (!listening || listening.address.startsWith('127.') || listening.address === '::1') return null;
  const { port, address } = listening;
  return { name: name.replace(/\.local\.?$/i, ''), port, address, path: '/', access: 'open' };
}
