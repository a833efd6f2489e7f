import type { Problem } from '../../shared/ipc.ts';
import { problemDetailCharsMax } from './limits.ts';

/** A bug or something that nobody thought of, told in its own words. */
export function unexpectedProblem(error: unknown): Problem {
  const detail = error instanceof Error ? error.message : String(error);
  return { kind: 'unexpected', detail: detail.slice(0, problemDetailCharsMax) };
}
