import type { ExchangeFailure } from '../../../shared/exchange.ts';
import { ContentEndedEarly } from '../http/response.ts';

/** Why a response was cut short by `error`; null: by the visitor, or by our own closing. */
export function failureOf(error: Error | null): ExchangeFailure {
  if (error === null) return 'visitor-left';
  return isExpected(error) ? 'file-changed' : 'bug';
}

/** The disk's own errors carry a code; a file that became shorter has its type. */
function isExpected(error: Error): boolean {
  return error instanceof ContentEndedEarly || ('code' in error && typeof error.code === 'string');
}
