import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { DiscoveryState, NeighbourList } from '../../shared/neighbour.ts';
import { isLoopback } from './address-scope.ts';
import { BonjourPort } from './bonjour-port.ts';
import { type Clock, systemClock } from './clock.ts';
import { neighboursBatchMs } from './limits.ts';
import { Link } from './link.ts';
import type { OpenPort, PublishedService } from './mdns-port.ts';
import { type FoundNeighbour, mergeNeighbours, neighbourList, toNeighbour } from './neighbours.ts';
import type { LocalAddress, NetworkState } from './network.ts';
import type { NetworkWatchEvents } from './network-watch.ts';
import { type CheckPresence, Presence } from './presence.ts';
import { doorstepHost, encodeTxt } from './txt-record.ts';
import { type DiscoveryScope, isSharedOn, usableInterfaces } from './usable-interfaces.ts';

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
  /** A `NetworkWatch`, started and stopped by whoever made it. */
  readonly network: EventEmitter<NetworkWatchEvents> & { readonly state: NetworkState };
  /** False: announces, looks for nobody, and is `off` while there is nothing to announce. */
  readonly browse?: boolean;
  readonly scope?: DiscoveryScope;
  readonly clock?: Clock;
  readonly openPort?: OpenPort;
  readonly checkPresence?: CheckPresence;
}

/**
 * Announces the share and finds neighbours on every usable local network. Never throws, never ends the process, keeps
 * nobody waiting: where it cannot work it says so by its state and tries again.
 */
export class Discovery extends EventEmitter<DiscoveryEvents> {
  readonly #options: DiscoveryOptions;
  readonly #clock: Clock;
  /** Of this running program; by it, it knows itself in what it hears. */
  readonly #id = randomBytes(8).toString('hex');
  readonly #presence: Presence;
  /** By address and interface, in the order of rank. */
  #links = new Map<string, Link>();
  #share: AnnouncedShare | null = null;
  /** Nobody is looked for, and there is nothing to announce. */
  #isIdle = false;
  #mode: 'new' | 'running' | 'suspended' | 'stopped' = 'new';
  #state: DiscoveryState = { status: 'off' };
  #neighbours: NeighbourList = { neighbours: [], omitted: 0 };
  #cancelBatch: (() => void) | null = null;

  constructor(options: DiscoveryOptions) {
    super();
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#presence = new Presence({
      clock: this.#clock,
      ...(options.checkPresence ? { check: options.checkPresence } : {}),
      onGone: (neighbour) => this.#forget(neighbour),
    });
  }

  get state(): DiscoveryState {
    return this.#state;
  }

  get neighbours(): NeighbourList {
    return this.#neighbours;
  }

  /** Begins to browse. Call it when the network watch has started. */
  start(): void {
    if (this.#mode !== 'new') return;
    this.#mode = 'running';
    const { network } = this.#options;
    network.on('changed', this.#onNetworkChanged);
    network.on('woke', this.#onWoke);
    void this.#follow();
  }

  /**
   * Announces this in place of what was announced before; null withdraws it. Resolves when what was announced before is
   * withdrawn, within `goodbyeTimeoutMs`; the new name is known about a second later, see `state`.
   */
  async announce(share: AnnouncedShare | null): Promise<void> {
    this.#share = share;
    await this.#follow();
  }

  /** Before the computer sleeps: says goodbye, closes the sockets, forgets the neighbours. Within `goodbyeTimeoutMs`. */
  async suspend(): Promise<void> {
    if (this.#mode !== 'running') return;
    this.#mode = 'suspended';
    await this.#closeAll();
  }

  /** After `suspend`: as before it. */
  resume(): void {
    if (this.#mode !== 'suspended') return;
    this.#mode = 'running';
    void this.#follow();
  }

  /** Says goodbye and ends for good. Within `goodbyeTimeoutMs`; call it on quit before the process ends. */
  async stop(): Promise<void> {
    if (this.#mode === 'stopped') return;
    this.#mode = 'stopped';
    const { network } = this.#options;
    network.off('changed', this.#onNetworkChanged);
    network.off('woke', this.#onWoke);
    this.#presence.close();
    await this.#closeAll();
    this.#cancelBatch?.();
  }

  readonly #onNetworkChanged = (): void => void this.#follow();

  readonly #onWoke = (): void => {
    for (const link of this.#links.values()) link.refresh();
    this.#presence.checkAll();
  };

  /** Brings the links to what the network is now, and what they announce to what the owner shares now. */
  async #follow(): Promise<void> {
    if (this.#mode !== 'running') return;
    const { network, scope = 'lan', browse = true } = this.#options;
    const all = usableInterfaces(network.state, this.#share?.address ?? null, scope);
    const usable = browse ? all : all.filter((local) => this.#serviceOn(local) !== null);
    this.#isIdle = !browse && (all.length > 0 ? usable.length === 0 : isLoopback(this.#share?.address ?? '::1'));
    const before = this.#links;
    this.#links = new Map(usable.map((local) => [linkKey(local), before.get(linkKey(local)) ?? this.#open(local)]));
    const closed = [...before].flatMap(([key, link]) => {
      if (this.#links.has(key)) return [];
      // Its address is gone; on the same network the new one takes its place, and a goodbye would only make it blink.
      const isReplaced = usable.some(({ interfaceName }) => interfaceName === link.local.interfaceName);
      return link.close({ goodbye: !isReplaced });
    });
    const announced = [...this.#links.values()].map((link) => link.announce(this.#serviceOn(link.local)));
    this.#changed();
    await Promise.all([...closed, ...announced]);
  }

  #open(local: LocalAddress): Link {
    return new Link({
      local,
      clock: this.#clock,
      browse: this.#options.browse ?? true,
      openPort: this.#options.openPort ?? ((where) => new BonjourPort(where)),
      onChanged: () => this.#changed(),
      onFault: (error) => this.emit('fault', error),
    });
  }

  #serviceOn(local: LocalAddress): PublishedService | null {
    const share = this.#share;
    if (!share) return null;
    const isShared = this.#options.scope === 'loopback' || isSharedOn(local, share.address);
    if (!isShared) return null;
    const { name, port, path, access } = share;
    return { name, port, host: doorstepHost(this.#id), txt: encodeTxt({ path, access, id: this.#id }) };
  }

  async #closeAll(): Promise<void> {
    const links = [...this.#links.values()];
    this.#links = new Map();
    this.#changed();
    await Promise.all(links.map((link) => link.close({ goodbye: true })));
  }

  #forget({ serviceKey }: FoundNeighbour): void {
    for (const link of this.#links.values()) link.cache.remove(serviceKey);
    this.#changed();
  }

  #changed(): void {
    const state = this.#newState();
    if (JSON.stringify(state) !== JSON.stringify(this.#state)) {
      this.#state = state;
      this.emit('stateChanged', state);
    }
    if (this.#mode === 'stopped') return;
    this.#cancelBatch ??= this.#clock.after(neighboursBatchMs, () => {
      this.#cancelBatch = null;
      this.#tellNeighbours();
    });
  }

  #newState(): DiscoveryState {
    if (this.#mode !== 'running' || this.#isIdle) return { status: 'off' };
    const links = [...this.#links.values()];
    if (links.length === 0) return { status: 'unavailable', reason: 'no-network', detail: '' };
    if (links.some(({ status }) => status.status === 'open')) {
      return { status: 'on', announcedName: links.find(({ announcedName }) => announcedName)?.announcedName ?? null };
    }
    const [problem] = links.flatMap(({ status }) => (status.status === 'failed' ? status : []));
    if (!problem) return { status: 'starting' };
    return { status: 'unavailable', reason: problem.reason, detail: problem.detail };
  }

  #tellNeighbours(): void {
    const found = mergeNeighbours(
      [...this.#links.values()].flatMap(({ cache, local }) =>
        cache.services().flatMap((service) => toNeighbour(service, local, this.#id) ?? []),
      ),
    );
    this.#presence.watch(found);
    const list = neighbourList(found);
    if (JSON.stringify(list) === JSON.stringify(this.#neighbours)) return;
    this.#neighbours = list;
    this.emit('neighboursChanged', list);
  }
}

function linkKey({ address, netmask, interfaceName, interfaceKey }: LocalAddress): string {
  return [address, netmask, interfaceName, interfaceKey].join(' ');
}
