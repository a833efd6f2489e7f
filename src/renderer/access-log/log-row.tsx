import type { Exchange } from '../../shared/exchange.ts';
import {
  clipText,
  formatByteSize,
  formatCount,
  formatDateTime,
  formatDuration,
  formatTimeOfDay,
  noValue,
  readableTarget,
  visibleText,
} from '../../shared/format.ts';
import { targetShownCharsMax, targetTooltipCharsMax } from '../../shared/limits.ts';
import { useI18n } from '../ui/i18n.ts';

interface LogRowProps {
  readonly exchange: Exchange;
  /** Place in the whole table, counted from 1 with the heading. */
  readonly rowIndex: number;
  readonly startPx: number;
}

/** One exchange. All that came from the network is text, with its control characters made visible. */
export function LogRow({ exchange, rowIndex, startPx }: LogRowProps) {
  const { t, locale } = useI18n();
  const { time, remoteAddress, method, userAgent, bytes, durationMs } = exchange;
  const visitorTitle = userAgent === null ? remoteAddress : `${remoteAddress}\n${visibleText(userAgent)}`;
  return (
    <tr aria-rowindex={rowIndex} style={{ transform: `translateY(${startPx}px)` }}>
      <td class="muted">
        <time dateTime={isoTime(time)} title={formatDateTime(time, locale)}>
          {formatTimeOfDay(time, locale)}
        </time>
      </td>
      <td class="clip" title={clipText(visitorTitle, targetTooltipCharsMax)}>
        {visibleText(remoteAddress)}
      </td>
      <td class="clip">{method === null ? noValue : visibleText(method)}</td>
      <PathCell exchange={exchange} />
      <StatusCell exchange={exchange} />
      <td class="number">
        <data value={String(bytes)} title={t('log.bytes', { count: formatCount(bytes, locale) })}>
          {formatByteSize(bytes, locale)}
        </data>
      </td>
      <td class="number muted">{formatDuration(durationMs, locale)}</td>
    </tr>
  );
}

function PathCell({ exchange: { path, outcome } }: { readonly exchange: Exchange }) {
  const { t } = useI18n();
  return (
    <td class="log__path">
      {path === null ? (
        <span class="clip muted" title={t('log.unreadable')}>
          {noValue}
        </span>
      ) : (
        <bdi class="clip" title={clipText(visibleText(path), targetTooltipCharsMax)}>
          {clipText(readableTarget(path), targetShownCharsMax)}
        </bdi>
      )}
      {outcome === 'aborted' && (
        <span class="chip chip--warning" title={t('log.interruptedWhy')}>
          {t('log.interrupted')}
        </span>
      )}
    </td>
  );
}

function StatusCell({ exchange: { status } }: { readonly exchange: Exchange }) {
  const { t } = useI18n();
  if (status === null) {
    return (
      <td>
        <span class="chip" title={t('log.noResponse')}>
          {noValue}
        </span>
      </td>
    );
  }
  return (
    <td>
      <span class={`chip ${chipOf(status)}`}>{status}</span>
    </td>
  );
}

function chipOf(status: number): string {
  if (status >= 500) return 'chip--danger';
  if (status >= 400) return 'chip--warning';
  return status >= 200 && status < 300 ? 'chip--good' : '';
}

function isoTime(epochMs: number): string {
  return Math.abs(epochMs) <= 8.64e15 ? new Date(epochMs).toISOString() : '';
}
