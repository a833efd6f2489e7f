import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ItemView } from '../../shared/ipc.ts';
import type { ItemKeys } from './item-keys.ts';
import type { ItemsModel } from './items-model.ts';

/**
 * What the keys and menus of the list do, the same in every rendering. The control that had the focus may go away with its item or with the name field, or be
 * put elsewhere: then the next item, the renamed or the moved one has the focus instead of nobody.
 */
export function useFocusKept(
  list: { readonly current: HTMLElement | null },
  items: readonly ItemView[],
  model: ItemsModel,
): ItemKeys {
  const movedId = useRef<string | null>(null);
  useLayoutEffect(() => {
    const moved = items.find(({ id }) => id === movedId.current);
    // An element that is put elsewhere in the document loses the focus.
    if (moved && !hasFocus()) focusOptions(list.current, moved.id);
    movedId.current = null;
  }, [items, list]);

  const removedIndex = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (removedIndex.current === null || hasFocus()) return;
    const row = list.current?.querySelectorAll('li')[Math.min(removedIndex.current, items.length - 1)];
    row?.querySelector<HTMLElement>('.item__remove')?.focus();
    removedIndex.current = null;
  }, [items, list]);

  const renamingId = model.renamingId.value;
  const renamedId = useRef<string | null>(null);
  useLayoutEffect(() => {
    const ended = renamingId === null && !hasFocus() ? renamedId.current : null;
    renamedId.current = renamingId;
    if (ended !== null) focusOptions(list.current, ended);
  }, [renamingId, list]);

  const itemsNow = useRef(items);
  itemsNow.current = items;
  const keys = useRef<ItemKeys>({
    rename: (item) => model.beginRename(item.id),
    move(item, toIndex) {
      movedId.current = item.id;
      void model.move(item.id, toIndex);
    },
    remove(item) {
      removedIndex.current = itemsNow.current.findIndex(({ id }) => id === item.id);
      void model.remove(item);
    },
  });
  return keys.current;
}

function focusOptions(list: HTMLElement | null, itemId: string): void {
  const row = [...(list?.querySelectorAll('li') ?? [])].find(({ dataset }) => dataset.id === itemId);
  row?.querySelector<HTMLElement>('.item__options')?.focus();
}

function hasFocus(): boolean {
  return document.activeElement !== document.body;
}
