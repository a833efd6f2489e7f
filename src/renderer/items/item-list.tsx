import { useRef, useState } from 'preact/hooks';
import { visibleText } from '../../shared/format.ts';
import type { ItemView, RecentView } from '../../shared/ipc.ts';
import type { ShareModel } from '../share/share-model.ts';
import { Button } from '../ui/button.tsx';
import { useI18n } from '../ui/i18n.ts';
import { PlusIcon } from '../ui/icons.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { itemKeys } from './item-keys.ts';
import { ItemRow } from './item-row.tsx';
import type { ItemsModel } from './items-model.ts';
import { RecentMenu } from './recent-menu.tsx';
import { UndoNote } from './undo-note.tsx';
import { useFocusKept } from './use-focus-kept.ts';
import { useItemDrag } from './use-item-drag.ts';
import './item-list.css';

interface ItemListProps {
  readonly share: ShareModel;
  readonly items: readonly ItemView[];
  readonly recents: readonly RecentView[];
}

/** What is shared, in order: each item can be dragged, renamed, set and taken out, by pointer and by keyboard. */
export function ItemList({ share, items, recents }: ItemListProps) {
  const { t } = useI18n();
  const model = share.items;
  const list = useRef<HTMLUListElement>(null);
  const [currentId, setCurrentId] = useState<string | null>(null);
  const keys = useFocusKept(list, items, model);
  const drag = useItemDrag(items, model.move);
  const current = items.find(({ id }) => id === currentId) ?? items[0];

  return (
    <section class="items" aria-label={t('items.region')}>
      <h2 class="items__heading">{t('items.region')}</h2>
      <ul
        class={`items__list${drag.target ? ' items__list--dragging' : ''}`}
        ref={list}
        onKeyDown={(event) => itemKeys(event, items, keys)}
        onFocusIn={({ target }) => setCurrentId((target as Element).closest('li')?.dataset.id ?? null)}
      >
        {items.map((item, index) => (
          <ItemRow
            key={item.id}
            model={model}
            item={item}
            index={index}
            count={items.length}
            isCurrent={item === current}
            isRenaming={model.renamingId.value === item.id}
            dragMark={drag.markOf(index)}
            onPointerDown={drag.begin}
            keys={keys}
          />
        ))}
      </ul>
      <footer class="items__footer">
        <UndoNote model={model} />
        <ProblemNote problem={model.problem.value} onDismiss={model.dismissProblem} />
        <div class="items__add">
          <Button kind="secondary" icon={<PlusIcon />} onPress={() => void share.chooseFolder()}>
            {t('items.chooseFolder')}
          </Button>
          {recents.length > 0 && <RecentMenu model={model} recents={recents} />}
        </div>
        <p class="items__hint muted">{t('items.dropHint')}</p>
      </footer>
      <p class="unseen" aria-live="polite">
        {movedWords(model, t)}
      </p>
    </section>
  );
}

function movedWords({ moved }: ItemsModel, t: ReturnType<typeof useI18n>['t']): string | null {
  if (!moved.value) return null;
  const { name, place, count } = moved.value;
  return t('items.moved', { name: visibleText(name), place, count });
}
