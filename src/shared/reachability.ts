import type { ReachabilityMessageKey } from './i18n/reachability-messages.ts';
import type { MessageParameters } from './i18n/translate.ts';

/** How the self-test names itself when it asks the share's address for its head: the access log tells it from visitors by this. */
export const selfTestUserAgent = 'Doorstep self-test';

/** What the self-test looks at, in the order in which the findings are shown: from the share outwards. */
export const reachabilityChecks = ['listener', 'network', 'address', 'name', 'firewall', 'vpn', 'visitors'] as const;
export type ReachabilityCheck = (typeof reachabilityChecks)[number];

/** A sentence of the catalogue, not yet in any language. */
export interface Sentence {
  readonly key: ReachabilityMessageKey;
  readonly parameters?: MessageParameters;
  /** A sentence's part that is itself to be looked up; it fills in `{reason}`. */
  readonly reason?: ReachabilityMessageKey;
}

/** One thing that the self-test looked at. */
export interface Finding {
  readonly check: ReachabilityCheck;
  /** `problem`: this keeps others away. `warning`: it may. `unknown`: it could not be told, or there is nothing to tell. */
  readonly state: 'ok' | 'warning' | 'problem' | 'unknown';
  readonly what: Sentence;
  /** What to do on this operating system; null where there is nothing to do. */
  readonly advice: Sentence | null;
  /** A command that does it, for a terminal of this operating system. Doorstep itself never runs it. */
  readonly command: string | null;
}

/** The outcome of one self-test. */
export interface ReachabilityReport {
  /** At most one for each check. */
  readonly findings: readonly Finding[];
}
