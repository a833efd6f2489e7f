import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { AppSnapshot, DoorstepBridge, Problem } from '../../shared/ipc.ts';
import { problemOf } from '../problem.ts';
import { parsePort } from './parse-port.ts';

/** The port field: a draft while the owner types, main's port otherwise. */
export interface PortModel {
  readonly text: ReadonlySignal<string>;
  /** False while the draft is no port. */
  readonly valid: ReadonlySignal<boolean>;
  /** Why the last port could not be set; gone with the next key stroke. */
  readonly problem: ReadonlySignal<Problem | null>;
  edit(text: string): void;
  /** Sets the draft where it is a port and not the present one; an invalid draft stays to be mended. */
  apply(): Promise<void>;
  /** Forgets the draft. */
  revert(): void;
}

/** The port field over what `snapshot` says. */
export function createPortModel(bridge: DoorstepBridge, snapshot: ReadonlySignal<AppSnapshot | null>): PortModel {
  const draft = signal<string | null>(null);
  const problem = signal<Problem | null>(null);
  /** The port being set: Enter followed by blur must not restart the listener twice. */
  let applying: number | null = null;

  function revert(): void {
    draft.value = null;
    problem.value = null;
  }

  return {
    text: computed(() => draft.value ?? String(snapshot.value?.wantedPort ?? '')),
    valid: computed(() => draft.value === null || parsePort(draft.value) !== null),
    problem,
    edit(text) {
      draft.value = text;
      problem.value = null;
    },
    async apply() {
      const typed = draft.value;
      const port = typed === null ? null : parsePort(typed);
      if (port === null || port === applying) return;
      if (port === snapshot.value?.wantedPort) {
        revert();
        return;
      }
      applying = port;
      const failure = await problemOf(bridge.request('setPort', port));
      applying = null;
      // What was typed in the meantime is not to be lost.
      if (draft.value !== typed) return;
      problem.value = failure;
      if (failure === null) draft.value = null;
    },
    revert,
  };
}
