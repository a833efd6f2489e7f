import type { EventEmitter } from 'node:events';
import type { NearbySnapshot } from '../../../shared/ipc.ts';
import type { Neighbour } from '../../../shared/neighbour.ts';
import type { AnnouncedShare, Discovery, DiscoveryEvents } from '../../discovery/discovery.ts';
import type { ReportFault } from '../fault-log.ts';

type UsedOfDiscovery = 'state' | 'neighbours' | 'start' | 'announce' | 'suspend' | 'resume' | 'stop';
type NearbyDiscovery = EventEmitter<DiscoveryEvents> & Pick<Discovery, UsedOfDiscovery>;

export interface NearbyOptions {
  /** Makes a discovery that has not begun; null where the command line forbids any. */
  readonly createDiscovery: (() => NearbyDiscovery) | null;
  /** Called after every change of what is found, or of the state; returns at once. */
  readonly onChanged: () => void;
  readonly reportFault: ReportFault;
}

/**
 * What the app makes of discovery: neighbours for the window, and the share told to others while it can be reached. The
 * owner can switch it off and on at any time.
 */
export class Nearby {
  readonly #options: NearbyOptions;
  /** Null while it is switched off, or the one before it still says goodbye. */
  #discovery: NearbyDiscovery | null = null;
  #isEnabled = false;
  #isSuspended = false;
  #isClosed = false;
  #announced: AnnouncedShare | null = null;
  /** The goodbye of the last discovery that was switched off; two at once would take each other's name. */
  #goodbye: Promise<void> = Promise.resolve();

  constructor(options: NearbyOptions) {
    this.#options = options;
  }

  get snapshot(): NearbySnapshot {
    const discovery = this.#discovery;
    if (discovery) return { state: discovery.state, ...discovery.neighbours };
    return { state: this.#stateWithout(), neighbours: [], omitted: 0 };
  }

  /** Begins to look for neighbours and to announce, or withdraws and ends; nothing happens where the command line forbids it. */
  setEnabled(isEnabled: boolean): void {
    const { createDiscovery, onChanged, reportFault } = this.#options;
    if (!createDiscovery || isEnabled === this.#isEnabled) return;
    this.#isEnabled = isEnabled;
    if (isEnabled) {
      void this.#goodbye.then(() => this.#begin(createDiscovery));
    } else {
      const discovery = this.#discovery;
      this.#discovery = null;
      this.#goodbye = Promise.all([this.#goodbye, discovery?.stop()]).then(
        () => undefined,
        (error) => reportFault('discovery could not be ended', error),
      );
    }
    onChanged();
  }

  /** Announces this in place of what was announced before; null withdraws it. Nothing happens where it is the same. */
  announce(share: AnnouncedShare | null): void {
    if (JSON.stringify(share) === JSON.stringify(this.#announced)) return;
    this.#announced = share;
    if (this.#discovery) this.#tell(this.#discovery, share);
  }

  /** A neighbour that is listed now. */
  find(neighbourId: string): Neighbour | undefined {
    return this.snapshot.neighbours.find(({ id }) => id === neighbourId);
  }

  async suspend(): Promise<void> {
    this.#isSuspended = true;
    await this.#discovery?.suspend();
  }

  resume(): void {
    this.#isSuspended = false;
    this.#discovery?.resume();
  }

  /** Withdraws what is announced and ends; bounded. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([this.#goodbye, this.#discovery?.stop()]);
  }

  #begin(createDiscovery: () => NearbyDiscovery): void {
    if (!this.#isEnabled || this.#isClosed || this.#discovery) return;
    const { onChanged, reportFault } = this.#options;
    const discovery = createDiscovery();
    discovery.on('neighboursChanged', () => onChanged());
    discovery.on('stateChanged', () => onChanged());
    discovery.on('fault', (error) => reportFault('discovery has trouble', error));
    this.#discovery = discovery;
    discovery.start();
    if (this.#isSuspended) discovery.suspend().catch((error) => reportFault('discovery could not be suspended', error));
    if (this.#announced) this.#tell(discovery, this.#announced);
    onChanged();
  }

  #tell(discovery: NearbyDiscovery, share: AnnouncedShare | null): void {
    const { reportFault } = this.#options;
    discovery.announce(share).catch((error) => reportFault('the share could not be announced', error));
  }

  #stateWithout(): NearbySnapshot['state'] {
    if (!this.#options.createDiscovery) return { status: 'disabled', by: 'option' };
    return this.#isEnabled ? { status: 'starting' } : { status: 'disabled', by: 'setting' };
  }
}
