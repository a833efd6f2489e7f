import type { Problem } from '../../../shared/ipc.ts';
import { type FoundItem, holdsWholeHomeOrDrive } from '../../server/files/share-items.ts';
import type { FileSystem } from '../../server/share-server.ts';
import { type CheckedPath, checkSharePath, displayPath } from './share-path.ts';

export interface PathAdmissionOptions {
  readonly fs: FileSystem;
  readonly homeFolder: string;
  /** Asks the owner whether this folder, their home or a whole drive, is really to be shared. */
  readonly confirmWholeFolder: (displayPath: string) => Promise<boolean>;
}

export interface Admitted {
  /** Those that can be shared and that the owner, where there was reason to ask, wants to share. */
  readonly accepted: readonly FoundItem[];
  readonly checked: readonly CheckedPath[];
  readonly problems: readonly Problem[];
}

/** Decides which of the paths that the owner named go into the share. */
export class PathAdmission {
  readonly #options: PathAdmissionOptions;
  readonly #confirmedPaths = new Set<string>();

  constructor(options: PathAdmissionOptions) {
    this.#options = options;
  }

  /** `paths` are absolute. What is in the share already is not asked about again. */
  async admit(paths: readonly string[], isShared: (path: string) => boolean): Promise<Admitted> {
    const checked = await Promise.all(paths.map((path) => checkSharePath(this.#options.fs, path)));
    const problems = checked.flatMap((path) => ('problem' in path ? [path.problem] : []));
    const accepted: FoundItem[] = [];
    for (const found of checked) {
      if (!('problem' in found) && (await this.#isConfirmed(found, isShared))) accepted.push(found);
    }
    return { accepted, checked, problems };
  }

  async #isConfirmed({ kind, path }: FoundItem, isShared: (path: string) => boolean): Promise<boolean> {
    const { fs, homeFolder, confirmWholeFolder } = this.#options;
    const isKnown = this.#confirmedPaths.has(path) || isShared(path);
    if (kind === 'file' || isKnown || !(await holdsWholeHomeOrDrive(fs, path, homeFolder))) return true;
    const confirmed = await confirmWholeFolder(displayPath(path, homeFolder));
    if (confirmed) this.#confirmedPaths.add(path);
    return confirmed;
  }
}
