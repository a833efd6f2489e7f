import type { ComponentChildren } from 'preact';
import { deviceName } from '../../shared/device-name.ts';
import type { ExchangeContent } from '../../shared/exchange.ts';
import {
  formatByteSize,
  formatCount,
  formatDateTime,
  formatDuration,
  noValue,
  readableTarget,
  visibleText,
} from '../../shared/format.ts';
import type { WindowMessageKey } from '../../shared/i18n/window-messages.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { useI18n } from '../ui/i18n.ts';
import { CloseIcon } from '../ui/icons.tsx';
import type { DetailsModel, MoreDetails } from './details-model.ts';
import type { LogRow } from './log-list.ts';
import { explanationOf, outcomeOf } from './outcome.ts';
import { StatusChip } from './status-chip.tsx';
import './log-details.css';

interface LogDetailsProps {
  readonly details: DetailsModel;
  readonly onClose: () => void;
}

const contentWords = {
  file: 'log.content.file',
  listing: 'log.content.listing',
  asset: 'log.content.asset',
  other: 'log.content.other',
} as const satisfies Record<ExchangeContent, WindowMessageKey>;

/** All that is known of one exchange, beside the rows. Nothing where none is open. */
export function LogDetails({ details, onClose }: LogDetailsProps) {
  const { t } = useI18n();
  const row = details.open.value;
  if (!row) return null;
  const { entry } = row;
  const explanation = explanationOf(entry);
  const isCopied = details.copied.value === String(row.number);
  return (
    <aside class="log-details" aria-label={t('log.details')}>
      <header class="log-details__head">
        <StatusChip status={entry.status} />
        <strong class="clip">{entry.method === null ? noValue : visibleText(entry.method)}</strong>
        <span class={`clip tone tone--${outcomeOf(entry).tone}`}>{t(outcomeOf(entry).words)}</span>
        <span class="log-details__buttons">
          <CopyButton name={t('log.copy')} copied={isCopied} onCopy={() => void details.copy(row)} />
          <Button
            kind="quiet"
            icon={<CloseIcon />}
            name={t('log.detailsClose')}
            title={t('log.detailsClose')}
            onPress={onClose}
          />
        </span>
      </header>
      <div class="log-details__body">
        <p class="log-details__target">
          {entry.path === null ? t('log.unreadable') : <bdi>{readableTarget(entry.path)}</bdi>}
        </p>
        {explanation !== null && (
          <p class={`log-details__why log-details__why--${outcomeOf(entry).tone}`}>{t(explanation)}</p>
        )}
        <Facts row={row} more={details.more.value} />
      </div>
    </aside>
  );
}

function Facts({ row: { entry }, more }: { readonly row: LogRow; readonly more: MoreDetails }) {
  const { t, locale } = useI18n();
  const { time, remoteAddress, path, bytes, durationMs, userAgent, content, contentRange } = entry;
  const fields = typeof more === 'string' ? [] : more.requestFields;
  const device = deviceName(userAgent);
  const referrers = fields.filter(([name]) => name === 'referer');
  const others = fields.filter(([name]) => name !== 'referer');
  const isEncoded = path !== null && visibleText(path) !== readableTarget(path);
  return (
    <>
      <dl class="log-details__facts">
        <Fact name={t('log.time')}>{formatDateTime(time, locale)}</Fact>
        <Fact name={t('log.address')}>{visibleText(remoteAddress)}</Fact>
        {device !== null && <Fact name={t('log.device')}>{device}</Fact>}
        {referrers.map(([, value]) => (
          <Fact key={value} name={t('log.referrer')}>
            {visibleText(value)}
          </Fact>
        ))}
        <Fact name={t('log.content')}>{t(contentWords[content])}</Fact>
        {content === 'file' && (
          <Fact name={t('log.range')}>{contentRange === null ? t('log.rangeWhole') : visibleText(contentRange)}</Fact>
        )}
        <Fact name={t('log.size')}>
          {t('log.sizeAndBytes', { size: formatByteSize(bytes, locale), bytes: formatCount(bytes, locale) })}
        </Fact>
        <Fact name={t('log.duration')}>{formatDuration(durationMs, locale)}</Fact>
        {isEncoded && <Fact name={t('log.target')}>{visibleText(path)}</Fact>}
        {typeof more !== 'string' && more.protocol !== null && (
          <Fact name={t('log.protocol')}>{visibleText(more.protocol)}</Fact>
        )}
        {userAgent !== null && <Fact name={t('log.userAgent')}>{visibleText(userAgent)}</Fact>}
      </dl>
      {others.length > 0 && (
        <>
          <h3 class="log-details__heading">{t('log.requestFields')}</h3>
          <dl class="log-details__facts log-details__facts--code">
            {others.map(([name, value], index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a field may come twice, and the list never changes.
              <Fact key={index} name={visibleText(name)}>
                {visibleText(value)}
              </Fact>
            ))}
          </dl>
        </>
      )}
      {more === 'gone' && <p class="muted">{t('log.detailsGone')}</p>}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </>
  );
}
