import type { NetworkState } from './network.ts';

/**
 * Whether the share may start by itself: every network that this computer is on is one on which it was shared before.
 * `knownNetworks` is what `rememberNetworks` made. Being offline counts as a network of its own.
 */
export type IsKnownNetwork = (knownNetworks: readonly string[], network: NetworkState) => boolean;

/** `knownNetworks` and the networks of this moment, newest last, at most `knownNetworksMax`. Store it in the settings. */
export type RememberNetworks = (knownNetworks: readonly string[], network: NetworkState) => readonly string[];
