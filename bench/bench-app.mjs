// npm run bench:app [-- --quick --markdown --only NAMES --rounds N --app FOLDER]: the real app, with its window. Its
// downloads beside the command line's, how long its window waits for the main process under load, and its start. Run
// through scripts/with-electron.mjs. See docs/benchmarks.md.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfStale } from '../scripts/build-if-stale.mjs';
import { desktopServer } from './app/desktop-app.mjs';
import { measureIdle } from './app/idle.mjs';
import { logPaneLines, measureLogPane } from './app/log-pane.mjs';
import { measureRoundTrips, roundTripLines } from './app/round-trips.mjs';
import { measureStartUp } from './app/start-up.mjs';
import { findProgram } from './find-program.mjs';
import { downloadLoad } from './loads/download.mjs';
import { sameFileLoad } from './loads/small-files.mjs';
import { describeDisturbances, describeLoad, describeMachine } from './machine.mjs';
import { doorstep, ourName } from './peers.mjs';
import { makeSampleData } from './sample-data.mjs';
import { median } from './statistics.mjs';
import { renderLines, renderTable } from './table.mjs';
import { findWrk } from './wrk.mjs';

const usage = `usage: npm run bench:app -- [options]
      --quick        fewer and shorter rounds
      --only NAMES   only these parts, separated by commas: serving, round-trips, start, idle, log
      --rounds N     5 unless given (--quick: 2)
      --markdown     print the section for docs/benchmarks.md
      --app FOLDER   measure the build in this folder (package.json and out/) in place of this project's`;

const cliName = 'command line';
/** The app has to serve what the command line serves. */
const servingTargets = [
  { limit: 0.9, of: cliName },
  { limit: 1, of: cliName, isStretch: true },
];
const parts = ['serving', 'round-trips', 'start', 'idle', 'log'];
const projectFolder = resolve(import.meta.dirname, '..');
const settleMs = 4_000;

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function main() {
  const options = readOptions();
  if (!options) return 2;
  const electron = process.env.ELECTRON_EXEC_PATH;
  if (!electron) throw new Error('No Electron: start this with npm run bench:app, or by scripts/with-electron.mjs.');
  if (!options.app) await buildIfStale();
  const builds = {
    app: { electron, folder: options.app ?? projectFolder },
    cli: resolve(options.app ?? projectFolder, 'out/cli/doorstep.js'),
  };
  const before = describeLoad();
  const bench = newBench(options);
  await new Promise((resolve) => setTimeout(resolve, settleMs - (performance.now() - bench.data.smallFilesMadeAt)));
  if (options.markdown) console.log(`### ${new Date().toISOString().slice(0, 10)}, ${options.rounds} rounds`);
  if (options.parts.includes('serving')) await serving(bench, builds, options);
  if (options.parts.includes('round-trips')) {
    const results = await measureRoundTrips(bench, builds);
    console.log(`\n${renderLines(roundTripLines(results), options)}`);
  }
  if (options.parts.includes('start')) await startUp(bench, builds.app, options);
  if (options.parts.includes('idle')) {
    const rows = await measureIdle(bench, builds.app);
    console.log(`\n${renderTable(rows, [], { ...options, ourTitle: 'the app' })}`);
  }
  if (options.parts.includes('log')) {
    const results = await measureLogPane(bench, builds.app);
    console.log(`\n${renderLines(logPaneLines(results), options)}`);
  }
  bench.note(`Machine: ${describeMachine()}; ${before} before the run, ${describeLoad()} at its end.`);
  if (bench.disturbances.length > 0) bench.note(describeDisturbances(bench.disturbances));
  console.log('');
  for (const note of bench.notes) console.log(options.markdown ? `- ${note}` : note);
  return 0;
}

/** @typedef {{ quick: boolean, markdown: boolean, parts: string[], rounds: number, app: string | null }} Options */

/** @returns {Options | null} */
function readOptions() {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      only: { type: 'string' },
      rounds: { type: 'string' },
      app: { type: 'string' },
    },
  });
  const { quick, markdown, app } = values;
  const chosen = values.only?.split(',') ?? parts;
  const rounds = Number(values.rounds ?? (quick ? 2 : 5));
  if (values.help || !Number.isInteger(rounds) || rounds < 1 || !chosen.every((part) => parts.includes(part))) {
    console.error(usage);
    return null;
  }
  const folder = app === undefined ? null : resolve(process.env.INIT_CWD ?? process.cwd(), app);
  return { quick, markdown, parts: chosen, rounds, app: folder };
}

/**
 * Nothing is kept on a core of its own here: the app has many processes, and its user does not sort them either.
 *
 * @param {Options} options
 * @returns {import('./alternate.mjs').Bench & { notes: Set<string> }}
 */
function newBench(options) {
  /** @type {Set<string>} */
  const notes = new Set();
  const [wrk, curl] = [findWrk(), findProgram('curl')];
  if (!wrk) notes.add('wrk is not installed (apt-get install wrk): the loads of small files are left out.');
  if (!curl) notes.add('curl is not installed (apt-get install curl): the downloads are left out.');
  console.error('Making files …');
  const withLargeListing = options.parts.includes('round-trips');
  return {
    servers: [],
    data: makeSampleData({ largeBytes: (options.quick ? 512 : 1024) * 2 ** 20, onceFolders: 0, withLargeListing }),
    cores: { serverCommand: (command) => [...command], description: '' },
    isQuick: options.quick,
    rounds: options.rounds,
    wrk,
    curl,
    note: (text) => notes.add(text.replace(ourName, 'the app')),
    disturbances: [],
    progress: (text) => console.error(text),
    notes,
  };
}

/**
 * @param {import('./alternate.mjs').Bench} bench
 * @param {{ app: import('./app/desktop-app.mjs').DesktopApp, cli: string }} builds
 * @param {Options} options
 */
async function serving(bench, builds, options) {
  const servers = [desktopServer(ourName, builds.app), doorstep(cliName, builds.cli)];
  const both = { ...bench, servers };
  const names = servers.map(({ name }) => name);
  const rows = [
    ...(await downloadLoad(both, names)),
    ...(await sameFileLoad(both, 'small', names)),
    ...(await sameFileLoad(both, 'medium', names)),
  ];
  const judged = rows.map((row) => ({ ...row, targets: row.better === 'more' ? servingTargets : [] }));
  console.log(`\n${renderTable(judged, [cliName], { ...options, ourTitle: 'the app' })}`);
}

/**
 * @param {import('./alternate.mjs').Bench} bench
 * @param {import('./app/desktop-app.mjs').DesktopApp} app
 * @param {Options} options
 */
async function startUp(bench, app, options) {
  const { doorstep: ours, empty, argumentToUrl, dropToUrl } = await measureStartUp(bench, app);
  /** @type {import('./targets.mjs').Row[]} */
  const rows = [
    {
      label: 'start to visible window',
      unit: 'ms',
      better: 'less',
      values: new Map([
        [ourName, ours],
        ['empty window', empty],
      ]),
      targets: [
        { limit: 1.3, of: 'empty window' },
        { limit: 1.1, of: 'empty window', isStretch: true },
      ],
    },
    {
      label: 'start with a folder to a working URL',
      unit: 'ms',
      better: 'less',
      values: new Map([[ourName, argumentToUrl]]),
      targets: [],
    },
    {
      label: 'drop of a folder to a working URL',
      unit: 'ms',
      better: 'less',
      values: new Map([[ourName, dropToUrl]]),
      targets: [{ limit: 1000 }, { limit: 300, isStretch: true }],
    },
  ];
  bench.note(`Medians: start ${Math.round(median(ours))} ms, empty window ${Math.round(median(empty))} ms.`);
  console.log(`\n${renderTable(rows, ['empty window'], { ...options, ourTitle: 'the app' })}`);
}
