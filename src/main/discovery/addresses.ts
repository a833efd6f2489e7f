import type { NetworkInterfaceInfo } from 'node:os';
import { networkInterfaces } from 'node:os';
import type { AddressView } from '../../shared/ipc.ts';
import { defaultRouteAddress } from './default-route.ts';
import { addressesMax } from './limits.ts';

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

/**
 * The addresses under which the share can be reached, best first, never empty: the one shown large and in the QR code
 * is the first. Sends nothing. Never rejects: where the system tells nothing, the loopback address is left.
 */
export async function reachableAddresses(listening: ListeningOn): Promise<AddressView[]> {
  const { interfaces, routes } = await readNetwork();
  return rankAddresses(listening, interfaces, routes);
}

/** What this computer knows of its networks at this moment. Sends nothing. */
export async function readNetwork(): Promise<{ interfaces: NetworkInterfaces; routes: DefaultRoutes }> {
  const [ipv4, ipv6] = await Promise.all([defaultRouteAddress(4), defaultRouteAddress(6)]);
  return { interfaces: readInterfaces(), routes: { ipv4, ipv6 } };
}

/**
 * The pure half of `reachableAddresses`. Order: LAN, then virtual interfaces (VPN, containers, virtual machines; even
 * where a VPN took the default route, as no phone is behind it), then loopback. Within each the default route's
 * address comes first and IPv4 before IPv6. IPv6 link-local addresses are left out: their URLs need a zone, which
 * browsers refuse. IPv4 link-local ones (a cable between two computers) stand in where there is no LAN address.
 */
export function rankAddresses(
  listening: ListeningOn,
  interfaces: NetworkInterfaces,
  routes: DefaultRoutes,
): AddressView[] {
  const candidates = listCandidates(interfaces);
  if (!isWildcard(listening.address)) {
    return [boundAddress(listening, candidates)];
  }
  addUnlisted(candidates, routes);
  const reachable = candidates.filter(({ family }) => listening.family === 6 || family === 4);
  const hasLan = reachable.some(({ kind }) => kind === 'lan');
  return reachable
    .filter(({ kind, family }) => kind !== 'link-local' || (family === 4 && !hasLan))
    .map((candidate, index) => ({ candidate, sortKey: [...rank(candidate, routes), index] }))
    .sort((a, b) => compareKeys(a.sortKey, b.sortKey))
    .map(({ candidate }) => toView(candidate, listening.port))
    .filter(isFirstLoopback)
    .filter((_view, index, views) => index < addressesMax - 1 || index === views.length - 1);
}

interface Candidate {
  readonly address: string;
  readonly family: 4 | 6;
  readonly interfaceName: string;
  readonly kind: AddressView['kind'];
  /** A network of one address: a tunnel's end, if nothing better is known. */
  readonly isHostRoute: boolean;
}

function readInterfaces(): NetworkInterfaces {
  try {
    return networkInterfaces();
  } catch (error) {
    // Some systems forbid the question (Android's Termux: EACCES). The default route's address is known all the same.
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SYSTEM_ERROR') return {};
    throw error;
  }
}

function listCandidates(interfaces: NetworkInterfaces): Candidate[] {
  const candidates = new Map<string, Candidate>();
  for (const [interfaceName, infos] of Object.entries(interfaces)) {
    for (const info of infos ?? []) {
      if (candidates.has(info.address)) continue;
      candidates.set(info.address, {
        address: info.address,
        family: info.family === 'IPv4' ? 4 : 6,
        interfaceName,
        kind: info.internal ? 'loopback' : kindOf(info.address, interfaceName),
        isHostRoute: info.netmask === '255.255.255.255',
      });
    }
  }
  return [...candidates.values()];
}

/** What the interface list does not have, but must be there: the default route's address, and loopback. */
function addUnlisted(candidates: Candidate[], routes: DefaultRoutes): void {
  const add = (address: string | null, family: 4 | 6, kind: 'lan' | 'loopback'): void => {
    if (!address || isWildcard(address) || candidates.some((candidate) => candidate.address === address)) return;
    candidates.push({ address, family, interfaceName: '', kind, isHostRoute: false });
  };
  if (candidates.length === 0) {
    add(routes.ipv4, 4, 'lan');
    add(routes.ipv6, 6, 'lan');
  }
  if (!candidates.some(({ kind }) => kind === 'loopback')) add('127.0.0.1', 4, 'loopback');
}

function boundAddress(listening: ListeningOn, candidates: readonly Candidate[]): AddressView {
  const known = candidates.find(({ address }) => address === withoutZone(listening.address));
  const { address, family } = listening;
  const kind = isLoopback(address) ? 'loopback' : (known?.kind ?? kindOf(address, ''));
  return toView({ address, family, interfaceName: known?.interfaceName ?? '', kind }, listening.port);
}

/** Smaller is better, place by place. */
function rank(candidate: Candidate, routes: DefaultRoutes): number[] {
  const { address, family, kind, isHostRoute } = candidate;
  const isDefaultRoute = address === routes.ipv4 || address === routes.ipv6;
  return [kindOrder.indexOf(kind), family, isHostRoute ? 1 : 0, isDefaultRoute ? 0 : 1, scopeRank(address)];
}

const kindOrder: readonly AddressView['kind'][] = ['lan', 'link-local', 'virtual', 'loopback'];

function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Home and office networks (RFC 1918, RFC 4193) before public addresses, which a router may well not let in. */
function scopeRank(address: string): number {
  if (isLoopback(address) || /^192\.168\./.test(address)) return 0;
  if (/^10\./.test(address) || /^172\.(?:1[6-9]|2\d|3[01])\./.test(address)) return 1;
  return /^f[cd]/i.test(address) ? 0 : 2;
}

function kindOf(address: string, interfaceName: string): AddressView['kind'] {
  if (isLoopback(address)) return 'loopback';
  if (/^fe[89ab][0-9a-f]:/i.test(address)) return 'link-local';
  if (virtualInterfaceNames.some((pattern) => pattern.test(interfaceName))) return 'virtual';
  return /^169\.254\./.test(address) ? 'link-local' : 'lan';
}

/** Names that the makers give to interfaces behind which no device of the LAN is. */
const virtualInterfaceNames: readonly RegExp[] = [
  // Containers and virtual machines on Linux. `br0` is no such: people bridge their LAN by it.
  /^(?:docker|veth|br-|virbr|lxcbr|lxdbr|incusbr|podman|cni|flannel|cali|vnet|waydroid)/,
  // Virtual machines on macOS and Windows. `bridge100` and above are made by macOS for them and for Internet Sharing.
  /^(?:vboxnet|vmnet|vmenet|bridge1\d\d$)/,
  /^vEthernet\b|\b(?:VirtualBox|VMware|Hyper-V|WSL)\b/i,
  // Tunnels, by kernel name and by the names that VPN programs give on Windows.
  /^(?:utun|tun|tap|wg|ppp|ipsec|zt|nebula|gpd)[\w.-]*$/i,
  /Tailscale|ZeroTier|WireGuard|TAP-Windows|Wintun|NordLynx|Mullvad|AnyConnect|VPN/i,
];

function isLoopback(address: string): boolean {
  return /^127\./.test(address) || address === '::1' || /^::ffff:127\./i.test(address);
}

function isWildcard(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

/** One loopback address is enough: whoever asks from this computer needs no second. */
function isFirstLoopback(view: AddressView, index: number, views: readonly AddressView[]): boolean {
  return view.kind !== 'loopback' || views[index - 1]?.kind !== 'loopback';
}

function withoutZone(address: string): string {
  return address.replace(/%.*$/, '');
}

function toView(candidate: Omit<Candidate, 'isHostRoute'>, port: number): AddressView {
  const { address, family, interfaceName, kind } = candidate;
  // RFC 3986 §3.2.2: IPv6 stands in brackets; RFC 6874: the percent sign before a zone is itself encoded.
  const host = family === 6 ? `[${address.replace('%', '%25')}]` : address;
  return { url: port === 80 ? `http://${host}/` : `http://${host}:${port}/`, address, family, interfaceName, kind };
}
