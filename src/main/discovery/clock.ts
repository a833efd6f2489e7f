/** Time, as everything in discovery asks it: tests bring their own. Only a deadline keeps the process alive. */
export interface Clock {
  /** Milliseconds since the Unix epoch, which go on while the computer sleeps (a monotonic clock stands still then). */
  now(): number;
  /** Calls `action` once after `ms`. Returns what cancels it. */
  after(ms: number, action: () => void): () => void;
  /** As `after`, for what the process has to wait for before it ends. */
  deadline(ms: number, action: () => void): () => void;
  /** Calls `action` every `ms` until the returned function is called. */
  repeat(ms: number, action: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms).unref();
    return () => clearTimeout(timer);
  },
  deadline(ms, action) {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
  repeat(ms, action) {
    const timer = setInterval(action, ms).unref();
    return () => clearInterval(timer);
  },
};

/** What `promise` settles to, or a rejection after `ms`; what it does later is nobody's concern. */
export function within<Value>(clock: Clock, ms: number, promise: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const cancel = clock.deadline(ms, () => reject(new Error(`No answer within ${ms} ms`)));
    promise.then(resolve, reject).finally(cancel);
  });
}
