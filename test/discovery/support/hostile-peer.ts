// Somebody on the network who means harm. The last argument is one JSON object (HostilePlan).
import { createSocket, type Socket } from 'node:dgram';
import { setTimeout as delay } from 'node:timers/promises';
import {
  brokenMessages,
  conflictingMessage,
  floodMessages,
  mutatedMessages,
  questionStorm,
} from './hostile-messages.ts';

export interface HostilePlan {
  /** Those from which it speaks, in turn. */
  readonly addresses: readonly string[];
  readonly attack: 'broken' | 'mutations' | 'flood' | 'questions' | 'conflicts';
  readonly count: number;
  readonly seed: number;
  /** The full name and host name of a real service. */
  readonly service: string;
  readonly host: string;
}

const group = '224.0.0.251';
const mdnsUdpPort = 5353;
/** So that the victim's socket buffer, which drops what is too much, is not all that is tried. */
const burst = 16;

const plan: HostilePlan = JSON.parse(process.argv.at(-1) ?? '{}');
const sockets = await Promise.all(plan.addresses.map(open));
let heard = 0;
sockets[0]?.on('message', (_message, { address }) => {
  if (!plan.addresses.includes(address)) heard++;
});

let sent = 0;
const startedAt = performance.now();
for (const message of messages()) {
  const socket = sockets[sent % sockets.length];
  await new Promise((resolve) => socket?.send(message, mdnsUdpPort, group, resolve));
  sent++;
  if (sent % burst === 0) await delay(plan.attack === 'conflicts' ? 200 : 5);
}
const tookMs = performance.now() - startedAt;
await delay(500);
process.stdout.write(`${JSON.stringify({ event: 'done', sent, heard, tookMs })}\n`);
process.exit(0);

function messages(): Iterable<Buffer> {
  const { attack, seed, count, service, host, addresses } = plan;
  switch (attack) {
    case 'broken':
      return brokenMessages(service, host);
    case 'mutations':
      return mutatedMessages(seed, count, service, host);
    case 'flood':
      return floodMessages(count, addresses[0] ?? '');
    case 'questions':
      return questionStorm(count, service, host);
    case 'conflicts':
      return conflictingMessage(count, service);
  }
}

/** As a responder's: multicast goes out of that address's interface. */
function open(address: string): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = createSocket({ type: 'udp4', reuseAddr: true });
    socket.bind(mdnsUdpPort, address, () => {
      socket.setMulticastInterface(address);
      socket.setMulticastTTL(255);
      resolve(socket);
    });
  });
}
