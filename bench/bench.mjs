// npm run bench [-- --quick --markdown --only NAMES --rounds N --cli FILE --baseline FILE]: our engine, from the command
// line, and every other file server that is installed, side by side on loopback. See docs/benchmarks.md.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfStale } from '../scripts/build-if-stale.mjs';
import { separateCores } from './cores.mjs';
import { findProgram } from './find-program.mjs';
import { downloadLoad, manyDownloadsLoad } from './loads/download.mjs';
import { idleConnectionsLoad } from './loads/idle-connections.mjs';
import { largeListingLoad, listingLoad } from './loads/listings.mjs';
import { eachFileOnceLoad, sameFileLoad } from './loads/small-files.mjs';
import { describeDisturbances, describeLoad, describeMachine } from './machine.mjs';
import { allPeers, doorstep, ourName } from './peers.mjs';
import { makeSampleData } from './sample-data.mjs';
import { renderTable } from './table.mjs';
import { findWrk } from './wrk.mjs';

const usage = `usage: npm run bench -- [options]
      --quick           two short rounds, only the peers that a target names, under a minute
      --only NAMES      only these loads, separated by commas
      --rounds N        5 unless given (--quick: 2)
      --markdown        print the section for docs/benchmarks.md
      --cli FILE        measure this build of the command line in place of out/cli/doorstep.js
      --baseline FILE   measure another build of it, too, and compare`;

/** @type {Record<string, (bench: import('./alternate.mjs').Bench) => Promise<import('./targets.mjs').Row[]>>} */
const loads = {
  download: (bench) => downloadLoad(bench, [ourName, baselineName, 'nginx']),
  small: (bench) => sameFileLoad(bench, 'small', [ourName, baselineName, 'nginx', 'caddy', 'HFS']),
  medium: (bench) => sameFileLoad(bench, 'medium', [ourName, baselineName, 'nginx']),
  once: (bench) => eachFileOnceLoad(bench, [ourName, baselineName, 'caddy']),
  listing: (bench) => listingLoad(bench, [ourName, baselineName, 'nginx', 'python']),
  'large-listing': largeListingLoad,
  idle: idleConnectionsLoad,
  many: manyDownloadsLoad,
};
const baselineName = `${ourName} before`;
/** A file that has changed within the last seconds is treated with caution by us: that is not what is measured. */
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
  if (!options.cli) await buildIfStale();
  const startedAt = performance.now();
  const before = describeLoad();
  /** @type {Set<string>} */
  const notes = new Set();
  const cores = await separateCores();
  notes.add(cores.description);
  const servers = installedServers(options, notes);
  const [wrk, curl] = [findWrk(), findProgram('curl')];
  if (!wrk) notes.add('wrk is not installed (apt-get install wrk): the loads of small files are left out.');
  if (!curl) notes.add('curl is not installed (apt-get install curl): the downloads are left out.');

  console.error('Making files …');
  const data = makeSampleData({
    largeBytes: (options.quick ? 256 : 1024) * 2 ** 20,
    onceFolders: wrk && options.loads.includes('once') ? options.rounds + 1 : 0,
    withLargeListing: options.loads.includes('large-listing'),
  });
  await new Promise((resolve) => setTimeout(resolve, settleMs - (performance.now() - data.smallFilesMadeAt)));
  /** @type {import('./alternate.mjs').Bench} */
  const bench = {
    servers,
    data,
    cores,
    isQuick: options.quick,
    rounds: options.rounds,
    wrk,
    curl,
    note: (text) => notes.add(text),
    disturbances: [],
    progress: (text) => console.error(text),
  };
  const rows = [];
  for (const load of options.loads) rows.push(...((await loads[load]?.(bench)) ?? []));
  notes.add(`Machine: ${describeMachine()}; ${before} before the run, ${describeLoad()} at its end.`);
  notes.add(describeDisturbances(bench.disturbances));
  notes.add(`The run took ${Math.round((performance.now() - startedAt) / 1000)} s.`);
  print(rows, servers, notes, options);
  return 0;
}

/** @returns {{ quick: boolean, markdown: boolean, loads: string[], rounds: number, cli: string | null, baseline: string | null } | null} */
function readOptions() {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      only: { type: 'string' },
      rounds: { type: 'string' },
      cli: { type: 'string' },
      baseline: { type: 'string' },
    },
  });
  const names = values.only?.split(',') ?? Object.keys(loads);
  const rounds = Number(values.rounds ?? (values.quick ? 2 : 5));
  if (values.help || !Number.isInteger(rounds) || rounds < 1 || !names.every((name) => Object.hasOwn(loads, name))) {
    console.error(`${usage}\nloads: ${Object.keys(loads).join(', ')}`);
    return null;
  }
  // npm runs us in the project's folder and tells where the user typed.
  const file = (/** @type {string | undefined} */ path) =>
    path === undefined ? null : resolve(process.env.INIT_CWD ?? process.cwd(), path);
  const { quick, markdown } = values;
  return { quick, markdown, loads: names, rounds, cli: file(values.cli), baseline: file(values.baseline) };
}

/**
 * @param {{ cli: string | null, baseline: string | null }} options
 * @param {Set<string>} notes
 */
function installedServers({ cli, baseline }, notes) {
  const ours = [doorstep(ourName, cli ?? resolve(import.meta.dirname, '../out/cli/doorstep.js'))];
  if (baseline) ours.push(doorstep(baselineName, baseline));
  const peers = allPeers();
  const installed = peers.filter(({ program }) => program !== null);
  if (installed.length > 0) {
    notes.add(`Peers: ${installed.map((kind) => `${kind.name} ${kind.version}`).join(', ')}.`);
  }
  for (const { name, program, howToInstall } of peers) {
    if (program === null) notes.add(`${name} is not installed and left out (${howToInstall}).`);
  }
  return [...ours, ...installed];
}

/**
 * @param {import('./targets.mjs').Row[]} rows
 * @param {readonly import('./peers.mjs').ServerKind[]} servers
 * @param {Set<string>} notes
 * @param {{ markdown: boolean, rounds: number }} options
 */
function print(rows, servers, notes, { markdown, rounds }) {
  const peers = servers.map(({ name }) => name).filter((name) => name !== ourName);
  const measured = peers.filter((peer) => rows.some(({ values }) => values.has(peer)));
  const date = new Date().toISOString().slice(0, 10);
  console.log(markdown ? `### ${date}, ${rounds} rounds\n` : '');
  console.log(renderTable(rows, measured, { markdown }));
  console.log('');
  for (const note of notes) console.log(markdown ? `- ${note}` : note);
}
