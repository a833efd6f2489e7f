import { resolve } from 'node:path';
import type { ActionResult, ItemView, Problem, ReachChoice, ReachView, ShareState } from '../../../shared/ipc.ts';
import type { ShareItem } from '../../../shared/share.ts';
import { type FoundItem, holdsWholeHomeOrDrive, toShareItems } from '../../server/files/share-items.ts';
import { limits } from '../../server/limits.ts';
import type { FileSystem, Listening, ShareServer } from '../../server/share-server.ts';
import type { ReportFault } from '../fault-log.ts';
import { addressChangeGraceMs, portChangeGraceMs } from '../limits.ts';
import { saveSettings } from '../settings/save-settings.ts';
import { isPort } from '../settings/settings.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { ShareNetwork } from './share-network.ts';
import { type CheckedPath, checkSharePath, displayPath } from './share-path.ts';
import { ShareRunner } from './share-runner.ts';

export interface ShareControllerOptions {
  readonly server: ShareServer;
  readonly fs: FileSystem;
  readonly settings: SettingsStore;
  readonly homeFolder: string;
  readonly network: ShareNetwork;
  /** Asks the owner whether this folder, their home or a whole drive, is really to be shared. */
  readonly confirmWholeFolder: (displayPath: string) => Promise<boolean>;
  /** Called after every change of items, state, wanted port or networks; returns at once. */
  readonly onChanged: () => void;
  readonly reportFault: ReportFault;
}

/** What was last seen on disk of one item. */
interface Sight {
  readonly sizeBytes: number | null;
  readonly missing: boolean;
}

const done: ActionResult = { ok: true };

/**
 * The truth about the share: which items, on which port, running or not. Every operation of the owner comes here, takes
 * effect on the list at once when its checks are done, and leaves starting and stopping to the runner. A slow check
 * (a dead network drive) holds up nobody else.
 */
export class ShareController {
  readonly #options: ShareControllerOptions;
  readonly #runner: ShareRunner;
  #items: readonly ShareItem[] = [];
  /** By item id. */
  #sights: ReadonlyMap<string, Sight> = new Map();
  /** Rises when the owner stops the share: a drop from before must not start it again. */
  #stops = 0;
  readonly #confirmedPaths = new Set<string>();
  /** The share would run but for the network, which is not familiar. */
  #heldBack = false;
  #refreshing = false;
  #closed = false;

  constructor(options: ShareControllerOptions) {
    this.#options = options;
    const { network, settings, onChanged } = options;
    this.#runner = new ShareRunner(
      { ...options, reachableAddresses: (listening) => network.addressesOf(listening), onStateChanged: onChanged },
      { running: false, port: settings.current.port, address: network.place.address },
    );
    network.on('changed', () => this.#networkChanged());
  }

  get state(): ShareState {
    return this.#runner.state;
  }

  /** 1–65535. */
  get wantedPort(): number {
    return this.#runner.wish.port;
  }

  get reach(): ReachView {
    return this.#options.network.view;
  }

  /** What the server listens on while the share runs. */
  get listening(): Listening | undefined {
    return this.#runner.listening;
  }

  get items(): ItemView[] {
    return this.#items.map(({ id, kind, name, path }) => {
      const { sizeBytes = null, missing = false } = this.#sights.get(id) ?? {};
      return { id, kind, name, displayPath: displayPath(path, this.#options.homeFolder), sizeBytes, missing };
    });
  }

  /**
   * The share at the app's start: `paths` from the command line, at once; without any, or where none of them can be
   * shared, that of last time, running if it was.
   */
  async begin(paths: readonly string[]): Promise<void> {
    const added = paths.length > 0 ? await this.addPaths(paths) : done;
    if (!added.ok) this.#options.reportFault(`not everything is shared: ${JSON.stringify(added.problem)}`);
    if (this.#items.length === 0) await this.#restore(added);
  }

  /** Adds what is not there yet and starts sharing, unless the owner stops the share meanwhile. */
  async addPaths(paths: readonly string[]): Promise<ActionResult> {
    const stops = this.#stops;
    const wanted = [...new Set(paths.map((path) => resolve(path)))];
    if (wanted.length > limits.itemsMax) return failed({ kind: 'too-many-items', most: limits.itemsMax });
    const checked = await Promise.all(wanted.map((path) => checkSharePath(this.#options.fs, path)));
    const problems = checked.flatMap((path) => ('problem' in path ? [path.problem] : []));
    const accepted = await this.#confirmed(checked);
    if (accepted.length === 0) return resultOf(problems);

    const items = toShareItems(accepted, this.#items);
    if (items.length > limits.itemsMax) return failed({ kind: 'too-many-items', most: limits.itemsMax });
    this.#setItems(items, checked);
    const settled = stops === this.#stops ? this.#run() : undefined;
    return resultOf([...problems, ...(await this.#outcomes(settled))]);
  }

  /** Removing the last item stops sharing. An id that is gone already is no problem. */
  async removeItem(itemId: string): Promise<ActionResult> {
    const left = this.#items.filter((item) => item.id !== itemId);
    if (left.length === this.#items.length) return done;
    this.#setItems(left);
    return left.length === 0 ? this.stop() : resultOf(await this.#outcomes(undefined));
  }

  async start(): Promise<ActionResult> {
    if (this.#items.length === 0) return failed({ kind: 'nothing-to-share' });
    const [problems] = await Promise.all([this.#outcomes(this.#run()), this.refresh()]);
    return resultOf(problems);
  }

  /** Resolves when the port is free. */
  async stop(): Promise<ActionResult> {
    this.#stops++;
    this.#heldBack = false;
    return resultOf(await this.#outcomes(this.#runner.setWish({ running: false })));
  }

  /** The port that runs already is left alone; asking again for one that could not be had tries again. */
  async setPort(port: number): Promise<ActionResult> {
    if (!isPort(port)) return failed({ kind: 'invalid-port' });
    const { state } = this;
    const failedBefore = state.status === 'failed' || (state.status === 'sharing' && state.instead !== null);
    if (port === this.wantedPort && !failedBefore) return done;
    const settled = port === this.wantedPort ? this.#runner.restart() : this.#runner.setWish({ port });
    this.#options.onChanged();
    return resultOf(await this.#outcomes(settled));
  }

  /** Where the owner wants to share; applied at once. */
  async setReach(choice: ReachChoice): Promise<ActionResult> {
    const { network } = this.#options;
    if (!network.choose(choice)) return failed({ kind: 'gone' });
    const { running } = this.#runner.wish;
    if (running) network.shareHere();
    // Whom the owner shuts out by this is not to go on for an hour.
    const settled = running ? this.#runner.moveTo(network.place.address, portChangeGraceMs) : undefined;
    const outcomes = await this.#outcomes(settled);
    this.#options.onChanged();
    return resultOf(outcomes);
  }

  /** Looks again whether the items are there; for a timer. */
  async refresh(): Promise<void> {
    if (this.#refreshing) return;
    this.#refreshing = true;
    try {
      const paths = this.#items.map((item) => item.path);
      const checked = await Promise.all(paths.map((path) => checkSharePath(this.#options.fs, path)));
      this.#setItems(this.#items, checked);
    } finally {
      this.#refreshing = false;
    }
  }

  /** Stops the server for good; what is saved stays as the owner left it. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#options.network.close();
    await this.#runner.close();
  }

  async #restore(added: ActionResult): Promise<void> {
    const { shareItems, shareRunning } = this.#options.settings.current;
    this.#setItems(toShareItems(shareItems));
    const refreshed = this.refresh();
    if (!added.ok) this.#runner.showProblem(added.problem);
    else if (shareRunning && shareItems.length > 0) await this.#startByItself();
    await refreshed;
  }

  /** Only where the owner shared before: what is meant for home is not to be open in a café. */
  async #startByItself(): Promise<void> {
    const { network } = this.#options;
    const stops = this.#stops;
    this.#heldBack = true;
    await network.untilToldApart();
    if (!this.#heldBack || stops !== this.#stops) return;
    if (network.isFamiliar) await this.#startRunner();
    else this.#runner.showHeldBack();
  }

  #startRunner(): Promise<void> {
    this.#heldBack = false;
    return this.#runner.setWish({ running: true, address: this.#options.network.place.address });
  }

  /** The owner wants the share to run: here, and by itself the next time. */
  #run(): Promise<void> {
    this.#options.network.shareHere();
    return this.#startRunner();
  }

  #networkChanged(): void {
    const { network, reportFault } = this.#options;
    const { state } = this;
    const isUnavailable = state.status === 'failed' && state.problem.kind === 'address-unavailable';
    const { running, address } = this.#runner.wish;
    if (running && (address !== network.place.address || isUnavailable)) {
      const moved = this.#runner.moveTo(network.place.address, addressChangeGraceMs);
      moved.catch((error) => reportFault('the share did not move', error));
    } else {
      this.#runner.refreshAddresses();
    }
    if (state.status === 'stopped' && state.because && this.#heldBack && network.isFamiliar) {
      this.#startRunner().catch((error) => reportFault('the share did not start', error));
    }
    this.#options.onChanged();
  }

  /** Those that can be shared and that the owner, where there was reason to ask, wants to share. */
  async #confirmed(checked: readonly CheckedPath[]): Promise<FoundItem[]> {
    const accepted: FoundItem[] = [];
    for (const found of checked) {
      if (!('problem' in found) && (await this.#isConfirmed(found))) accepted.push(found);
    }
    return accepted;
  }

  async #isConfirmed({ kind, path }: FoundItem): Promise<boolean> {
    const { fs, homeFolder, confirmWholeFolder } = this.#options;
    const isKnown = this.#confirmedPaths.has(path) || this.#items.some((item) => item.path === path);
    if (kind === 'file' || isKnown || !(await holdsWholeHomeOrDrive(fs, path, homeFolder))) return true;
    const confirmed = await confirmWholeFolder(displayPath(path, homeFolder));
    if (confirmed) this.#confirmedPaths.add(path);
    return confirmed;
  }

  /**
   * Takes `items` and what was just seen of their paths, and tells the server and the window where anything changed.
   * Missing items stay shared: their place in the share stays too, and a folder that is built anew is there again at once.
   */
  #setItems(items: readonly ShareItem[], checked: readonly CheckedPath[] = []): void {
    const byPath = new Map(checked.map((found) => [found.path, found]));
    const seen = items.map((item) => seenAgain(item, this.#sights.get(item.id), byPath.get(item.path)));
    const nextItems = seen.map(({ item }) => item);
    const nextSights = new Map(seen.map(({ item, sight }) => [item.id, sight]));
    const changed = JSON.stringify([nextItems, ...nextSights]) !== JSON.stringify([this.#items, ...this.#sights]);
    if (!changed) return;
    this.#items = nextItems;
    this.#sights = nextSights;
    this.#options.server.setItems(nextItems);
    this.#options.onChanged();
  }

  /** Saves at once, whatever the server does meanwhile, and tells of both. */
  async #outcomes(settled: Promise<void> | undefined): Promise<Problem[]> {
    const [saved] = await Promise.all([this.#save(), settled]);
    return settled && this.state.status === 'failed' ? [this.state.problem, ...saved] : saved;
  }

  async #save(): Promise<Problem[]> {
    if (this.#closed) return [];
    const { running, port } = this.#runner.wish;
    const shareRunning = running || this.#heldBack;
    const shareItems = this.#items.map(({ path, kind }) => ({ path, kind }));
    const { settings, reportFault } = this.#options;
    const saved = await saveSettings(settings, { port, shareItems, shareRunning }, reportFault);
    return saved.ok ? [] : [saved.problem];
  }
}

/** Something that is there but cannot be read just now is not missing. */
function seenAgain(item: ShareItem, last: Sight | undefined, found: CheckedPath | undefined) {
  const before: Sight = last ?? { sizeBytes: null, missing: false };
  if (!found) return { item, sight: before };
  if (!('problem' in found))
    return { item: { ...item, kind: found.kind }, sight: { sizeBytes: found.sizeBytes, missing: false } };
  return { item, sight: { ...before, missing: found.problem.kind !== 'path-unreadable' } };
}

function resultOf([problem]: readonly Problem[]): ActionResult {
  return problem ? failed(problem) : done;
}

function failed(problem: Problem): ActionResult {
  return { ok: false, problem };
}
