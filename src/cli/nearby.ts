import { setTimeout as delay } from 'node:timers/promises';
import { Discovery } from '../main/discovery/discovery.ts';
import { NetworkWatch } from '../main/discovery/network-watch.ts';
import type { Neighbour } from '../shared/neighbour.ts';
import type { CliHost, CliOutput } from './cli-host.ts';
import type { NearbyCommand } from './command-line.ts';
import { neighbourLine } from './json-lines.ts';
import { nearbySearchMs } from './limits.ts';
import { troubleText } from './network-announcement.ts';
import { printable } from './printable.ts';
import { firstStopSignal } from './stop-signals.ts';

/** Looks around for `nearbySearchMs` and lists what was found. Resolves with the exit code: 1 where it could not look. */
export async function nearby({ json }: NearbyCommand, host: CliHost, output: CliOutput): Promise<number> {
  const stopSignal = firstStopSignal(host.signals, host.exitNow);
  const network = new NetworkWatch();
  await network.start();
  const discovery = new Discovery({ network });
  discovery.on('fault', (error) => output.tell(printable(`Internal error in discovery: ${error.message}`)));
  discovery.start();
  await Promise.race([delay(nearbySearchMs), stopSignal, output.closed]);
  const { state, neighbours } = discovery;
  network.stop();
  await discovery.stop();

  const list = neighbours.neighbours;
  const urlWidth = Math.max(0, ...list.map(({ url }) => url.length));
  for (const neighbour of list) output.writeLine(json ? neighbourLine(neighbour) : neighbourText(neighbour, urlWidth));
  if (neighbours.omitted > 0) output.tell(`${neighbours.omitted} more were found and are not listed.`);
  if (state.status === 'unavailable') {
    output.tell(`Nobody can be found: ${troubleText(state)}.`);
    return 1;
  }
  if (list.length === 0) output.tell('Nobody was found on the local networks.');
  return 0;
}

/** The URL first, since the width of a name in a terminal is anybody's guess. */
export function neighbourText({ url, name, kind, access }: Neighbour, urlWidth: number): string {
  const what = kind === 'doorstep' ? 'Doorstep' : 'web page';
  const asks = access === 'protected' ? ', asks for a password' : '';
  return `${url.padEnd(urlWidth)}  ${printable(name)} (${what}${asks})`;
}
