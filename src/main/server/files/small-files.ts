import { Worker } from 'node:worker_threads';
import type { FileIdentity } from './file-identity.ts';
import type { RealRoot } from './share-root.ts';
import type { SmallFileReply, SmallFileRequest } from './small-file-messages.ts';
import workerSource from './small-file-worker.ts?worker-source';

export interface SmallFilesBounds {
  readonly hotFileBytesMax: number;
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
    const { smallFilesWaitingMax, hotFileBytesMax } = this.#bounds;
    if (this.#waiting.size >= smallFilesWaitingMax || performance.now() < this.#restsUntil)
      return Promise.resolve(null);
    return new Promise((resolve) => {
      const job = ++this.#lastJob;
      this.#waiting.set(job, resolve);
      if (this.#batch.push({ job, path, root, bytesMax: hotFileBytesMax }) === 1) setImmediate(() => this.#send());
    });
  }

  /** Ends the thread; what waits is read the longer way. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#giveUp();
    await worker?.terminate();
  }

  #send(): void {
    const batch = this.#batch;
    this.#batch = [];
    if (batch.length === 0) return;
    this.#worker ??= this.#newWorker();
    this.#worker.postMessage(batch);
    this.#watch ??= this.#newWatch();
  }

  #newWorker(): Worker {
    const worker = new Worker(workerSource, { eval: true, execArgv: [] });
    worker.unref();
    worker.on('message', (replies: readonly SmallFileReply[]) => {
      if (this.#worker === worker) this.#replied(replies);
    });
    const ended = (): void => {
      if (this.#worker === worker) this.#giveUp();
    };
    worker.on('error', ended);
    worker.on('exit', ended);
    return worker;
  }

  #replied(replies: readonly SmallFileReply[]): void {
    for (const { job, file } of replies) {
      const resolve = this.#waiting.get(job);
      this.#waiting.delete(job);
      resolve?.(file && { bytes: asBuffer(file.bytes), identity: file.identity });
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

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
