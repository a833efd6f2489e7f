import { formatCount } from '../../shared/format.ts';
import type { WindowMessageKey } from '../../shared/i18n/window-messages.ts';
import { useI18n } from '../ui/i18n.ts';
import { type ActivityModel, type ActivityTab, activityTabs } from './activity-model.ts';

interface ActivityTabsProps {
  readonly activity: ActivityModel;
  /** Transfers that are running now; told on their tab. */
  readonly running: number;
  readonly tabId: (tab: ActivityTab) => string;
  readonly panelId: string;
}

const words = {
  'access-log': 'log.region',
  transfers: 'transfers.region',
} as const satisfies Record<ActivityTab, WindowMessageKey>;

/** The tab strip: one stop for the Tab key, the arrow keys, Home and End go from tab to tab and show it at once. */
export function ActivityTabs({ activity, running, tabId, panelId }: ActivityTabsProps) {
  const { t, locale } = useI18n();
  const selected = activity.selected.value;

  function onKeyDown(event: KeyboardEvent): void {
    const next = tabForKey(event.key, selected);
    if (!next) return;
    event.preventDefault();
    activity.select(next);
  }

  return (
    <div class="activity__tabs" role="tablist" aria-label={t('activity.tabs')} onKeyDown={onKeyDown}>
      {activityTabs.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          class="activity__tab"
          id={tabId(tab)}
          aria-selected={tab === selected}
          aria-controls={tab === selected ? panelId : undefined}
          tabIndex={tab === selected ? 0 : -1}
          onClick={() => activity.select(tab)}
        >
          {t(words[tab])}
          {tab === 'transfers' && running > 0 && (
            <span class="activity__count">
              <span aria-hidden="true">{formatCount(running, locale)}</span>
              <span class="unseen">{t('transfers.running', { count: formatCount(running, locale) })}</span>
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

function tabForKey(key: string, selected: ActivityTab): ActivityTab | undefined {
  const index = activityTabs.indexOf(selected);
  const { length } = activityTabs;
  switch (key) {
    case 'ArrowRight':
      return activityTabs[(index + 1) % length];
    case 'ArrowLeft':
      return activityTabs[(index + length - 1) % length];
    case 'Home':
      return activityTabs[0];
    case 'End':
      return activityTabs[length - 1];
    default:
      return undefined;
  }
}
