import type { ReadonlySignal } from '@preact/signals';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import { localeForTag } from '../shared/i18n/locale.ts';
import { AccessLog } from './access-log/access-log.tsx';
import type { AccessLogModel } from './access-log/access-log-model.ts';
import { DropOverlay } from './share/drop-overlay.tsx';
import { EmptyState } from './share/empty-state.tsx';
import { ItemList } from './share/item-list.tsx';
import type { PortModel } from './share/port-model.ts';
import type { ShareModel } from './share/share-model.ts';
import { SharePanel } from './share/share-panel.tsx';
import { createI18n, I18nContext } from './ui/i18n.ts';
import { ProblemNote } from './ui/problem-note.tsx';
import './app.css';

interface AppProps {
  readonly share: ShareModel;
  readonly port: PortModel;
  readonly log: AccessLogModel;
  /** True while files are held over the window. */
  readonly dropping: ReadonlySignal<boolean>;
}

/** The owner's window. Blank until main has told what there is, which takes one message. */
export function App({ share, port, log, dropping }: AppProps) {
  const locale = share.snapshot.value?.locale ?? localeForTag(navigator.language);
  const i18n = useMemo(() => createI18n(locale), [locale]);
  useLayoutEffect(() => {
    document.documentElement.lang = locale;
    document.title = i18n.t('app.name');
  }, [locale, i18n]);

  return (
    <I18nContext.Provider value={i18n}>
      <Content share={share} port={port} log={log} dropping={dropping} />
      <p class="unseen" aria-live="polite">
        {share.copiedUrl.value && i18n.t('share.linkCopied', { url: share.copiedUrl.value })}
      </p>
    </I18nContext.Provider>
  );
}

function Content({ share, port, log, dropping }: AppProps) {
  const snapshot = share.snapshot.value;
  if (!snapshot) {
    return (
      <main class="app app--unloaded">
        <ProblemNote problem={share.loadProblem.value} />
      </main>
    );
  }
  if (snapshot.items.length === 0) {
    const hasHistory = log.rows.value.exchanges.length > 0;
    return (
      <main class={`app app--empty${hasHistory ? ' app--history' : ''}`}>
        <EmptyState share={share} state={snapshot.state} dropping={dropping.value} />
        {hasHistory && <AccessLog log={log} />}
        {dropping.value && <DropOverlay />}
      </main>
    );
  }
  return (
    <main class="app">
      <SharePanel share={share} port={port} state={snapshot.state} />
      <ItemList share={share} items={snapshot.items} />
      <AccessLog log={log} />
      {dropping.value && <DropOverlay add />}
    </main>
  );
}
