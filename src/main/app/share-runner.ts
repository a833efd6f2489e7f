import type { AddressView, Problem, ShareState } from '../../shared/ipc.ts';
import { ListenError, type Listening, type ShareServer } from '../server/share-server.ts';
import type { ReportFault } from './fault-log.ts';
import { portChangeGraceMs, stopGraceMs } from './limits.ts';
import { unexpectedProblem } from './unexpected-problem.ts';

/** What the owner wants of the server. */
export interface ShareWish {
  readonly running: boolean;
  /** 1–65535. */
  readonly port: number;
}

export interface ShareRunnerOptions {
  readonly server: ShareServer;
  /** The addresses under which a listener can be reached, best first. */
  readonly reachableAddresses: (listening: Listening) => Promise<readonly AddressView[]>;
  /** Called after every change of `state`; returns at once. */
  readonly onStateChanged: () => void;
  readonly reportFault: ReportFault;
}

/**
 * Brings the server to the owner's last wish. Wishes may come at any time; one loop at a time starts and stops the
 * server, looks again after each step, and passes over wishes that were replaced before it came to them.
 */
export class ShareRunner {
  readonly #options: ShareRunnerOptions;
  #wish: ShareWish;
  /** Rises with every wish, so that one that failed is tried again only when the owner wishes something again. */
  #wishNumber = 0;
  #failedWishNumber = -1;
  #restartWanted = false;
  #active: { readonly wantedPort: number; readonly listening: Listening } | undefined;
  #state: ShareState = { status: 'stopped' };
  #settling: Promise<void> | undefined;
  #closed = false;

  constructor(options: ShareRunnerOptions, wish: ShareWish) {
    this.#options = options;
    this.#wish = wish;
  }

  get state(): ShareState {
    return this.#state;
  }

  get wish(): ShareWish {
    return this.#wish;
  }

  /** The server is stopped, and no wish is heard any more. */
  async close(): Promise<void> {
    const stopped = this.setWish({ running: false });
    this.#closed = true;
    await stopped;
  }

  /** Resolves when the last wish (this one or a later one) is fulfilled or has failed; `state` tells which. */
  setWish(changes: Partial<ShareWish>): Promise<void> {
    if (this.#closed) return this.#settle();
    this.#wish = { ...this.#wish, ...changes };
    this.#wishNumber++;
    if (this.#settling && this.#wish.running && this.#state.status === 'stopped')
      this.#setState({ status: 'starting' });
    return this.#settle();
  }

  /** Like `setWish`, but a running listener is closed and opened again even where nothing changed. */
  restart(): Promise<void> {
    this.#restartWanted = true;
    return this.setWish({});
  }

  /** Shows a problem that kept the share from starting, until the next wish. */
  showProblem(problem: Problem): void {
    this.#setState({ status: 'failed', problem });
  }

  /** Asks for the addresses again: the computer may have joined another network. */
  async refreshAddresses(): Promise<void> {
    const active = this.#active;
    if (!active) return;
    const addresses = await this.#addressesOf(active.listening);
    if (this.#active !== active || this.#state.status !== 'sharing') return;
    if (JSON.stringify(addresses) !== JSON.stringify(this.#state.addresses))
      this.#setState({ ...this.#state, addresses });
  }

  #settle(): Promise<void> {
    this.#settling ??= Promise.resolve().then(() => this.#fulfil());
    return this.#settling;
  }

  async #fulfil(): Promise<void> {
    try {
      while (!this.#isFulfilled()) {
        if (this.#active) await this.#stop();
        else if (this.#wish.running) await this.#start();
        else this.#setState({ status: 'stopped' });
      }
    } finally {
      this.#settling = undefined;
    }
  }

  #isFulfilled(): boolean {
    const { running, port } = this.#wish;
    if (this.#active) return running && this.#active.wantedPort === port && !this.#restartWanted;
    return running ? this.#failedWishNumber === this.#wishNumber : this.#state.status === 'stopped';
  }

  /** The owner sees the end at once, though running exchanges still get their grace. */
  async #stop(): Promise<void> {
    this.#active = undefined;
    const { running } = this.#wish;
    this.#setState({ status: running ? 'starting' : 'stopped' });
    try {
      await this.#options.server.stop(running ? portChangeGraceMs : stopGraceMs);
    } catch (error) {
      this.#options.reportFault('the server did not stop', error);
    }
  }

  async #start(): Promise<void> {
    const { port } = this.#wish;
    const wishNumber = this.#wishNumber;
    this.#restartWanted = false;
    this.#setState({ status: 'starting' });
    try {
      const listening = await this.#options.server.start({ port });
      const addresses = await this.#addressesOf(listening);
      this.#active = { wantedPort: port, listening };
      this.#setState({ status: 'sharing', port: listening.port, instead: listening.instead, addresses });
    } catch (error) {
      this.#failedWishNumber = wishNumber;
      if (!(error instanceof ListenError)) this.#options.reportFault('the server did not start', error);
      this.#setState({ status: 'failed', problem: problemOfStart(error, port) });
    }
  }

  async #addressesOf(listening: Listening): Promise<readonly AddressView[]> {
    try {
      const addresses = await this.#options.reachableAddresses(listening);
      if (addresses.length > 0) return addresses;
    } catch (error) {
      this.#options.reportFault("this computer's addresses could not be told", error);
    }
    return [loopbackAddress(listening.port)];
  }

  #setState(state: ShareState): void {
    this.#state = state;
    this.#options.onStateChanged();
  }
}

function problemOfStart(error: unknown, port: number): Problem {
  if (!(error instanceof ListenError)) return unexpectedProblem(error);
  switch (error.reason) {
    case 'in-use':
      return { kind: 'no-free-port', port };
    case 'forbidden':
      return { kind: 'port-forbidden', port };
    default:
      return { kind: 'unexpected', detail: error.code };
  }
}

/** What always works, on this computer at least, where nothing better is known. */
function loopbackAddress(port: number): AddressView {
  const address = '127.0.0.1';
  return { url: `http://${address}:${port}/`, address, family: 4, interfaceName: 'lo', kind: 'loopback' };
}
