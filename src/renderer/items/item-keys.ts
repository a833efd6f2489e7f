import type { ItemView } from '../../shared/ipc.ts';

/** What the keys of the list ask for. */
export interface ItemKeys {
  rename(item: ItemView): void;
  move(item: ItemView, toIndex: number): void;
  remove(item: ItemView): void;
}

/**
 * The keys of the item that has the focus: F2 renames it, Delete takes it out, Alt with an arrow moves it; an arrow
 * alone, Home and End go to another item. A text field keeps its keys.
 */
export function itemKeys(event: KeyboardEvent, items: readonly ItemView[], keys: ItemKeys): void {
  const target = event.target as HTMLElement;
  const row = target.closest('li');
  const index = items.findIndex(({ id }) => id === row?.dataset.id);
  const item = items[index];
  // The menu of an item lies in its row, but has keys of its own.
  if (!row || !item || target.matches('input') || target.closest('[popover]')) return;
  const toIndex = placeOf(event.key, index, items.length);
  if (event.key === 'F2') keys.rename(item);
  else if (event.key === 'Delete' || (event.key === 'Backspace' && event.metaKey)) keys.remove(item);
  else if (toIndex === null || event.ctrlKey || event.metaKey) return;
  else if (event.altKey) keys.move(item, toIndex);
  else focusSame(target, row.parentElement?.children[toIndex]);
  event.preventDefault();
}

function placeOf(key: string, index: number, count: number): number | null {
  switch (key) {
    case 'ArrowUp':
      return Math.max(0, index - 1);
    case 'ArrowDown':
      return Math.min(count - 1, index + 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** The button of the same kind in another row. */
function focusSame(button: HTMLElement, row: Element | undefined): void {
  const kind = button.matches('.item__remove') ? '.item__remove' : '.item__options';
  row?.querySelector<HTMLElement>(kind)?.focus();
}
