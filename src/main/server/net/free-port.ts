import { ListenError } from './listen-error.ts';
import type { BoundAddress, Listener } from './listener.ts';

export interface PortWish {
  readonly port: number;
  readonly address?: string | undefined;
  readonly strictPort?: boolean | undefined;
}

export interface PortFound extends BoundAddress {
  readonly instead: { readonly wanted: number; readonly why: 'in-use' | 'forbidden' } | null;
}

/** Where the search goes on when the wanted port and its neighbours may not be used at all (those under 1024, mostly). */
const freePortsStart = 8000;

/**
 * Listens on the wanted port, or on the next one that can be had: after a busy port its successors, after a forbidden
 * one those from 8000 on as well, at last any free one. `portAttemptsMax` bounds each row. Rejects with `ListenError`.
 */
export async function listenOnFreePort(
  listener: Pick<Listener, 'listen'>,
  wish: PortWish,
  portAttemptsMax: number,
): Promise<PortFound> {
  let first: ListenError | null = null;
  for (const port of candidates(wish, portAttemptsMax)) {
    try {
      const bound = await listenOnAll(listener, port, wish.address);
      return { ...bound, instead: first ? { wanted: wish.port, why: first.reason as 'in-use' | 'forbidden' } : null };
    } catch (error) {
      if (!(error instanceof ListenError)) throw error;
      first ??= error;
      if (error.reason !== 'in-use' && error.reason !== 'forbidden') throw error;
    }
  }
  throw first ?? new ListenError('other', 'UNKNOWN', 'No port was tried');
}

function* candidates(wish: PortWish, attemptsMax: number): Generator<number> {
  yield wish.port;
  if (wish.strictPort || wish.port === 0) return;
  for (let port = wish.port + 1; port <= 65535 && port <= wish.port + attemptsMax; port++) yield port;
  if (wish.port < 1024) for (let port = freePortsStart; port < freePortsStart + attemptsMax; port++) yield port;
  yield 0;
}

/** Without an address: IPv6 and IPv4 in one socket, or IPv4 alone on a machine without IPv6. */
async function listenOnAll(
  listener: Pick<Listener, 'listen'>,
  port: number,
  address: string | undefined,
): Promise<BoundAddress> {
  if (address !== undefined) return listener.listen(port, address);
  try {
    return await listener.listen(port, '::');
  } catch (error) {
    if (error instanceof ListenError && error.reason === 'bad-address') return listener.listen(port, '0.0.0.0');
    throw error;
  }
}
