import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { runChild } from '../child.mjs';
import { waitForQuiet, watchOthers } from '../quiet.mjs';
import { freePort } from '../running-server.mjs';
import { sample } from '../sample-data.mjs';
import { short } from '../targets.mjs';
import { openDesktop } from './desktop-app.mjs';

const quietTimeoutMs = 5_000;
/** Load that lasts longer, at each end, than what is measured under it. */
const marginSeconds = 1;
/** What was told last is in the window by then. */
const settledMs = 2_000;
const frameRatioTarget = 0.9;
const heapTargetMb = 50;
const script = join(import.meta.dirname, 'paced-requests.mjs');

/**
 * @typedef {object} LogLoad
 * @property {number} rate requests a second
 * @property {boolean} isStretch
 * @property {number} idleFps frames a second of the same window just before
 * @property {number} fps
 * @property {number} heapGrowthMb of the page, after a collection, from an empty log to the end of the load
 * @property {number} sent
 * @property {number} answered
 * @property {number} sentPerSecond
 * @property {number} kept exchanges in main's log at the end
 * @property {number} shown exchanges in the window's at the end
 * @property {number} dropped
 * @property {number} othersShare
 */

/**
 * The window's frames while it shows a log that grows, beside those of the same window at rest.
 *
 * @param {import('../alternate.mjs').Bench} bench
 * @param {import('./desktop-app.mjs').DesktopApp} app
 * @returns {Promise<LogLoad[]>}
 */
export async function measureLogPane(bench, app) {
  const port = await freePort();
  const stateFolder = join(bench.data.scratch, `log-${port}`);
  mkdirSync(stateFolder);
  const desktop = await openDesktop(app, { stateFolder, port, paths: [bench.data.root] });
  try {
    await desktop.page.getByTestId('share-url').waitFor();
    /** @type {LogLoad[]} */
    const results = [];
    for (const { rate, isStretch } of [
      { rate: 5_000, isStretch: false },
      { rate: 20_000, isStretch: true },
    ]) {
      bench.progress(`access log pane, ${rate} requests a second`);
      const seconds = loadSeconds(bench.isQuick, isStretch);
      results.push({ rate, isStretch, ...(await underLoad(desktop, { port, rate, seconds })) });
    }
    return results;
  } finally {
    await desktop.stop();
  }
}

/**
 * @param {boolean} isQuick
 * @param {boolean} isStretch
 */
function loadSeconds(isQuick, isStretch) {
  if (isQuick) return isStretch ? 6 : 12;
  return isStretch ? 20 : 60;
}

/**
 * @param {Awaited<ReturnType<typeof openDesktop>>} desktop
 * @param {{ port: number, rate: number, seconds: number }} load
 * @returns {Promise<Omit<LogLoad, 'rate' | 'isStretch'>>}
 */
async function underLoad({ page, pid }, { port, rate, seconds }) {
  await page.evaluate("window.doorstep.request('clearAccessLog')");
  await waitForQuiet(quietTimeoutMs);
  const heapBefore = await heapBytes(page);
  const idleFps = await framesPerSecond(page, Math.min(10, seconds));
  const othersShare = watchOthers([pid]);
  const command = [process.execPath, script, port, sample.small.path, rate, seconds + 2 * marginSeconds].map(String);
  const loading = runChild(command, { timeoutMs: (seconds + 60) * 1000 });
  await wait(marginSeconds * 1000);
  const fps = await framesPerSecond(page, seconds);
  const { sent, answered, tookSeconds } = JSON.parse(await loading);
  const others = othersShare();
  await wait(settledMs);
  const { first, end, dropped } = await page.evaluate("window.doorstep.request('getAccessLog', 2 ** 40)");
  const shown = Number((await page.locator('.log__count').innerText()).replace(/\D/g, ''));
  return {
    idleFps,
    fps,
    heapGrowthMb: ((await heapBytes(page)) - heapBefore) / 1e6,
    sent,
    answered,
    sentPerSecond: sent / tookSeconds,
    kept: end - first,
    shown,
    dropped,
    othersShare: others,
  };
}

/**
 * @param {import('playwright-core').Page} page
 * @param {number} seconds
 * @returns {Promise<number>}
 */
function framesPerSecond(page, seconds) {
  return page.evaluate(`new Promise((resolve) => {
    const startedAt = performance.now();
    let frames = 0;
    const count = () => {
      const elapsedMs = performance.now() - startedAt;
      if (elapsedMs >= ${seconds * 1000}) return resolve((1000 * frames) / elapsedMs);
      frames++;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  })`);
}

/**
 * What the page holds after a collection.
 *
 * @param {import('playwright-core').Page} page
 */
async function heapBytes(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

/**
 * The header and one line a load.
 *
 * @param {readonly LogLoad[]} results
 */
export function logPaneLines(results) {
  const header = [
    'access log pane',
    'sent/s',
    'fps idle',
    'fps',
    'heap MB',
    'not accounted for',
    'others took',
    'target: met',
  ];
  const lines = results.map((result) => {
    const { rate, sent, sentPerSecond, idleFps, fps, heapGrowthMb, kept, dropped, othersShare } = result;
    return [
      `${rate.toLocaleString('en')} requests a second (kept ${kept}, dropped ${dropped} of ${sent})`,
      short(sentPerSecond),
      short(idleFps),
      short(fps),
      short(heapGrowthMb),
      String(sent - kept - dropped),
      `${Math.round(100 * othersShare)} %`,
      verdict(result),
    ];
  });
  return [header, ...lines];
}

/** @param {LogLoad} result */
function verdict({ isStretch, idleFps, fps, heapGrowthMb, sent, kept, shown, dropped }) {
  const yesNo = (/** @type {boolean} */ isMet) => (isMet ? 'yes' : 'NO');
  const ratio = fps / idleFps;
  const isExact = kept + dropped === sent && shown === kept;
  return [
    `${isStretch ? 'stretch ' : ''}fps ≥ ${frameRatioTarget}× idle: ${yesNo(ratio >= frameRatioTarget)} (${short(ratio)})`,
    `heap < ${heapTargetMb} MB: ${yesNo(heapGrowthMb < heapTargetMb)}`,
    `dropped exact: ${yesNo(isExact)}`,
  ].join('; ');
}
