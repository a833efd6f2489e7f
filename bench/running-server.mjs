import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startChild } from './child.mjs';
import { get } from './http-client.mjs';
import { treeUsage } from './process-tree.mjs';

/** HFS needs a second or two. */
const startTimeoutMs = 20_000;
const startPollMs = 20;

/**
 * @typedef {object} RunningServer
 * @property {string} name
 * @property {number} port
 * @property {number} pid
 * @property {() => import('./process-tree.mjs').Usage | null} usage
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a server on a free port and waits until it serves `readyPath`.
 *
 * @param {import('./peers.mjs').ServerKind} kind
 * @param {{ root: string, scratch: string, readyPath: string, cores: import('./cores.mjs').Cores }} place `scratch` is a
 *   folder for what servers write
 * @returns {Promise<RunningServer>}
 * @throws {Error} with what it wrote, where it does not
 */
export async function startServer(kind, { root, scratch, readyPath, cores }) {
  const port = await freePort();
  const stateFolder = join(scratch, `${kind.name}-${port}`);
  mkdirSync(stateFolder, { recursive: true });
  const { command, env } = kind.start({ root, port, stateFolder });
  const child = await startChild(cores.serverCommand(command), {
    cwd: stateFolder,
    ...(env && { env }),
    output: 'ignored',
  });
  const server = {
    name: kind.name,
    port,
    pid: child.pid,
    usage: () => treeUsage(child.pid),
    stop: child.stop,
  };
  let isEnded = false;
  child.ended.then(() => {
    isEnded = true;
  });
  const deadline = performance.now() + startTimeoutMs;
  let problem = 'it does not answer';
  while (!isEnded && performance.now() < deadline) {
    try {
      const { status } = await get({ port, path: readyPath });
      if (status === 200) return server;
      problem = `it answers ${status}`;
    } catch (error) {
      problem = String(error);
    }
    await wait(startPollMs);
  }
  await child.stop();
  throw new Error(`${kind.name} did not start: ${isEnded ? 'it ended' : problem} (${command.join(' ')})`);
}

/** @returns {Promise<number>} a port that was free a moment ago */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
