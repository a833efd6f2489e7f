import type { AccessLogEntry, AccessLogPage, AccessLogStatus } from '../../shared/access-log.ts';
import { Interner } from '../../shared/interner.ts';
import type { DoorstepBridge } from '../../shared/ipc.ts';
import { logTextsKeptMax } from '../../shared/limits.ts';

export interface LogFeedOptions {
  readonly bridge: DoorstepBridge;
  /** The next entries, oldest first; the first of them has the number `page.from`. `isLast`: there are no more just now. */
  readonly onPage: (page: Omit<AccessLogPage, 'entries'>, entries: readonly AccessLogEntry[], isLast: boolean) => void;
  /** The log has grown, but nothing is fetched while held. */
  readonly onHeld: (status: AccessLogStatus) => void;
  readonly onProblem: (error: unknown) => void;
}

/**
 * Fetches the log from the main process, page by page, as fast as this window can take it and no faster: the first time
 * all that is there, then what is new. While held it fetches nothing.
 */
export class LogFeed {
  readonly #options: LogFeedOptions;
  readonly #texts = new Interner<string>(logTextsKeptMax);
  /** The number of the next exchange to fetch. */
  #next = 0;
  /** The number after the newest exchange that is known to be there. */
  #end = 0;
  #isHeld = false;
  #fetching: Promise<void> | null = null;
  #unsubscribe = (): void => undefined;

  constructor(options: LogFeedOptions) {
    this.#options = options;
  }

  /** Resolves when all that is there has been fetched. */
  start(): Promise<void> {
    this.#unsubscribe = this.#options.bridge.on('accessLogChanged', (status) => {
      this.#end = status.end;
      if (this.#isHeld) this.#options.onHeld(status);
      else void this.fetch();
    });
    return this.fetch();
  }

  stop(): void {
    this.#unsubscribe();
  }

  /** The exchange that will come next; all before it have come. */
  get next(): number {
    return this.#next;
  }

  hold(): void {
    this.#isHeld = true;
  }

  /** Goes on, and fetches what came meanwhile. */
  release(): Promise<void> {
    this.#isHeld = false;
    return this.fetch();
  }

  /** Fetches until nothing is missing; one page at least, so that it is known what the log no longer has. */
  fetch(): Promise<void> {
    // Not begun before it is noted: what the first request brings about may ask for it again.
    this.#fetching ??= Promise.resolve()
      .then(() => this.#fetchAll())
      .finally(() => {
        this.#fetching = null;
      });
    return this.#fetching;
  }

  /** Resolves when nothing is on its way. */
  settled(): Promise<void> {
    return this.#fetching ?? Promise.resolve();
  }

  async #fetchAll(): Promise<void> {
    try {
      do {
        const page = await this.#options.bridge.request('getAccessLog', this.#next);
        if (this.#isHeld) return;
        this.#take(page);
      } while (this.#next < this.#end);
    } catch (error) {
      this.#options.onProblem(error);
    }
  }

  #take({ entries: json, ...status }: AccessLogPage): void {
    // Written by our own main process.
    const entries: FreshEntry[] = JSON.parse(json);
    this.#end = Math.max(this.#end, status.end);
    this.#next = status.from + entries.length;
    // What a visitor says with every request is to be in memory once.
    for (const entry of entries) {
      entry.remoteAddress = this.#texts.intern(entry.remoteAddress, entry.remoteAddress);
      if (entry.userAgent !== null) entry.userAgent = this.#texts.intern(entry.userAgent, entry.userAgent);
    }
    this.#options.onPage(status, entries, this.#next >= this.#end);
  }
}

type FreshEntry = { -readonly [Name in keyof AccessLogEntry]: AccessLogEntry[Name] };
