import { hostname } from 'node:os';
import { Discovery } from '../main/discovery/discovery.ts';
import type { NetworkWatch } from '../main/discovery/network-watch.ts';
import { announcedName } from '../main/discovery/service-name.ts';
import type { Listening } from '../main/server/share-server.ts';
import type { DiscoveryState } from '../shared/neighbour.ts';
import type { CliOutput } from './cli-host.ts';
import type { ShareCommand } from './command-line.ts';
import { printable } from './printable.ts';

export interface NetworkAnnouncementOptions {
  readonly network: NetworkWatch;
  readonly listening: Listening;
  readonly command: ShareCommand;
  readonly output: CliOutput;
}

/** Announces the share on the local networks until the result is stopped, and tells what the owner should know of it. */
export function announceOnNetwork({ network, listening, command, output }: NetworkAnnouncementOptions): Discovery {
  const name = command.name ?? hostname().replace(/\..*$/, '');
  const discovery = new Discovery({ network, browse: false });
  let lastProblem = '';
  discovery.on('stateChanged', (state) => {
    const problem = announcementProblem(state, name);
    if (problem !== null && problem !== lastProblem) output.tell(problem);
    lastProblem = problem ?? lastProblem;
  });
  discovery.on('fault', (error) =>
    output.tell(printable(`Internal error in discovery, sharing goes on: ${error.message}`)),
  );
  discovery.start();
  void discovery.announce({ name, port: listening.port, address: listening.address, path: '/', access: 'open' });
  return discovery;
}

/** Null where all is as the owner expects; that there is no network is to be seen by the addresses. */
function announcementProblem(state: DiscoveryState, name: string): string | null {
  if (state.status === 'unavailable' && state.reason === 'no-network') return null;
  if (state.status === 'unavailable') return `Not announced on the local network, trying again: ${troubleText(state)}.`;
  if (state.status !== 'on' || state.announcedName === null || state.announcedName === announcedName(name)) return null;
  return `The name ${printable(announcedName(name))} is taken: announced as ${printable(state.announcedName)}.`;
}

/** Why discovery does not work, as a part of a sentence. */
export function troubleText({ reason, detail }: DiscoveryState & { status: 'unavailable' }): string {
  const said = detail === '' ? '' : ` (${printable(detail)})`;
  switch (reason) {
    case 'no-network':
      return `there is no network on which others could be${said}`;
    case 'port-in-use':
      return `another program keeps UDP port 5353 for itself${said}`;
    case 'not-allowed':
      return `the system does not allow it${said}`;
    case 'other':
      return `the network cannot be used${said}`;
  }
}
