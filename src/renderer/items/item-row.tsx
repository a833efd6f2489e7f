import { useMemo } from 'preact/hooks';
import { formatByteSize, splitPath, visibleText } from '../../shared/format.ts';
import type { ItemView } from '../../shared/ipc.ts';
import { useI18n } from '../ui/i18n.ts';
import { CloseIcon, FileIcon, FolderIcon, GripIcon, WarningIcon } from '../ui/icons.tsx';
import type { ItemKeys } from './item-keys.ts';
import { ItemMenu } from './item-menu.tsx';
import { ItemNameField } from './item-name-field.tsx';
import type { ItemsModel } from './items-model.ts';
import type { DragMark } from './use-item-drag.ts';

interface ItemRowProps {
  readonly model: ItemsModel;
  readonly item: ItemView;
  readonly index: number;
  readonly count: number;
  /** True for the one item whose buttons the Tab key reaches; arrows lead to the others. */
  readonly isCurrent: boolean;
  readonly isRenaming: boolean;
  readonly dragMark: DragMark | null;
  readonly onPointerDown: (event: PointerEvent, index: number) => void;
  readonly keys: ItemKeys;
}

/** One item. Most changes of a long list concern few rows: the others are not drawn anew. */
export function ItemRow(props: ItemRowProps) {
  const { item, index, count, isCurrent, isRenaming, dragMark, model } = props;
  const { locale } = useI18n();
  const nameProblem = isRenaming ? model.nameProblem.value : null;
  const shown = JSON.stringify([item, index, count, isCurrent, isRenaming, dragMark, nameProblem, locale]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shown` tells all that the row shows; its functions find their item by what they are given
  return useMemo(() => <Row {...props} />, [shown]);
}

function Row({ model, item, index, count, isCurrent, isRenaming, dragMark, onPointerDown, keys }: ItemRowProps) {
  const { t } = useI18n();
  const name = visibleText(item.name);
  const remove = t('items.remove', { name });
  const isAway = item.missing || item.unreadable;
  const classes = ['item', isAway && 'item--away', count > 1 && 'item--movable', dragMark && `item--${dragMark}`];
  return (
    <li
      class={classes.filter(Boolean).join(' ')}
      data-id={item.id}
      data-index={index}
      onPointerDown={(event) => onPointerDown(event, index)}
    >
      <span class="item__icon">
        {item.kind === 'folder' ? <FolderIcon /> : <FileIcon />}
        <GripIcon />
        <span class="unseen">{item.kind === 'folder' ? t('items.folder') : t('items.file')}</span>
      </span>
      <div class="item__text">
        {isRenaming ? (
          <ItemNameField model={model} item={item} />
        ) : (
          <p class="item__name" onDblClick={() => keys.rename(item)}>
            <bdi class="clip" title={name}>
              {name}
            </bdi>
          </p>
        )}
        {isAway && (
          <p class="item__away">
            <WarningIcon />
            {t(item.missing ? 'items.missing' : 'items.unreadable')}
          </p>
        )}
        <ItemPath item={item} />
      </div>
      <div class="item__buttons">
        <button
          type="button"
          class="button button--quiet button--square item__remove"
          aria-label={remove}
          title={remove}
          tabIndex={isCurrent ? 0 : -1}
          onClick={() => keys.remove(item)}
        >
          <CloseIcon />
        </button>
        <ItemMenu model={model} item={item} index={index} count={count} isCurrent={isCurrent} keys={keys} />
      </div>
    </li>
  );
}

function ItemPath({ item }: { readonly item: ItemView }) {
  const { t, locale } = useI18n();
  const path = visibleText(item.displayPath);
  const { head, tail } = splitPath(path);
  const { followLinks, showHidden } = item.options;
  const opened = [showHidden && t('items.hiddenShown'), followLinks && t('items.linksFollowed')].filter(Boolean);
  return (
    <>
      <p class="item__path muted" title={path}>
        {item.sizeBytes !== null && <span class="item__size">{formatByteSize(item.sizeBytes, locale)}</span>}
        <bdi class="item__head clip">{head}</bdi>
        <bdi class="item__tail clip">{tail}</bdi>
      </p>
      {opened.length > 0 && <p class="item__opened clip">{opened.join(' · ')}</p>}
    </>
  );
}
