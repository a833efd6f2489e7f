import { clipText } from '../../shared/format.ts';
import type { Neighbour, NeighbourList } from '../../shared/neighbour.ts';
import { isLinkLocal, isPrivate, isSameSubnet, withoutZone } from './address-scope.ts';
import { addressUrl } from './addresses.ts';
import { neighbourNameCharsMax, neighboursMax } from './limits.ts';
import type { LocalAddress } from './network.ts';
import type { KnownService } from './service-cache.ts';
import { servicePath, shareTxtOf } from './txt-record.ts';

/** A neighbour and how it was found. */
export interface FoundNeighbour extends Neighbour {
  readonly serviceKey: string;
  readonly port: number;
  /** It announced this very address itself, so that connecting to it troubles nobody else. */
  readonly isOwnAddress: boolean;
}

/** What one interface heard, as a neighbour; null for what is `ownId`'s, and what has no address on a local network. */
export function toNeighbour(service: KnownService, local: LocalAddress, ownId: string): FoundNeighbour | null {
  const { key: serviceKey, name, target, port, source, txt } = service;
  const share = shareTxtOf(txt, target);
  if (share?.id === ownId) return null;
  const address = bestAddress(service, local);
  if (!address) return null;
  return {
    id: share ? `doorstep ${share.id}` : `http ${serviceKey}`,
    kind: share ? 'doorstep' : 'http',
    name: clipText(name, neighbourNameCharsMax),
    address,
    url: addressUrl(address, port) + servicePath(txt).slice(1),
    access: share?.access ?? 'unknown',
    serviceKey,
    port,
    isOwnAddress: address === source,
  };
}

/** One entry for each neighbour (the first interface's, which is the best's), Doorsteps first, then by name. */
export function mergeNeighbours(found: readonly FoundNeighbour[]): FoundNeighbour[] {
  const neighbours = new Map<string, FoundNeighbour>();
  for (const neighbour of found) if (!neighbours.has(neighbour.id)) neighbours.set(neighbour.id, neighbour);
  return [...neighbours.values()].sort(compare);
}

/** What is shown of them. */
export function neighbourList(found: readonly FoundNeighbour[]): NeighbourList {
  const neighbours = found
    .slice(0, neighboursMax)
    .map(({ id, kind, name, address, url, access }) => ({ id, kind, name, address, url, access }));
  return { neighbours, omitted: found.length - neighbours.length };
}

/**
 * The one it spoke from, then one on our subnet, then another private one (behind a reflector); IPv4 before IPv6. An
 * address out on the internet, or of this computer itself, is nothing that a neighbour can truly have.
 */
function bestAddress({ addresses, source }: KnownService, { address, netmask }: LocalAddress): string | null {
  const isNear = (each: string): boolean => isSameSubnet(each, address, netmask);
  const isUsable = (each: string): boolean => isNear(each) || isPrivate(each) || isIpv4LinkLocal(each);
  const rank = (each: string): number => {
    if (each === source) return 0;
    return (isNear(each) ? 1 : 2) + (each.includes(':') ? 2 : 0);
  };
  const [best] = addresses.filter(isUsable).sort((a, b) => rank(a) - rank(b));
  return best === undefined ? null : withoutZone(best);
}

/** The IPv6 ones need a zone, which no URL in a browser can have. */
function isIpv4LinkLocal(address: string): boolean {
  return !address.includes(':') && isLinkLocal(address);
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function compare(a: FoundNeighbour, b: FoundNeighbour): number {
  if (a.kind !== b.kind) return a.kind === 'doorstep' ? -1 : 1;
  return collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);
}
