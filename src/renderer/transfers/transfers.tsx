import type { ComponentChildren } from 'preact';
import { useI18n } from '../ui/i18n.ts';
import type { TransfersModel } from './transfers-model.ts';
import './transfers.css';

interface TransfersProps {
  readonly model: TransfersModel;
  /** Stands at the beginning of the header. */
  readonly tabs: ComponentChildren;
}

/** Which files are on their way to whom, and which have just arrived. */
export function Transfers({ tabs }: TransfersProps) {
  const { t } = useI18n();
  return (
    <section class="transfers" aria-label={t('transfers.region')} tabIndex={-1}>
      <header class="transfers__head">{tabs}</header>
      <p class="transfers__empty muted">{t('transfers.empty')}</p>
    </section>
  );
}
