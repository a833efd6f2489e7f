import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { ExchangeDetails } from '../../shared/access-log.ts';
import type { DoorstepBridge, Problem } from '../../shared/ipc.ts';
import { problemOf } from '../problem.ts';
import { type CopiedMark, createCopiedMark } from '../ui/copied-mark.ts';
import type { LogRow } from './log-list.ts';

/** `loading` until main has answered, `gone` where it does not have the exchange any more. */
export type MoreDetails = ExchangeDetails | 'loading' | 'gone';

/** The row that is selected, and the details that are open for it. */
export interface DetailsModel {
  /** The number of the selected exchange. */
  readonly selected: ReadonlySignal<number | null>;
  /** The row whose details are open; it stays when the log has forgotten it. */
  readonly open: ReadonlySignal<LogRow | null>;
  readonly more: ReadonlySignal<MoreDetails>;
  /** The number of the exchange that was copied a moment ago, as text. */
  readonly copied: CopiedMark['copied'];
  readonly copyProblem: ReadonlySignal<Problem | null>;
  /** Selects a row; details that are open change to it. */
  select(row: LogRow): void;
  /** Selects a row and opens its details. */
  show(row: LogRow): void;
  /** Closes the details; the row stays selected. */
  hide(): void;
  /** Closes the details and selects nothing. */
  close(): void;
  copy(row: LogRow): Promise<void>;
  dismissProblem(): void;
  dispose(): void;
}

export function createDetailsModel(bridge: DoorstepBridge): DetailsModel {
  const selected = signal<number | null>(null);
  const open = signal<LogRow | null>(null);
  const more = signal<MoreDetails>('loading');
  const copyProblem = signal<Problem | null>(null);
  const mark = createCopiedMark();

  function show(row: LogRow): void {
    const isOther = open.value?.number !== row.number;
    batch(() => {
      selected.value = row.number;
      open.value = row;
      if (isOther) more.value = 'loading';
    });
    if (isOther) void fetchMore(row.number);
  }

  async function fetchMore(number: number): Promise<void> {
    // A rejection is a bug in main, which has reported it; for the owner the rest of the details is just not there.
    const answer = await bridge.request('getExchangeDetails', number).catch(() => null);
    if (open.value?.number === number) more.value = answer ?? 'gone';
  }

  return {
    selected,
    open,
    more,
    copied: mark.copied,
    copyProblem,
    select(row) {
      if (open.value) show(row);
      else selected.value = row.number;
    },
    show,
    hide() {
      open.value = null;
    },
    close() {
      batch(() => {
        open.value = null;
        selected.value = null;
      });
    },
    async copy({ number }) {
      copyProblem.value = await problemOf(bridge.request('copyExchange', number));
      if (copyProblem.value === null) mark.set(String(number));
    },
    dismissProblem() {
      copyProblem.value = null;
    },
    dispose: mark.dispose,
  };
}
