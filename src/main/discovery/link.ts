import { Announcer } from './announcer.ts';
import type { Clock } from './clock.ts';
import {
  goodbyeTimeoutMs,
  housekeepingMs,
  queryIntervalMaxMs,
  queryIntervalMinMs,
  questionPacketsPerTurnMax,
  questionsPerPacketMax,
  retryMaxMs,
  retryMinMs,
  wakeGraceMs,
} from './limits.ts';
import { type MdnsPort, type OpenPort, type PortProblem, type PublishedService, serviceType } from './mdns-port.ts';
import type { LocalAddress } from './network.ts';
import { portProblem } from './port-problem.ts';
import { ServiceCache } from './service-cache.ts';

export interface LinkOptions {
  readonly local: LocalAddress;
  readonly openPort: OpenPort;
  readonly clock: Clock;
  /** False: announces only. */
  readonly browse: boolean;
  /** The neighbours may have changed, or `status`, or `announcedName`. Returns at once. */
  readonly onChanged: () => void;
  readonly onFault: (error: Error) => void;
}

export type LinkStatus =
  | { readonly status: 'opening' | 'open' | 'closed' }
  | ({ readonly status: 'failed' } & PortProblem);

const questionsPerTurnMax = questionsPerPacketMax * questionPacketsPerTurnMax;

/** Discovery on one interface: keeps a port open whatever happens to it, browses, and announces. */
export class Link {
  readonly local: LocalAddress;
  readonly cache = new ServiceCache();
  readonly #options: LinkOptions;
  readonly #announcer: Announcer;
  #status: LinkStatus = { status: 'opening' };
  #port: MdnsPort | null = null;
  #retries = 0;
  #cancelRetry: (() => void) | null = null;
  readonly #stopHousekeeping: () => void;
  #queryIntervalMs = queryIntervalMinMs;
  #nextQueryAt = 0;
  /** Ports are closed and opened one after the other, since both have the same address. */
  #turn: Promise<void> = Promise.resolve();

  constructor(options: LinkOptions) {
    this.#options = options;
    this.local = options.local;
    this.#announcer = new Announcer({
      clock: options.clock,
      onNameChanged: options.onChanged,
      // Without goodbye: the name in it is the other's now.
      onConflict: () => void this.#reopen({ goodbye: false }),
    });
    this.#stopHousekeeping = options.clock.repeat(housekeepingMs, () => this.#keepHouse());
    this.#open();
  }

  get status(): LinkStatus {
    return this.#status;
  }

  get announcedName(): string | null {
    return this.#announcer.name;
  }

  /** Withdraws what was announced, and announces this. Resolves when the goodbye is said, within `goodbyeTimeoutMs`. */
  async announce(service: PublishedService | null): Promise<void> {
    if (JSON.stringify(service) === JSON.stringify(this.#announcer.wanted)) return;
    const isAnnounced = this.#announcer.name !== null;
    this.#announcer.wanted = service;
    // A port announces one service in its life; one that has announced nothing yet can go on.
    if (isAnnounced) await this.#reopen({ goodbye: true });
    else if (this.#port && this.#status.status === 'open') this.#announcer.start(this.#port);
  }

  /** After sleep, or where the socket may be deaf: opens again, asks again, and gives neighbours time to answer. */
  refresh(): void {
    const now = this.#options.clock.now();
    this.cache.prolong(now, wakeGraceMs);
    this.#retries = 0;
    void this.#reopen({ goodbye: false });
  }

  /** Resolves when the goodbye is said and the socket closed, within `goodbyeTimeoutMs`. */
  async close({ goodbye }: { readonly goodbye: boolean }): Promise<void> {
    if (this.#status.status === 'closed') return;
    this.#status = { status: 'closed' };
    this.#stopHousekeeping();
    await this.#closePort(goodbye);
  }

  #reopen({ goodbye }: { readonly goodbye: boolean }): Promise<void> {
    const closed = this.#closePort(goodbye);
    void closed.then(() => this.#open());
    return closed;
  }

  async #closePort(goodbye: boolean): Promise<void> {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#announcer.stop();
    const port = this.#port;
    this.#port = null;
    const earlier = this.#turn;
    this.#turn = (async () => {
      await earlier;
      if (port) await this.#bounded(port.close({ goodbye }));
    })();
    await this.#turn;
  }

  /** A socket that cannot be closed or written to holds nobody up. */
  #bounded(promise: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.deadline(goodbyeTimeoutMs, resolve);
      promise
        .catch((error) => this.#options.onFault(error))
        .finally(() => {
          cancel();
          resolve();
        });
    });
  }

  #open(): void {
    if (this.#port || this.#status.status === 'closed') return;
    const port = this.#newPort();
    if (!port) return;
    this.#port = port;
    const isCurrent = (): boolean => this.#port === port;
    port.on('ready', () => isCurrent() && this.#ready(port));
    port.on('problem', (problem) => isCurrent() && this.#failed(problem));
    port.on('fault', (error) => this.#options.onFault(error));
    port.on('response', (response) => {
      if (!isCurrent()) return;
      if (this.#options.browse) this.cache.add(response, this.#options.clock.now());
      this.#announcer.heard(response);
      if (this.cache.takeChanged()) this.#options.onChanged();
    });
  }

  /** Null, and tried again later, where the system has no socket to give (EMFILE). */
  #newPort(): MdnsPort | null {
    try {
      return this.#options.openPort(this.local);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.#failed(portProblem(error) ?? { reason: 'other', detail });
      return null;
    }
  }

  #ready(port: MdnsPort): void {
    this.#setStatus({ status: 'open' });
    this.#queryIntervalMs = queryIntervalMinMs;
    this.#nextQueryAt = this.#options.clock.now();
    this.#keepHouse();
    this.#announcer.start(port);
  }

  #failed(problem: PortProblem): void {
    this.#setStatus({ status: 'failed', ...problem });
    const waitMs = Math.min(retryMinMs * 2 ** this.#retries++, retryMaxMs);
    void this.#closePort(false).then(() => {
      if (this.#port || this.#cancelRetry || this.#status.status === 'closed') return;
      this.#cancelRetry = this.#options.clock.after(waitMs, () => {
        this.#cancelRetry = null;
        this.#open();
      });
    });
  }

  /** Asks what is due and drops what has expired. Cheap: there is little to look at, and mostly nothing to do. */
  #keepHouse(): void {
    const now = this.#options.clock.now();
    this.cache.expire(now);
    const questions = this.#status.status === 'open' ? this.cache.dueQuestions(now, questionsPerTurnMax) : [];
    if (this.#options.browse && this.#status.status === 'open' && now >= this.#nextQueryAt) {
      questions.push({ name: serviceType, type: 'PTR' });
      this.#nextQueryAt = now + this.#queryIntervalMs;
      this.#queryIntervalMs = Math.min(this.#queryIntervalMs * 2, queryIntervalMaxMs);
      // A port that has worked for so long does, and its next failure is a new one.
      if (this.#queryIntervalMs === queryIntervalMaxMs) this.#retries = 0;
    }
    for (let start = 0; start < questions.length; start += questionsPerPacketMax) {
      this.#port?.ask(questions.slice(start, start + questionsPerPacketMax));
    }
    if (this.cache.takeChanged()) this.#options.onChanged();
  }

  #setStatus(status: LinkStatus): void {
    if (this.#status.status === 'closed') return;
    this.#status = status;
    this.#options.onChanged();
  }
}
