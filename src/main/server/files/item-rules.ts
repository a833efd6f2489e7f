import type { ShareItem } from '../../../shared/share.ts';

/** What the owner lets an item do, with nothing left open. */
export interface ItemRules {
  /** Links are followed to anywhere. */
  readonly followsLinks: boolean;
  /** Names that begin with a dot are listed and served. */
  readonly showsHidden: boolean;
  /** A folder is answered by its index page where it has one. */
  readonly servesIndex: boolean;
}

export function itemRules({ followLinks, showHidden, serveIndex }: ShareItem): ItemRules {
  return { followsLinks: followLinks === true, showsHidden: showHidden === true, servesIndex: serveIndex !== false };
}
