import { rankAddresses } from '../main/discovery/addresses.ts';
import type { NetworkWatch } from '../main/discovery/network-watch.ts';
import type { Listening } from '../main/server/share-server.ts';
import type { AddressView } from '../shared/ipc.ts';
import type { CliOutput } from './cli-host.ts';
import { addressesLine } from './json-lines.ts';

export interface FollowOptions {
  readonly network: NetworkWatch;
  readonly listening: Listening;
  /** What was told already. */
  readonly addresses: readonly AddressView[];
  readonly json: boolean;
  readonly output: CliOutput;
}

/** Tells the new addresses whenever the network changes. The share itself goes on, whatever happens there. */
export function followAddresses({ network, listening, addresses, json, output }: FollowOptions): void {
  let told = urlsOf(addresses);
  network.on('changed', (state) => {
    const urls = urlsOf(rankAddresses(listening, state));
    if (urls.join() === told.join()) return;
    told = urls;
    if (json) output.writeLine(addressesLine(urls));
    else output.tell(`The addresses have changed: ${urls.join('  ')}`);
  });
  // The last addresses stay; it is asked again in two seconds, so once is enough to be told.
  network.once('fault', (error) => output.tell(`The network cannot be looked at: ${error.message}`));
}

function urlsOf(addresses: readonly AddressView[]): string[] {
  return addresses.map(({ url }) => url);
}
