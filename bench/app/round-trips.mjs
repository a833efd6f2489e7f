import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startChild } from '../child.mjs';
import { get } from '../http-client.mjs';
import { doorstep } from '../peers.mjs';
import { waitForQuiet, watchOthers } from '../quiet.mjs';
import { freePort, startServer } from '../running-server.mjs';
import { sample } from '../sample-data.mjs';
import { median, quantile } from '../statistics.mjs';
import { short } from '../targets.mjs';
import { connections } from '../wrk.mjs';
import { openDesktop } from './desktop-app.mjs';

/** Requests leave at this pace whether or not the earlier ones are answered: one that has to wait hides no other. */
const intervalMs = 5;
/** Load that lasts longer than what is measured under it. */
const marginMs = 1_000;
const quietTimeoutMs = 5_000;
const targetMs = 8;
const stretchMs = 3;

/**
 * @typedef {object} RoundTrips milliseconds
 * @property {number} p50
 * @property {number} p99
 * @property {number} max
 * @property {number} othersShare the share of the machine that other programs took meanwhile
 *
 * @typedef {object} LoadResult
 * @property {string} label
 * @property {boolean} isTarget
 * @property {RoundTrips[]} rounds
 *
 * @typedef {(port: number, seconds: number) => Promise<void>} Load
 */

/**
 * How long the window waits for an answer of the main process, which serves visitors at the same time; told by the
 * page's own clock.
 *
 * @param {import('../alternate.mjs').Bench} bench
 * @param {{ app: import('./desktop-app.mjs').DesktopApp, cli: string }} builds
 * @returns {Promise<LoadResult[]>}
 */
export async function measureRoundTrips(bench, { app, cli }) {
  const seconds = bench.isQuick ? 4 : 10;
  const port = await freePort();
  const stateFolder = join(bench.data.scratch, `round-trips-${port}`);
  mkdirSync(stateFolder);
  const beside = await startServer(doorstep('beside', cli), {
    ...bench.data,
    readyPath: sample.small.path,
    cores: bench.cores,
  });
  const desktop = await openDesktop(app, { stateFolder, port, paths: [bench.data.root] });
  try {
    await waitUntilServing(port);
    /** @type {LoadResult[]} */
    const results = [];
    for (const { label, load, isTarget, servedBy } of loads(bench)) {
      const loadedPort = servedBy === 'app' ? port : beside.port;
      /** @type {RoundTrips[]} */
      const rounds = [];
      for (let round = 1; round <= (bench.isQuick ? 1 : bench.rounds); round++) {
        bench.progress(`round trips, ${label}: round ${round}`);
        if (!bench.isQuick) await waitForQuiet(quietTimeoutMs);
        const othersShare = watchOthers([desktop.pid, beside.pid]);
        const loading = load(loadedPort, seconds + (2 * marginMs) / 1000);
        await wait(marginMs);
        const times = await roundTripsIn(desktop.page, seconds);
        await loading;
        const [p50, p99, max] = [quantile(times, 0.5), quantile(times, 0.99), quantile(times, 1)];
        rounds.push({ p50, p99, max, othersShare: othersShare() });
      }
      results.push({ label, isTarget, rounds });
    }
    return results;
  } finally {
    await desktop.stop();
    await beside.stop();
  }
}

/**
 * @param {import('../alternate.mjs').Bench} bench
 * @returns {{ label: string, load: Load, isTarget: boolean, servedBy: 'app' | 'another process' }[]}
 */
function loads({ wrk }) {
  const wrkLoad = (/** @type {string} */ path) => async (/** @type {number} */ port, /** @type {number} */ seconds) => {
    const options = ['-t1', `-c${connections}`, `-d${Math.ceil(seconds)}s`];
    const child = await startChild([String(wrk), ...options, `http://127.0.0.1:${port}${path}`]);
    await child.ended;
  };
  const none = async () => {};
  const small = wrkLoad(sample.small.path);
  return [
    { label: 'idle', load: none, isTarget: false, servedBy: 'app' },
    ...(wrk
      ? /** @type {const} */ ([
          { label: '1 KB file, wrk flat out', load: small, isTarget: true, servedBy: 'app' },
          { label: 'the same, served by another process', load: small, isTarget: false, servedBy: 'another process' },
          { label: '100 KB file, wrk flat out', load: wrkLoad(sample.medium.path), isTarget: true, servedBy: 'app' },
        ])
      : []),
    { label: 'listings of 100,000, one after the other', load: listAgain, isTarget: true, servedBy: 'app' },
  ];
}

/** @type {Load} */
async function listAgain(port, seconds) {
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) await get({ port, path: sample.largeListing.path });
}

/**
 * @param {import('playwright-core').Page} page
 * @param {number} seconds
 * @returns {Promise<number[]>} milliseconds
 */
function roundTripsIn(page, seconds) {
  return page.evaluate(`(async () => {
    const times = [];
    const pending = [];
    const end = performance.now() + ${seconds * 1000};
    while (performance.now() < end) {
      const sentAt = performance.now();
      pending.push(window.doorstep.request('getSnapshot').then(() => times.push(performance.now() - sentAt)));
      await new Promise((resolve) => setTimeout(resolve, ${intervalMs}));
    }
    await Promise.all(pending);
    return times;
  })()`);
}

/** @param {number} port */
async function waitUntilServing(port) {
  const end = performance.now() + 10_000;
  for (;;) {
    try {
      if ((await get({ port, path: sample.small.path })).status === 200) return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await wait(20);
  }
}

/**
 * The header and one line a load, each figure the median of its rounds.
 *
 * @param {readonly LoadResult[]} results
 */
export function roundTripLines(results) {
  const header = ['window → main → window, ms', 'p50', 'p99', 'p99 from–to', 'max', 'others took', 'target: met'];
  const lines = results.map(({ label, rounds, isTarget }) => {
    const [p50, p99, max, share] = /** @type {const} */ (['p50', 'p99', 'max', 'othersShare']).map((figure) =>
      median(rounds.map((round) => round[figure])),
    );
    const all = rounds.map((round) => round.p99);
    return [
      label,
      short(p50 ?? Number.NaN),
      short(p99 ?? Number.NaN),
      `${short(quantile(all, 0))}–${short(quantile(all, 1))}`,
      short(max ?? Number.NaN),
      `${Math.round(100 * (share ?? Number.NaN))} %`,
      isTarget ? verdict(p99 ?? Number.NaN) : '',
    ];
  });
  return [header, ...lines];
}

/** @param {number} p99 */
function verdict(p99) {
  if (p99 > targetMs) return `p99 ≤ ${targetMs} ms: NO`;
  return `p99 ≤ ${targetMs} ms: yes; stretch ≤ ${stretchMs} ms: ${p99 <= stretchMs ? 'yes' : 'NO'}`;
}
