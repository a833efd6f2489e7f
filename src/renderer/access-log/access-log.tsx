import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { isNarrowed } from '../../shared/access-log-filter.ts';
import { Button } from '../ui/button.tsx';
import { useI18n } from '../ui/i18n.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import type { AccessLogModel } from './access-log-model.ts';
import { ExportNote, exportedWords } from './export-note.tsx';
import { LogDetails } from './log-details.tsx';
import { LogFooter } from './log-footer.tsx';
import { LogTable } from './log-table.tsx';
import { LogToolbar } from './log-toolbar.tsx';
import './access-log.css';

interface AccessLogProps {
  readonly log: AccessLogModel;
  /** Stands at the beginning of the header. */
  readonly tabs: ComponentChildren;
}

/** Every finished exchange, live, the newest at the end. */
export function AccessLog({ log, tabs }: AccessLogProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const region = useRef<HTMLElement>(null);
  const { kept, dropped } = log.counts.value;
  const isEmpty = kept === 0 && dropped === 0 && !log.paused.value;
  const focusRows = () => region.current?.querySelector<HTMLElement>('.log__table')?.focus();

  async function clear(): Promise<void> {
    await log.clear();
    // The button goes away with the rows; the keyboard stays in the log.
    region.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || !log.details.open.value) return;
    event.preventDefault();
    log.details.hide();
    focusRows();
  }

  return (
    <section class="log" aria-label={t('log.region')} ref={region} tabIndex={-1} onKeyDown={onKeyDown}>
      <header class="log__head">
        {tabs}
        {!isEmpty && <LogToolbar log={log} onClear={() => void clear()} />}
      </header>
      <ProblemNote problem={log.problem.value} onDismiss={log.dismissProblem} />
      <ProblemNote problem={log.details.copyProblem.value} onDismiss={log.details.dismissProblem} />
      <ExportNote exporting={log.exporting} />
      {isEmpty ? (
        <p class="log__empty muted">{t('log.empty')}</p>
      ) : (
        <div class="log__body">
          <LogRowsOrWords log={log} />
          <LogDetails
            details={log.details}
            onClose={() => {
              log.details.hide();
              focusRows();
            }}
          />
        </div>
      )}
      {!isEmpty && <LogFooter log={log} />}
      <p class="unseen" aria-live="polite">
        {log.details.copied.value === null ? exportedWords(log.exporting.state.value, i18n) : t('log.copied')}
      </p>
    </section>
  );
}

function LogRowsOrWords({ log }: { readonly log: AccessLogModel }) {
  const { t } = useI18n();
  if (log.rows.value.length > 0) return <LogTable log={log} />;
  if (!isNarrowed(log.filter.value)) {
    return <p class="log__empty muted">{t(log.counts.value.assets > 0 ? 'log.onlyAssets' : 'log.empty')}</p>;
  }
  return (
    <div class="log__empty">
      <p class="muted">{t('log.nothingMatches')}</p>
      <Button kind="secondary" onPress={log.clearFilter}>
        {t('log.clearFilter')}
      </Button>
    </div>
  );
}
