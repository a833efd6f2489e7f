import { type ReadonlySignal, signal } from '@preact/signals';
import type { DoorstepBridge, NearbySnapshot, Problem } from '../../shared/ipc.ts';
import { problemOf, unexpectedProblem } from '../problem.ts';
import { createCopiedMark } from '../ui/copied-mark.ts';

/** The neighbours as the window knows them. */
export interface NearbyModel {
  /** Null until main has told for the first time. */
  readonly nearby: ReadonlySignal<NearbySnapshot | null>;
  /** Trouble with asking, opening or copying, until the next attempt or until dismissed. */
  readonly problem: ReadonlySignal<Problem | null>;
  /** The id of the neighbour whose link was copied a moment ago. */
  readonly copiedId: ReadonlySignal<string | null>;
  /** Begins to listen and fetches the first list. */
  load(): Promise<void>;
  open(neighbourId: string): Promise<void>;
  copyLink(neighbourId: string): Promise<void>;
  dismissProblem(): void;
  dispose(): void;
}

/** A model that asks nothing of `bridge` before `load`. */
export function createNearbyModel(bridge: DoorstepBridge): NearbyModel {
  const nearby = signal<NearbySnapshot | null>(null);
  const problem = signal<Problem | null>(null);
  const mark = createCopiedMark();
  let unsubscribe = (): void => undefined;

  return {
    nearby,
    problem,
    copiedId: mark.copied,
    async load() {
      unsubscribe = bridge.on('nearbyChanged', (next) => {
        nearby.value = next;
      });
      try {
        const first = await bridge.request('getNearby');
        // An event that came in the meantime is newer than the answer.
        nearby.value ??= first;
      } catch (error) {
        problem.value = unexpectedProblem(error);
      }
    },
    async open(neighbourId) {
      problem.value = await problemOf(bridge.request('openNeighbour', neighbourId));
    },
    async copyLink(neighbourId) {
      problem.value = await problemOf(bridge.request('copyNeighbourLink', neighbourId));
      if (problem.value === null) mark.set(neighbourId);
    },
    dismissProblem() {
      problem.value = null;
    },
    dispose() {
      unsubscribe();
      mark.dispose();
    },
  };
}
