import { type ReadonlySignal, signal } from '@preact/signals';

/** What the lower pane of the window can show, in the order of its tabs. */
export const activityTabs = ['access-log', 'transfers'] as const;
export type ActivityTab = (typeof activityTabs)[number];

/** Which of its tabs the lower pane shows. */
export interface ActivityModel {
  readonly selected: ReadonlySignal<ActivityTab>;
  select(tab: ActivityTab): void;
}

/** The access log first: it tells of everything, also of what never becomes a transfer. */
export function createActivityModel(): ActivityModel {
  const selected = signal<ActivityTab>('access-log');
  return {
    selected,
    select(tab) {
      selected.value = tab;
    },
  };
}
