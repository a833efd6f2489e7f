import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { alternate } from '../alternate.mjs';
import { checkFile } from '../http-client.mjs';
import { ourName } from '../peers.mjs';
import { sample } from '../sample-data.mjs';
import { targets } from '../targets.mjs';

const connections = 1_000;
/** Devices that they come from: a bound for one address must not be what is measured. */
const addresses = 50;
/** The kernel's queue of connections that wait to be accepted is bounded. */
const connectingMax = 100;
const answerTimeoutMs = 5_000;
/** A look once what was allocated in passing has had time to go. */
const settleMs = 500;

/**
 * The engine's memory with many connections that have each asked for something and are kept.
 *
 * @param {import('../alternate.mjs').Bench} bench
 * @returns {Promise<import('../targets.mjs').Row[]>}
 */
export async function idleConnectionsLoad(bench) {
  const names = [ourName, 'nginx', 'caddy', 'http-server', 'serve', 'HFS']; // python closes after each answer
  const label = `${connections.toLocaleString('en')} kept connections`;
  const figures = await alternate(bench, {
    name: label,
    servers: bench.servers.filter(({ name }) => name.startsWith(ourName) || (!bench.isQuick && names.includes(name))),
    rounds: 1,
    isRepeatable: false,
    readyPath: sample.small.path,
    prepare: (server) => checkFile({ port: server.port, ...sample.small }),
    measure: async (server) => {
      await wait(settleMs);
      const idle = server.usage()?.residentBytes ?? Number.NaN;
      const sockets = await keepConnections(server.port);
      try {
        await wait(settleMs);
        const open = sockets.filter((socket) => !socket.destroyed).length;
        if (open < connections) throw new Error(`only ${open} of ${connections} connections were kept`);
        return { growth: ((server.usage()?.residentBytes ?? Number.NaN) - idle) / 1e6 };
      } finally {
        for (const socket of sockets) socket.destroy();
      }
    },
  });
  const values = figures('growth');
  return [{ label, unit: 'memory over idle MB', better: 'less', values, targets: targets.idleConnections }];
}

/** @param {number} port */
async function keepConnections(port) {
  /** @type {import('node:net').Socket[]} */
  const sockets = [];
  for (let done = 0; done < connections; done += connectingMax) {
    const some = Array.from({ length: connectingMax }, (_, index) => keepConnection(port, done + index));
    sockets.push(...(await Promise.all(some)));
  }
  return sockets;
}

/**
 * Connects, asks once, and stays.
 *
 * @param {number} port
 * @param {number} index
 * @returns {Promise<import('node:net').Socket>} when the answer is there
 */
function keepConnection(port, index) {
  const { path, bytes } = sample.small;
  const localAddress = process.platform === 'linux' ? `127.0.0.${2 + (index % addresses)}` : undefined;
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', ...(localAddress && { localAddress }) });
    let received = 0;
    socket.setTimeout(answerTimeoutMs, () => socket.destroy(new Error('a connection got no answer')));
    socket.once('connect', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`));
    socket.on('data', (chunk) => {
      received += chunk.length;
      if (received < bytes) return;
      socket.setTimeout(0);
      resolve(socket);
    });
    socket.on('error', reject);
    socket.once('close', () => reject(new Error('a connection was closed before it was answered')));
  });
}
