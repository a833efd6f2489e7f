import type { ItemOptions } from '../../../shared/share.ts';
import type { ShareController } from '../share/share-controller.ts';
import type { HandlersOf } from './ipc-dispatch.ts';
import { parseIdAndPlace, parseIdAndText, parseItemOptions, parseNothing, parseText } from './ipc-payloads.ts';

/** What the window asks of single items, and of what was shared before. */
export function itemHandlers(share: ShareController) {
  const { itemActions } = share;
  return {
    moveItem: { parse: parseIdAndPlace, run: (itemId: string, toIndex: number) => itemActions.move(itemId, toIndex) },
    renameItem: { parse: parseIdAndText, run: (itemId: string, name: string) => itemActions.rename(itemId, name) },
    setItemOptions: {
      parse: parseItemOptions,
      run: (itemId: string, options: ItemOptions) => itemActions.setOptions(itemId, options),
    },
    showItem: { parse: parseText, run: (itemId: string) => itemActions.show(itemId) },
    restoreItem: { parse: parseText, run: (itemId: string) => share.restoreItem(itemId) },
    shareRecent: { parse: parseText, run: (recentId: string) => share.shareRecent(recentId) },
    forgetRecents: { parse: parseNothing, run: () => share.forgetRecents() },
  } satisfies HandlersOf<'items'>;
}
