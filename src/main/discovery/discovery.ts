import type { EventEmitter } from 'node:events';
import type { DiscoveryState, NeighbourList } from '../../shared/neighbour.ts';
import type { NetworkWatch } from './network-watch.ts';

/** What others are told of the share. */
export interface AnnouncedShare {
  /** As the owner calls it; dots and lengths that mDNS does not take are dealt with here. */
  readonly name: string;
  /** Where the engine listens, 1–65535. */
  readonly port: number;
  /** The address on which the engine listens (`Listening.address`): only the networks on it hear of the share. */
  readonly address: string;
  /** Percent-encoded, begins with `/`. */
  readonly path: string;
  readonly access: 'open' | 'protected';
}

export interface DiscoveryEvents {
  /** At most every `neighboursBatchMs`. */
  neighboursChanged: [NeighbourList];
  stateChanged: [DiscoveryState];
  /** A bug was caught, or something that no state tells; for the owner's error log. */
  fault: [Error];
}

export interface DiscoveryOptions {
  /** Started and stopped by whoever made it. */
  readonly network: NetworkWatch;
}

/**
 * Announces the share and finds neighbours on every usable local network. Never throws, never ends the process, keeps
 * nobody waiting: where it cannot work it says so by its state and tries again.
 */
export interface Discovery extends EventEmitter<DiscoveryEvents> {
  readonly state: DiscoveryState;
  readonly neighbours: NeighbourList;
  /** Begins to browse. */
  start(): void;
  /** Announces this in place of what was announced before; null withdraws it. Resolves when that is said, within `goodbyeTimeoutMs`. */
  announce(share: AnnouncedShare | null): Promise<void>;
  /** Before the computer sleeps: says goodbye, closes the sockets and forgets the neighbours. Within `goodbyeTimeoutMs`. */
  suspend(): Promise<void>;
  /** After `suspend`: as before it. */
  resume(): void;
  /** Says goodbye and ends for good. Within `goodbyeTimeoutMs`; call it on quit before the process ends. */
  stop(): Promise<void>;
}
