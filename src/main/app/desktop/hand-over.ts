import type { ReportFault } from '../fault-log.ts';
import { requestPathsMax } from '../limits.ts';
import { handOverGatherMs } from './limits.ts';

export interface HandOverOptions {
  /** Asks the owner once whether all of these are to be shared. */
  readonly ask: (paths: readonly string[]) => Promise<boolean>;
  readonly share: (paths: readonly string[]) => Promise<void>;
  readonly reportFault: ReportFault;
}

/**
 * What comes from outside the window: paths of a second instance, or of macOS. Whoever starts programs on this computer
 * can send them, so the owner is asked before anything is shared. One question at a time, one for a whole hand-over: file
 * managers start an instance for each selected file, and macOS tells of them one by one. What arrives while a question is
 * open waits for the next one, all of it together.
 */
export class HandOver {
  readonly #options: HandOverOptions;
  readonly #waiting = new Set<string>();
  #isAsking = false;
  #gathering: NodeJS.Timeout | undefined;

  constructor(options: HandOverOptions) {
    this.#options = options;
  }

  /** Absolute paths. Returns at once; what is more than can wait is left out and reported. */
  offer(paths: readonly string[]): void {
    const room = requestPathsMax - this.#waiting.size;
    for (const path of paths.slice(0, room)) this.#waiting.add(path);
    if (paths.length > room) this.#options.reportFault('too many paths were handed over, and some are left out');
    if (!this.#isAsking && this.#waiting.size > 0) this.#gathering ??= setTimeout(() => this.#run(), handOverGatherMs);
  }

  /** Asks nothing more. */
  close(): void {
    clearTimeout(this.#gathering);
    this.#waiting.clear();
  }

  #run(): void {
    this.#gathering = undefined;
    this.#isAsking = true;
    this.#askAll()
      .catch((error) => this.#options.reportFault('what was handed over could not be shared', error))
      .finally(() => {
        this.#isAsking = false;
        this.offer([]);
      });
  }

  async #askAll(): Promise<void> {
    const paths = [...this.#waiting];
    this.#waiting.clear();
    if (paths.length > 0 && (await this.#options.ask(paths))) await this.#options.share(paths);
  }
}
