import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ItemView } from '../../shared/ipc.ts';
import type { ItemKeys } from './item-keys.ts';
import type { ItemsModel } from './items-model.ts';

/**
 * What the keys of the list do. The control that had the focus may go away with its item, or with the name field: then
 * the next item, or the renamed one, gets the focus instead of nobody.
 */
export function useFocusKept(
  list: { readonly current: HTMLElement | null },
  items: readonly ItemView[],
  model: ItemsModel,
): ItemKeys {
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
    const row = [...(list.current?.querySelectorAll('li') ?? [])].find(({ dataset }) => dataset.id === ended);
    row?.querySelector<HTMLElement>('.item__options')?.focus();
  }, [renamingId, list]);

  return {
    rename: (item) => model.beginRename(item.id),
    move: (item, toIndex) => void model.move(item.id, toIndex),
    remove(item) {
      removedIndex.current = items.findIndex(({ id }) => id === item.id);
      void model.remove(item);
    },
  };
}

function hasFocus(): boolean {
  return document.activeElement !== document.body;
}
