import type { NetworkInterfaceInfo } from 'node:os';
import type { AddressKind, AddressView } from '../../shared/ipc.ts';
import { isLoopback, isPrivate, isPublicIpv6, isWildcard, withoutZone } from './address-scope.ts';
import { type InterfaceHardware, isLan, kindOf } from './interface-kind.ts';
import { addressesMax } from './limits.ts';
import type { Gateway } from './linux-network.ts';
import { localNetworks } from './local-networks.ts';
import type { LocalAddress, NetworkState } from './network.ts';

/** Where the engine listens; `Listening` of share-server.ts has these. */
export interface ListeningOn {
  readonly port: number;
  /** `::` or `0.0.0.0` when listening on all. */
  readonly address: string;
  readonly family: 4 | 6;
}

/** What `os.networkInterfaces()` returns. */
export type NetworkInterfaces = Readonly<NodeJS.Dict<readonly NetworkInterfaceInfo[]>>;

/** The addresses from which packets to the rest of the world would leave; null where there is no such route. */
export interface DefaultRoutes {
  readonly ipv4: string | null;
  readonly ipv6: string | null;
}

/** What the system tells of this computer's networks, as it tells it. */
export interface NetworkReading {
  readonly interfaces: NetworkInterfaces;
  readonly routes: DefaultRoutes;
  /** By interface name; empty where the system does not tell. */
  readonly hardware: ReadonlyMap<string, InterfaceHardware>;
  readonly gateways: readonly Gateway[];
}

/**
 * The addresses under which a listener can be reached, best first, never empty: the one shown large and in the QR code
 * is the first. On all interfaces the order is that of `networkState`, at most `addressesMax`, the loopback address always
 * among them; IPv6 link-local addresses are left out, as their URLs need a zone, which browsers refuse. Bound to one
 * address there is only that one.
 */
export function rankAddresses(listening: ListeningOn, network: NetworkState): AddressView[] {
  const { address, family, port } = listening;
  if (isWildcard(address)) {
    const reachable = network.addresses.filter((each) => (family === 6 || each.family === 4) && !needsZone(each));
    return privateFirst(oneLoopback(reachable).filter(isOffered)).map((each) => toView(each, port));
  }
  const known = network.addresses.find((each) => each.address === withoutZone(address));
  const kind = known?.kind ?? kindOf(address, '');
  const isPublic = isPublicIpv6(address);
  return [toView({ address, family, interfaceName: known?.interfaceName ?? '', kind, isPublic }, port)];
}

/**
 * Ranks and labels. Local networks come first, then public IPv6 addresses on them, then what phones cannot reach or
 * only by luck: a cable between two computers (IPv4 link-local), VPN (even where it took the default route: no phone is
 * behind it), virtual machines, containers, and this computer alone. Within each the default route's address comes
 * first and IPv4 before IPv6.
 */
export function networkState(reading: NetworkReading): NetworkState {
  const candidates = listCandidates(reading);
  addUnlisted(candidates, reading.routes);
  const ranked = candidates
    .map((candidate, index) => ({ candidate, sortKey: [...rank(candidate), index] }))
    .sort((a, b) => compareKeys(a.sortKey, b.sortKey))
    .map(({ candidate }) => candidate);
  return { addresses: ranked, networks: localNetworks(ranked, reading.gateways) };
}

function listCandidates({ interfaces, routes, hardware }: NetworkReading): LocalAddress[] {
  const candidates = new Map<string, LocalAddress>();
  for (const [interfaceName, infos] of Object.entries(interfaces)) {
    const known = hardware.get(interfaceName);
    const scopes = infos?.flatMap((info) => (info.family === 'IPv6' && info.scopeid > 0 ? [info.scopeid] : [])) ?? [];
    for (const { address, family, netmask, internal, mac } of infos ?? []) {
      if (candidates.has(address)) continue;
      candidates.set(address, {
        address,
        family: family === 'IPv4' ? 4 : 6,
        netmask,
        interfaceName,
        interfaceKey: `${known?.index ?? scopes[0] ?? ''} ${mac}`,
        kind: internal ? 'loopback' : kindOf(address, interfaceName, known),
        isPublic: isPublicIpv6(address),
        isDefaultRoute: address === routes.ipv4 || address === routes.ipv6,
      });
    }
  }
  return [...candidates.values()];
}

/** What the interface list does not have, but must be there: the default route's address, and loopback. */
function addUnlisted(candidates: LocalAddress[], routes: DefaultRoutes): void {
  const add = (address: string | null, family: 4 | 6, kind: AddressKind): void => {
    if (!address || isWildcard(address)) return;
    const isDefaultRoute = kind !== 'loopback';
    const unknown = { netmask: '', interfaceName: '', interfaceKey: '' };
    candidates.push({ address, family, kind, isDefaultRoute, isPublic: isPublicIpv6(address), ...unknown });
  };
  if (candidates.length === 0) {
    add(routes.ipv4, 4, 'lan');
    add(routes.ipv6, 6, 'lan');
  }
  if (!candidates.some(({ kind }) => kind === 'loopback')) add('127.0.0.1', 4, 'loopback');
}

/** Smaller is better, place by place. */
function rank({ address, family, kind, isPublic, isDefaultRoute, netmask }: LocalAddress): number[] {
  const group = isLan(kind) ? Number(isPublic) : 2 + groupOrder.indexOf(kind);
  // A network of one address: a tunnel's end, if nothing better is known.
  const isHostRoute = netmask === '255.255.255.255';
  return [group, family, isHostRoute ? 1 : 0, isDefaultRoute ? 0 : 1, scopeRank(address)];
}

const groupOrder: readonly AddressKind[] = ['link-local', 'vpn', 'virtual-machine', 'container', 'virtual', 'loopback'];

function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Home and office networks before public addresses, which a router may well not let in. */
function scopeRank(address: string): number {
  if (isLoopback(address) || address.startsWith('192.168.')) return 0;
  if (!isPrivate(address)) return 2;
  return address.includes(':') ? 0 : 1;
}

function needsZone({ family, kind }: LocalAddress): boolean {
  return family === 6 && kind === 'link-local';
}

/** One loopback address is enough: whoever asks from this computer needs no second. They stand at the end. */
function oneLoopback(addresses: readonly LocalAddress[]): readonly LocalAddress[] {
  return addresses.filter(({ kind }, index) => kind !== 'loopback' || addresses[index - 1]?.kind !== 'loopback');
}

function isOffered(_address: LocalAddress, index: number, all: readonly LocalAddress[]): boolean {
  return index < addressesMax - 1 || index === all.length - 1;
}

/**
 * A public IPv6 address is never the first, as it would be in the QR code: it may be open to the whole internet. On a
 * network that has no other, the owner has to pick it.
 */
function privateFirst(addresses: readonly LocalAddress[]): readonly LocalAddress[] {
  if (!addresses[0]?.isPublic) return addresses;
  const first = addresses.find(({ kind }) => kind === 'link-local') ?? addresses.at(-1);
  return first ? [first, ...addresses.filter((each) => each !== first)] : addresses;
}

function toView(
  { address, family, interfaceName, kind, isPublic }: Omit<AddressView, 'url' | 'isPublic'> & { isPublic: boolean },
  port: number,
): AddressView {
  const url = addressUrl(address, port);
  return { url, address, family, interfaceName, kind, ...(isPublic ? { isPublic } : {}) };
}

/**
 * The URL of `/` at an address or host name. RFC 3986 §3.2.2: IPv6 stands in brackets; RFC 6874: the percent sign before
 * a zone is itself encoded.
 */
export function addressUrl(address: string, port: number): string {
  const host = address.includes(':') ? `[${address.replace('%', '%25')}]` : address;
  return port === 80 ? `http://${host}/` : `http://${host}:${port}/`;
}
