import { type ReadonlySignal, signal } from '@preact/signals';
import type { Commands } from '../commands.ts';

/** What the lower pane of the window can show, in the order of its tabs. */
export const activityTabs = ['access-log', 'transfers'] as const;
export type ActivityTab = (typeof activityTabs)[number];

/** Which of its tabs the lower pane shows. */
export interface ActivityModel {
  readonly selected: ReadonlySignal<ActivityTab>;
  select(tab: ActivityTab): void;
}

/** The access log first: it tells of everything, also of what never becomes a transfer. The menus can ask for either. */
export function createActivityModel(commands: Commands): ActivityModel {
  const selected = signal<ActivityTab>('access-log');
  function select(tab: ActivityTab): void {
    selected.value = tab;
  }
  commands.on('show-transfers', () => select('transfers'));
  commands.on('show-access-log', () => select('access-log'));
  commands.on('find-in-log', () => select('access-log'));
  return { selected, select };
}
