import { type ReadonlySignal, signal } from '@preact/signals';
import type { AccessLogEntry } from '../../shared/access-log.ts';
import { deviceName } from '../../shared/device-name.ts';
import { logVisitorsListedMax } from '../../shared/limits.ts';

export interface LogVisitor {
  readonly address: string;
  readonly device: string | null;
}

interface SeenVisitor extends LogVisitor {
  userAgent: string | null;
  device: string | null;
  lastSeen: number;
}

/** Who has been seen in the log, for choosing one; the latest newcomer first. */
export class LogVisitors {
  readonly #seen = new Map<string, SeenVisitor>();
  readonly #list = signal<readonly LogVisitor[]>([]);
  #isStale = false;
  #clock = 0;

  get list(): ReadonlySignal<readonly LogVisitor[]> {
    return this.#list;
  }

  add({ remoteAddress: address, userAgent }: AccessLogEntry): void {
    const visitor = this.#seen.get(address);
    this.#clock++;
    if (!visitor) {
      this.#makeRoom();
      this.#seen.set(address, { address, userAgent, device: deviceName(userAgent), lastSeen: this.#clock });
      this.#isStale = true;
      return;
    }
    visitor.lastSeen = this.#clock;
    if (userAgent === null || userAgent === visitor.userAgent) return;
    visitor.userAgent = userAgent;
    const device = deviceName(userAgent) ?? visitor.device;
    if (device !== visitor.device) this.#isStale = true;
    visitor.device = device;
  }

  clear(): void {
    this.#seen.clear();
    this.#isStale = true;
  }

  /** Changes `list` where it has changed. */
  publish(): void {
    if (!this.#isStale) return;
    this.#isStale = false;
    this.#list.value = [...this.#seen.values()].map(({ address, device }) => ({ address, device })).reverse();
  }

  /** Who has not been seen for longest makes room. */
  #makeRoom(): void {
    if (this.#seen.size < logVisitorsListedMax) return;
    const oldest = [...this.#seen.values()].reduce((a, b) => (b.lastSeen < a.lastSeen ? b : a));
    this.#seen.delete(oldest.address);
  }
}
