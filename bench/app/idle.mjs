import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { startChild } from '../child.mjs';
import { get } from '../http-client.mjs';
import { ourName } from '../peers.mjs';
import { treeUsage } from '../process-tree.mjs';
import { freePort } from '../running-server.mjs';
import { sample } from '../sample-data.mjs';
import { desktopCommand, said } from './desktop-app.mjs';

const hook = join(import.meta.dirname, 'report-visible.cjs');
/** What a start leaves to be done (compiling, caches, the look at the network) is over by then. */
const settleMs = 8_000;
const idleSeconds = 10;
const bytesPerKB = 1000;

/**
 * What the app takes while it shares, its window is open, and nobody comes; and the size of the window's page.
 *
 * @param {import('../alternate.mjs').Bench} bench
 * @param {import('./desktop-app.mjs').DesktopApp} app
 * @returns {Promise<import('../targets.mjs').Row[]>}
 */
export async function measureIdle(bench, app) {
  /** @type {number[]} */
  const shares = [];
  for (let round = 1; round <= bench.rounds; round++) {
    bench.progress(`idle: round ${round} of ${bench.rounds}`);
    shares.push(await idleShare(app, join(bench.data.scratch, `idle-${round}`), bench.data.root));
  }
  return [
    {
      label: `nobody comes, window open: whole app over ${idleSeconds} s, of a core`,
      unit: '%',
      better: 'less',
      values: new Map([[ourName, shares]]),
      targets: [{ limit: 1 }],
    },
    {
      label: "the window's page (script, style, HTML), gzip",
      unit: 'KB',
      better: 'less',
      values: new Map([[ourName, [pageBytes(app.folder) / bytesPerKB]]]),
      targets: [{ limit: 150 }],
    },
  ];
}

/**
 * @param {import('./desktop-app.mjs').DesktopApp} app
 * @param {string} stateFolder
 * @param {string} shared
 * @returns {Promise<number>} percent of one core; NaN where the system does not tell
 */
async function idleShare(app, stateFolder, shared) {
  mkdirSync(stateFolder, { recursive: true });
  const port = await freePort();
  const { command, env } = desktopCommand(app, { stateFolder, port, hook, paths: [shared] });
  const child = await startChild(command, { ...(env && { env }) });
  try {
    await said(child, /visible at (\d+)/);
    await wait(settleMs);
    if ((await get({ port, path: sample.small.path })).status !== 200) throw new Error('the app does not share');
    await wait(settleMs);
    const before = treeUsage(child.pid)?.cpuSeconds ?? Number.NaN;
    await wait(idleSeconds * 1000);
    const after = treeUsage(child.pid)?.cpuSeconds ?? Number.NaN;
    return (100 * (after - before)) / idleSeconds;
  } finally {
    await child.stop();
  }
}

/** @param {string} folder of the build */
function pageBytes(folder) {
  const page = join(folder, 'out/renderer');
  const files = readdirSync(page, { recursive: true }).map(String);
  return files
    .filter((file) => /\.(?:html|js|css)$/.test(file))
    .reduce((sum, file) => sum + gzipSync(readFileSync(join(page, file)), { level: 9 }).length, 0);
}
