import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ActionResult, Problem } from '../../shared/ipc.ts';
import { problemOf } from '../problem.ts';

/** A text field: a draft while the owner types, what main says otherwise. */
export interface DraftField {
  readonly text: ReadonlySignal<string>;
  /** True while there is a draft. */
  readonly edited: ReadonlySignal<boolean>;
  /** False while the draft stands for no value. */
  readonly valid: ReadonlySignal<boolean>;
  /** Why the last draft could not be set; gone with the next key stroke. */
  readonly problem: ReadonlySignal<Problem | null>;
  edit(text: string): void;
  /** Sets the draft where it is valid and not the present value; an invalid draft stays to be mended. */
  apply(): Promise<void>;
  /** Forgets the draft. */
  revert(): void;
}

export interface DraftFieldOptions<Value> {
  /** What main says now; undefined before it has said anything. */
  readonly current: () => Value | undefined;
  readonly textOf: (value: Value) => string;
  /** Undefined where the text stands for no value. */
  readonly parse: (text: string) => Value | undefined;
  readonly submit: (value: Value) => Promise<ActionResult>;
}

/** A field over one of main's values, which are told apart by `===`. */
export function createDraftField<Value>({ current, textOf, parse, submit }: DraftFieldOptions<Value>): DraftField {
  const draft = signal<string | null>(null);
  const problem = signal<Problem | null>(null);
  /** The value being set: Enter followed by blur must not set it twice. */
  let applying: Value | undefined;

  function revert(): void {
    draft.value = null;
    problem.value = null;
  }

  function shownText(): string {
    const value = current();
    return value === undefined ? '' : textOf(value);
  }

  return {
    text: computed(() => draft.value ?? shownText()),
    edited: computed(() => draft.value !== null),
    valid: computed(() => draft.value === null || parse(draft.value) !== undefined),
    problem,
    edit(text) {
      draft.value = text;
      problem.value = null;
    },
    async apply() {
      const typed = draft.value;
      const value = typed === null ? undefined : parse(typed);
      if (value === undefined || value === applying) return;
      if (value === current()) {
        revert();
        return;
      }
      applying = value;
      const failure = await problemOf(submit(value));
      applying = undefined;
      // What was typed in the meantime is not to be lost.
      if (draft.value !== typed) return;
      problem.value = failure;
      if (failure === null) draft.value = null;
    },
    revert,
  };
}
