import { HttpError } from '../http/http-error.ts';
import type { RequestParser } from '../http/request-parser.ts';

export interface UnwantedBodyBounds {
  readonly unwantedBodyBytesMax: number;
  readonly bodyIdleTimeoutMs: number;
  readonly bodyTimeoutMs: number;
}

/** A request body that nobody asked for: it is read and thrown away, within bounds, so that the connection can go on. */
export class UnwantedBody {
  readonly #parser: RequestParser;
  readonly #bounds: UnwantedBodyBounds;
  readonly #startedAt: number;
  #bytes = 0;

  /** `startedAt` is on the monotonic clock. */
  constructor(parser: RequestParser, bounds: UnwantedBodyBounds, startedAt: number) {
    this.#parser = parser;
    this.#bounds = bounds;
    this.#startedAt = startedAt;
  }

  /** Takes what has been received; an error is to be answered, and the connection closed. */
  read(): 'ended' | 'incomplete' | HttpError {
    for (;;) {
      const part = this.#parser.nextBodyPart();
      if (part === null) return 'incomplete';
      if (part instanceof HttpError) return part;
      if (part.kind === 'end') return 'ended';
      this.#bytes += part.data.length;
      if (this.#bytes > this.#bounds.unwantedBodyBytesMax) return new HttpError(413, 'The request body is too large');
    }
  }

  /** Whether it has taken too long, in all or since something came (`activeAt`). */
  isLate(now: number, activeAt: number): boolean {
    return now - activeAt > this.#bounds.bodyIdleTimeoutMs || now - this.#startedAt > this.#bounds.bodyTimeoutMs;
  }
}
