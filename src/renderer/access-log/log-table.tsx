import { useLayoutEffect, useRef } from 'preact/hooks';
import { formatCount } from '../../shared/format.ts';
import { Button } from '../ui/button.tsx';
import { useI18n } from '../ui/i18n.ts';
import { NewestIcon } from '../ui/icons.tsx';
import type { AccessLogModel } from './access-log-model.ts';
import { LogRow } from './log-row.tsx';
import { useVirtualRows } from './use-virtual-rows.ts';

/** Height of one row; every row has it, so no row is ever measured. */
const rowHeightPx = 28;

/** The rows that can be seen, of a list that may be long. */
export function LogTable({ log }: { readonly log: AccessLogModel }) {
  const { t, locale } = useI18n();
  const scroller = useRef<HTMLDivElement>(null);
  const { exchanges, trimmed } = log.rows.value;
  const { totalHeightPx, visible } = useVirtualRows(scroller, exchanges.length, rowHeightPx);
  const onScroll = useFollowing(scroller, log, trimmed);

  function showNewest(): void {
    log.follow();
    // The button goes away; the keyboard stays in the rows.
    scroller.current?.focus();
  }

  return (
    <div class="log__window">
      <div class="log__scroller" ref={scroller} onScroll={onScroll}>
        <table class="log__table" aria-rowcount={exchanges.length + 1}>
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
            </tr>
          </thead>
          <tbody style={{ height: `${totalHeightPx}px` }}>
            {visible.map(({ index, startPx }) => {
              const exchange = exchanges[index];
              return (
                exchange && <LogRow key={exchange.id} exchange={exchange} rowIndex={index + 2} startPx={startPx} />
              );
            })}
          </tbody>
        </table>
      </div>
      {!log.following.value && log.unseen.value > 0 && (
        <div class="log__newest">
          <Button kind="primary" icon={<NewestIcon />} onPress={showNewest}>
            {t('log.new', { count: formatCount(log.unseen.value, locale) })}
          </Button>
        </div>
      )}
    </div>
  );
}

/**
 * Keeps the newest row visible while following, and what the owner reads in its place while not. Scrolling back pauses
 * following; reaching the end again resumes it. Returns the scroll listener.
 */
function useFollowing(scroller: { current: HTMLDivElement | null }, log: AccessLogModel, trimmed: number): () => void {
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

  return () => {
    const element = scroller.current;
    if (!element) return;
    const belowPx = element.scrollHeight - element.clientHeight - element.scrollTop;
    if (belowPx < 2) log.follow();
    else if (element.scrollTop < lastTopPx.current) log.pause();
    lastTopPx.current = element.scrollTop;
  };
}
