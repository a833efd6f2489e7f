import { resolve } from 'node:path';
import type {
  ActionResult,
  ItemView,
  Problem,
  ReachChoice,
  ReachView,
  RecentView,
  ShareState,
} from '../../../shared/ipc.ts';
import { toShareItems } from '../../server/files/share-items.ts';
import { limits } from '../../server/limits.ts';
import type { Listening, ShareServer } from '../../server/share-server.ts';
import { done, failed, gone, resultOf } from '../action-results.ts';
import type { ReportFault } from '../fault-log.ts';
import { addressChangeGraceMs, portChangeGraceMs } from '../limits.ts';
import { saveSettings } from '../settings/save-settings.ts';
import { isPort, type SavedItem } from '../settings/settings.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { ItemActions, type ItemActionsOptions } from './item-actions.ts';
import { PathAdmission, type PathAdmissionOptions } from './path-admission.ts';
import { portTrouble } from './port-trouble.ts';
import { Presence } from './presence.ts';
import { RecentItems } from './recent-items.ts';
import type { ShareNetwork } from './share-network.ts';
import { ShareRunner } from './share-runner.ts';
import { SharedItems, savedItem } from './shared-items.ts';

export interface ShareControllerOptions
  extends PathAdmissionOptions,
    Pick<ItemActionsOptions, 'confirmItemOption' | 'showInFolder'> {
  readonly server: ShareServer;
  readonly settings: SettingsStore;
  readonly network: ShareNetwork;
  /** The name of the program that has a port; null where the system does not tell. Never rejects. */
  readonly portOwner: (port: number) => Promise<string | null>;
  /** Called after every change of items, state, wanted port or networks; returns at once. */
  readonly onChanged: () => void;
  readonly reportFault: ReportFault;
}

/** A path that is to be shared, with what the owner said of it earlier. */
type WantedItem = Omit<SavedItem, 'kind'>;

/**
 * The truth about the share: which items, on which port, running or not. Every operation of the owner comes here, takes
 * effect on the list at once when its checks are done, and leaves starting and stopping to the runner. A slow check
 * (a dead network drive) holds up nobody else.
 */
export class ShareController {
  readonly #options: ShareControllerOptions;
  readonly #runner: ShareRunner;
  readonly #items: SharedItems;
  readonly #recents: RecentItems;
  readonly #presence: Presence;
  readonly #admission: PathAdmission;
  /** What the owner does to single items. */
  readonly itemActions: ItemActions;
  /** Rises when the owner stops the share: a drop from before must not start it again. */
  #stops = 0;
  /** The share would run but for the network, which is not familiar. */
  #heldBack = false;
  /** The share would run but for its items, none of which is there. */
  #waitsForItems = false;
  /** The item whose removal stopped the share; putting it back starts it again. */
  #stoppedByRemovalOf: string | null = null;
  #closed = false;

  constructor(options: ShareControllerOptions) {
    this.#options = options;
    const { network, server, settings, homeFolder, onChanged, reportFault } = options;
    this.#items = new SharedItems(homeFolder, (items) => {
      server.setItems(items);
      onChanged();
    });
    this.#recents = new RecentItems(options);
    this.#presence = new Presence({ ...options, items: this.#items, recents: this.#recents });
    this.#admission = new PathAdmission(options);
    this.itemActions = new ItemActions({
      ...options,
      items: this.#items,
      save: () => this.#outcomes(undefined),
    });
    this.#runner = new ShareRunner(
      { ...options, reachableAddresses: (listening) => network.addressesOf(listening), onStateChanged: onChanged },
      { running: false, port: settings.current.port, address: network.place.address },
    );
    network.on('changed', () => this.#networkChanged());
    server.on('died', () => {
      this.#runner.serverDied().catch((error) => reportFault('the share could not be brought back', error));
    });
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
    return this.#items.views;
  }

  /** What was shared before and is not now, newest first. */
  get recentItems(): RecentView[] {
    return this.#recents.viewsBeside(this.#items.list);
  }

  /** True while the share would run if any of its items were there. */
  get waitsForItems(): boolean {
    return this.#waitsForItems;
  }

  /**
   * The share at the app's start: `paths` from the command line, at once; without any, or where none of them can be
   * shared, that of last time, running if it was.
   */
  async begin(paths: readonly string[]): Promise<void> {
    const { shareItems } = this.#options.settings.current;
    const added = paths.length > 0 ? await this.addPaths(paths) : done;
    if (!added.ok) this.#options.reportFault(`not everything is shared: ${JSON.stringify(added.problem)}`);
    if (this.#items.list.length === 0) await this.#restore(added);
    else this.#remember(shareItems.filter(({ path }) => !this.#items.list.some((item) => item.path === path)));
  }

  /** Adds what is not there yet and starts sharing, unless the owner stops the share meanwhile. */
  async addPaths(paths: readonly string[]): Promise<ActionResult> {
    const wanted = [...new Set(paths.map((path) => resolve(path)))];
    return this.#add(wanted.map((path) => ({ path })));
  }

  /** Shares again what was shared before, with the name and the options that it had. */
  async shareRecent(recentId: string): Promise<ActionResult> {
    const recent = this.#recents.find(recentId);
    return recent ? this.#add([recent]) : gone;
  }

  /** What was shared before is not offered again. */
  async forgetRecents(): Promise<ActionResult> {
    const forgotten = this.#recents.forget();
    this.#options.onChanged();
    return forgotten;
  }

  async #add(wanted: readonly WantedItem[]): Promise<ActionResult> {
    const stops = this.#stops;
    if (wanted.length > limits.itemsMax) return failed({ kind: 'too-many-items', most: limits.itemsMax });
    const isShared = (path: string) => this.#items.list.some((item) => item.path === path);
    const paths = wanted.map(({ path }) => path);
    const { accepted, checked, problems } = await this.#admission.admit(paths, isShared);
    if (accepted.length === 0) return resultOf(problems);

    const byPath = new Map(wanted.map((item) => [item.path, item]));
    const found = accepted.map(({ path, kind }) => ({ ...byPath.get(path), path, kind }));
    const items = toShareItems(found, this.#items.list);
    if (items.length > limits.itemsMax) return failed({ kind: 'too-many-items', most: limits.itemsMax });
    this.#items.replace(items, checked);
    const settled = stops === this.#stops ? this.#run() : undefined;
    return resultOf([...problems, ...(await this.#outcomes(settled))]);
  }

  /** Removing the last item stops sharing. An id that is gone already is no problem. */
  async removeItem(itemId: string): Promise<ActionResult> {
    const wasMeantToRun = this.#isMeantToRun;
    const removed = this.#items.remove(itemId);
    if (!removed) return done;
    this.#remember([savedItem(removed)]);
    if (this.#items.list.length > 0) return resultOf(await this.#outcomes(undefined));
    const stopped = this.stop();
    if (wasMeantToRun) this.#stoppedByRemovalOf = itemId;
    return stopped;
  }

  /** Puts a removed item back where it was, and shares again where its removal had stopped that. */
  async restoreItem(itemId: string): Promise<ActionResult> {
    if (!this.#items.restore(itemId, limits.itemsMax)) return gone;
    const settled = this.#stoppedByRemovalOf === itemId ? this.#run() : undefined;
    return resultOf(await this.#outcomes(settled));
  }

  /** Fails, and waits, where none of the items is there. */
  async start(): Promise<ActionResult> {
    if (this.#items.list.length === 0) return failed({ kind: 'nothing-to-share' });
    const stops = this.#stops;
    await this.#presence.lookShortly();
    if (stops !== this.#stops) return done;
    return resultOf(await this.#outcomes(this.#run()));
  }

  /** Resolves when the port is free. */
  async stop(): Promise<ActionResult> {
    this.#stops++;
    this.#heldBack = false;
    this.#waitsForItems = false;
    this.#stoppedByRemovalOf = null;
    return resultOf(await this.#outcomes(this.#runner.setWish({ running: false })));
  }

  /** The port that runs already is left alone; asking again for one that could not be had tries again. */
  async setPort(port: number): Promise<ActionResult> {
    if (!isPort(port)) return failed({ kind: 'invalid-port' });
    const { state } = this;
    if (port === this.wantedPort) {
      if (state.status === 'sharing' && state.instead) return this.#retryPort(port);
      if (state.status !== 'failed') return done;
    }
    const settled = this.#runner.setWish({ port }).then(() => this.#showWaiting());
    this.#options.onChanged();
    return resultOf(await this.#outcomes(settled));
  }

  /** Where the owner wants to share; applied at once. */
  async setReach(choice: ReachChoice): Promise<ActionResult> {
    const { network } = this.#options;
    if (!network.choose(choice)) return gone;
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
    await this.#presence.look();
    if (this.#waitsForItems && !this.#items.areAllAway && !this.#closed) await this.#startByItself();
  }

  /** Stops the server for good; what is saved stays as the owner left it. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#options.network.close();
    await this.#runner.close();
  }

  /** Who downloads now is not disturbed for nothing, nor cut where the port has become free. */
  async #retryPort(port: number): Promise<ActionResult> {
    const { network, portOwner } = this.#options;
    const trouble = await portTrouble(port, network.place.address);
    if (trouble === 'in-use') return failed({ kind: 'port-in-use', port, by: await portOwner(port) });
    if (trouble === 'forbidden') return failed({ kind: 'port-forbidden', port });
    const { running, port: wanted } = this.#runner.wish;
    const settled = running && wanted === port ? this.#runner.restart(addressChangeGraceMs) : undefined;
    return resultOf(await this.#outcomes(settled));
  }

  #showWaiting(): void {
    if (this.#waitsForItems) this.#runner.showProblem(this.#items.awayProblem);
  }

  get #isMeantToRun(): boolean {
    return this.#runner.wish.running || this.#heldBack || this.#waitsForItems;
  }

  #remember(items: readonly SavedItem[]): void {
    if (items.length > 0) this.#recents.remember(items);
  }

  async #restore(added: ActionResult): Promise<void> {
    const { shareItems, shareRunning } = this.#options.settings.current;
    this.#items.replace(toShareItems(shareItems));
    const looked = this.#presence.lookShortly();
    if (!added.ok) this.#runner.showProblem(added.problem);
    else if (shareRunning && shareItems.length > 0) await this.#startByItself(looked);
    await looked;
  }

  /** Only where the owner shared before: what is meant for home is not to be open in a café. */
  async #startByItself(looked?: Promise<void>): Promise<void> {
    const { network } = this.#options;
    const stops = this.#stops;
    this.#heldBack = true;
    this.#waitsForItems = false;
    await Promise.all([network.untilToldApart(), looked]);
    if (!this.#heldBack || stops !== this.#stops) return;
    if (network.isFamiliar) await this.#startRunner();
    else this.#runner.showHeldBack();
  }

  /** Where nothing of the share is there, it fails; and starts by itself when something comes back. */
  async #startRunner(): Promise<void> {
    this.#heldBack = false;
    this.#waitsForItems = this.#items.areAllAway;
    if (this.#waitsForItems) return this.#showWaiting();
    await this.#runner.setWish({ running: true, address: this.#options.network.place.address });
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

  /** Saves at once, whatever the server does meanwhile, and tells of both. */
  async #outcomes(settled: Promise<void> | undefined): Promise<Problem[]> {
    const [saved] = await Promise.all([this.#save(), settled]);
    return settled && this.state.status === 'failed' ? [this.state.problem, ...saved] : saved;
  }

  async #save(): Promise<Problem[]> {
    if (this.#closed) return [];
    const { port } = this.#runner.wish;
    const { settings, reportFault } = this.#options;
    const changes = { port, shareItems: this.#items.saved, shareRunning: this.#isMeantToRun };
    const saved = await saveSettings(settings, changes, reportFault);
    return saved.ok ? [] : [saved.problem];
  }
}
