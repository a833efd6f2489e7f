import { useEffect, useRef } from 'preact/hooks';
import { type StatusClass, statusClasses } from '../../shared/access-log-filter.ts';
import { noValue, visibleText } from '../../shared/format.ts';
import type { WindowMessageKey } from '../../shared/i18n/window-messages.ts';
import { useI18n } from '../ui/i18n.ts';
import type { AccessLogModel } from './access-log-model.ts';
import type { LogVisitor } from './log-visitors.ts';

const classWords = {
  '2xx': 'log.class2xx',
  '3xx': 'log.class3xx',
  '4xx': 'log.class4xx',
  '5xx': 'log.class5xx',
  none: 'log.classNone',
} as const satisfies Record<StatusClass, WindowMessageKey>;

/** Status classes, visitor, transfers only. In the row where there is room for them, else the popover of a button. */
export function LogFilters({ log, id }: { readonly log: AccessLogModel; readonly id: string }) {
  const { t } = useI18n();
  const element = useRef<HTMLDivElement>(null);
  const { transfersOnly } = log.filter.value;

  useEffect(() => {
    // A wider window has them in the row; they cannot be in both places.
    const close = () => element.current?.matches(':popover-open') && element.current.hidePopover();
    window.addEventListener('resize', close);
    return () => window.removeEventListener('resize', close);
  }, []);

  return (
    <div class="log-filters" ref={element} id={id} popover="auto">
      <StatusClasses log={log} />
      <VisitorChoice log={log} />
      <button
        type="button"
        class="log-filters__toggle"
        aria-pressed={transfersOnly}
        onClick={() => log.setFilter({ transfersOnly: !transfersOnly })}
      >
        {t('log.transfersOnly')}
      </button>
    </div>
  );
}

function StatusClasses({ log }: { readonly log: AccessLogModel }) {
  const { t } = useI18n();
  const { statusClasses: chosen } = log.filter.value;

  function toggle(statusClass: StatusClass): void {
    const isOn = chosen.includes(statusClass);
    log.setFilter({
      statusClasses: isOn ? chosen.filter((each) => each !== statusClass) : [...chosen, statusClass],
    });
  }

  return (
    <fieldset class="log-filters__classes" aria-label={t('log.statusClasses')}>
      {statusClasses.map((statusClass) => (
        <button
          key={statusClass}
          type="button"
          class={`log-filters__toggle log-filters__toggle--${statusClass}`}
          aria-pressed={chosen.includes(statusClass)}
          aria-label={t(classWords[statusClass])}
          title={t(classWords[statusClass])}
          onClick={() => toggle(statusClass)}
        >
          {statusClass === 'none' ? noValue : statusClass}
        </button>
      ))}
    </fieldset>
  );
}

function VisitorChoice({ log }: { readonly log: AccessLogModel }) {
  const { t } = useI18n();
  const { visitor } = log.filter.value;
  const visitors = log.visitors.value;
  const missing = visitor !== null && !visitors.some(({ address }) => address === visitor);
  const listed = missing ? [{ address: visitor, device: null }, ...visitors] : visitors;
  return (
    <select
      class="log-filters__visitor"
      aria-label={t('log.visitorChoice')}
      value={visitor ?? ''}
      onChange={(event) => log.setFilter({ visitor: event.currentTarget.value || null })}
    >
      <option value="">{t('log.visitorAll')}</option>
      {listed.map((each) => (
        <option key={each.address} value={each.address}>
          {visitorText(each)}
        </option>
      ))}
    </select>
  );
}

function visitorText({ address, device }: LogVisitor): string {
  return device === null ? visibleText(address) : `${visibleText(address)} · ${device}`;
}
