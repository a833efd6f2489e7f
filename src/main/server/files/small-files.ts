import { Worker } from 'node:worker_threads';
import type { FileIdentity } from './file-identity.ts';
import type { RealRoot } from './share-root.ts';
import type { SmallFileBatch, SmallFileReplies, SmallFileRequest } from './small-file-messages.ts';
import workerSource from './small-file-worker.ts?worker-source';

export interface SmallFilesBounds {
  readonly hotFileBytesMax: number;
  readonly smallFilesReplyBytesMax: number;
  readonly smallFilesWaitingMax: number;
  readonly smallFileReplyTimeoutMs: number;
  readonly smallFileRestMs: number;
}

/** A whole file, read after it was asked for, that did not change meanwhile. */
export interface SmallFile {
  readonly bytes: Buffer;
  readonly identity: FileIdentity;
}

/**
 * Reads small files in a worker thread, all that are asked for in one turn of the event loop with one message. It is
 * only a shorter way: whatever it answers null for is read the longer one, and so is everything for a while after its
 * disk has not answered in time.
 */
export class SmallFiles {
  readonly #bounds: SmallFilesBounds;
  readonly #waiting = new Map<number, (file: SmallFile | null) => void>();
  #batch: SmallFileRequest[] = [];
  #worker: Worker | null = null;
  #watch: NodeJS.Timeout | null = null;
  #restsUntil = 0;
  #lastJob = 0;

  constructor(bounds: SmallFilesBounds) {
    this.#bounds = bounds;
  }

  /** The file at `path`, if it is small and regular and lies inside of `root`. Never rejects. */
  read(path: string, root: RealRoot | null): Promise<SmallFile | null> {
    if (this.#waiting.size >= this.#bounds.smallFilesWaitingMax || performance.now() < this.#restsUntil)
      return Promise.resolve(null);
    return new Promise((resolve) => {
      const job = ++this.#lastJob;
      this.#waiting.set(job, resolve);
      if (this.#batch.push({ job, path, root }) === 1) setImmediate(() => this.#send());
    });
  }

  /** Ends the thread; what waits is read the longer way. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#giveUp();
    await worker?.terminate();
  }

  #send(): void {
    const requests = this.#batch;
    this.#batch = [];
    if (requests.length === 0) return;
    const { hotFileBytesMax: bytesMax, smallFilesReplyBytesMax: replyBytesMax } = this.#bounds;
    const batch: SmallFileBatch = { requests, bytesMax, replyBytesMax };
    this.#worker ??= this.#newWorker();
    this.#worker.postMessage(batch);
    this.#watch ??= this.#newWatch();
  }

  #newWorker(): Worker {
    const worker = new Worker(workerSource, { eval: true, execArgv: [] });
    worker.unref();
    worker.on('message', (replies: SmallFileReplies) => {
      if (this.#worker === worker) this.#replied(replies);
    });
    const ended = (): void => {
      if (this.#worker === worker) this.#giveUp();
    };
    worker.on('error', ended);
    worker.on('exit', ended);
    return worker;
  }

  #replied(replies: SmallFileReplies): void {
    const files = unpack(replies);
    for (const [at, job] of replies.jobs.entries()) {
      const resolve = this.#waiting.get(job);
      this.#waiting.delete(job);
      resolve?.(files[at] ?? null);
    }
    if (this.#watch) clearTimeout(this.#watch);
    this.#watch = this.#waiting.size > 0 ? this.#newWatch() : null;
  }

  /** A disk that does not answer holds up this thread alone, and this way only until then. */
  #newWatch(): NodeJS.Timeout {
    return setTimeout(() => {
      const worker = this.#worker;
      this.#restsUntil = performance.now() + this.#bounds.smallFileRestMs;
      this.#giveUp();
      worker?.terminate().catch(() => {
        // A thread that is stuck in the kernel cannot be ended; it is not asked again.
      });
    }, this.#bounds.smallFileReplyTimeoutMs);
  }

  #giveUp(): void {
    this.#worker = null;
    this.#batch = [];
    if (this.#watch) clearTimeout(this.#watch);
    this.#watch = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const resolve of waiting) resolve(null);
  }
}

/** The files in their order; each with bytes of its own, since one may be kept for long and its neighbours not. */
function unpack({ sizes, bytes, places, times }: SmallFileReplies): (SmallFile | null)[] {
  let start = 0;
  let at = 0;
  return sizes.map((size) => {
    if (size === null) return null;
    const content = Buffer.from(bytes.subarray(start, start + size));
    const [ino, dev] = places.subarray(at, at + 2) as unknown as [bigint, bigint];
    const [mtimeNs, ctimeNs] = times.subarray(at, at + 2) as unknown as [bigint, bigint];
    start += size;
    at += 2;
    return { bytes: content, identity: { ino, dev, size: BigInt(size), mtimeNs, ctimeNs } };
  });
}
