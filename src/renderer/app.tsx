import type { ReadonlySignal } from '@preact/signals';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import { visibleText } from '../shared/format.ts';
import { localeForTag } from '../shared/i18n/locale.ts';
import type { AccessLogModel } from './access-log/access-log-model.ts';
import { Activity } from './activity/activity.tsx';
import type { ActivityModel } from './activity/activity-model.ts';
import { ItemList } from './items/item-list.tsx';
import { Nearby } from './nearby/nearby.tsx';
import type { NearbyModel } from './nearby/nearby-model.ts';
import { ReachabilityDialog } from './reachability/reachability-dialog.tsx';
import type { ReachabilityModel } from './reachability/reachability-model.ts';
import type { SettingsModel } from './settings/settings-model.ts';
import { SettingsSheet } from './settings/settings-sheet.tsx';
import { DropOverlay, DropTint } from './share/drop-overlay.tsx';
import { EmptyState } from './share/empty-state.tsx';
import type { PortModel } from './share/port-model.ts';
import type { ShareModel } from './share/share-model.ts';
import { SharePanel } from './share/share-panel.tsx';
import type { TransfersModel } from './transfers/transfers-model.ts';
import { createI18n, I18nContext, type WindowTranslate } from './ui/i18n.ts';
import { ProblemNote } from './ui/problem-note.tsx';
import './app.css';

interface AppProps {
  readonly share: ShareModel;
  readonly port: PortModel;
  readonly activity: ActivityModel;
  readonly log: AccessLogModel;
  readonly transfers: TransfersModel;
  readonly nearby: NearbyModel;
  readonly reachability: ReachabilityModel;
  readonly settings: SettingsModel;
  /** True while files are held over the window. */
  readonly dropping: ReadonlySignal<boolean>;
  /** How many; one where it is not told. */
  readonly dropCount?: ReadonlySignal<number>;
}

/** The owner's window. Blank until main has told what there is, which takes one message. */
export function App(props: AppProps) {
  const { share, port, nearby, reachability, settings } = props;
  const locale = share.snapshot.value?.locale ?? localeForTag(navigator.language);
  const i18n = useMemo(() => createI18n(locale), [locale]);
  useLayoutEffect(() => {
    document.documentElement.lang = locale;
    document.title = i18n.t('app.name');
  }, [locale, i18n]);

  return (
    <I18nContext.Provider value={i18n}>
      <Content {...props} />
      <ReachabilityDialog model={reachability} />
      <SettingsSheet model={settings} share={share} port={port} nearby={nearby} />
      <p class="unseen" aria-live="polite">
        {copiedWords(share, nearby, i18n.t)}
      </p>
    </I18nContext.Provider>
  );
}

function copiedWords(share: ShareModel, nearby: NearbyModel, t: WindowTranslate): string | null {
  const id = nearby.copiedId.value;
  const url = share.copiedUrl.value ?? nearby.nearby.value?.neighbours.find((each) => each.id === id)?.url;
  return url === undefined ? null : t('share.linkCopied', { url: visibleText(url) });
}

function Content(props: AppProps) {
  const { share, port, activity, log, transfers, nearby, reachability, settings, dropping, dropCount } = props;
  const snapshot = share.snapshot.value;
  if (!snapshot) {
    return (
      <main class="app app--unloaded">
        <ProblemNote problem={share.loadProblem.value} />
      </main>
    );
  }
  const { items, recentItems, state } = snapshot;
  const count = dropCount?.value ?? 1;
  if (items.length === 0) {
    const { kept, dropped } = log.counts.value;
    const hasHistory = kept + dropped > 0 || transfers.transfers.value.length > 0;
    const hasNeighbours = (nearby.nearby.value?.neighbours.length ?? 0) > 0;
    const extras = `${hasHistory ? ' app--history' : ''}${hasNeighbours ? ' app--neighbours' : ''}`;
    return (
      <main class={`app app--empty${extras}`}>
        <EmptyState
          share={share}
          state={state}
          dropping={dropping.value}
          dropCount={count}
          recents={recentItems}
          onOpenSettings={settings.open}
        />
        {hasNeighbours && <Nearby model={nearby} />}
        {hasHistory && <Activity activity={activity} log={log} transfers={transfers} />}
        {dropping.value && <DropTint />}
      </main>
    );
  }
  return (
    <main class="app">
      <SharePanel
        share={share}
        port={port}
        reachability={reachability}
        state={state}
        reach={snapshot.reach}
        onOpenSettings={settings.open}
      />
      <div class="side">
        <ItemList share={share} items={items} recents={recentItems} />
        <Nearby model={nearby} />
      </div>
      <Activity activity={activity} log={log} transfers={transfers} />
      {dropping.value && <DropOverlay count={count} sharing={state.status === 'sharing'} />}
    </main>
  );
}
