import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ActionResult, AppSnapshot, DoorstepBridge, Problem } from '../../shared/ipc.ts';
import type { ChangeableSettings, SettingsView } from '../../shared/settings.ts';
import { problemOf } from '../problem.ts';
import { createDraftField, type DraftField } from '../ui/draft-field.ts';

/** What can fail in the sheet, each told next to its own control. */
export type SettingsControl = keyof ChangeableSettings | 'blocked' | 'logFolder' | 'reset';

/** The settings sheet. What it shows is what main says; what the owner changes is sent at once. */
export interface SettingsModel {
  readonly isOpen: ReadonlySignal<boolean>;
  /** Null until main has told for the first time. */
  readonly settings: ReadonlySignal<SettingsView | null>;
  /** Why the last change of a control did not work, until the next one of it. */
  readonly problems: ReadonlySignal<Partial<Readonly<Record<SettingsControl, Problem>>>>;
  /** The name shown to others; empty for the computer's own. */
  readonly name: DraftField;
  open(): void;
  /** What was typed and not yet set is set. */
  close(): void;
  change(changes: Partial<ChangeableSettings>): Promise<void>;
  unblock(address: string): Promise<void>;
  openLogFolder(): Promise<void>;
  /** Main asks first. */
  reset(): Promise<void>;
}

/** The sheet over what `snapshot` says; asks nothing of `bridge` before it is used. */
export function createSettingsModel(
  bridge: DoorstepBridge,
  snapshot: ReadonlySignal<AppSnapshot | null>,
): SettingsModel {
  const isOpen = signal(false);
  const settings = computed(() => snapshot.value?.settings ?? null);
  const problems = signal<SettingsModel['problems']['value']>({});

  async function act(controls: readonly SettingsControl[], result: Promise<ActionResult>): Promise<void> {
    const problem = await problemOf(result);
    const { ...others } = problems.value;
    for (const control of controls) delete others[control];
    const [first] = controls;
    problems.value = problem && first ? { ...others, [first]: problem } : others;
  }

  const name = createDraftField({
    current: () => settings.value?.shownName ?? '',
    textOf: (text) => text,
    parse: (text) => text.trim(),
    submit: (text) => bridge.request('changeSettings', { shownName: text === '' ? null : text }),
  });

  return {
    isOpen,
    settings,
    problems,
    name,
    open() {
      problems.value = {};
      isOpen.value = true;
    },
    close() {
      isOpen.value = false;
      void name.apply();
    },
    change(changes) {
      const controls = Object.keys(changes) as (keyof ChangeableSettings)[];
      return act(controls, bridge.request('changeSettings', changes));
    },
    unblock: (address) => act(['blocked'], bridge.request('unblockVisitor', address)),
    openLogFolder: () => act(['logFolder'], bridge.request('openLogFolder')),
    reset: () => act(['reset'], bridge.request('resetSettings')),
  };
}
