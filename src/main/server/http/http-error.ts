import type { HeaderField } from './response.ts';

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

  constructor(
    status: number,
    publicMessage: string,
    headers: readonly HeaderField[] = [],
    variant: string | null = null,
  ) {
    super(`${status} ${publicMessage}`);
    this.name = 'HttpError';
    this.status = status;
    this.publicMessage = publicMessage;
    this.headers = headers;
    this.variant = variant;
  }
}
