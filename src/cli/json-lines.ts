import type { Exchange } from '../shared/exchange.ts';
import type { Neighbour } from '../shared/neighbour.ts';

/** The first line of `--json`: the share can be reached now. `urls` has the best one first. */
export function listeningLine(port: number, urls: readonly string[]): string {
  return toLine({ event: 'listening', port, urls });
}

/** The addresses are others now: another network was joined, or left. */
export function addressesLine(urls: readonly string[]): string {
  return toLine({ event: 'addresses', urls });
}

/** One that `--nearby` found. */
export function neighbourLine({ kind, name, address, url, access }: Neighbour): string {
  return toLine({ event: 'neighbour', kind, name, address, url, access });
}

/** One line for a finished exchange. `time` is when the request began: ISO 8601, UTC, milliseconds. */
export function exchangeLine(exchange: Exchange): string {
  const { time, remoteAddress, method, path, status, bytes, durationMs, outcome, userAgent } = exchange;
  return toLine({
    event: 'exchange',
    time: new Date(time).toISOString(),
    remoteAddress,
    method,
    path,
    status,
    bytes,
    durationMs,
    outcome,
    userAgent,
  });
}

/** JSON leaves DEL and the C1 controls as they are, and some terminals obey those. */
function toLine(value: object): string {
  return JSON.stringify(value).replace(
    /[\p{Cc}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
