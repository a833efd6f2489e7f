import { useLayoutEffect, useRef } from 'preact/hooks';
import { formatCount } from '../../shared/format.ts';
import { Button } from '../ui/button.tsx';
import { useI18n } from '../ui/i18n.ts';
import { NewestIcon, StartIcon } from '../ui/icons.tsx';
import type { AccessLogModel } from './access-log-model.ts';
import { LogRowView, rowId } from './log-row.tsx';
import { rowKeys } from './row-keys.ts';
import { useFixedRows } from './use-fixed-rows.ts';

/** Height of one row; every row has it, so no row is ever measured. `access-log.css` has the same. */
const rowHeightPx = 28;
/** Height of the heading, which stays above the rows, with its line. */
const headHeightPx = 29;

/** The rows that can be seen, of a list that may be long. */
export function LogTable({ log }: { readonly log: AccessLogModel }) {
  const { t } = useI18n();
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const rows = log.rows.value;
  const selected = log.details.selected.value;
  const atEnd = log.following.value;
  const { first, end } = useFixedRows(scroller, { count: rows.length, rowHeightPx, headHeightPx, atEnd });
  const onScroll = useFollowing(scroller, log);
  const onKeyDown = rowKeys(log, { scroller, rowHeightPx, headHeightPx });
  const selectedIndex = selected === null ? -1 : rows.indexOf(selected);
  const isDrawn = selectedIndex >= first && selectedIndex < end;

  function onClick({ target }: MouseEvent): void {
    const element = target instanceof Element ? target.closest('tr') : null;
    const row = rows.at(Number(element?.getAttribute('aria-rowindex')) - 2);
    // Text that was marked is to be copied, not to be lost under the details.
    if (!row || document.getSelection()?.type === 'Range') return;
    log.stopFollowing();
    log.details.show(row);
  }

  return (
    <div class="log__window">
      <div class="log__scroller" ref={scroller} onScroll={onScroll}>
        <table
          class="log__table"
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its rows can be chosen, as a grid's.
          role="grid"
          aria-label={t('log.region')}
          aria-rowcount={rows.length + 1}
          aria-activedescendant={isDrawn && selected !== null ? rowId(selected) : undefined}
          ref={grid}
          tabIndex={0}
          onKeyDown={onKeyDown}
        >
          <LogHead />
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the grid's. */}
          <tbody style={{ height: `${rows.length * rowHeightPx}px` }} onClick={onClick}>
            {Array.from({ length: end - first }, (_, place) => {
              const index = first + place;
              const row = rows.at(index);
              // Rows that went out of sight lend their elements to those that came into it.
              const key = (rows.trimmed + index) % (end - first);
              return (
                row && (
                  <LogRowView
                    key={key}
                    row={row}
                    rowIndex={index + 2}
                    startPx={index * rowHeightPx}
                    isSelected={row.number === selected}
                  />
                )
              );
            })}
          </tbody>
        </table>
      </div>
      <LogPill log={log} onPressed={() => grid.current?.focus()} />
    </div>
  );
}

function LogHead() {
  const { t } = useI18n();
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col">{t('log.time')}</th>
        <th scope="col">{t('log.visitor')}</th>
        <th scope="col">{t('log.method')}</th>
        <th scope="col">{t('log.path')}</th>
        <th scope="col">{t('log.status')}</th>
        <th scope="col" class="number">
          {t('log.size')}
        </th>
        <th scope="col" class="number">
          {t('log.duration')}
        </th>
        <th scope="col">{t('log.outcome')}</th>
      </tr>
    </thead>
  );
}

/** Over the end of the list: that it is paused, or that there is more further down; pressing it goes there. */
function LogPill({ log, onPressed }: { readonly log: AccessLogModel; readonly onPressed: () => void }) {
  const { t, locale } = useI18n();
  const isBehind = !log.following.value && log.unseen.value > 0;
  if (!log.paused.value && !isBehind) return null;

  function press(): void {
    if (log.paused.value) void log.resume();
    else log.follow();
    // The button goes away; the keyboard stays in the rows.
    onPressed();
  }

  const held = log.held.value;
  const words = held > 0 ? t('log.held', { count: formatCount(held, locale) }) : t('log.paused');
  return (
    <div class="log__pill">
      {log.paused.value ? (
        <Button kind="secondary" icon={<StartIcon />} title={t('log.resume')} onPress={press}>
          {words}
        </Button>
      ) : (
        <Button kind="primary" icon={<NewestIcon />} onPress={press}>
          {t('log.new', { count: formatCount(log.unseen.value, locale) })}
        </Button>
      )}
    </div>
  );
}

/**
 * Keeps the newest row visible while following, and what the owner reads in its place while not. Scrolling back ends
 * following; reaching the end again resumes it. Returns the scroll listener.
 */
function useFollowing(scroller: { current: HTMLDivElement | null }, log: AccessLogModel): () => void {
  const { trimmed } = log.rows.value;
  const lastTopPx = useRef(0);
  const lastTrimmed = useRef(trimmed);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const goneRows = trimmed - lastTrimmed.current;
    lastTrimmed.current = trimmed;
    if (log.following.value) element.scrollTop = element.scrollHeight;
    else if (goneRows > 0) element.scrollTop -= goneRows * rowHeightPx;
    lastTopPx.current = element.scrollTop;
  });
  // What is shown when the list comes back is the newest.
  useLayoutEffect(() => log.follow, [log]);

  return () => {
    const element = scroller.current;
    if (!element) return;
    const belowPx = element.scrollHeight - element.clientHeight - element.scrollTop;
    if (belowPx < 2) log.follow();
    else if (element.scrollTop < lastTopPx.current) log.stopFollowing();
    lastTopPx.current = element.scrollTop;
  };
}
