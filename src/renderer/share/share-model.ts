import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { ActionResult, AddressView, AppSnapshot, DoorstepBridge, Problem, ShareState } from '../../shared/ipc.ts';
import { copiedShownMs, startingShownAfterMs } from '../../shared/limits.ts';
import { problemOf, unexpectedProblem } from '../problem.ts';

/** The share as the window knows it, and what the owner can do with it. */
export interface ShareModel {
  /** What is shown; null until main has told for the first time. Lags behind main by at most `startingShownAfterMs`. */
  readonly snapshot: ReadonlySignal<AppSnapshot | null>;
  /** Set where main could not be asked at all. */
  readonly loadProblem: ReadonlySignal<Problem | null>;
  /** Trouble with adding or removing items, until the next attempt or until dismissed. */
  readonly itemsProblem: ReadonlySignal<Problem | null>;
  /** Trouble with starting, stopping, copying or opening that the state does not tell of itself. */
  readonly actionProblem: ReadonlySignal<Problem | null>;
  /** The address shown large: the one that the owner picked while it is there, else the best. Null unless sharing. */
  readonly shownAddress: ReadonlySignal<AddressView | null>;
  /** The URL that was copied a moment ago. */
  readonly copiedUrl: ReadonlySignal<string | null>;
  /** Begins to listen and fetches the first snapshot. */
  load(): Promise<void>;
  addFiles(files: readonly File[]): Promise<void>;
  chooseFolder(): Promise<void>;
  removeItem(itemId: string): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  copyLink(url: string): Promise<void>;
  openLink(url: string): Promise<void>;
  showAddress(url: string): void;
  dismissItemsProblem(): void;
  dismissActionProblem(): void;
  /** Stops listening and drops every timer. */
  dispose(): void;
}

/** A model that asks nothing of `bridge` before `load`. */
export function createShareModel(bridge: DoorstepBridge): ShareModel {
  const snapshots = createSnapshotSource();
  const loadProblem = signal<Problem | null>(null);
  const itemsProblem = signal<Problem | null>(null);
  const actionProblem = signal<Problem | null>(null);
  const pickedUrl = signal<string | null>(null);
  const copied = createCopiedMark();
  let unsubscribe = (): void => undefined;

  const shownAddress = computed(() => {
    const state = snapshots.shown.value?.state;
    if (state?.status !== 'sharing') return null;
    return state.addresses.find((address) => address.url === pickedUrl.value) ?? state.addresses[0] ?? null;
  });

  async function act(problem: Signal<Problem | null>, result: Promise<ActionResult>): Promise<boolean> {
    problem.value = await problemOf(result);
    return problem.value === null;
  }

  return {
    snapshot: snapshots.shown,
    loadProblem,
    itemsProblem,
    actionProblem,
    shownAddress,
    copiedUrl: copied.url,
    async load() {
      let told = false;
      unsubscribe = bridge.on('snapshotChanged', (next) => {
        told = true;
        batch(() => {
          if (next.state.status !== snapshots.shown.value?.state.status) actionProblem.value = null;
          snapshots.apply(next);
        });
      });
      try {
        const first = await bridge.request('getSnapshot');
        // An event that came in the meantime is newer than the answer.
        if (!told) snapshots.apply(first);
      } catch (error) {
        if (!told) loadProblem.value = unexpectedProblem(error);
      }
    },
    async addFiles(files) {
      await act(itemsProblem, bridge.addDroppedFiles(files));
    },
    async chooseFolder() {
      await act(itemsProblem, bridge.request('chooseFolder'));
    },
    async removeItem(itemId) {
      await act(itemsProblem, bridge.request('removeItem', itemId));
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
      pickedUrl.value = url;
    },
    dismissItemsProblem() {
      itemsProblem.value = null;
    },
    dismissActionProblem() {
      actionProblem.value = null;
    },
    dispose() {
      unsubscribe();
      snapshots.dispose();
      copied.dispose();
    },
  };
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

function createCopiedMark() {
  const url = signal<string | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    url: url as ReadonlySignal<string | null>,
    set(copiedUrl: string): void {
      clearTimeout(timer);
      url.value = copiedUrl;
      timer = setTimeout(() => {
        url.value = null;
      }, copiedShownMs);
    },
    dispose: () => clearTimeout(timer),
  };
}
