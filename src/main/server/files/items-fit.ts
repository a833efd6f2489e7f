import type { ShareItem } from '../../../shared/share.ts';

/** Throws a `RangeError` where a share would have more items than `itemsMax`. */
export function assertItemsFit(items: readonly ShareItem[], itemsMax: number): void {
  if (items.length > itemsMax) throw new RangeError(`A share has at most ${itemsMax} items`);
}
