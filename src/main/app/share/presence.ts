import { setTimeout as delay } from 'node:timers/promises';
import type { FileSystem } from '../../server/share-server.ts';
import { looksInRoundMax, startLookTimeoutMs } from '../limits.ts';
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
  /** Where the next round begins in the list of paths; null before the first, which looks at all of them. */
  #next: number | null = null;

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
    const paths = [...new Set([...items.list.map(({ path }) => path), ...recents.paths])];
    const seen = await this.#looks.look(this.#roundOf(paths));
    items.see(seen);
    if (recents.see(seen)) onChanged();
  }

  /** A thousand items must not keep the processor busy in a window that is only looked at. */
  #roundOf(paths: readonly string[]): readonly string[] {
    const from = this.#next === null || this.#next >= paths.length ? 0 : this.#next;
    const count = this.#next === null ? paths.length : looksInRoundMax;
    this.#next = from + count;
    return paths.slice(from, from + count);
  }
}
