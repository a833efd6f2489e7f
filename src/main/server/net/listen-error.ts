/** Why no port could be had, in a form that can be shown and decided on. */
export class ListenError extends Error {
  readonly reason: 'in-use' | 'forbidden' | 'bad-address' | 'other';
  /** The operating system's error name, such as `EADDRINUSE`. */
  readonly code: string;

  constructor(reason: ListenError['reason'], code: string, message: string) {
    super(message);
    this.name = 'ListenError';
    this.reason = reason;
    this.code = code;
  }

  static from(error: NodeJS.ErrnoException): ListenError {
    const code = error.code ?? 'UNKNOWN';
    return new ListenError(reasons[code] ?? 'other', code, error.message);
  }
}

const reasons: Readonly<Record<string, ListenError['reason']>> = {
  EADDRINUSE: 'in-use',
  // Ports under 1024 without the right to them; on Windows also ports that the system has reserved for others.
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  EADDRNOTAVAIL: 'bad-address',
  EINVAL: 'bad-address',
  ENOTFOUND: 'bad-address',
  EAI_AGAIN: 'bad-address',
  EAFNOSUPPORT: 'bad-address',
};
