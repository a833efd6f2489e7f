import { useMemo } from 'preact/hooks';
import type { AccessLogEntry } from '../../shared/access-log.ts';
import { deviceName } from '../../shared/device-name.ts';
import {
  clipText,
  formatByteSize,
  formatCount,
  formatDateTime,
  formatDuration,
  formatTimeOfDay,
  noValue,
  readableTarget,
  splitPath,
  visibleText,
} from '../../shared/format.ts';
import { isoTime } from '../../shared/json-line.ts';
import { targetShownCharsMax, targetTooltipCharsMax } from '../../shared/limits.ts';
import { type I18n, useI18n } from '../ui/i18n.ts';
import type { LogRow } from './log-list.ts';
import { outcomeOf } from './outcome.ts';
import { StatusChip } from './status-chip.tsx';

interface LogRowProps {
  readonly row: LogRow;
  /** Place in the whole table, counted from 1 with the heading. */
  readonly rowIndex: number;
  readonly startPx: number;
  readonly isSelected: boolean;
}

/** The id of a row's element, by the exchange's number. */
export function rowId(number: number): string {
  return `log-row-${number}`;
}

/** One exchange. All that came from the network is text, with its control characters made visible. */
export function LogRowView({ row, rowIndex, startPx, isSelected }: LogRowProps) {
  const i18n = useI18n();
  const { entry, number } = row;
  // While others come and go, a row that is still there costs next to nothing.
  const cells = useMemo(() => <RowCells entry={entry} i18n={i18n} />, [entry, i18n]);
  return (
    <tr
      id={rowId(number)}
      aria-rowindex={rowIndex}
      aria-selected={isSelected}
      style={{ transform: `translateY(${startPx}px)` }}
    >
      {cells}
    </tr>
  );
}

function RowCells({ entry, i18n }: { readonly entry: AccessLogEntry; readonly i18n: I18n }) {
  const { t, locale } = i18n;
  const { time, method, status, bytes, durationMs } = entry;
  const outcome = outcomeOf(entry);
  return (
    <>
      <td class="muted">
        <time dateTime={isoTime(time)} title={formatDateTime(time, locale)}>
          {formatTimeOfDay(time, locale)}
        </time>
      </td>
      <VisitorCell entry={entry} />
      <td class="clip">{method === null ? noValue : visibleText(method)}</td>
      <PathCell entry={entry} i18n={i18n} />
      <td>
        <StatusChip status={status} />
      </td>
      <td class="number">
        <data value={String(bytes)} title={t('log.bytes', { count: formatCount(bytes, locale) })}>
          {formatByteSize(bytes, locale)}
        </data>
      </td>
      <td class="number muted">{formatDuration(durationMs, locale)}</td>
      <td class={`clip tone tone--${outcome.tone}`}>{t(outcome.words)}</td>
    </>
  );
}

/** The address, which is never cut before the device's name is. */
function VisitorCell({ entry: { remoteAddress, userAgent } }: { readonly entry: AccessLogEntry }) {
  const address = visibleText(remoteAddress);
  const device = deviceName(userAgent);
  const title = [address, device, userAgent === null ? null : visibleText(userAgent)].filter((line) => line !== null);
  return (
    <td class="log__visitor" title={clipText(title.join('\n'), targetTooltipCharsMax)}>
      <span class="clip">{address}</span>
      {device !== null && <span class="clip muted">{device}</span>}
    </td>
  );
}

function PathCell({ entry: { path }, i18n: { t } }: { readonly entry: AccessLogEntry; readonly i18n: I18n }) {
  if (path === null) {
    return (
      <td class="clip muted" title={t('log.unreadable')}>
        {noValue}
      </td>
    );
  }
  // What tells one from another stands at the end: where room is short, the way there is cut.
  const { head, tail } = splitPath(clipText(readableTarget(path), targetShownCharsMax));
  return (
    <td class="log__path">
      <bdi class="log__target" title={clipText(visibleText(path), targetTooltipCharsMax)}>
        {head !== '' && <span class="log__way clip">{head}</span>}
        <span class="log__name clip">{tail}</span>
      </bdi>
    </td>
  );
}
