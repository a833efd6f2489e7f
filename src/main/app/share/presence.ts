import { setTimeout as delay } from 'node:timers/promises';
import type { FileSystem } from '../../server/share-server.ts';
import { startLookTimeoutMs } from '../limits.ts';
import { DiskLooks } from './disk-looks.ts';
import type { RecentItems } from './recent-items.ts';
import type { SharedItems } from './shared-items.ts';

export interface PresenceOptions {
  readonly fs: FileSystem;
  readonly items: SharedItems;
  readonly recents: RecentItems;
  /** Called after a change of what is missing of the recent items; returns at once. */
  readonly onChanged: () => void;
}

/** Whether what is shared, or was before, is there on disk. */
export class Presence {
  readonly #options: PresenceOptions;
  readonly #looks: DiskLooks;
  #looking: Promise<void> | undefined;

  constructor(options: PresenceOptions) {
    this.#options = options;
    this.#looks = new DiskLooks(options.fs);
  }

  /** Looks again; one look at a time. Never rejects. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** The same for a start, which must not wait for a disk that does not answer. */
  async lookShortly(): Promise<void> {
    const timer = new AbortController();
    const timeout = delay(startLookTimeoutMs, undefined, { signal: timer.signal }).catch(() => undefined);
    await Promise.race([this.look(), timeout]);
    timer.abort();
  }

  async #look(): Promise<void> {
    const { items, recents, onChanged } = this.#options;
    const paths = [...items.list.map(({ path }) => path), ...recents.paths];
    const seen = await this.#looks.look([...new Set(paths)]);
    items.see(seen);
    if (recents.see(seen)) onChanged();
  }
}
