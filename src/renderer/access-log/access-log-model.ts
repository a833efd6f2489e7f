import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { Exchange } from '../../shared/exchange.ts';
import type { DoorstepBridge, Problem } from '../../shared/ipc.ts';
import { accessLogRowsMax } from '../../shared/limits.ts';
import { problemOf, unexpectedProblem } from '../problem.ts';

/** The newest exchanges, oldest first. */
export interface AccessLogRows {
  readonly exchanges: readonly Exchange[];
  /** How many rows have been taken off the front since the window opened; a list that must not jump needs to know. */
  readonly trimmed: number;
}

export interface AccessLogModel {
  readonly rows: ReadonlySignal<AccessLogRows>;
  /** Exchanges that are not in the list: dropped by main, or older than the newest `accessLogRowsMax`. */
  readonly notShown: ReadonlySignal<number>;
  /** True while the newest row is kept visible. */
  readonly following: ReadonlySignal<boolean>;
  /** Exchanges that came while not following. */
  readonly unseen: ReadonlySignal<number>;
  readonly problem: ReadonlySignal<Problem | null>;
  /** Begins to listen and fetches what main has kept. */
  load(): Promise<void>;
  clear(): Promise<void>;
  follow(): void;
  pause(): void;
  dismissProblem(): void;
  dispose(): void;
}

/** A model that asks nothing of `bridge` before `load`. */
export function createAccessLogModel(bridge: DoorstepBridge, rowsMax = accessLogRowsMax): AccessLogModel {
  const rows = signal<AccessLogRows>({ exchanges: [], trimmed: 0 });
  const notShown = signal(0);
  const following = signal(true);
  const unseen = signal(0);
  const problem = signal<Problem | null>(null);
  let lastId = Number.NEGATIVE_INFINITY;
  let unsubscribe = (): void => undefined;

  function append(exchanges: readonly Exchange[], dropped: number): void {
    // Main's snapshot and the events that came while it was on its way tell of the same exchanges.
    const fresh = exchanges.filter((exchange) => exchange.id > lastId);
    const { exchanges: present, trimmed } = rows.value;
    const excess = Math.max(0, present.length + fresh.length - rowsMax);
    batch(() => {
      if (fresh.length > 0) {
        rows.value = { exchanges: [...present, ...fresh].slice(excess), trimmed: trimmed + excess };
        lastId = fresh.at(-1)?.id ?? lastId;
      }
      notShown.value += dropped + excess;
      if (!following.value) unseen.value += fresh.length;
    });
  }

  function forgetUpTo(id: number): void {
    const { exchanges, trimmed } = rows.value;
    batch(() => {
      rows.value = { exchanges: exchanges.filter((exchange) => exchange.id > id), trimmed };
      notShown.value = 0;
      unseen.value = 0;
      following.value = true;
    });
  }

  return {
    rows,
    notShown,
    following,
    unseen,
    problem,
    async load() {
      const early: Exchange[] = [];
      // What an early batch dropped is in the snapshot, or counted by it.
      let receive = (exchanges: readonly Exchange[], _dropped: number): void => {
        early.push(...exchanges);
      };
      unsubscribe = bridge.on('exchangesFinished', (event) => receive(event.exchanges, event.dropped));
      try {
        const kept = await bridge.request('getAccessLog');
        append(kept.exchanges, kept.dropped);
      } catch (error) {
        problem.value = unexpectedProblem(error);
      }
      append(early, 0);
      receive = append;
    },
    async clear() {
      const clearedId = lastId;
      problem.value = await problemOf(bridge.request('clearAccessLog'));
      if (problem.value === null) forgetUpTo(clearedId);
    },
    follow() {
      batch(() => {
        following.value = true;
        unseen.value = 0;
      });
    },
    pause() {
      following.value = false;
    },
    dismissProblem() {
      problem.value = null;
    },
    dispose: () => unsubscribe(),
  };
}
