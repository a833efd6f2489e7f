import { type ReadonlySignal, signal } from '@preact/signals';
import type { AccessLogFormat } from '../../shared/access-log.ts';
import type { AccessLogFilter } from '../../shared/access-log-filter.ts';
import type { DoorstepBridge, Problem } from '../../shared/ipc.ts';
import { unexpectedProblem } from '../problem.ts';

export type ExportState =
  | { readonly kind: 'none' }
  /** The owner is choosing a file, or the writing has just begun. */
  | { readonly kind: 'choosing' }
  | { readonly kind: 'writing'; readonly done: number; readonly total: number }
  | { readonly kind: 'saved'; readonly name: string; readonly count: number }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** The export of what the filter lets through. */
export interface ExportModel {
  readonly state: ReadonlySignal<ExportState>;
  run(format: AccessLogFormat): Promise<void>;
  /** Takes away what became of the last export. */
  dismiss(): void;
  dispose(): void;
}

export function createExportModel(bridge: DoorstepBridge, filter: ReadonlySignal<AccessLogFilter>): ExportModel {
  const state = signal<ExportState>({ kind: 'none' });
  const isRunning = () => state.value.kind === 'choosing' || state.value.kind === 'writing';
  const unsubscribe = bridge.on('accessLogExportProgressed', (progress) => {
    if (isRunning()) state.value = { kind: 'writing', ...progress };
  });

  async function outcomeOf(format: AccessLogFormat): Promise<ExportState> {
    try {
      const result = await bridge.request('exportAccessLog', format, filter.value);
      if (!result.ok) return { kind: 'failed', problem: result.problem };
      return result.saved ? { kind: 'saved', ...result.saved } : { kind: 'none' };
    } catch (error) {
      return { kind: 'failed', problem: unexpectedProblem(error) };
    }
  }

  return {
    state,
    async run(format) {
      if (isRunning()) return;
      state.value = { kind: 'choosing' };
      state.value = await outcomeOf(format);
    },
    dismiss() {
      state.value = { kind: 'none' };
    },
    dispose: unsubscribe,
  };
}
