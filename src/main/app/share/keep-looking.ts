import type { ReportFault } from '../fault-log.ts';
import { hiddenRefreshIntervalMs, refreshIntervalMs } from '../limits.ts';
import type { ShareController } from './share-controller.ts';

export interface KeepLookingOptions {
  readonly share: Pick<ShareController, 'refresh' | 'waitsForItems' | 'state'>;
  /** Whether the owner can see the window now. */
  readonly isSeen: () => boolean;
  readonly reportFault: ReportFault;
}

/**
 * Has the items looked at again every `refreshIntervalMs` while the owner can see them. While
 * they cannot, that is done less often, and only for a share that waits for its items, or that runs: the owner is to be
 * told when one of them vanishes. Returns what ends it.
 */
export function keepLooking({ share, isSeen, reportFault }: KeepLookingOptions): () => void {
  let lookedAt = performance.now();
  const timer = setInterval(() => {
    const isOfUse = share.waitsForItems || share.state.status === 'sharing';
    const isDue = isSeen() || (isOfUse && performance.now() - lookedAt >= hiddenRefreshIntervalMs);
    if (!isDue) return;
    lookedAt = performance.now();
    share.refresh().catch((error) => reportFault('the share could not be looked at again', error));
  }, refreshIntervalMs);
  return () => clearInterval(timer);
}
