/**
 * The finished exchange (RFC 9110 §3.4: one request and its response), as the engine reports it, the command line
 * prints it and the window's access log shows it. It is made when the exchange has ended, never before, so its
 * status, bytes and outcome are final.
 */
export interface Exchange {
  /** Rises by one with every exchange that this engine has finished; unique as long as the process lives. */
  readonly id: number;
  /** When the request's first byte was seen, milliseconds since the Unix epoch. */
  readonly time: number;
  /** The visitor's IP address; an IPv4 address mapped into IPv6 (`::ffff:192.0.2.1`) is given as IPv4. */
  readonly remoteAddress: string;
  /** Null where the request line could not be parsed. */
  readonly method: string | null;
  /** The request target exactly as received (one char per byte, so it may hold control characters: escape before showing). Null where it could not be parsed. */
  readonly path: string | null;
  /** The request line's HTTP version, such as `HTTP/1.1`; left out where it could not be parsed. */
  readonly protocol?: string;
  /** Status code sent, or null where the visitor left before any response was begun. */
  readonly status: number | null;
  /** Bytes of the response body that the kernel accepted. */
  readonly bytes: number;
  /** From the request's first byte to the end of the exchange. */
  readonly durationMs: number;
  /** `completed` only where the whole response was handed to the kernel. */
  readonly outcome: 'completed' | 'aborted';
  /** The User-Agent field as received, or null. */
  readonly userAgent: string | null;
}
