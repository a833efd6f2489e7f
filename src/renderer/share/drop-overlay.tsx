import { useI18n } from '../ui/i18n.ts';
import './drop-overlay.css';

interface DropOverlayProps {
  /** True where the drop adds to what is shared already. */
  readonly add?: boolean;
}

/** Says over the whole window that files may be let go. For the eye only: who drags, sees. */
export function DropOverlay({ add = false }: DropOverlayProps) {
  const { t } = useI18n();
  return (
    <div class={`drop-overlay${add ? ' drop-overlay--cover' : ' drop-overlay--tint'}`} aria-hidden="true">
      {add && <p class="drop-overlay__words">{t('drop.add')}</p>}
    </div>
  );
}
