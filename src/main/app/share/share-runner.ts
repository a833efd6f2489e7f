import type { AddressView, Problem, ShareState } from '../../../shared/ipc.ts';
import { ListenError } from '../../server/net/listen-error.ts';
import type { Listening, ListenOptions, ShareServer } from '../../server/share-server.ts';
import { EngineDiedError } from '../../server/thread/engine-thread.ts';
import type { ReportFault } from '../fault-log.ts';
import { portChangeGraceMs, serverRestartIntervalMs, stopGraceMs } from '../limits.ts';
import { unexpectedProblem } from '../unexpected-problem.ts';

/** What the owner wants of the server. */
export interface ShareWish {
  readonly running: boolean;
  /** 1–65535. */
  readonly port: number;
  /** The only address to listen on; all where undefined. */
  readonly address: string | undefined;
}

export interface ShareRunnerOptions {
  readonly server: ShareServer;
  /** The addresses under which a listener can be reached, best first. */
  readonly reachableAddresses: (listening: Listening) => readonly AddressView[];
  /** The name of the program that has a port; null where the system does not tell. Never rejects. */
  readonly portOwner: (port: number) => Promise<string | null>;
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
  #moveGraceMs = 0;
  #active: { readonly wish: ShareWish; readonly listening: Listening } | undefined;
  #state: ShareState = { status: 'stopped' };
  #settling: Promise<void> | undefined;
  /** When the server last died, by the monotonic clock. */
  #diedAt = Number.NEGATIVE_INFINITY;
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

  /**
   * Listens anew even where nothing changed: the wanted port may be free now. Running exchanges may go on for `graceMs`.
   */
  restart(graceMs: number): Promise<void> {
    this.#restartWanted = true;
    this.#moveGraceMs = graceMs;
    return this.setWish({});
  }

  /** Listens on another address. Running exchanges on the one that is left may go on for `graceMs`. */
  moveTo(address: string | undefined, graceMs: number): Promise<void> {
    this.#moveGraceMs = graceMs;
    return this.setWish({ address });
  }

  /** The server has died while nobody asked anything of it. It is brought back, but not again and again. */
  async serverDied(): Promise<void> {
    if (!this.#active) return;
    this.#active = undefined;
    if (!this.#mayBringBack()) {
      this.#failedWishNumber = this.#wishNumber;
      this.#setState({ status: 'failed', problem: { kind: 'server-died' } });
    }
    await this.#settle();
  }

  /** What it listens on while the share runs. */
  get listening(): Listening | undefined {
    return this.#active?.listening;
  }

  /** Shows a problem that kept the share from starting, until the next wish. */
  showProblem(problem: Problem): void {
    this.#setState({ status: 'failed', problem });
  }

  /** Shows that the share of last time did not start by itself, until the next wish. */
  showHeldBack(): void {
    this.#setState({ status: 'stopped', because: 'unfamiliar-network' });
  }

  /** Asks for the addresses again: the computer may have joined another network. */
  refreshAddresses(): void {
    if (!this.#active || this.#state.status !== 'sharing') return;
    const addresses = this.#addressesOf(this.#active.listening);
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
        if (this.#canMove()) await this.#move();
        else if (this.#active) await this.#stop();
        else if (this.#wish.running) await this.#start();
        else this.#setState({ status: 'stopped' });
      }
    } finally {
      this.#settling = undefined;
    }
  }

  #isFulfilled(): boolean {
    const { running, port, address } = this.#wish;
    if (!this.#active) return running ? this.#failedWishNumber === this.#wishNumber : this.#state.status === 'stopped';
    const { wish } = this.#active;
    return running && wish.port === port && wish.address === address && !this.#restartWanted;
  }

  /** The wanted port is the same: the new listener can be there before the old one's exchanges have ended. */
  #canMove(): boolean {
    const { running, port } = this.#wish;
    return running && this.#active?.wish.port === port;
  }

  /** The owner sees the end at once, though running exchanges still get their grace. */
  async #stop(): Promise<void> {
    this.#active = undefined;
    const { running } = this.#wish;
    this.#setState({ status: running ? 'starting' : 'stopped' });
    await this.#stopServer(running ? portChangeGraceMs : stopGraceMs);
  }

  async #stopServer(graceMs: number): Promise<void> {
    try {
      await this.#options.server.stop(graceMs);
    } catch (error) {
      this.#options.reportFault('the server did not stop', error);
    }
  }

  #start(): Promise<void> {
    this.#restartWanted = false;
    this.#setState({ status: 'starting' });
    return this.#listen((options) => this.#options.server.start(options));
  }

  /** The state says "sharing" all the while: the old address is there until the new one is. */
  async #move(): Promise<void> {
    this.#restartWanted = false;
    await this.#listen((options) => this.#options.server.move(options, this.#moveGraceMs));
    // What still ran on the old address must not outlive a share that has failed.
    if (!this.#active) await this.#stopServer(portChangeGraceMs);
  }

  async #listen(open: (options: ListenOptions) => Promise<Listening>): Promise<void> {
    const wish = this.#wish;
    const { port, address } = wish;
    const wishNumber = this.#wishNumber;
    try {
      const listening = await open({ port, address });
      this.#active = { wish, listening };
      const instead = listening.instead && { ...listening.instead, by: null };
      this.#setState({ status: 'sharing', port: listening.port, instead, addresses: this.#addressesOf(listening) });
      if (instead?.why === 'in-use') this.#tellPortOwner(port);
    } catch (error) {
      this.#active = undefined;
      const died = error instanceof EngineDiedError;
      if (died && this.#mayBringBack()) return;
      this.#failedWishNumber = wishNumber;
      // A server that died has reported its fault itself.
      if (!died && !(error instanceof ListenError)) this.#options.reportFault('the server did not start', error);
      const problem = problemOfStart(error, wish);
      this.#setState({ status: 'failed', problem });
      if (problem.kind === 'no-free-port') this.#tellPortOwner(port);
    }
  }

  /** The search takes a moment; the share does not wait for it. */
  #tellPortOwner(port: number): void {
    const tell = (by: string | null): void => {
      const state = this.#state;
      if (by === null || port !== this.#wish.port) return;
      if (state.status === 'sharing' && state.instead) {
        this.#setState({ ...state, instead: { ...state.instead, by } });
      } else if (state.status === 'failed' && state.problem.kind === 'no-free-port') {
        this.#setState({ ...state, problem: { ...state.problem, by } });
      }
    };
    this.#options
      .portOwner(port)
      .then(tell, (error) => this.#options.reportFault("the port's owner could not be told", error));
  }

  #mayBringBack(): boolean {
    const now = performance.now();
    const isSoon = now - this.#diedAt < serverRestartIntervalMs;
    this.#diedAt = now;
    return !isSoon;
  }

  #addressesOf(listening: Listening): readonly AddressView[] {
    try {
      const addresses = this.#options.reachableAddresses(listening);
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

function problemOfStart(error: unknown, { port, address }: ShareWish): Problem {
  if (error instanceof EngineDiedError) return { kind: 'server-died' };
  if (!(error instanceof ListenError)) return unexpectedProblem(error);
  switch (error.reason) {
    case 'in-use':
      return { kind: 'no-free-port', port, by: null };
    case 'forbidden':
      return { kind: 'port-forbidden', port };
    case 'bad-address':
      if (address !== undefined) return { kind: 'address-unavailable', address };
      return { kind: 'unexpected', detail: error.code };
    default:
      return { kind: 'unexpected', detail: error.code };
  }
}

/** What always works, on this computer at least, where nothing better is known. */
function loopbackAddress(port: number): AddressView {
  const address = '127.0.0.1';
  return { url: `http://${address}:${port}/`, address, family: 4, interfaceName: 'lo', kind: 'loopback' };
}
