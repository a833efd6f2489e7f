import type { ExchangeFailure } from '../../../shared/exchange.ts';
import type { HeaderField } from './response.ts';

/** Statuses that say: the request itself could not be understood. */
const malformedStatuses: ReadonlySet<number> = new Set([400, 414, 431, 501, 505]);

/**
 * The peer's fault, or an expected refusal, as a status code. `publicMessage` is shown to the visitor and must tell
 * nothing of the owner's disk. Bugs are any other `Error`.
 */
export class HttpError extends Error {
  readonly status: number;
  readonly publicMessage: string;
  /** Fields that the response to this error must carry, such as Allow. */
  readonly headers: readonly HeaderField[];
  /** Tells errors of one status apart for which the page has different words (`error.<status>.<variant>`). */
  readonly variant: string | null;
  /** Whether the connection is closed behind the response: a stranger must not keep a slot. */
  readonly closesConnection: boolean;
  /** The reason that the access log gives; null where the status says it all. */
  readonly failure: ExchangeFailure | null;

  constructor(
    status: number,
    publicMessage: string,
    headers: readonly HeaderField[] = [],
    more: {
      readonly variant?: string;
      readonly closesConnection?: boolean;
      readonly failure?: ExchangeFailure;
    } = {},
  ) {
    super(`${status} ${publicMessage}`);
    this.name = 'HttpError';
    this.status = status;
    this.publicMessage = publicMessage;
    this.headers = headers;
    this.variant = more.variant ?? null;
    this.closesConnection = more.closesConnection ?? false;
    this.failure = more.failure ?? (malformedStatuses.has(status) ? 'malformed' : null);
  }
}
