import type { Clock } from './clock.ts';
import { conflictPauseMs, conflictsMax, conflictWindowMs, nameNumberMax, probeIntervalMs, probes } from './limits.ts';
import { type HeardResponse, type MdnsPort, type PublishedService, serviceType } from './mdns-port.ts';
import { announcedName } from './service-name.ts';

export interface AnnouncerOptions {
  readonly clock: Clock;
  /** The name, if there is one now, has changed. */
  readonly onNameChanged: () => void;
  /** Somebody else has the announced name: `start` has to be called on a new port, as this one cannot take it back silently. */
  readonly onConflict: () => void;
}

/**
 * Finds a name for the share that nobody on this interface's network has, and announces it there (RFC 6762 §8 and §9). The
 * library's own way is not used: it has no event for a conflict, does not rename, and withdraws the other's service.
 */
export class Announcer {
  readonly #options: AnnouncerOptions;
  #wanted: PublishedService | null = null;
  #port: MdnsPort | null = null;
  #number = 1;
  #name: string | null = null;
  #probesLeft = 0;
  #cancelTimer: (() => void) | null = null;
  #conflictTimes: number[] = [];

  constructor(options: AnnouncerOptions) {
    this.#options = options;
  }

  /** Under which name the share is announced at this moment; null while it is not. */
  get name(): string | null {
    return this.#name;
  }

  /** What is to be announced from the next `start` on, under the name as the owner wants it. A number that was found stays as long as the name does. */
  set wanted(service: PublishedService | null) {
    if (service?.name !== this.#wanted?.name) this.#number = 1;
    this.#wanted = service;
  }

  get wanted(): PublishedService | null {
    return this.#wanted;
  }

  /** Probes on a port that is ready, and announces on it. */
  start(port: MdnsPort): void {
    this.stop();
    if (!this.#wanted) return;
    this.#port = port;
    this.#probesLeft = probes;
    this.#cancelTimer = this.#options.clock.after(this.#pauseMs(), () => this.#probe());
  }

  /** The port is being closed. */
  stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#port = null;
    this.#setName(null);
  }

  /** To be told of every response, before and after the announcement. */
  heard({ records }: HeardResponse): void {
    const wanted = this.#wanted;
    if (!this.#port || !wanted) return;
    const fullName = `${this.#candidate(wanted)}.${serviceType}`.toLowerCase();
    const others = records.flatMap((record) =>
      record.type === 'SRV' && record.ttl > 0 && record.name.toLowerCase() === fullName ? record.data.target : [],
    );
    // Both announced before they heard of each other: the lesser host name keeps the name, so that only one gives way.
    const gives = (other: string): boolean => other !== wanted.host && (this.#name === null || other < wanted.host);
    if (!others.some((other) => gives(other.toLowerCase()))) return;
    this.#conflictTimes = [...this.#conflictTimes, this.#options.clock.now()].slice(-conflictsMax);
    this.#number++;
    if (this.#name !== null) {
      this.stop();
      this.#options.onConflict();
      return;
    }
    this.#cancelTimer?.();
    this.#probesLeft = probes;
    this.#cancelTimer = this.#options.clock.after(this.#pauseMs(), () => this.#probe());
  }

  #probe(): void {
    const wanted = this.#wanted;
    const port = this.#port;
    if (!wanted || !port) return;
    const name = this.#candidate(wanted);
    if (this.#probesLeft === 0) {
      port.publish({ ...wanted, name });
      this.#setName(name);
      return;
    }
    this.#probesLeft--;
    port.ask([{ name: `${name}.${serviceType}`, type: 'ANY' }]);
    this.#cancelTimer = this.#options.clock.after(probeIntervalMs, () => this.#probe());
  }

  /** `Name (2)`, and where that many have the name, one that nobody else can have: with the end of the host's. */
  #candidate({ name, host }: PublishedService): string {
    if (this.#number === 1) return announcedName(name);
    return announcedName(
      name,
      this.#number <= nameNumberMax ? String(this.#number) : host.replace('.local', '').slice(-6),
    );
  }

  /** RFC 6762 §8.1: many conflicts in a short time are a fault somewhere, or an attack, and not to be run after. */
  #pauseMs(): number {
    const first = this.#conflictTimes[0];
    const isStorm = this.#conflictTimes.length >= conflictsMax && first !== undefined;
    return isStorm && this.#options.clock.now() - first < conflictWindowMs ? conflictPauseMs : 0;
  }

  #setName(name: string | null): void {
    if (name === this.#name) return;
    this.#name = name;
    this.#options.onNameChanged();
  }
}
