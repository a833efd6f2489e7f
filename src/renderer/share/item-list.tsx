import { useLayoutEffect, useRef } from 'preact/hooks';
import { formatByteSize, splitPath, visibleText } from '../../shared/format.ts';
import type { ItemView } from '../../shared/ipc.ts';
import { Button } from '../ui/button.tsx';
import { useI18n } from '../ui/i18n.ts';
import { CloseIcon, FileIcon, FolderIcon, PlusIcon, WarningIcon } from '../ui/icons.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import type { ShareModel } from './share-model.ts';
import './item-list.css';

interface ItemListProps {
  readonly share: ShareModel;
  readonly items: readonly ItemView[];
}

/** What is shared, in order, each with a button that takes it out. */
export function ItemList({ share, items }: ItemListProps) {
  const { t } = useI18n();
  const region = useRef<HTMLElement>(null);
  const removedIndex = useRef<number | null>(null);

  // The button that was pressed goes away with its item; the focus moves on to the next one instead of getting lost.
  useLayoutEffect(() => {
    if (removedIndex.current === null || document.activeElement !== document.body) return;
    const buttons = region.current?.querySelectorAll('button');
    buttons?.[Math.min(removedIndex.current, items.length - 1)]?.focus();
    removedIndex.current = null;
  }, [items]);

  return (
    <section class="items" aria-label={t('items.region')} ref={region}>
      <h2 class="items__heading">{t('items.region')}</h2>
      <ul class="items__list">
        {items.map((item, index) => (
          <Item
            key={item.id}
            item={item}
            onRemove={() => {
              removedIndex.current = index;
              void share.removeItem(item.id);
            }}
          />
        ))}
      </ul>
      <footer class="items__footer">
        <ProblemNote problem={share.itemsProblem.value} onDismiss={share.dismissItemsProblem} />
        <Button kind="secondary" icon={<PlusIcon />} onPress={() => void share.chooseFolder()}>
          {t('items.chooseFolder')}
        </Button>
        <p class="items__hint muted">{t('items.dropHint')}</p>
      </footer>
    </section>
  );
}

function Item({ item, onRemove }: { readonly item: ItemView; readonly onRemove: () => void }) {
  const { t, locale } = useI18n();
  const name = visibleText(item.name);
  const path = visibleText(item.displayPath);
  const { head, tail } = splitPath(path);
  const remove = t('items.remove', { name });
  return (
    <li class={`item${item.missing ? ' item--missing' : ''}`}>
      <span class="item__icon">
        {item.kind === 'folder' ? <FolderIcon /> : <FileIcon />}
        <span class="unseen">{item.kind === 'folder' ? t('items.folder') : t('items.file')}</span>
      </span>
      <div class="item__text">
        <p class="item__name">
          <bdi class="clip" title={name}>
            {name}
          </bdi>
        </p>
        {item.missing && (
          <p class="item__missing">
            <WarningIcon />
            {t('items.missing')}
          </p>
        )}
        <p class="item__path muted" title={path}>
          {item.sizeBytes !== null && <span class="item__size">{formatByteSize(item.sizeBytes, locale)}</span>}
          <bdi class="item__head clip">{head}</bdi>
          <bdi class="item__tail clip">{tail}</bdi>
        </p>
      </div>
      <Button kind="quiet" icon={<CloseIcon />} name={remove} title={remove} onPress={onRemove} />
    </li>
  );
}
