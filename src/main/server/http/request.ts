import type { BodyFraming, HttpVersion } from './body-framing.ts';
import type { Headers } from './headers.ts';

/** One request's head, parsed and checked: nothing downstream needs to look at its syntax again. */
export interface HttpRequest {
  readonly method: string;
  /** As received, one char per byte; visible ASCII. */
  readonly requestTarget: string;
  readonly version: HttpVersion;
  readonly headers: Headers;
  readonly bodyFraming: BodyFraming;
  /** Whether the peer lets the connection go on after this exchange (RFC 9112 §9.3). */
  readonly keepAlive: boolean;
}
