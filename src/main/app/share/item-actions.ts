import type { ActionResult, Problem } from '../../../shared/ipc.ts';
import { checkItemName } from '../../../shared/item-name.ts';
import type { ItemOptions, ShareItem } from '../../../shared/share.ts';
import { ownName } from '../../server/files/share-items.ts';
import { done, failed, gone, resultOf } from '../action-results.ts';
import type { SharedItems } from './shared-items.ts';

/** The options that may show visitors more than the owner thinks. */
export const openingOptions = ['followLinks', 'showHidden'] as const satisfies (keyof ItemOptions)[];
export type OpeningOption = (typeof openingOptions)[number];

export interface ItemActionsOptions {
  readonly items: SharedItems;
  /** Asks the owner whether this item is really to show more than they may think. */
  readonly confirmItemOption: (option: OpeningOption, name: string) => Promise<boolean>;
  /** Shows a path in the system's file manager. */
  readonly showInFolder: (path: string) => void;
  /** Saves the share; what went wrong with that. */
  readonly save: () => Promise<readonly Problem[]>;
}

/**
 * What the owner does to one item of the share. Every change holds for the requests that come after it; running
 * transfers go on.
 */
export class ItemActions {
  readonly #options: ItemActionsOptions;
  /** What the owner was asked, and agreed to, since the app was started. */
  readonly #confirmed = new Set<OpeningOption>();

  constructor(options: ItemActionsOptions) {
    this.#options = options;
  }

  async move(itemId: string, toIndex: number): Promise<ActionResult> {
    return this.#saved(this.#options.items.move(itemId, toIndex));
  }

  async rename(itemId: string, typed: string): Promise<ActionResult> {
    const checked = checkItemName(typed);
    if (!checked.ok) return failed({ kind: 'bad-name', why: checked.why });
    return this.#saved(this.#options.items.rename(itemId, checked.name));
  }

  async setOptions(itemId: string, options: ItemOptions): Promise<ActionResult> {
    const { items } = this.#options;
    const item = items.find(itemId);
    if (!item) return gone;
    if (!(await this.#areConfirmed(item, options))) return done;
    return this.#saved(items.setOptions(itemId, options));
  }

  show(itemId: string): ActionResult {
    const { items, showInFolder } = this.#options;
    const item = items.find(itemId);
    if (!item) return gone;
    if (items.isMissing(itemId)) return failed({ kind: 'path-missing', name: ownName(item.path) });
    showInFolder(item.path);
    return done;
  }

  async #areConfirmed(item: ShareItem, options: ItemOptions): Promise<boolean> {
    for (const option of openingOptions) {
      if (!options[option] || item[option] || this.#confirmed.has(option)) continue;
      if (!(await this.#options.confirmItemOption(option, item.name))) return false;
      this.#confirmed.add(option);
    }
    return true;
  }

  async #saved(found: boolean): Promise<ActionResult> {
    if (!found) return gone;
    return resultOf(await this.#options.save());
  }
}
