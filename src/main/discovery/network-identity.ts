import { knownNetworksMax } from './limits.ts';
import type { NetworkState } from './network.ts';

/**
 * Whether the share may start by itself: every network that this computer is on is one on which it was shared before.
 * `knownNetworks` is what `rememberNetworks` made. Being offline counts as a network of its own. False while a network
 * is not told apart yet; `changed` comes when it is.
 */
export function isKnownNetwork(knownNetworks: readonly string[], network: NetworkState): boolean {
  return networkIds(network).every((id) => id !== null && knownNetworks.includes(id));
}

/** `knownNetworks` and the networks of this moment, newest last, at most `knownNetworksMax`. Store it in the settings. */
export function rememberNetworks(knownNetworks: readonly string[], network: NetworkState): readonly string[] {
  const current = networkIds(network).filter((id) => id !== null);
  const others = knownNetworks.filter((id) => !current.includes(id));
  return [...others, ...current].slice(-knownNetworksMax);
}

function networkIds({ networks }: NetworkState): readonly (string | null)[] {
  return networks.length > 0 ? networks.map(({ id }) => id) : ['offline'];
}
