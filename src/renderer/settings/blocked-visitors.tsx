import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { Problem } from '../../shared/ipc.ts';
import { Button } from '../ui/button.tsx';
import { useI18n } from '../ui/i18n.ts';
import { ProblemNote } from '../ui/problem-note.tsx';

interface BlockedVisitorsProps {
  /** Newest last. */
  readonly addresses: readonly string[];
  readonly problem: Problem | undefined;
  readonly onUnblock: (address: string) => void;
}

/** Whom the owner blocked, the newest first, each with a button that lets them in again. */
export function BlockedVisitors({ addresses, problem, onUnblock }: BlockedVisitorsProps) {
  const { t } = useI18n();
  const id = useId();
  const region = useRef<HTMLDivElement>(null);
  const pressedIndex = useRef<number | null>(null);

  // The button that was pressed goes away with its row; the focus moves on to the next one, or to the label at last.
  useLayoutEffect(() => {
    if (pressedIndex.current === null || document.activeElement?.closest('dialog .button')) return;
    const buttons = region.current?.querySelectorAll('button');
    const next = buttons?.[Math.min(pressedIndex.current, addresses.length - 1)];
    (next ?? region.current?.querySelector<HTMLElement>('.setting__label'))?.focus();
    pressedIndex.current = null;
  }, [addresses]);

  return (
    <div class="setting" ref={region}>
      <p class="setting__line">
        <span class="setting__label" id={id} tabIndex={-1}>
          {t('settings.blocked')}
        </span>
      </p>
      {addresses.length === 0 && <p class="setting__help">{t('settings.nobodyBlocked')}</p>}
      <ul class="blocked" aria-labelledby={id}>
        {addresses.toReversed().map((address, index) => (
          <li key={address}>
            <span class="clip" title={address}>
              {address}
            </span>
            <Button
              kind="secondary"
              name={t('settings.unblockWhom', { address })}
              onPress={() => {
                pressedIndex.current = index;
                onUnblock(address);
              }}
            >
              {t('settings.unblock')}
            </Button>
          </li>
        ))}
      </ul>
      <ProblemNote problem={problem ?? null} />
    </div>
  );
}
