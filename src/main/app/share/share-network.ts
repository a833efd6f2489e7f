import { EventEmitter } from 'node:events';
import type { AddressView, ReachChoice, ReachView } from '../../../shared/ipc.ts';
import { type ListeningOn, rankAddresses } from '../../discovery/addresses.ts';
import type { NetworkState } from '../../discovery/network.ts';
import { isKnownNetwork, rememberNetworks } from '../../discovery/network-identity.ts';
import type { NetworkWatchEvents } from '../../discovery/network-watch.ts';
import type { ReportFault } from '../fault-log.ts';
import { familiarNetworkTimeoutMs } from '../limits.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import {
  type ListenPlace,
  listenPlace,
  reachIn,
  reachView,
  rememberReach,
  type StoredReach,
  storedReach,
  withLocalName,
} from './reach.ts';

export interface ShareNetworkOptions {
  /** A `NetworkWatch`, started and stopped by whoever made it. */
  readonly watch: EventEmitter<NetworkWatchEvents> & { readonly state: NetworkState };
  readonly settings: SettingsStore;
  /** The name under which the operating system itself answers; asked after every change of the network. */
  readonly localName: (network: NetworkState) => Promise<string | null>;
  readonly reportFault: ReportFault;
}

export interface ShareNetworkEvents {
  /** The networks, the choice that holds in them or the computer's name are others than before. */
  changed: [];
}

/** What the share needs to know of the networks: where to listen, under which addresses it is reached, what is familiar. */
export class ShareNetwork extends EventEmitter<ShareNetworkEvents> {
  readonly #options: ShareNetworkOptions;
  #reach: StoredReach;
  #localName: string | null = null;
  /** What the owner did before the network was told apart; it is written down when it is. */
  #pending: { readonly reach: boolean; readonly shared: boolean } = { reach: false, shared: false };
  /** Counts the questions for the name, so that a late answer of an old one is not heard. */
  #lookups = 0;
  #closed = false;
  readonly #follow = () => this.#networkChanged();

  constructor(options: ShareNetworkOptions) {
    super();
    this.#options = options;
    this.#reach = reachIn(this.#network, options.settings.current.reaches, null);
    options.watch.on('changed', this.#follow);
    void this.#lookUpName();
  }

  /** Follows nothing and writes nothing any more. */
  close(): void {
    this.#closed = true;
    this.#lookups++;
    this.#options.watch.off('changed', this.#follow);
    this.removeAllListeners();
  }

  get view(): ReachView {
    return reachView(this.#network, this.#reach);
  }

  get place(): ListenPlace {
    return listenPlace(this.#network, this.#reach);
  }

  get localName(): string | null {
    return this.#localName;
  }

  /** A VPN's interface, the one that took the default route before others; null where there is none. */
  get vpn(): { readonly interfaceName: string; readonly hasDefaultRoute: boolean } | null {
    const vpns = this.#network.addresses.filter(({ kind }) => kind === 'vpn');
    const vpn = vpns.find(({ isDefaultRoute }) => isDefaultRoute) ?? vpns[0];
    return vpn ? { interfaceName: vpn.interfaceName, hasDefaultRoute: vpn.isDefaultRoute } : null;
  }

  isOwnAddress(address: string): boolean {
    return this.#network.addresses.some((each) => each.address === address);
  }

  /** The addresses under which a listener can be reached, best first, never empty. */
  addressesOf(listening: ListeningOn): readonly AddressView[] {
    return withLocalName(rankAddresses(listening, this.#network), this.#localName, listening.port);
  }

  /**
   * The owner's choice, kept for the networks of this moment. False where it names an interface that is not there. Who
   * calls this applies it, so that choice and addresses change together.
   */
  choose(choice: ReachChoice): boolean {
    const offered = this.view.interfaces.some(
      (each) => choice.kind === 'interface' && each.interfaceName === choice.interfaceName,
    );
    if (choice.kind === 'interface' && !offered) return false;
    this.#reach = storedReach(this.#network, choice);
    this.#pending = { ...this.#pending, reach: !this.#isToldApart };
    this.#save({ reaches: this.#rememberedReaches() });
    return true;
  }

  /** The owner shares here: on these networks the share may start by itself from now on. */
  shareHere(): void {
    this.#pending = { ...this.#pending, shared: !this.#isToldApart };
    this.#save({ knownNetworks: rememberNetworks(this.#options.settings.current.knownNetworks, this.#network) });
  }

  /** True where the owner shared on every network that the computer is in, or lets nobody else in anyway. */
  get isFamiliar(): boolean {
    if (this.#reach.kind === 'this-computer') return true;
    return isKnownNetwork(this.#options.settings.current.knownNetworks, this.#network);
  }

  /** Resolves when every network is told apart, or after `familiarNetworkTimeoutMs`. */
  async untilToldApart(): Promise<void> {
    if (this.#isToldApart) return;
    await new Promise<void>((resolve) => {
      const settle = () => {
        clearTimeout(timer);
        this.#options.watch.off('changed', look);
        resolve();
      };
      const look = () => this.#isToldApart && settle();
      const timer = setTimeout(settle, familiarNetworkTimeoutMs);
      this.#options.watch.on('changed', look);
    });
  }

  get #network(): NetworkState {
    return this.#options.watch.state;
  }

  get #isToldApart(): boolean {
    return this.#network.networks.every(({ id }) => id !== null);
  }

  #networkChanged(): void {
    if (this.#isToldApart) this.#catchUp();
    this.#reach = reachIn(this.#network, this.#options.settings.current.reaches, this.#reach);
    this.emit('changed');
    void this.#lookUpName();
  }

  /** Writes down what the owner did while the network was not told apart yet. */
  #catchUp(): void {
    const { reach, shared } = this.#pending;
    this.#pending = { reach: false, shared: false };
    if (reach && this.#reach.kind === 'interface') this.#reach = storedReach(this.#network, this.#reach);
    if (reach) this.#save({ reaches: this.#rememberedReaches() });
    if (shared) this.shareHere();
  }

  #rememberedReaches() {
    return rememberReach(this.#network, this.#options.settings.current.reaches, this.#reach);
  }

  #save(changes: Parameters<SettingsStore['update']>[0]): void {
    const { settings, reportFault } = this.#options;
    if (this.#closed) return;
    settings.update(changes).catch((error) => reportFault('the network could not be remembered', error));
  }

  /** The name is asked for once more after each change: it leads to another address then, or nowhere. */
  async #lookUpName(): Promise<void> {
    const lookup = ++this.#lookups;
    const name = await this.#options.localName(this.#network).catch((error) => {
      this.#options.reportFault('the name of this computer could not be looked up', error);
      return null;
    });
    if (lookup !== this.#lookups || name === this.#localName) return;
    this.#localName = name;
    this.emit('changed');
  }
}
