import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startChild } from '../child.mjs';
import { get } from '../http-client.mjs';
import { freePort } from '../running-server.mjs';
import { sample } from '../sample-data.mjs';
import { desktopCommand, openDesktop, said } from './desktop-app.mjs';

const hook = join(import.meta.dirname, 'report-visible.cjs');
const emptyWindow = join(import.meta.dirname, 'empty-window.mjs');
const answerTimeoutMs = 20_000;
const answerPollMs = 2;

/**
 * Milliseconds from the start of the process to a window that is visible and painted, for Doorstep and for an empty
 * Electron window in turn; and, for Doorstep, to its URL's first answer where it is started with a folder.
 *
 * @param {import('../alternate.mjs').Bench} bench
 * @param {import('./desktop-app.mjs').DesktopApp} app
 * @returns {Promise<{ doorstep: number[], empty: number[], argumentToUrl: number[], dropToUrl: number[] }>}
 */
export async function measureStartUp(bench, app) {
  const folderOf = (/** @type {string} */ name) => {
    const folder = join(bench.data.scratch, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  const port = await freePort();
  const ours = () => desktopCommand(app, { stateFolder: folderOf('start'), port, hook });
  const theirs = () => ({
    command: [app.electron, '-r', hook, emptyWindow, `--user-data-dir=${folderOf('empty')}`],
    env: process.env,
  });
  /** @type {{ doorstep: number[], empty: number[], argumentToUrl: number[], dropToUrl: number[] }} */
  const results = { doorstep: [], empty: [], argumentToUrl: [], dropToUrl: [] };
  // The first start of each makes its profile and is not counted.
  for (let round = 0; round <= bench.rounds; round++) {
    bench.progress(`start: round ${round} of ${bench.rounds}`);
    const [doorstep, empty] = [await timeToVisible(ours()), await timeToVisible(theirs())];
    const argument = await timeToUrl(app, folderOf('argument'), bench.data.root);
    const drop = await timeFromDrop(app, folderOf('drop'), bench.data.root);
    if (round === 0) continue;
    results.doorstep.push(doorstep);
    results.empty.push(empty);
    results.argumentToUrl.push(argument);
    results.dropToUrl.push(drop);
  }
  return results;
}

/** @param {import('../peers.mjs').ServerStart} start */
async function timeToVisible({ command, env }) {
  const startedAt = Date.now(); // the two processes share this clock
  const child = await startChild(command, { ...(env && { env }) });
  try {
    const visible = await said(child, /visible at (\d+)/);
    return Number(visible[1]) - startedAt;
  } finally {
    await child.stop();
  }
}

/**
 * @param {import('./desktop-app.mjs').DesktopApp} app
 * @param {string} stateFolder
 * @param {string} shared
 */
async function timeToUrl(app, stateFolder, shared) {
  const port = await freePort();
  const { command, env } = desktopCommand(app, { stateFolder, port, paths: [shared] });
  const startedAt = performance.now();
  const child = await startChild(command, { ...(env && { env }) });
  try {
    await firstAnswer(port);
    return performance.now() - startedAt;
  } finally {
    await child.stop();
  }
}

/**
 * A real drop on the window of the running app, by the path that a file manager's drop takes.
 *
 * @param {import('./desktop-app.mjs').DesktopApp} app
 * @param {string} stateFolder
 * @param {string} shared
 */
async function timeFromDrop(app, stateFolder, shared) {
  const port = await freePort();
  const { page, stop } = await openDesktop(app, { stateFolder, port });
  try {
    const cdp = await page.context().newCDPSession(page);
    const data = { items: [], files: [shared], dragOperationsMask: 1 };
    const at = { x: 300, y: 300 };
    await cdp.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at, data });
    await cdp.send('Input.dispatchDragEvent', { type: 'dragOver', ...at, data });
    const droppedAt = performance.now();
    const [answered] = await Promise.all([
      firstAnswer(port),
      cdp.send('Input.dispatchDragEvent', { type: 'drop', ...at, data }),
    ]);
    return answered - droppedAt;
  } finally {
    await stop();
    writeFileSync(join(stateFolder, 'settings/settings.json'), '{}');
  }
}

/**
 * @param {number} port
 * @returns {Promise<number>} when a file of the share was served, on the monotonic clock
 */
async function firstAnswer(port) {
  const end = performance.now() + answerTimeoutMs;
  for (;;) {
    try {
      if ((await get({ port, path: sample.small.path })).status === 200) return performance.now();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await wait(answerPollMs);
  }
}
