import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { ActionResult, AppSnapshot, DoorstepBridge, ItemView, Problem } from '../../shared/ipc.ts';
import { undoShownMs } from '../../shared/limits.ts';
import type { ItemOptions } from '../../shared/share.ts';
import { problemOf } from '../problem.ts';

/** What a screen reader is told after an item was moved. */
export interface MovedItem {
  readonly name: string;
  /** Counted from 1. */
  readonly place: number;
  readonly count: number;
}

/** What the owner can do with the items of the share, and with what was shared before. */
export interface ItemsModel {
  /** Trouble with adding or changing items, until the next attempt or until dismissed. */
  readonly problem: ReadonlySignal<Problem | null>;
  /** What was removed a moment ago and can be put back. */
  readonly removed: ReadonlySignal<Pick<ItemView, 'id' | 'name'> | null>;
  readonly renamingId: ReadonlySignal<string | null>;
  /** Why the name that was typed cannot be; gone with the next key stroke. */
  readonly nameProblem: ReadonlySignal<Problem | null>;
  readonly moved: ReadonlySignal<MovedItem | null>;
  /** Waits for an action on the items and keeps its problem; true where it was done. */
  act(result: Promise<ActionResult>): Promise<boolean>;
  remove(item: ItemView): Promise<void>;
  /** Puts back what was removed last. */
  undo(): Promise<void>;
  /** The offer to undo stays as long as it is held, and its time begins anew when it is let go. */
  holdUndo(isHeld: boolean): void;
  dismissRemoved(): void;
  /** `toIndex` is where the item then is; beyond either end nothing happens. */
  move(itemId: string, toIndex: number): Promise<void>;
  beginRename(itemId: string): void;
  /** Ends renaming where the name is a good one. */
  rename(itemId: string, name: string): Promise<void>;
  clearNameProblem(): void;
  cancelRename(): void;
  setOptions(itemId: string, options: ItemOptions): Promise<void>;
  show(itemId: string): Promise<void>;
  shareRecent(recentId: string): Promise<void>;
  forgetRecents(): Promise<void>;
  /** Shows a problem that came without a request. */
  showProblem(problem: Problem): void;
  dismissProblem(): void;
  dispose(): void;
}

/** A model over what `snapshot` says of the items. */
export function createItemsModel(bridge: DoorstepBridge, snapshot: ReadonlySignal<AppSnapshot | null>): ItemsModel {
  const problem = signal<Problem | null>(null);
  const removed = signal<Pick<ItemView, 'id' | 'name'> | null>(null);
  const renamingId = signal<string | null>(null);
  const nameProblem = signal<Problem | null>(null);
  const moved = signal<MovedItem | null>(null);
  let undoTimer: ReturnType<typeof setTimeout> | undefined;

  async function actOn(place: Signal<Problem | null>, result: Promise<ActionResult>): Promise<boolean> {
    place.value = await problemOf(result);
    return place.value === null;
  }
  const act = (result: Promise<ActionResult>) => actOn(problem, result);

  function offerUndo(item: Pick<ItemView, 'id' | 'name'> | null): void {
    removed.value = item;
    startUndoTimer();
  }
  function startUndoTimer(): void {
    clearTimeout(undoTimer);
    if (removed.value) undoTimer = setTimeout(() => offerUndo(null), undoShownMs);
  }
  function cancelRename(): void {
    renamingId.value = null;
    nameProblem.value = null;
  }

  return {
    problem,
    removed,
    renamingId,
    nameProblem,
    moved,
    act,
    async remove({ id, name }) {
      if (await act(bridge.request('removeItem', id))) offerUndo({ id, name });
    },
    async undo() {
      const item = removed.value;
      offerUndo(null);
      if (item) await act(bridge.request('restoreItem', item.id));
    },
    holdUndo(isHeld) {
      if (isHeld) clearTimeout(undoTimer);
      else startUndoTimer();
    },
    dismissRemoved: () => offerUndo(null),
    async move(itemId, toIndex) {
      const items = snapshot.value?.items ?? [];
      const item = items.find(({ id }) => id === itemId);
      if (!item || toIndex < 0 || toIndex >= items.length || items[toIndex] === item) return;
      if (!(await act(bridge.request('moveItem', itemId, toIndex)))) return;
      moved.value = { name: item.name, place: toIndex + 1, count: items.length };
    },
    beginRename(itemId) {
      nameProblem.value = null;
      renamingId.value = itemId;
    },
    async rename(itemId, name) {
      const item = snapshot.value?.items.find(({ id }) => id === itemId);
      if (item?.name === name) cancelRename();
      else if (await actOn(nameProblem, bridge.request('renameItem', itemId, name))) cancelRename();
    },
    clearNameProblem() {
      nameProblem.value = null;
    },
    cancelRename,
    async setOptions(itemId, options) {
      await act(bridge.request('setItemOptions', itemId, options));
    },
    async show(itemId) {
      await act(bridge.request('showItem', itemId));
    },
    async shareRecent(recentId) {
      await act(bridge.request('shareRecent', recentId));
    },
    async forgetRecents() {
      await act(bridge.request('forgetRecents'));
    },
    showProblem(shown) {
      problem.value = shown;
    },
    dismissProblem() {
      problem.value = null;
    },
    dispose: () => clearTimeout(undoTimer),
  };
}
