import type { Exchange } from './exchange.ts';

/**
 * One row of the access log in the window. What only the details show (`ExchangeDetails`) stays in the main process until
 * it is asked for: it is the larger part.
 */
export type AccessLogEntry = Omit<Exchange, 'id' | 'protocol' | 'transferId' | 'requestFields'>;

/** What the details show besides. */
export type ExchangeDetails = Pick<Exchange, 'protocol' | 'requestFields'>;

/**
 * How far the access log is. Every exchange that is added gets the next number, from 0 on, for as long as the process
 * lives; the log holds those from `first` to before `end`.
 */
export interface AccessLogStatus {
  readonly first: number;
  readonly end: number;
  /** Exchanges since the last clear that are no longer in the log, or never were; `end - first` and these are all there were. */
  readonly dropped: number;
}

/** Some of the log, oldest first. */
export interface AccessLogPage extends AccessLogStatus {
  /** The number of the first entry of `entries`. */
  readonly from: number;
  /** `AccessLogEntry[]` as JSON. A text goes over the bridge as it is; a list would be copied field by field, twice. */
  readonly entries: string;
}

export const accessLogFormats = ['common-log', 'csv', 'json-lines'] as const;
/** Common Log Format, comma-separated values (RFC 4180), or one JSON object a line. */
export type AccessLogFormat = (typeof accessLogFormats)[number];
