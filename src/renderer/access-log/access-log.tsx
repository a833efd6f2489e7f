import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { formatCount } from '../../shared/format.ts';
import { accessLogRowsMax } from '../../shared/limits.ts';
import { Button } from '../ui/button.tsx';
import { useI18n } from '../ui/i18n.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import type { AccessLogModel } from './access-log-model.ts';
import { LogTable } from './log-table.tsx';
import './access-log.css';

interface AccessLogProps {
  readonly log: AccessLogModel;
  /** Stands at the beginning of the header. */
  readonly tabs: ComponentChildren;
}

/** Every finished exchange, live, the newest at the end. */
export function AccessLog({ log, tabs }: AccessLogProps) {
  const { t, locale } = useI18n();
  const region = useRef<HTMLElement>(null);
  const { exchanges } = log.rows.value;
  const notShown = log.notShown.value;

  async function clear(): Promise<void> {
    await log.clear();
    // The button goes away with the rows; the keyboard stays in the log.
    region.current?.focus();
  }

  return (
    <section class="log" aria-label={t('log.region')} ref={region} tabIndex={-1}>
      <header class="log__head">
        {tabs}
        {exchanges.length > 0 && <span class="muted">{formatCount(exchanges.length, locale)}</span>}
        {notShown > 0 && (
          <span
            class="log__not-shown muted"
            title={t('log.notShownWhy', { most: formatCount(accessLogRowsMax, locale) })}
          >
            {t('log.notShown', { count: formatCount(notShown, locale) })}
          </span>
        )}
        {exchanges.length > 0 && (
          <Button kind="quiet" onPress={() => void clear()}>
            {t('log.clear')}
          </Button>
        )}
      </header>
      <ProblemNote problem={log.problem.value} onDismiss={log.dismissProblem} />
      {exchanges.length > 0 ? <LogTable log={log} /> : <p class="log__empty muted">{t('log.empty')}</p>}
    </section>
  );
}
