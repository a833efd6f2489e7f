import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import { accessLogFilterCharsMax } from '../../shared/limits.ts';
import { Button } from '../ui/button.tsx';
import { useI18n } from '../ui/i18n.ts';
import { ClearIcon, CloseIcon, FilterIcon, PauseIcon, SearchIcon, StartIcon } from '../ui/icons.tsx';
import type { AccessLogModel } from './access-log-model.ts';
import { ExportMenu } from './export-menu.tsx';
import { LogFilters } from './log-filters.tsx';
import './log-toolbar.css';

interface LogToolbarProps {
  readonly log: AccessLogModel;
  readonly onClear: () => void;
}

/** Filter, pause, export and clear in one row; where it is narrow, the filters but for the text fold into a popover. */
export function LogToolbar({ log, onClear }: LogToolbarProps) {
  const { t } = useI18n();
  const filtersId = useId();
  const { statusClasses, visitor, transfersOnly } = log.filter.value;
  const folded = statusClasses.length + (visitor === null ? 0 : 1) + (transfersOnly ? 1 : 0);
  return (
    <div class="log-tools">
      <TextFilter log={log} />
      <button
        type="button"
        class={`button button--quiet button--square log-tools__fold${folded > 0 ? ' log-tools__on' : ''}`}
        popovertarget={filtersId}
        aria-label={t('log.filterMore')}
        title={t('log.filterMore')}
      >
        <FilterIcon />
      </button>
      <LogFilters log={log} id={filtersId} />
      <div class="log-tools__actions">
        {log.paused.value ? (
          <span class="log-tools__on">
            <Button
              kind="quiet"
              icon={<StartIcon />}
              name={t('log.resume')}
              title={t('log.resume')}
              onPress={() => void log.resume()}
            />
          </span>
        ) : (
          <Button kind="quiet" icon={<PauseIcon />} name={t('log.pause')} title={t('log.pause')} onPress={log.pause} />
        )}
        <ExportMenu exporting={log.exporting} />
        <Button kind="quiet" icon={<ClearIcon />} name={t('log.clear')} title={t('log.clear')} onPress={onClear} />
      </div>
    </div>
  );
}

/** Narrows the rows down at each letter. Escape empties it. */
function TextFilter({ log }: { readonly log: AccessLogModel }) {
  const { t } = useI18n();
  const field = useRef<HTMLInputElement>(null);
  const { text } = log.filter.value;
  const wanted = log.filterWanted.value;

  useLayoutEffect(() => {
    if (!wanted) return;
    field.current?.focus();
    field.current?.select();
    log.filterFocused();
  }, [wanted, log]);

  useEffect(() => {
    const find = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'f' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      log.wantFilter();
    };
    window.addEventListener('keydown', find);
    return () => window.removeEventListener('keydown', find);
  }, [log]);

  return (
    <div class="log-tools__text">
      <SearchIcon />
      <input
        ref={field}
        type="text"
        aria-label={t('log.filterLog')}
        placeholder={t('log.filter')}
        value={text}
        maxLength={accessLogFilterCharsMax}
        spellcheck={false}
        autocomplete="off"
        onInput={(event) => log.setFilter({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || text === '') return;
          event.preventDefault();
          log.setFilter({ text: '' });
        }}
      />
      {text !== '' && (
        <button
          type="button"
          class="log-tools__clear"
          aria-label={t('log.clearText')}
          title={t('log.clearText')}
          onClick={() => {
            log.setFilter({ text: '' });
            field.current?.focus();
          }}
        >
          <CloseIcon />
        </button>
      )}
    </div>
  );
}
