import { EventEmitter } from 'node:events';
import { type Clock, systemClock, within } from './clock.ts';
import { networkPollMs, networkReadTimeoutMs, sleepDriftMs } from './limits.ts';
import type { NetworkState } from './network.ts';
import { readNetwork } from './read-network.ts';

export interface NetworkWatchEvents {
  /** Addresses, their order, or the networks are others than before. */
  changed: [NetworkState];
  /** The computer (or this process) slept for about so many milliseconds. `changed` follows where something changed. */
  woke: [sleptMs: number];
  /** The system could not be asked; the last state stays and it is asked again. */
  fault: [Error];
}

export interface NetworkWatchOptions {
  /** `readNetwork` unless given. */
  readonly read?: () => Promise<NetworkState>;
  readonly clock?: Clock;
}

/** Follows the networks of this computer: asks the system every `networkPollMs`, cheaply and without sending a packet. */
export class NetworkWatch extends EventEmitter<NetworkWatchEvents> {
  readonly #read: () => Promise<NetworkState>;
  readonly #clock: Clock;
  #state: NetworkState = { addresses: [], networks: [] };
  #fingerprint = '';
  #reading: Promise<void> | null = null;
  #stopTimer: (() => void) | null = null;
  #lastPollAt = 0;

  constructor(options: NetworkWatchOptions = {}) {
    super();
    this.#read = options.read ?? readNetwork;
    this.#clock = options.clock ?? systemClock;
  }

  /** As last seen; empty before `start` has resolved. */
  get state(): NetworkState {
    return this.#state;
  }

  /** Looks once and then goes on looking; does not keep the process alive. Never rejects. */
  start(): Promise<NetworkState> {
    if (!this.#stopTimer) {
      this.#lastPollAt = this.#clock.now();
      this.#stopTimer = this.#clock.repeat(networkPollMs, () => this.#poll());
    }
    return this.refresh();
  }

  /** Looks now (on `resume`, or where the owner asks), and tells `changed` as ever. Never rejects. */
  async refresh(): Promise<NetworkState> {
    // What an earlier look was already asking may be out of date.
    await this.#reading;
    await this.#look();
    return this.#state;
  }

  /** Ends it; `start` may be called again. */
  stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = null;
  }

  #poll(): void {
    const now = this.#clock.now();
    const sleptMs = now - this.#lastPollAt - networkPollMs;
    this.#lastPollAt = now;
    if (sleptMs > sleepDriftMs) this.emit('woke', sleptMs);
    void this.#look();
  }

  /** One look at a time; a system that does not answer is given up after `networkReadTimeoutMs` and asked again. */
  #look(): Promise<void> {
    this.#reading ??= this.#readOnce().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #readOnce(): Promise<void> {
    try {
      const state = await within(this.#clock, networkReadTimeoutMs, this.#read());
      const fingerprint = JSON.stringify(state);
      if (fingerprint === this.#fingerprint) return;
      this.#fingerprint = fingerprint;
      this.#state = state;
    } catch (error) {
      this.emit('fault', error instanceof Error ? error : new Error(String(error)));
      return;
    }
    this.emit('changed', this.#state);
  }
}
