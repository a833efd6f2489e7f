import { waitForQuiet, watchOthers } from './quiet.mjs';
import { startServer } from './running-server.mjs';

/** A measurement while other programs took more than this share of the machine is made again … */
const disturbedShare = 0.1;
/** … so often at most; then the least disturbed counts. */
const attemptsMax = 2;
const quietTimeoutMs = 1_000;

/**
 * @typedef {object} Bench what every load gets
 * @property {readonly import('./peers.mjs').ServerKind[]} servers those that are installed, ours first
 * @property {import('./sample-data.mjs').SampleData} data
 * @property {import('./cores.mjs').Cores} cores
 * @property {boolean} isQuick
 * @property {number} rounds
 * @property {string | null} wrk
 * @property {string | null} curl
 * @property {(text: string) => void} note something that the reader of the table must know
 * @property {number[]} disturbances the share of the machine that other programs took, in each measurement
 * @property {(text: string) => void} progress
 *
 * @typedef {import('./running-server.mjs').RunningServer} RunningServer
 */

/**
 * Starts the servers afresh, makes sure that each answers as it should, then measures them in turn, round by round,
 * each round beginning with another one. What fails is noted and counts as NaN.
 *
 * @template {string} Figure
 * @param {Bench} bench
 * @param {object} load
 * @param {string} load.name for messages
 * @param {readonly import('./peers.mjs').ServerKind[]} [load.servers] all unless given
 * @param {number} [load.rounds] the run's unless given
 * @param {boolean} [load.isRepeatable] false: what the server has done once it does in another way the next time
 * @param {string} load.readyPath
 * @param {(server: RunningServer) => Promise<void>} load.prepare checks the answers, and warms up
 * @param {(server: RunningServer, round: number) => Promise<Record<Figure, number>>} load.measure `round` counts from 1
 * @returns {Promise<(figure: Figure) => Map<string, number[]>>} a figure's values, by server
 */
export async function alternate(
  bench,
  { name, servers = bench.servers, rounds = bench.rounds, isRepeatable = true, readyPath, prepare, measure },
) {
  /** @type {RunningServer[]} */
  const running = [];
  /** @type {Map<string, (Record<Figure, number> | null)[]>} */
  const results = new Map();
  try {
    for (const kind of servers) {
      await attempt(bench, `${name}, ${kind.name}`, async () => {
        const server = await startServer(kind, { ...bench.data, readyPath, cores: bench.cores });
        running.push(server);
        await prepare(server);
        results.set(server.name, []);
      });
    }
    for (let round = 1; round <= rounds; round++) {
      bench.progress(`${name}: round ${round} of ${rounds}`);
      const ready = running.filter((server) => results.has(server.name));
      for (let index = 0; index < ready.length; index++) {
        const server = /** @type {RunningServer} */ (ready[(index + round) % ready.length]);
        const figures = await attempt(bench, `${name}, ${server.name}`, () =>
          undisturbed(bench, server, isRepeatable, () => measure(server, round)),
        );
        results.get(server.name)?.push(figures ?? null);
      }
    }
  } finally {
    await Promise.all(running.map((server) => server.stop()));
  }
  return (figure) =>
    new Map([...results].map(([server, all]) => [server, all.map((figures) => figures?.[figure] ?? Number.NaN)]));
}

/**
 * On a machine that others use as well, a measurement says little while they are at work.
 *
 * @template Figures
 * @param {Bench} bench
 * @param {RunningServer} server
 * @param {boolean} isRepeatable
 * @param {() => Promise<Figures>} measure
 * @returns {Promise<Figures>}
 */
async function undisturbed(bench, server, isRepeatable, measure) {
  /** @type {{ figures: Figures, share: number } | null} */
  let best = null;
  for (let attempts = isRepeatable && !bench.isQuick ? attemptsMax : 1; attempts > 0; attempts--) {
    if (!bench.isQuick) await waitForQuiet(quietTimeoutMs);
    const othersShare = watchOthers([server.pid]);
    const figures = await measure();
    const share = othersShare();
    if (best === null || share < best.share) best = { figures, share };
    if (!(share > disturbedShare)) break;
  }
  if (best === null) throw new Error('nothing was measured');
  bench.disturbances.push(best.share);
  return best.figures;
}

/**
 * @template Result
 * @param {Bench} bench
 * @param {string} what
 * @param {() => Promise<Result>} action
 * @returns {Promise<Result | undefined>}
 */
async function attempt(bench, what, action) {
  try {
    return await action();
  } catch (error) {
    bench.note(`${what}: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}
