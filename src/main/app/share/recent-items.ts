import { createHash } from 'node:crypto';
import type { ActionResult, RecentView } from '../../../shared/ipc.ts';
import { ownName } from '../../server/files/share-items.ts';
import type { ReportFault } from '../fault-log.ts';
import { recentItemsMax } from '../limits.ts';
import { saveSettings } from '../settings/save-settings.ts';
import type { SavedItem } from '../settings/settings.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { type CheckedPath, displayPath } from './share-path.ts';

export interface RecentItemsOptions {
  readonly settings: SettingsStore;
  readonly homeFolder: string;
  readonly reportFault: ReportFault;
}

/** What was shared before, newest first: kept in the settings, named towards the window by ids that tell no path. */
export class RecentItems {
  readonly #options: RecentItemsOptions;
  #missing: ReadonlySet<string> = new Set();

  constructor(options: RecentItemsOptions) {
    this.#options = options;
  }

  get #items(): readonly SavedItem[] {
    return this.#options.settings.current.recentItems;
  }

  get paths(): string[] {
    return this.#items.map(({ path }) => path);
  }

  /** All but those that are shared now. */
  viewsBeside(shared: readonly { readonly path: string }[]): RecentView[] {
    const sharedPaths = new Set(shared.map(({ path }) => path));
    return this.#items
      .filter(({ path }) => !sharedPaths.has(path))
      .map(({ path, kind, name }) => ({
        id: recentId(path),
        kind,
        name: name ?? ownName(path),
        displayPath: displayPath(path, this.#options.homeFolder),
        missing: this.#missing.has(path),
      }));
  }

  find(id: string): SavedItem | undefined {
    return this.#items.find(({ path }) => recentId(path) === id);
  }

  /** Puts `items`, which have just been taken out of the share, before those of earlier. */
  remember(items: readonly SavedItem[]): void {
    const paths = new Set(items.map(({ path }) => path));
    // What could not be saved is told with the share itself, which is saved at the same time.
    void this.#save([...items, ...this.#items.filter(({ path }) => !paths.has(path))].slice(0, recentItemsMax));
  }

  forget(): Promise<ActionResult> {
    return this.#save([]);
  }

  /** Takes what was just seen on disk. True where that changes what is shown. */
  see(checked: readonly CheckedPath[]): boolean {
    const known = new Set(this.paths);
    const seen = new Set(checked.map(({ path }) => path));
    const still = [...this.#missing].filter((path) => known.has(path) && !seen.has(path));
    const gone = checked.filter((found) => 'problem' in found && found.problem.kind !== 'path-unreadable');
    const missing = new Set([...still, ...gone.map(({ path }) => path).filter((path) => known.has(path))]);
    const changed = missing.size !== this.#missing.size || [...missing].some((path) => !this.#missing.has(path));
    this.#missing = missing;
    return changed;
  }

  #save(recentItems: readonly SavedItem[]): Promise<ActionResult> {
    const { settings, reportFault } = this.#options;
    return saveSettings(settings, { recentItems }, reportFault);
  }
}

/** The same for the same path, so that the window's list keeps its place; nothing of the path can be read from it. */
function recentId(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 32);
}
