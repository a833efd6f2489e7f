import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { useI18n } from '../ui/i18n.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { BlockDialog } from './block-dialog.tsx';
import { TransferRow } from './transfer-row.tsx';
import type { TransfersModel } from './transfers-model.ts';
import './transfers.css';

interface TransfersProps {
  readonly model: TransfersModel;
  /** Stands at the beginning of the header. */
  readonly tabs: ComponentChildren;
}

/** Which files are on their way to whom, and which have just arrived. */
export function Transfers({ model, tabs }: TransfersProps) {
  const { t } = useI18n();
  const region = useKeptFocus();
  const transfers = model.transfers.value;
  const hasEnded = transfers.length > model.running.value;
  return (
    <section class="transfers" aria-label={t('transfers.region')} ref={region} tabIndex={-1}>
      <header class="transfers__head">
        {tabs}
        {hasEnded && (
          <Button kind="quiet" onPress={() => void model.clear()}>
            {t('transfers.clear')}
          </Button>
        )}
      </header>
      <ProblemNote problem={model.problem.value} onDismiss={model.dismissProblem} />
      {transfers.length > 0 ? (
        <ul class="transfers__list">
          {transfers.map((transfer) => (
            <TransferRow key={transfer.id} transfer={transfer} model={model} />
          ))}
        </ul>
      ) : (
        <p class="transfers__empty muted">{t('transfers.empty')}</p>
      )}
      <BlockDialog model={model} />
    </section>
  );
}

/**
 * A button that has done its work goes away, or with it its row: the focus then goes to what is left of the row, else to
 * the whole list, instead of getting lost.
 */
function useKeptFocus() {
  const region = useRef<HTMLElement>(null);
  const focused = useRef<{ readonly element: Element; readonly row: string | null } | null>(null);
  useLayoutEffect(() => {
    const element = region.current;
    const remember = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      const row = target.closest('[data-transfer]')?.getAttribute('data-transfer') ?? null;
      focused.current = { element: target, row };
    };
    element?.addEventListener('focusin', remember);
    return () => element?.removeEventListener('focusin', remember);
  }, []);
  useLayoutEffect(() => {
    const last = focused.current;
    if (!last || last.element.isConnected) return;
    focused.current = null;
    if (document.activeElement !== document.body) return;
    const rest = region.current?.querySelector<HTMLElement>(`[data-transfer="${last.row}"] button`);
    (rest ?? region.current)?.focus();
  });
  return region;
}
