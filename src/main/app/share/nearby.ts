import type { EventEmitter } from 'node:events';
import type { NearbySnapshot } from '../../../shared/ipc.ts';
import type { Neighbour } from '../../../shared/neighbour.ts';
import type { AnnouncedShare, Discovery, DiscoveryEvents } from '../../discovery/discovery.ts';
import type { ReportFault } from '../fault-log.ts';

type UsedOfDiscovery = 'state' | 'neighbours' | 'start' | 'announce' | 'suspend' | 'resume' | 'stop';

export interface NearbyOptions {
  /** Null where the owner wants none. */
  readonly discovery: (EventEmitter<DiscoveryEvents> & Pick<Discovery, UsedOfDiscovery>) | null;
  /** Who said that there is to be none. */
  readonly disabledBy: 'option' | 'setting';
  /** Called after every change of what is found, or of the state; returns at once. */
  readonly onChanged: () => void;
  readonly reportFault: ReportFault;
}

/** What the app makes of discovery: neighbours for the window, and the share told to others while it can be reached. */
export class Nearby {
  readonly #options: NearbyOptions;
  #announced: AnnouncedShare | null = null;

  constructor(options: NearbyOptions) {
    this.#options = options;
    const { discovery, onChanged, reportFault } = options;
    discovery?.on('neighboursChanged', () => onChanged());
    discovery?.on('stateChanged', () => onChanged());
    discovery?.on('fault', (error) => reportFault('discovery has trouble', error));
  }

  get snapshot(): NearbySnapshot {
    const { discovery, disabledBy } = this.#options;
    if (!discovery) return { state: { status: 'disabled', by: disabledBy }, neighbours: [], omitted: 0 };
    return { state: discovery.state, ...discovery.neighbours };
  }

  /** Begins to look for neighbours. */
  start(): void {
    this.#options.discovery?.start();
  }

  /** Announces this in place of what was announced before; null withdraws it. Nothing happens where it is the same. */
  announce(share: AnnouncedShare | null): void {
    const { discovery, reportFault } = this.#options;
    if (!discovery || JSON.stringify(share) === JSON.stringify(this.#announced)) return;
    this.#announced = share;
    discovery.announce(share).catch((error) => reportFault('the share could not be announced', error));
  }

  /** A neighbour that is listed now. */
  find(neighbourId: string): Neighbour | undefined {
    return this.snapshot.neighbours.find(({ id }) => id === neighbourId);
  }

  async suspend(): Promise<void> {
    await this.#options.discovery?.suspend();
  }

  resume(): void {
    this.#options.discovery?.resume();
  }

  /** Withdraws what is announced and ends; bounded. */
  async close(): Promise<void> {
    await this.#options.discovery?.stop();
  }
}
