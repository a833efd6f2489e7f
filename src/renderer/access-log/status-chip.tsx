import { noValue } from '../../shared/format.ts';
import { useI18n } from '../ui/i18n.ts';
import { toneOfStatus } from './outcome.ts';
import './status-chip.css';

/** A status code, coloured by its class; a dash where no response was begun. */
export function StatusChip({ status }: { readonly status: number | null }) {
  const { t } = useI18n();
  if (status === null) {
    return (
      <span class="chip" title={t('log.noResponse')}>
        {noValue}
      </span>
    );
  }
  return <span class={`chip chip--${toneOfStatus(status)}`}>{status}</span>;
}
