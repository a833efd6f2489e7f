import type { BoundAddress } from '../../server/net/listener.ts';
import { visitorsMax } from '../limits.ts';

/** Which other devices have come, so that the owner is told whether anybody got through. */
export class Visitors {
  readonly #isOwnAddress: (address: string) => boolean;
  readonly #addresses = new Set<string>();
  #lastAddress: string | null = null;
  #place: BoundAddress | undefined;

  /** `isOwnAddress` tells this computer's addresses: its own requests prove nothing. */
  constructor(isOwnAddress: (address: string) => boolean) {
    this.#isOwnAddress = isOwnAddress;
  }

  get devices(): number {
    return this.#addresses.size;
  }

  get lastAddress(): string | null {
    return this.#lastAddress;
  }

  isThisComputer(address: string): boolean {
    return /^127\.|^::1$/.test(address) || this.#isOwnAddress(address);
  }

  add(address: string): void {
    if (this.isThisComputer(address)) return;
    this.#lastAddress = address;
    if (this.#addresses.size < visitorsMax) this.#addresses.add(address);
  }

  /** Where the server listens now. On another port or address, who came before proves nothing. */
  follow(listening: BoundAddress | undefined): void {
    if (!listening || (listening.port === this.#place?.port && listening.address === this.#place.address)) return;
    this.#place = listening;
    this.#addresses.clear();
    this.#lastAddress = null;
  }
}
