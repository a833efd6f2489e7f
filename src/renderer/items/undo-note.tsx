import { visibleText } from '../../shared/format.ts';
import { Button } from '../ui/button.tsx';
import { useI18n } from '../ui/i18n.ts';
import { CloseIcon } from '../ui/icons.tsx';
import type { ItemsModel } from './items-model.ts';
import './undo-note.css';

/**
 * Offers for some seconds to put back what was removed; as long as the pointer or the focus is there it stays. The live
 * region is there before its words are, so that they are heard.
 */
export function UndoNote({ model }: { readonly model: ItemsModel }) {
  const { t } = useI18n();
  const item = model.removed.value;
  return (
    <div aria-live="polite">
      {item && (
        <div
          class="undo-note"
          onPointerEnter={() => model.holdUndo(true)}
          onPointerLeave={() => model.holdUndo(false)}
          onFocusIn={() => model.holdUndo(true)}
          onFocusOut={() => model.holdUndo(false)}
        >
          <p class="clip">{t('items.removed', { name: visibleText(item.name) })}</p>
          <Button kind="quiet" onPress={() => void model.undo()}>
            {t('items.undo')}
          </Button>
          <Button kind="quiet" icon={<CloseIcon />} name={t('problem.dismiss')} onPress={model.dismissRemoved} />
        </div>
      )}
    </div>
  );
}
