import { isWildcard } from '../main/discovery/address-scope.ts';
import { addressUrl, rankAddresses } from '../main/discovery/addresses.ts';
import { answeringLocalName } from '../main/discovery/local-name.ts';
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

/** Tells the address that survives all that, where this computer's name is answered for. */
export async function tellLocalName({ network, listening, json, output }: FollowOptions): Promise<void> {
  if (json || !isWildcard(listening.address)) return;
  const name = await answeringLocalName(network.state);
  if (name) output.tell(`Also at ${addressUrl(name, listening.port)}, even when the addresses change.`);
}

function urlsOf(addresses: readonly AddressView[]): string[] {
  return addresses.map(({ url }) => url);
}
