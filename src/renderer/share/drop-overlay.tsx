import { useI18n } from '../ui/i18n.ts';
import './drop-overlay.css';

interface DropOverlayProps {
  /** How many things are held over the window. */
  readonly count: number;
  /** Whether the share runs that they would be added to. */
  readonly sharing: boolean;
}

/** Says over the whole window what letting go does. For the eye only: who drags, sees. */
export function DropOverlay({ count, sharing }: DropOverlayProps) {
  const { t } = useI18n();
  return (
    <div class="drop-overlay drop-overlay--cover" aria-hidden="true">
      <div class="drop-overlay__words">
        <p>{count > 1 ? t('drop.addMany', { count }) : t('drop.add')}</p>
        <p class="drop-overlay__hint">{t(sharing ? 'drop.addHint' : 'drop.stoppedHint')}</p>
      </div>
    </div>
  );
}

/** The same where nothing is shared yet: a tint under the empty window's own words. */
export function DropTint() {
  return <div class="drop-overlay drop-overlay--tint" aria-hidden="true" />;
}
