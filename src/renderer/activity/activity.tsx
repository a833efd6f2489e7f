import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { TransferView } from '../../shared/transfer.ts';
import { AccessLog } from '../access-log/access-log.tsx';
import type { AccessLogModel } from '../access-log/access-log-model.ts';
import { fileOf, stateWord, visitorOf } from '../transfers/transfer-words.ts';
import { Transfers } from '../transfers/transfers.tsx';
import type { TransfersModel } from '../transfers/transfers-model.ts';
import { type I18n, useI18n } from '../ui/i18n.ts';
import type { ActivityModel, ActivityTab } from './activity-model.ts';
import { ActivityTabs } from './activity-tabs.tsx';
import './activity.css';

interface ActivityProps {
  readonly activity: ActivityModel;
  readonly log: AccessLogModel;
  readonly transfers: TransfersModel;
}

/** The lower pane: what visitors did (the access log) or what is on its way to them (transfers). */
export function Activity({ activity, log, transfers }: ActivityProps) {
  const panelId = useId();
  const i18n = useI18n();
  const ended = transfers.lastEnded.value;
  const selected = activity.selected.value;
  const tabId = (tab: ActivityTab) => `${panelId}-${tab}`;

  // The tabs stand in the header of what they show and are made anew with it; the keyboard stays on them.
  const shown = useRef(selected);
  useLayoutEffect(() => {
    if (shown.current === selected) return;
    shown.current = selected;
    if (document.activeElement === document.body) document.getElementById(tabId(selected))?.focus();
  });

  const tabs = <ActivityTabs activity={activity} running={transfers.running.value} tabId={tabId} panelId={panelId} />;
  return (
    <div class="activity" id={panelId} role="tabpanel" aria-labelledby={tabId(selected)}>
      <p class="unseen" aria-live="polite">
        {ended && wordsOf(ended, i18n)}
      </p>
      {selected === 'transfers' ? <Transfers model={transfers} tabs={tabs} /> : <AccessLog log={log} tabs={tabs} />}
    </div>
  );
}

/** What is heard of the end of a transfer, on whichever tab: its progress would be noise. */
function wordsOf(transfer: TransferView, i18n: I18n): string {
  const { name } = fileOf(transfer);
  return i18n.t('transfers.ended', { state: stateWord(transfer, i18n), file: name, visitor: visitorOf(transfer) });
}
