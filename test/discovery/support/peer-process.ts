import type { NetworkState } from '../../../src/main/discovery/network.ts';
import type { DiscoveryState, Neighbour, NeighbourList } from '../../../src/shared/neighbour.ts';
import { LineProcess } from './line-process.ts';

export interface PeerOptions {
  /** What is announced; nothing unless given. */
  readonly name?: string;
  /** Where the share is said to listen; everywhere unless given. */
  readonly address?: string;
  readonly scope?: 'lan' | 'loopback';
  readonly browse?: boolean;
}

/** A Doorstep without window and files: `peer.ts`, which tells what it sees as `{ event, value }`. */
export class PeerProcess extends LineProcess {
  constructor(command: readonly string[], options: PeerOptions = {}) {
    super([...command, JSON.stringify(options)]);
  }

  get state(): DiscoveryState | undefined {
    return this.last('state')?.value as DiscoveryState | undefined;
  }

  get network(): NetworkState | undefined {
    return this.last('network')?.value as NetworkState | undefined;
  }

  get list(): NeighbourList {
    return (this.last('neighbours')?.value as NeighbourList | undefined) ?? { neighbours: [], omitted: 0 };
  }

  neighbour(name: string): Neighbour | undefined {
    return this.list.neighbours.find((each) => each.name === name);
  }

  /** The URL under which it should be listed by others. */
  ownUrl(address: string): string {
    return `http://${address}:${this.last('listening')?.value}/`;
  }

  get faults(): unknown[] {
    return this.events.filter(({ event }) => event === 'fault').map(({ value }) => value);
  }

  /** Resolves with how long it took until a neighbour of that name was listed, or (`isListed` false) was not. */
  untilNeighbour(name: string, isListed = true, timeoutMs?: number): Promise<number> {
    const what = `${name} ${isListed ? 'listed' : 'gone'}`;
    return this.until(what, () => (this.neighbour(name) !== undefined) === isListed, timeoutMs);
  }

  untilAnnounced(name: string, timeoutMs?: number): Promise<number> {
    const isAnnounced = (): boolean => this.state?.status === 'on' && this.state.announcedName === name;
    return this.until(`announced as ${name}`, isAnnounced, timeoutMs);
  }

  untilStatus(status: DiscoveryState['status'], timeoutMs?: number): Promise<number> {
    return this.until(`status ${status}`, () => this.state?.status === status, timeoutMs);
  }
}
