import { inspectPath } from '../../server/files/share-items.ts';
import type { FileSystem } from '../../server/share-server.ts';
import { hangingLooksMax, lookPatienceMs } from '../limits.ts';
import { type CheckedPath, checkedIn } from './share-path.ts';

/**
 * Looks again and again whether paths are there, gently: one after the other, so that a thousand items do not crowd out
 * the visitors. A look that does not return (a dead network drive) is left to itself and not begun again; while too many
 * of them hang, nothing more is looked at.
 */
export class DiskLooks {
  readonly #fs: FileSystem;
  readonly #hanging = new Set<string>();

  constructor(fs: FileSystem) {
    this.#fs = fs;
  }

  /** What was seen of `paths`; those that could not be looked at now are left out. Never rejects. */
  async look(paths: readonly string[]): Promise<CheckedPath[]> {
    const seen: CheckedPath[] = [];
    for (const path of paths) {
      if (this.#hanging.has(path) || this.#hanging.size >= hangingLooksMax) continue;
      this.#hanging.add(path);
      const inspection = inspectPath(this.#fs, path).finally(() => this.#hanging.delete(path));
      seen.push(await checkedIn(path, inspection, lookPatienceMs));
    }
    return seen;
  }
}
