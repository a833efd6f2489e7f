import { connect } from 'node:net';
import type { Clock } from './clock.ts';
import {
  presenceCheckMs,
  presenceChecksMax,
  presenceConnectTimeoutMs,
  presenceFailuresMax,
  presenceRecheckMs,
} from './limits.ts';
import type { FoundNeighbour } from './neighbours.ts';

/** Whether something accepts connections there; resolves within `presenceConnectTimeoutMs`, never rejects. */
export type CheckPresence = (address: string, port: number) => Promise<boolean>;

export interface PresenceOptions {
  readonly clock: Clock;
  readonly check?: CheckPresence;
  /** It accepted connections before, and does not any more. */
  readonly onGone: (neighbour: FoundNeighbour) => void;
}

/**
 * Notices Doorsteps that ended without goodbye, which mDNS alone does only when their records expire, after two minutes.
 * Every `presenceCheckMs` it connects to each one's port and closes again: nothing is sent, so nothing stands in the
 * other's access log. Only an address from which the neighbour itself spoke is connected to; one that never accepted (a
 * firewall) is left to expire.
 */
export class Presence {
  readonly #options: PresenceOptions;
  readonly #check: CheckPresence;
  readonly #watched = new Map<string, Watched>();
  readonly #stop: () => void;
  #running = 0;

  constructor(options: PresenceOptions) {
    this.#options = options;
    this.#check = options.check ?? acceptsConnections;
    this.#stop = options.clock.repeat(presenceRecheckMs, () => this.#checkDue());
  }

  /** These are to be watched from now on, and no others. */
  watch(neighbours: readonly FoundNeighbour[]): void {
    const wanted = neighbours.filter(({ kind, isOwnAddress }) => kind === 'doorstep' && isOwnAddress);
    const ids = new Set(wanted.map(({ id }) => id));
    for (const id of this.#watched.keys()) if (!ids.has(id)) this.#watched.delete(id);
    for (const neighbour of wanted.slice(0, presenceChecksMax.watched)) {
      const known = this.#watched.get(neighbour.id);
      const isSame = known?.neighbour.address === neighbour.address && known.neighbour.port === neighbour.port;
      if (known && isSame) known.neighbour = neighbour;
      else this.#watched.set(neighbour.id, { neighbour, hasAccepted: false, failures: 0, isRunning: false, dueAt: 0 });
    }
    this.#checkDue();
  }

  /** After sleep: all of them at once. */
  checkAll(): void {
    for (const watched of this.#watched.values()) watched.dueAt = 0;
    this.#checkDue();
  }

  close(): void {
    this.#stop();
    this.#watched.clear();
  }

  #checkDue(): void {
    const now = this.#options.clock.now();
    for (const watched of this.#watched.values()) {
      if (this.#running >= presenceChecksMax.atOnce) return;
      if (!watched.isRunning && watched.dueAt <= now) void this.#checkOne(watched);
    }
  }

  async #checkOne(watched: Watched): Promise<void> {
    const { address, port, id } = watched.neighbour;
    this.#running++;
    watched.isRunning = true;
    const accepts = await this.#check(address, port);
    this.#running--;
    watched.isRunning = false;
    if (this.#watched.get(id) !== watched) return;
    watched.hasAccepted ||= accepts;
    watched.failures = accepts ? 0 : watched.failures + 1;
    const isDoubtful = watched.hasAccepted && watched.failures > 0;
    watched.dueAt = this.#options.clock.now() + (isDoubtful ? presenceRecheckMs : presenceCheckMs);
    if (!isDoubtful || watched.failures < presenceFailuresMax) return;
    this.#watched.delete(id);
    this.#options.onGone(watched.neighbour);
  }
}

interface Watched {
  neighbour: FoundNeighbour;
  hasAccepted: boolean;
  /** In a row. */
  failures: number;
  isRunning: boolean;
  dueAt: number;
}

/** Connects and closes again. */
export function acceptsConnections(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: presenceConnectTimeoutMs });
    const settle = (accepts: boolean): void => {
      resolve(accepts);
      socket.destroy();
    };
    socket.on('connect', () => settle(true));
    socket.on('timeout', () => settle(false));
    socket.on('error', () => settle(false));
  });
}
