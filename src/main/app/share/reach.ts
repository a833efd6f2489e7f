import type { AddressKind, AddressView, ReachChoice, ReachView } from '../../../shared/ipc.ts';
import type { LocalAddress, NetworkState } from '../../discovery/network.ts';
import { rememberedReachesMax } from '../limits.ts';

/** Where the owner wants to share, as it is kept: a network interface together with the network that it was in then. */
export type StoredReach =
  | { readonly kind: 'all' }
  | { readonly kind: 'this-computer' }
  | {
      readonly kind: 'interface';
      readonly interfaceName: string;
      /** `LocalNetwork.id`; null for an interface that is in no local network, such as a VPN's, or whose network was not told apart. */
      readonly networkId: string | null;
    };

/** The choice that was made while the computer was in a network; null: while it was in none. */
export interface RememberedReach {
  readonly networkId: string | null;
  readonly reach: StoredReach;
}

export const everywhere: StoredReach = { kind: 'all' };

/**
 * The choice that holds in the networks of this moment: the newest that was made in one of them, so that it is there
 * again when the network comes back; in networks without one, the newest of all. That never opens more than the owner
 * last agreed to. While a network is not told apart yet, `current` stays.
 */
export function reachIn(
  network: NetworkState,
  remembered: readonly RememberedReach[],
  current: StoredReach | null,
): StoredReach {
  const ids = network.networks.map(({ id }) => id);
  if (current && ids.includes(null)) return current;
  const made = remembered.findLast(({ networkId }) => networkId === null || ids.includes(networkId));
  return (made ?? remembered.at(-1))?.reach ?? everywhere;
}

/** `remembered` with the choice that the owner makes now, in every network that the computer is in. */
export function rememberReach(
  network: NetworkState,
  remembered: readonly RememberedReach[],
  reach: StoredReach,
): readonly RememberedReach[] {
  const ids = network.networks.flatMap(({ id }) => id ?? []);
  const places = ids.length > 0 ? ids : [null];
  const others = remembered.filter(({ networkId }) => networkId !== null && !ids.includes(networkId));
  return [...others, ...places.map((networkId) => ({ networkId, reach }))].slice(-rememberedReachesMax);
}

/** The choice as it is kept: an interface with its network of this moment. */
export function storedReach(network: NetworkState, choice: ReachChoice): StoredReach {
  return choice.kind === 'interface' ? { ...choice, networkId: networkIdOf(network, choice.interfaceName) } : choice;
}

/** On which address to listen for it. */
export interface ListenPlace {
  /** All where undefined. */
  readonly address: string | undefined;
  /** True while the chosen interface, or its network, is not there: only this computer is let in until it comes back. */
  readonly isWaiting: boolean;
}

/** Where to listen so that just those whom the owner chose can come. */
export function listenPlace(network: NetworkState, reach: StoredReach): ListenPlace {
  if (reach.kind === 'all') return { address: undefined, isWaiting: false };
  if (reach.kind === 'this-computer') return { address: loopbackAddress, isWaiting: false };
  const address = bestAddressOf(network, reach.interfaceName);
  const networkId = networkIdOf(network, reach.interfaceName);
  // What is not told apart yet counts as what it may well be.
  const isThere = reach.networkId === null || networkId === null || networkId === reach.networkId;
  if (address && isThere) return { address: address.address, isWaiting: false };
  return { address: loopbackAddress, isWaiting: true };
}

/** What the window shows of it, and what it offers. */
export function reachView(network: NetworkState, reach: StoredReach): ReachView {
  const interfaces = new Map<string, { interfaceName: string; kind: AddressKind; address: string }>();
  for (const { interfaceName, kind } of network.addresses) {
    const best = bestAddressOf(network, interfaceName);
    if (kind === 'loopback' || interfaceName === '' || interfaces.has(interfaceName) || !best) continue;
    interfaces.set(interfaceName, { interfaceName, kind, address: best.address });
  }
  return {
    choice: reach.kind === 'interface' ? { kind: 'interface', interfaceName: reach.interfaceName } : reach,
    interfaces: [...interfaces.values()],
    isWaiting: listenPlace(network, reach).isWaiting,
  };
}

/** `addresses` with the computer's own name behind the best one: it survives an address change. */
export function withLocalName(addresses: readonly AddressView[], localName: string | null, port: number) {
  const [best, ...others] = addresses;
  if (!best || localName === null || best.kind === 'loopback') return addresses;
  const url = port === 80 ? `http://${localName}/` : `http://${localName}:${port}/`;
  const name: AddressView = { url, address: localName, family: 4, interfaceName: '', kind: best.kind, isName: true };
  return [best, name, ...others];
}

const loopbackAddress = '127.0.0.1';

/** The network's order is by merit already. Link-local IPv6 addresses need a zone in the URL, which browsers refuse. */
function bestAddressOf({ addresses }: NetworkState, interfaceName: string): LocalAddress | undefined {
  const own = addresses.filter((each) => each.interfaceName === interfaceName && !/^fe[89ab]/i.test(each.address));
  return own.find(({ isPublic }) => !isPublic) ?? own[0];
}

function networkIdOf({ networks }: NetworkState, interfaceName: string): string | null {
  return networks.find((each) => each.interfaceName === interfaceName)?.id ?? null;
}
