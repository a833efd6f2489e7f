import { Worker } from 'node:worker_threads';
import type { ListingOrder } from '../listing/listing-view.ts';
import type { DiskPath } from './disk.ts';
import { fromColumns } from './entry-columns.ts';
import type { FolderEntry, FolderReply, FolderRequest } from './folder-messages.ts';
import workerSource from './folder-worker.ts?worker-source';
import type { RealRoot } from './share-root.ts';

export interface FolderReaderBounds {
  readonly folderWorkersMax: number;
  readonly folderReplyTimeoutMs: number;
  readonly listingEntriesMax: number;
}

/** A folder whose names have been read. Its entries come in the order asked for, a slice at a time. */
export interface OpenFolder {
  /** How many entries there may be; fewer come where some cannot be looked at. */
  readonly count: number;
  /** The folder has more than may be listed. */
  readonly isCut: boolean;
  /** The next entries, `count` at most and perhaps none; null after the last. Rejects with errno errors. */
  next(count: number): Promise<readonly FolderEntry[] | null>;
  /** Lets go of the folder before its end. */
  close(): void;
}

/** An error for a disk that does not answer, in the form of the file system's own. */
function timeoutError(): NodeJS.ErrnoException {
  return Object.assign(new Error('The disk does not answer'), { code: 'ETIMEDOUT' });
}

/**
 * Reads folders in worker threads, so that 100,000 entries keep neither visitors nor the window waiting. The threads
 * start when they are first needed. One that does not answer in time (a network drive that is gone) is given up and
 * replaced.
 */
export class FolderReader {
  readonly #bounds: FolderReaderBounds;
  readonly #threads: FolderThread[] = [];

  constructor(bounds: FolderReaderBounds) {
    this.#bounds = bounds;
  }

  /**
   * Reads the names in the folder at the real path `path`, hidden ones where they are to be shown; a folder that has come to
   * lie outside of `root` is not there. Rejects with errno errors; `ETIMEDOUT` where the disk does not answer.
   */
  open(path: DiskPath, root: RealRoot | null, showsHidden: boolean, order: ListingOrder): Promise<OpenFolder> {
    const { listingEntriesMax } = this.#bounds;
    return this.#leastBusy().open({ path, root, showsHidden, order, entriesMax: listingEntriesMax });
  }

  /** Ends the threads; folders that are open fail. */
  async stop(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map((thread) => thread.end()));
  }

  #leastBusy(): FolderThread {
    let best = this.#threads[0];
    for (const thread of this.#threads) if (best && thread.jobs < best.jobs) best = thread;
    if (best && (best.jobs === 0 || this.#threads.length >= this.#bounds.folderWorkersMax)) return best;
    const thread = new FolderThread(this.#bounds.folderReplyTimeoutMs, () => {
      const at = this.#threads.indexOf(thread);
      if (at >= 0) this.#threads.splice(at, 1);
    });
    this.#threads.push(thread);
    return thread;
  }
}

interface PendingReply {
  readonly resolve: (reply: FolderReply) => void;
  readonly reject: (error: Error) => void;
}

/** One worker thread with its jobs. Each job has at most one question open. */
class FolderThread {
  readonly #worker: Worker;
  readonly #replyTimeoutMs: number;
  readonly #pending = new Map<number, PendingReply>();
  readonly #open = new Set<number>();
  readonly #onEnd: () => void;
  #lastJob = 0;
  #watch: NodeJS.Timeout | null = null;

  constructor(replyTimeoutMs: number, onEnd: () => void) {
    this.#replyTimeoutMs = replyTimeoutMs;
    this.#onEnd = onEnd;
    this.#worker = new Worker(workerSource, { eval: true, execArgv: [] });
    // A listing that nobody waits for must not keep the process alive.
    this.#worker.unref();
    this.#worker.on('message', (reply: FolderReply) => this.#replied(reply));
    this.#worker.on('error', (error) => this.#ended(error));
    this.#worker.on('exit', () => this.#ended(new Error('The thread that reads folders has ended')));
  }

  get jobs(): number {
    return this.#open.size;
  }

  async open(folder: Omit<FolderRequest & { readonly kind: 'open' }, 'kind' | 'job'>): Promise<OpenFolder> {
    const job = ++this.#lastJob;
    this.#open.add(job);
    const opened = await this.#ask({ kind: 'open', job, ...folder });
    if (opened.kind !== 'opened') throw new Error('The folder was not opened');
    let isOver = false;
    return {
      count: opened.count,
      isCut: opened.isCut,
      next: async (count) => {
        if (isOver) return null;
        const slice = await this.#ask({ kind: 'next', job, count });
        if (slice.kind !== 'slice') throw new Error('No slice came');
        isOver = slice.isLast;
        if (isOver) this.#open.delete(job);
        return fromColumns(slice.entries);
      },
      close: () => {
        isOver = true;
        if (this.#open.delete(job)) this.#worker.postMessage({ kind: 'close', job } satisfies FolderRequest);
      },
    };
  }

  /** What is still asked is answered by an expected refusal: to stop is no bug. */
  async end(): Promise<void> {
    this.#ended(Object.assign(new Error('The share is stopped'), { code: 'ECANCELED' }));
    await this.#worker.terminate();
  }

  #ask(request: FolderRequest): Promise<FolderReply> {
    return new Promise((resolve, reject) => {
      this.#pending.set(request.job, { resolve, reject });
      this.#worker.postMessage(request);
      this.#watch ??= this.#newWatch();
    });
  }

  #replied(reply: FolderReply): void {
    const pending = this.#pending.get(reply.job);
    this.#pending.delete(reply.job);
    if (this.#watch) clearTimeout(this.#watch);
    this.#watch = this.#pending.size > 0 ? this.#newWatch() : null;
    if (reply.kind !== 'failed') {
      pending?.resolve(reply);
      return;
    }
    this.#open.delete(reply.job);
    pending?.reject(Object.assign(new Error(reply.message), { code: reply.code }));
  }

  /** Each reply shows that the disk still answers, so the time is counted from the last one. */
  #newWatch(): NodeJS.Timeout {
    return setTimeout(() => {
      this.#ended(timeoutError());
      this.#worker.terminate().catch(() => {
        // A thread that is stuck in the kernel cannot be ended; it is not asked again.
      });
    }, this.#replyTimeoutMs);
  }

  #ended(error: Error): void {
    this.#onEnd();
    if (this.#watch) clearTimeout(this.#watch);
    this.#watch = null;
    this.#open.clear();
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(error);
  }
}
