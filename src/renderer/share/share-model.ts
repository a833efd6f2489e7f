import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type {
  ActionResult,
  AddressView,
  AppSnapshot,
  DoorstepBridge,
  Problem,
  ReachChoice,
  ShareState,
} from '../../shared/ipc.ts';
import { startingShownAfterMs } from '../../shared/limits.ts';
import { createItemsModel, type ItemsModel } from '../items/items-model.ts';
import { problemOf, unexpectedProblem } from '../problem.ts';
import { createCopiedMark } from '../ui/copied-mark.ts';
import { type AddressNotice, createAddressNotices } from './address-notices.ts';

/** The share as the window knows it, and what the owner can do with it. */
export interface ShareModel {
  /** What is shown; null until main has told for the first time. Lags behind main by at most `startingShownAfterMs`. */
  readonly snapshot: ReadonlySignal<AppSnapshot | null>;
  /** Set where main could not be asked at all. */
  readonly loadProblem: ReadonlySignal<Problem | null>;
  /** What the owner can do with single items. */
  readonly items: ItemsModel;
  /** Trouble with starting, stopping, copying or opening that the state does not tell of itself. */
  readonly actionProblem: ReadonlySignal<Problem | null>;
  /**
   * The address shown large: the one that the owner picked, or what its interface has now in its place, else the best.
   * Null unless sharing.
   */
  readonly shownAddress: ReadonlySignal<AddressView | null>;
  /** That the shown address has become another one by itself, until dismissed. */
  readonly addressNotice: ReadonlySignal<AddressNotice | null>;
  /** True while the code and the address fill the window; only while there is an address. */
  readonly qrEnlarged: ReadonlySignal<boolean>;
  /** The URL that was copied a moment ago. */
  readonly copiedUrl: ReadonlySignal<string | null>;
  /** Begins to listen and fetches the first snapshot. */
  load(): Promise<void>;
  addFiles(files: readonly File[]): Promise<void>;
  chooseFolder(): Promise<void>;
  chooseFiles(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  copyLink(url: string): Promise<void>;
  openLink(url: string): Promise<void>;
  showAddress(url: string): void;
  setReach(choice: ReachChoice): Promise<void>;
  /** Tries once more to have the port that is wanted. */
  retryPort(): Promise<void>;
  enlargeQr(isEnlarged: boolean): void;
  dismissAddressNotice(): void;
  dismissActionProblem(): void;
  /** Stops listening and drops every timer. */
  dispose(): void;
}

/** A model that asks nothing of `bridge` before `load`. */
export function createShareModel(bridge: DoorstepBridge): ShareModel {
  const snapshots = createSnapshotSource();
  const loadProblem = signal<Problem | null>(null);
  const actionProblem = signal<Problem | null>(null);
  const picked = signal<AddressView | null>(null);
  const qrWanted = signal(false);
  const copied = createCopiedMark();
  const items = createItemsModel(bridge, snapshots.shown);
  let unsubscribe = (): void => undefined;

  const shownAddress = computed(() => {
    const state = snapshots.shown.value?.state;
    if (state?.status !== 'sharing') return null;
    return placeOf(picked.value, state.addresses) ?? state.addresses[0] ?? null;
  });
  // What was closed with the share does not open by itself with the next one.
  const stopClosing = effect(() => {
    if (shownAddress.value === null) qrWanted.value = false;
  });
  const notices = createAddressNotices({ snapshot: snapshots.shown, shownAddress, picked });

  async function act(problem: Signal<Problem | null>, result: Promise<ActionResult>): Promise<boolean> {
    problem.value = await problemOf(result);
    return problem.value === null;
  }

  return {
    snapshot: snapshots.shown,
    loadProblem,
    items,
    actionProblem,
    shownAddress,
    addressNotice: notices.notice,
    qrEnlarged: qrWanted,
    copiedUrl: copied.copied,
    async load() {
      let told = false;
      const stopHearing = bridge.on('itemsRefused', ({ problem }) => items.showProblem(problem));
      const stopFollowing = bridge.on('snapshotChanged', (next) => {
        told = true;
        batch(() => {
          if (next.state.status !== snapshots.shown.value?.state.status) actionProblem.value = null;
          snapshots.apply(next);
        });
      });
      unsubscribe = () => {
        stopHearing();
        stopFollowing();
      };
      try {
        const first = await bridge.request('getSnapshot');
        // An event that came in the meantime is newer than the answer.
        if (!told) snapshots.apply(first);
      } catch (error) {
        if (!told) loadProblem.value = unexpectedProblem(error);
      }
    },
    async addFiles(files) {
      await items.act(bridge.addDroppedFiles(files));
    },
    async chooseFolder() {
      await items.act(bridge.request('chooseFolder'));
    },
    async chooseFiles() {
      await items.act(bridge.request('chooseFiles'));
    },
    async start() {
      await act(actionProblem, bridge.request('startSharing'));
    },
    async stop() {
      await act(actionProblem, bridge.request('stopSharing'));
    },
    async copyLink(url) {
      if (await act(actionProblem, bridge.request('copyLink', url))) copied.set(url);
    },
    async openLink(url) {
      await act(actionProblem, bridge.request('openLink', url));
    },
    showAddress(url) {
      const state = snapshots.shown.value?.state;
      if (state?.status !== 'sharing') return;
      picked.value = state.addresses.find((address) => address.url === url) ?? null;
    },
    async setReach(choice) {
      await act(actionProblem, bridge.request('setReach', choice));
    },
    async retryPort() {
      const port = snapshots.shown.value?.wantedPort;
      if (port !== undefined) await act(actionProblem, bridge.request('setPort', port));
    },
    enlargeQr(isEnlarged) {
      qrWanted.value = isEnlarged && shownAddress.value !== null;
    },
    dismissAddressNotice: notices.dismiss,
    dismissActionProblem() {
      actionProblem.value = null;
    },
    dispose() {
      unsubscribe();
      snapshots.dispose();
      copied.dispose();
      notices.dispose();
      items.dispose();
      stopClosing();
    },
  };
}

/** Where the picked address is now: itself, or the one that its interface has in its place. */
function placeOf(picked: AddressView | null, addresses: readonly AddressView[]): AddressView | undefined {
  if (!picked) return undefined;
  const same = addresses.find(({ url }) => url === picked.url);
  if (same || picked.interfaceName === '') return same;
  return addresses.find(
    ({ interfaceName, family }) => interfaceName === picked.interfaceName && family === picked.family,
  );
}

/**
 * Holds a snapshot that says "starting" back for `startingShownAfterMs`: binding a port takes a few milliseconds, and
 * a window that blinks on every start and port change looks broken. Every other snapshot is shown at once.
 */
function createSnapshotSource() {
  const shown = signal<AppSnapshot | null>(null);
  let waiting: AppSnapshot | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(next: AppSnapshot | null): void {
    clearTimeout(timer);
    timer = undefined;
    waiting = null;
    if (next) shown.value = next;
  }

  return {
    shown: shown as ReadonlySignal<AppSnapshot | null>,
    apply(next: AppSnapshot): void {
      if (shown.value === null || !isNewlyStarting(shown.value.state, next.state)) {
        show(next);
        return;
      }
      waiting = next;
      timer ??= setTimeout(() => show(waiting), startingShownAfterMs);
    },
    dispose: () => show(null),
  };
}

function isNewlyStarting(shown: ShareState, next: ShareState): boolean {
  return next.status === 'starting' && shown.status !== 'starting';
}
