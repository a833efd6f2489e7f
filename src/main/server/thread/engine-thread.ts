import { Worker } from 'node:worker_threads';
import type { ShareServer } from '../share-server.ts';
import workerSource from './engine-worker.ts?worker-source';
import { fromThreadError } from './thread-error.ts';
import type { EngineMethod, EventBatch, ThreadOptions, ThreadReport, ThreadRequest } from './thread-messages.ts';

/** The engine's thread has ended though nobody asked it to, with all that it served. `cause` says why where that is known. */
export class EngineDiedError extends Error {
  override readonly name = 'EngineDiedError';
}

export interface EngineThreadEvents {
  /** Returns at once; the next batch comes only after it did. */
  readonly onEvents: (batch: EventBatch) => void;
  /** At most once, and not after `end`; the calls that waited are rejected with the same error. */
  readonly onDied: (error: EngineDiedError) => void;
}

interface PendingCall {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** One worker thread with an engine in it, and the calls that it has not answered yet. */
export class EngineThread {
  readonly #worker: Worker;
  readonly #events: EngineThreadEvents;
  readonly #pending = new Map<number, PendingCall>();
  #lastCall = 0;
  #hasEnded = false;

  constructor(options: ThreadOptions, events: EngineThreadEvents) {
    this.#events = events;
    this.#worker = new Worker(workerSource, { eval: true, execArgv: [], workerData: options, name: 'engine' });
    this.#worker.on('message', (report: ThreadReport) => this.#heard(report));
    let cause: unknown;
    this.#worker.on('error', (error) => {
      cause = error;
    });
    // Comes after the last message, and after the error where there was one.
    this.#worker.on('exit', (code) => this.#died(cause ?? new Error(`exit code ${code}`)));
  }

  /** Rejects as the engine's own method does; with `EngineDiedError` where the thread ends before it has answered. */
  call<Method extends EngineMethod>(
    method: Method,
    ...parameters: Parameters<ShareServer[Method]>
  ): Promise<Awaited<ReturnType<ShareServer[Method]>>> {
    const answered = new Promise<unknown>((resolve, reject) => {
      if (this.#hasEnded) throw new EngineDiedError('The thread of the engine has ended');
      const id = ++this.#lastCall;
      this.#send({ kind: 'call', id, method, parameters });
      this.#pending.set(id, { resolve, reject });
    });
    return answered as Promise<Awaited<ReturnType<ShareServer[Method]>>>;
  }

  /** Ends the thread and all that it serves, at once; what was not answered is rejected. Waits for its end at most `timeoutMs`. */
  async end(timeoutMs: number): Promise<void> {
    this.#rejectPending(new EngineDiedError('The thread of the engine was ended'));
    // A thread that is stuck in the kernel (a disk that never answers) cannot be waited for.
    const waited = new Promise<void>((resolve) => setTimeout(resolve, timeoutMs).unref());
    await Promise.race([this.#worker.terminate(), waited]);
  }

  #send(request: ThreadRequest): void {
    this.#worker.postMessage(request);
  }

  #heard(report: ThreadReport): void {
    if (this.#hasEnded) return;
    if (report.kind === 'events') {
      this.#events.onEvents(report);
      this.#send({ kind: 'eventsTaken' });
      return;
    }
    const pending = this.#pending.get(report.id);
    this.#pending.delete(report.id);
    if (report.kind === 'settled') pending?.resolve(report.value);
    else pending?.reject(fromThreadError(report.error));
  }

  #died(cause: unknown): void {
    if (this.#hasEnded) return;
    const error = new EngineDiedError('The thread of the engine has ended unexpectedly', { cause });
    this.#rejectPending(error);
    this.#events.onDied(error);
  }

  #rejectPending(error: EngineDiedError): void {
    this.#hasEnded = true;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(error);
  }
}
