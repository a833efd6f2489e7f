// A Doorstep without window and files, as a process of its own: announces, browses, and tells what it sees as JSON lines.
// The last argument is one JSON object (PeerOptions). SIGTERM and a closed standard input end it with goodbye.
import { createServer } from 'node:net';
import { Discovery } from '../../../src/main/discovery/discovery.ts';
import { NetworkWatch } from '../../../src/main/discovery/network-watch.ts';
import type { PeerOptions } from './peer-process.ts';

const { name, address = '::', scope = 'lan', browse = true }: PeerOptions = JSON.parse(process.argv.at(-1) ?? '{}');

const network = new NetworkWatch();
const tell = (event: string, value: unknown): void => {
  process.stdout.write(`${JSON.stringify({ event, value })}\n`);
};
network.on('changed', (state) => tell('network', state));
network.on('woke', (sleptMs) => tell('woke', sleptMs));
await network.start();

const discovery = new Discovery({ network, scope, browse });
discovery.on('stateChanged', (state) => tell('state', state));
discovery.on('neighboursChanged', (list) => tell('neighbours', list));
discovery.on('fault', (error) => tell('fault', error.stack));
network.on('fault', (error) => tell('fault', error.stack));

const server = createServer((socket) => socket.on('error', () => {}).resume());
await new Promise<void>((resolve) => server.listen(0, scope === 'loopback' ? '127.0.0.1' : '::', resolve));
const { port } = server.address() as { port: number };
tell('listening', port);
discovery.start();
if (name !== undefined) await discovery.announce({ name, port, address, path: '/', access: 'open' });

let isEnding = false;
const end = async (): Promise<void> => {
  if (isEnding) return;
  isEnding = true;
  const startedAt = performance.now();
  await discovery.stop();
  tell('stopped', performance.now() - startedAt);
  process.stdout.write('', () => process.exit(0));
};
process.on('SIGTERM', () => void end());
process.stdin.on('end', () => void end()).resume();
