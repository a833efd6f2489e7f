import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { AccessLogEntry, AccessLogPage } from '../../shared/access-log.ts';
import { type AccessLogFilter, accessLogMatcher, defaultAccessLogFilter } from '../../shared/access-log-filter.ts';
import type { DoorstepBridge, Problem } from '../../shared/ipc.ts';
import { accessLogRowsMax, logFilterSliceMs, logPublishIntervalMaxMs } from '../../shared/limits.ts';
import { problemOf, unexpectedProblem } from '../problem.ts';
import { createDetailsModel, type DetailsModel } from './details-model.ts';
import { createExportModel, type ExportModel } from './export-model.ts';
import { LogFeed } from './log-feed.ts';
import { LogList, type LogRows } from './log-list.ts';
import { type LogVisitor, LogVisitors } from './log-visitors.ts';

/** How many there are of what. */
export interface LogCounts {
  /** Exchanges in this window's log, whatever the filter says. */
  readonly kept: number;
  /** Those of them that our own pages asked for. */
  readonly assets: number;
  /** Exchanges since the last clear that are not in it. */
  readonly dropped: number;
}

export interface AccessLogModel {
  readonly rows: ReadonlySignal<LogRows>;
  readonly counts: ReadonlySignal<LogCounts>;
  readonly visitors: ReadonlySignal<readonly LogVisitor[]>;
  readonly filter: ReadonlySignal<AccessLogFilter>;
  /** True while the newest row is kept visible. */
  readonly following: ReadonlySignal<boolean>;
  /** Rows that came while not following. */
  readonly unseen: ReadonlySignal<number>;
  readonly paused: ReadonlySignal<boolean>;
  /** Exchanges that came while paused. */
  readonly held: ReadonlySignal<number>;
  /** True from when the filter's field is to get the keyboard until it has it. */
  readonly filterWanted: ReadonlySignal<boolean>;
  readonly problem: ReadonlySignal<Problem | null>;
  readonly details: DetailsModel;
  readonly exporting: ExportModel;
  /** Begins to listen and fetches what main has kept. */
  load(): Promise<void>;
  /** Resolves when all that is there has been fetched; nothing is while the log is paused or not seen. */
  fetched(): Promise<void>;
  setFilter(changes: Partial<AccessLogFilter>): void;
  /** Shows everything again that is shown without a filter. */
  clearFilter(): void;
  clear(): Promise<void>;
  follow(): void;
  stopFollowing(): void;
  /** Freezes the rows; what comes is counted. */
  pause(): void;
  resume(): Promise<void>;
  /** While nobody sees the window nothing is fetched for it. */
  setSeen(isSeen: boolean): void;
  wantFilter(): void;
  filterFocused(): void;
  dismissProblem(): void;
  dispose(): void;
}

/** A model that asks nothing of `bridge` before `load`. */
export function createAccessLogModel(bridge: DoorstepBridge, rowsMax = accessLogRowsMax): AccessLogModel {
  const list = new LogList(rowsMax, accessLogMatcher(defaultAccessLogFilter));
  const visitors = new LogVisitors();
  const rows = signal<LogRows>(list.rows());
  const counts = signal<LogCounts>({ kept: 0, assets: 0, dropped: 0 });
  const filter = signal<AccessLogFilter>(defaultAccessLogFilter);
  const following = signal(true);
  const unseen = signal(0);
  const paused = signal(false);
  const held = signal(0);
  const filterWanted = signal(false);
  const problem = signal<Problem | null>(null);
  const details = createDetailsModel(bridge);
  const exporting = createExportModel(bridge, filter);
  const feed = new LogFeed({
    bridge,
    onPage: takePage,
    onHeld: (status) => {
      if (paused.value) held.value = Math.max(0, status.end - feed.next);
    },
    onProblem: (error) => {
      problem.value = unexpectedProblem(error);
    },
  });
  let dropped = 0;
  let freshRows = 0;
  let publishedAt = performance.now();
  let isSeen = true;
  let filterTimer: ReturnType<typeof setTimeout> | undefined;

  function takePage(page: Omit<AccessLogPage, 'entries'>, entries: readonly AccessLogEntry[], isLast: boolean): void {
    if (page.from !== list.end) list.restart(page.from);
    list.forgetBefore(page.first);
    for (const entry of entries) {
      if (list.push(entry)) freshRows++;
      visitors.add(entry);
    }
    dropped = page.dropped;
    // All that was there before is shown at once; later a window that cannot keep up shows what it has from time to time.
    if (isLast || performance.now() - publishedAt > logPublishIntervalMaxMs) publish();
  }

  /** The rows change as a whole, once for all that came since the last time. */
  function publish(): void {
    batch(() => {
      rows.value = list.rows();
      counts.value = { kept: list.kept, assets: list.assets, dropped };
      visitors.publish();
      if (!following.value) unseen.value += freshRows;
    });
    freshRows = 0;
    publishedAt = performance.now();
  }

  function applyFilter(next: AccessLogFilter): void {
    filter.value = next;
    list.filter(accessLogMatcher(next));
    goOnFiltering();
  }

  function goOnFiltering(): void {
    clearTimeout(filterTimer);
    const end = performance.now() + logFilterSliceMs;
    if (!list.advance(() => performance.now() < end)) {
      filterTimer = setTimeout(goOnFiltering);
      return;
    }
    freshRows = 0;
    batch(() => {
      follow();
      publish();
    });
  }

  function follow(): void {
    batch(() => {
      following.value = true;
      unseen.value = 0;
    });
  }

  function release(): Promise<void> {
    held.value = 0;
    return paused.value || !isSeen ? Promise.resolve() : feed.release();
  }

  async function resume(): Promise<void> {
    paused.value = false;
    await release();
  }

  return {
    rows,
    counts,
    visitors: visitors.list,
    filter,
    following,
    unseen,
    paused,
    held,
    filterWanted,
    problem,
    details,
    exporting,
    load: () => feed.start(),
    fetched: () => (paused.value || !isSeen ? feed.settled() : feed.fetch()),
    setFilter: (changes) => applyFilter({ ...filter.value, ...changes }),
    clearFilter: () => applyFilter({ ...defaultAccessLogFilter, withAssets: filter.value.withAssets }),
    async clear() {
      problem.value = await problemOf(bridge.request('clearAccessLog'));
      if (problem.value !== null) return;
      visitors.clear();
      details.close();
      follow();
      await resume();
    },
    follow,
    stopFollowing() {
      following.value = false;
    },
    pause() {
      paused.value = true;
      feed.hold();
    },
    resume,
    setSeen(seen) {
      isSeen = seen;
      if (seen) void release();
      else feed.hold();
    },
    wantFilter() {
      filterWanted.value = true;
    },
    filterFocused() {
      filterWanted.value = false;
    },
    dismissProblem() {
      problem.value = null;
    },
    dispose() {
      clearTimeout(filterTimer);
      feed.stop();
      details.dispose();
      exporting.dispose();
    },
  };
}
