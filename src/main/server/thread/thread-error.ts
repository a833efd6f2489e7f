import { ListenError } from '../net/listen-error.ts';

/** An error on its way from one thread to the other: structured cloning knows neither our classes nor `code`. */
export interface ThreadError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: string | undefined;
  /** Set on a `ListenError` alone. */
  readonly listenReason: ListenError['reason'] | undefined;
}

/** Anything that was thrown, ready to cross. */
export function toThreadError(thrown: unknown): ThreadError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { name, message, stack } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { name, message, stack, code, listenReason: error instanceof ListenError ? error.reason : undefined };
}

/** The same error on this side; a `ListenError` is one again. */
export function fromThreadError({ name, message, stack, code, listenReason }: ThreadError): Error {
  const error = listenReason ? new ListenError(listenReason, code ?? 'UNKNOWN', message) : new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return code === undefined ? error : Object.assign(error, { code });
}
