import { rankAddresses } from '../main/discovery/addresses.ts';
import { readNetwork } from '../main/discovery/read-network.ts';
import { type FoundItem, holdsWholeHomeOrDrive, toShareItems } from '../main/server/files/share-items.ts';
import { createShareServer, type Listening, type ShareServer } from '../main/server/share-server.ts';
import type { AddressView } from '../shared/ipc.ts';
import { formatAccessLine } from './access-line.ts';
import { announcementLines, terminalQrCode } from './announcement.ts';
import type { CliHost, CliOutput } from './cli-host.ts';
import type { ShareCommand } from './command-line.ts';
import { exchangeLine, listeningLine } from './json-lines.ts';
import { stopGraceMs } from './limits.ts';
import { listenProblem, otherPortNotice } from './listen-problem.ts';
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
  const network = await readNetwork();
  const listening = await start(server, command, output);
  if (!listening) return 1;
  // From here to the subscription nothing waits for the network or the disk, so no exchange can end before it is heard.
  const addresses = rankAddresses(listening, network);
  await announce({ command, host, output, paths: paths.found, listening, addresses });
  const format = command.json ? exchangeLine : formatAccessLine;
  server.on('exchange', (exchange) => output.writeLine(format(exchange)));

  await Promise.race([stopSignal, output.closed]);
  await server.stop(stopGraceMs);
  return 0;
}

/** Null, and a message, where there is no port or address to be had. */
async function start(server: ShareServer, command: ShareCommand, output: CliOutput): Promise<Listening | null> {
  const { port, bindAddress: address, strictPort } = command;
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
