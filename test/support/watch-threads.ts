import type { Worker } from 'node:worker_threads';

/** The worker threads that this thread starts from now on, in order; without any hook in what starts them. */
export function watchThreads(): { readonly threads: Worker[] } & Disposable {
  const threads: Worker[] = [];
  const add = (thread: Worker): void => {
    threads.push(thread);
  };
  process.on('worker', add);
  return {
    threads,
    [Symbol.dispose]: () => {
      process.off('worker', add);
    },
  };
}
