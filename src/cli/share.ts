import { rankAddresses } from '../main/discovery/addresses.ts';
import type { NetworkState } from '../main/discovery/network.ts';
import { NetworkWatch } from '../main/discovery/network-watch.ts';
import { type FoundItem, holdsWholeHomeOrDrive, toShareItems } from '../main/server/files/share-items.ts';
import { createShareServer, type Listening, type ShareServer } from '../main/server/share-server.ts';
import type { AddressView } from '../shared/ipc.ts';
import { formatAccessLine } from './access-line.ts';
import { announcementLines, terminalQrCode } from './announcement.ts';
import type { CliHost, CliOutput } from './cli-host.ts';
import type { ShareCommand } from './command-line.ts';
import { followAddresses, tellLocalName } from './follow-addresses.ts';
import { chooseInterface } from './interface-choice.ts';
import { exchangeLine, listeningLine } from './json-lines.ts';
import { stopGraceMs } from './limits.ts';
import { listenProblem, otherPortNotice } from './listen-problem.ts';
import { announceOnNetwork } from './network-announcement.ts';
import { printable } from './printable.ts';
import { findSharedPaths } from './shared-paths.ts';
import { firstStopSignal } from './stop-signals.ts';
import { workingFolder } from './working-folder.ts';

/** Shares until a signal comes or nobody reads the output any more. Resolves with the exit code. */
export async function share(command: ShareCommand, host: CliHost, output: CliOutput): Promise<number> {
  const folder = workingFolder(host.environment, host.workingDirectory);
  const paths = await findSharedPaths(host.fs, command.paths, folder);
  if (!paths.ok) {
    for (const problem of paths.problems) output.tell(problem);
    return 2;
  }
  await warnOfWideShare(paths.found, host, output);
  const stopSignal = firstStopSignal(host.signals, host.exitNow);

  const server = createShareServer({ fs: host.fs });
  server.on('fault', (error) => output.tell(faultMessage(error)));
  const { isPublic, allowHosts, followLinks } = command;
  server.setAccess({ isPublic, allowHosts });
  server.setItems(toShareItems(paths.found).map((item) => ({ ...item, followLinks })));
  const network = new NetworkWatch();
  const listening = await start(server, command, await network.start(), output);
  if (!listening) return 1;
  // From here to the subscription nothing waits for the network or the disk, so no exchange can end before it is heard.
  const addresses = rankAddresses(listening, network.state);
  await announce({ command, host, output, paths: paths.found, listening, addresses });
  const format = command.json ? exchangeLine : formatAccessLine;
  server.on('exchange', (exchange) => output.writeLine(format(exchange)));
  const following = { network, listening, addresses, json: command.json, output };
  followAddresses(following);
  if (command.discovery) void tellLocalName(following);
  const discovery = command.discovery ? announceOnNetwork({ network, listening, command, output }) : null;

  await Promise.race([stopSignal, output.closed]);
  network.stop();
  await Promise.all([discovery?.stop(), server.stop(stopGraceMs)]);
  return 0;
}

/** Null, and a message, where there is no port or address to be had. */
async function start(
  server: ShareServer,
  command: ShareCommand,
  network: NetworkState,
  output: CliOutput,
): Promise<Listening | null> {
  const { port, interfaceName, strictPort } = command;
  const chosen = interfaceName === undefined ? null : chooseInterface(interfaceName, network);
  if (chosen && !chosen.ok) {
    output.tell(chosen.problem);
    return null;
  }
  const address = chosen?.address ?? command.bindAddress;
  try {
    return await server.start({ port, address, strictPort });
  } catch (error) {
    output.tell(listenProblem(error, command));
    return null;
  }
}

interface Announcement {
  readonly command: ShareCommand;
  readonly host: CliHost;
  readonly output: CliOutput;
  readonly paths: readonly FoundItem[];
  readonly listening: Listening;
  readonly addresses: readonly AddressView[];
}

async function announce({ command, host, output, paths, listening, addresses }: Announcement): Promise<void> {
  const notice = otherPortNotice(listening);
  if (notice) output.tell(notice);
  const urls = addresses.map(({ url }) => url);
  if (command.json) {
    output.writeLine(listeningLine(listening.port, urls));
    return;
  }
  for (const line of announcementLines(
    paths.map(({ path }) => path),
    addresses,
  )) {
    output.writeLine(line);
  }
  if (host.stdout.isTTY) {
    output.writeLine(await terminalQrCode(urls[0] ?? ''));
    output.writeLine('Press Ctrl+C to stop.');
  }
}

async function warnOfWideShare(found: readonly FoundItem[], host: CliHost, output: CliOutput): Promise<void> {
  for (const { path, kind } of found) {
    if (kind === 'folder' && (await holdsWholeHomeOrDrive(host.fs, path, host.homeFolder))) {
      output.tell(`Warning: ${printable(path)} holds all your files, and everyone on the network can read them.`);
    }
  }
}

function faultMessage(error: Error): string {
  const place = error.stack?.split('\n')[1]?.trim() ?? 'place unknown';
  return printable(`Internal error, sharing goes on: ${error.name}: ${error.message} (${place})`);
}
