import { type ReadonlySignal, signal } from '@preact/signals';
import type { DoorstepBridge, Problem } from '../../shared/ipc.ts';
import { startingShownAfterMs } from '../../shared/limits.ts';
import type { ReachabilityCheck, ReachabilityReport } from '../../shared/reachability.ts';
import { problemOf, unexpectedProblem } from '../problem.ts';
import { createCopiedMark } from '../ui/copied-mark.ts';

/** The self-test as the window shows it. */
export interface ReachabilityModel {
  readonly isOpen: ReadonlySignal<boolean>;
  /** The last outcome; null before the first of this opening. */
  readonly report: ReadonlySignal<ReachabilityReport | null>;
  /** True where a test takes so long that it is worth saying. */
  readonly isSlow: ReadonlySignal<boolean>;
  readonly problem: ReadonlySignal<Problem | null>;
  /** The check whose command was copied a moment ago. */
  readonly copiedCheck: ReadonlySignal<string | null>;
  /** Opens the panel and tests the way to `url`. */
  open(url: string): Promise<void>;
  /** Tests the same again. */
  check(): Promise<void>;
  close(): void;
  copyCommand(check: ReachabilityCheck): Promise<void>;
  dispose(): void;
}

/** A model that asks nothing of `bridge` before `open`. */
export function createReachabilityModel(bridge: DoorstepBridge): ReachabilityModel {
  const isOpen = signal(false);
  const report = signal<ReachabilityReport | null>(null);
  const isSlow = signal(false);
  const problem = signal<Problem | null>(null);
  const mark = createCopiedMark();
  let url = '';
  /** Rises with every test and every closing: only the last one's answer counts. */
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function settle(): void {
    clearTimeout(timer);
    isSlow.value = false;
  }

  async function check(): Promise<void> {
    turn += 1;
    const own = turn;
    settle();
    timer = setTimeout(() => {
      isSlow.value = true;
    }, startingShownAfterMs);
    try {
      const answer = await bridge.request('checkReachability', url);
      if (own === turn) report.value = answer;
    } catch (error) {
      if (own === turn) problem.value = unexpectedProblem(error);
    }
    if (own === turn) settle();
  }

  return {
    isOpen,
    report,
    isSlow,
    problem,
    copiedCheck: mark.copied,
    open(shownUrl) {
      url = shownUrl;
      report.value = null;
      problem.value = null;
      isOpen.value = true;
      return check();
    },
    check() {
      problem.value = null;
      return check();
    },
    close() {
      turn += 1;
      settle();
      isOpen.value = false;
    },
    async copyCommand(of) {
      problem.value = await problemOf(bridge.request('copyCommand', of));
      if (problem.value === null) mark.set(of);
    },
    dispose() {
      settle();
      mark.dispose();
    },
  };
}
