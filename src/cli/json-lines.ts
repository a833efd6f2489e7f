import type { Exchange } from '../shared/exchange.ts';
import { exchangeRecord, jsonLine } from '../shared/json-line.ts';
import type { Neighbour } from '../shared/neighbour.ts';

/** The first line of `--json`: the share can be reached now. `urls` has the best one first. */
export function listeningLine(port: number, urls: readonly string[]): string {
  return jsonLine({ event: 'listening', port, urls });
}

/** The addresses are others now: another network was joined, or left. */
export function addressesLine(urls: readonly string[]): string {
  return jsonLine({ event: 'addresses', urls });
}

/** One that `--nearby` found. */
export function neighbourLine({ kind, name, address, url, access }: Neighbour): string {
  return jsonLine({ event: 'neighbour', kind, name, address, url, access });
}

/** One line for a finished exchange. */
export function exchangeLine(exchange: Exchange): string {
  return jsonLine(exchangeRecord(exchange));
}
