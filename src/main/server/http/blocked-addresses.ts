import { parseIp } from './ip-range.ts';

/**
 * A check whether a peer's address, as `node:net` tells it, is among `addresses`. However an address is written, with or
 * without a zone, and IPv4 mapped into IPv6: what is the same device is equal.
 */
export function createBlockedCheck(addresses: readonly string[]): (remoteAddress: string) => boolean {
  const blocked = new Set(addresses.map(comparisonKey));
  return (remoteAddress) => blocked.size > 0 && blocked.has(comparisonKey(remoteAddress));
}

/** The address's bytes as text; what is no address is compared as it is. */
function comparisonKey(address: string): string {
  const bytes = parseIp(address);
  return bytes === null ? address : Buffer.from(bytes).toString('hex');
}
