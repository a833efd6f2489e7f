import type { AccessLogEntry } from '../../shared/access-log.ts';
import type { ExchangeFailure } from '../../shared/exchange.ts';
import type { WindowMessageKey } from '../../shared/i18n/window-messages.ts';

/** How loud a status or an outcome is. */
export type Tone = 'good' | 'neutral' | 'warning' | 'danger';

export interface Outcome {
  /** One or two words for the row. */
  readonly words: WindowMessageKey;
  readonly tone: Tone;
}

/** How an exchange ended, in a word. */
export function outcomeOf({ failure, outcome, status }: AccessLogEntry): Outcome {
  if (failure !== null) return { words: failureWords[failure], tone: failure === 'bug' ? 'danger' : 'warning' };
  if (outcome === 'aborted') return { words: 'log.outcome.interrupted', tone: 'warning' };
  if (status === 404) return { words: 'log.outcome.notFound', tone: 'neutral' };
  if (status !== null && status >= 500) return { words: 'log.outcome.failed', tone: 'danger' };
  if (status !== null && status >= 400) return { words: 'log.outcome.refused', tone: 'neutral' };
  return { words: 'log.outcome.done', tone: 'neutral' };
}

export function toneOfStatus(status: number): Tone {
  if (status >= 500) return 'danger';
  if (status >= 400) return 'warning';
  return status >= 200 && status < 300 ? 'good' : 'neutral';
}

const failureWords = {
  'visitor-left': 'log.outcome.interrupted',
  stalled: 'log.outcome.stalled',
  'file-changed': 'log.outcome.fileChanged',
  'stopped-by-owner': 'log.outcome.stopped',
  'share-stopped': 'log.outcome.shareStopped',
  blocked: 'log.outcome.blocked',
  'not-local': 'log.outcome.notLocal',
  'wrong-host': 'log.outcome.wrongHost',
  malformed: 'log.outcome.malformed',
  bug: 'log.outcome.bug',
} as const satisfies Record<ExchangeFailure, WindowMessageKey>;

/** What went wrong, what it means, and what the owner can do; null where nothing did. */
export function explanationOf({ failure, outcome, status }: AccessLogEntry): WindowMessageKey | null {
  const ofStatus = status === null ? undefined : statusExplanations.get(status);
  // Of a request that was not understood the status tells more.
  if (failure !== null && (failure !== 'malformed' || !ofStatus)) return failureExplanations[failure];
  if (status === null) return 'log.why.noResponse';
  if (ofStatus) return ofStatus;
  if (status >= 500) return 'log.why.500';
  if (status >= 400) return 'log.why.400';
  return outcome === 'aborted' ? 'log.why.visitorLeft' : null;
}

const failureExplanations = {
  'visitor-left': 'log.why.visitorLeft',
  stalled: 'log.why.stalled',
  'file-changed': 'log.why.fileChanged',
  'stopped-by-owner': 'log.why.stopped',
  'share-stopped': 'log.why.shareStopped',
  blocked: 'log.why.blocked',
  'not-local': 'log.why.notLocal',
  'wrong-host': 'log.why.wrongHost',
  malformed: 'log.why.malformed',
  bug: 'log.why.500',
} as const satisfies Record<ExchangeFailure, WindowMessageKey>;

const statusExplanations: ReadonlyMap<number, WindowMessageKey> = new Map([
  [400, 'log.why.malformed'],
  [403, 'log.why.403'],
  [404, 'log.why.404'],
  [405, 'log.why.405'],
  [406, 'log.why.406'],
  [408, 'log.why.408'],
  [412, 'log.why.412'],
  [413, 'log.why.413'],
  [414, 'log.why.414'],
  [416, 'log.why.416'],
  [417, 'log.why.417'],
  [421, 'log.why.wrongHost'],
  [431, 'log.why.431'],
  [500, 'log.why.500'],
  [501, 'log.why.501'],
  [503, 'log.why.503'],
  [505, 'log.why.505'],
]);
