import type { EventEmitter } from 'node:events';
import type { NetworkState } from './network.ts';

export interface NetworkWatchEvents {
  /** Addresses, their order, or the networks are others than before. */
  changed: [NetworkState];
  /** The computer (or this process) slept for about so many milliseconds. `changed` follows where something changed. */
  woke: [sleptMs: number];
  /** The system could not be asked; the last state stays and it is asked again. */
  fault: [Error];
}

/** Follows the networks of this computer: asks the system every 2 s, cheaply and without sending a packet. */
export interface NetworkWatch extends EventEmitter<NetworkWatchEvents> {
  /** As last seen; empty before `start` has resolved. */
  readonly state: NetworkState;
  /** Looks once and then goes on looking; does not keep the process alive. Never rejects. */
  start(): Promise<NetworkState>;
  /** Looks now (on `resume`, or where the owner asks), and tells `changed` as ever. Never rejects. */
  refresh(): Promise<NetworkState>;
  /** Ends it; `start` may be called again. */
  stop(): void;
}
