import { deviceName } from './device-name.ts';
import type { Exchange } from './exchange.ts';
import { readableTarget } from './format.ts';

/** The classes of RFC 9110 §15, and `none` where no response was begun. 1xx is never final. */
export const statusClasses = ['2xx', '3xx', '4xx', '5xx', 'none'] as const;
export type StatusClass = (typeof statusClasses)[number];

/** Which exchanges are wanted; one that meets all of it is. */
export interface AccessLogFilter {
  /** Words that must each be in the path as read, the visitor's address or device, the method or the status; case is ignored. */
  readonly text: string;
  /** Any of these; every one where the list is empty. */
  readonly statusClasses: readonly StatusClass[];
  /** This remote address only. */
  readonly visitor: string | null;
  /** Only what moved a file's content. */
  readonly transfersOnly: boolean;
  /** Also what our own pages ask for by themselves. */
  readonly withAssets: boolean;
}

/** Everything but the requests of our own pages. */
export const defaultAccessLogFilter: AccessLogFilter = {
  text: '',
  statusClasses: [],
  visitor: null,
  transfersOnly: false,
  withAssets: false,
};

/** What a filter looks at. */
export type Filterable = Pick<Exchange, 'remoteAddress' | 'method' | 'path' | 'status' | 'userAgent' | 'content'>;

/** True where the owner has narrowed the list down; showing our own pages' requests does not. */
export function isNarrowed({ text, statusClasses: classes, visitor, transfersOnly }: AccessLogFilter): boolean {
  return text.trim() !== '' || classes.length > 0 || visitor !== null || transfersOnly;
}

/**
 * The filter as a function. It is called for a hundred thousand exchanges in a row, in the window and in the main
 * process: what is cheap to tell comes first, and no text is made that is not needed.
 */
export function accessLogMatcher(filter: AccessLogFilter): (exchange: Filterable) => boolean {
  const { visitor, transfersOnly, withAssets } = filter;
  const words = filter.text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const classes = new Set<StatusClass>(filter.statusClasses);
  return (exchange) => {
    if (!withAssets && exchange.content === 'asset') return false;
    if (transfersOnly && exchange.content !== 'file') return false;
    if (visitor !== null && exchange.remoteAddress !== visitor) return false;
    if (classes.size > 0 && !classes.has(statusClassOf(exchange.status))) return false;
    return words.every((word) => hasWord(exchange, word));
  };
}

export function statusClassOf(status: number | null): StatusClass {
  if (status === null) return 'none';
  return statusClasses[Math.floor(status / 100) - 2] ?? 'none';
}

function hasWord({ remoteAddress, method, path, status, userAgent }: Filterable, word: string): boolean {
  return (
    remoteAddress.includes(word) ||
    (status !== null && String(status).includes(word)) ||
    (path !== null && searchablePath(path).includes(word)) ||
    (method?.toLowerCase().includes(word) ?? false) ||
    (deviceName(userAgent)?.toLowerCase().includes(word) ?? false)
  );
}

/** As the owner reads it. Decoding is the dear part, and most paths have nothing to decode. */
function searchablePath(path: string): string {
  return (/^[\x20-\x24\x26-\x7e]*$/.test(path) ? path : readableTarget(path)).toLowerCase();
}
