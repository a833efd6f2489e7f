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
  /** The request line's HTTP version, such as `HTTP/1.1`; null where it could not be parsed. */
  readonly protocol: string | null;
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
  /** What the response held; `other` where it held nothing of a share: redirects, errors, 304. */
  readonly content: ExchangeContent;
  /** Why it did not go well; null where it did, or where the status says it all. */
  readonly failure: ExchangeFailure | null;
  /** The same as the running transfer's that this exchange was (see `RunningTransfer`); null where it was none. */
  readonly transferId: number | null;
  /** The Content-Range field sent (RFC 9110 §14.4); null where none was. */
  readonly contentRange: string | null;
  /** Request fields that matter to the owner, with their names in lower case and their values as received, clipped. */
  readonly requestFields: readonly (readonly [name: string, value: string])[];
}

/**
 * - `file`: content of a shared file, whole or in part.
 * - `listing`: a page or JSON that tells what is in a folder.
 * - `asset`: what our own page asks for by itself: its script, style, events and thumbnails; also the self-test's questions.
 */
export type ExchangeContent = 'file' | 'listing' | 'asset' | 'other';

export type ExchangeFailure =
  /** The visitor closed or lost the connection before everything was sent. */
  | 'visitor-left'
  /** The visitor took no byte for too long. */
  | 'stalled'
  /** The file became shorter, or could not be read to its end, while it was sent. */
  | 'file-changed'
  /** The owner stopped this transfer. */
  | 'stopped-by-owner'
  /** The owner stopped the share, or moved it elsewhere, and the grace was over. */
  | 'share-stopped'
  /** 403: this visitor is blocked by the owner. */
  | 'blocked'
  /** 403: not a device on a local network of this computer. */
  | 'not-local'
  /** 421: asked for under a host name that is not this computer's. */
  | 'wrong-host'
  /** The request could not be understood (400, 414, 431, 501, 505). */
  | 'malformed'
  /** 500: a bug in here. */
  | 'bug';
