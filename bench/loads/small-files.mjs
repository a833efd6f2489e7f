import { alternate } from '../alternate.mjs';
import { checkFile } from '../http-client.mjs';
import { onceFolder, sample } from '../sample-data.mjs';
import { targets } from '../targets.mjs';
import { wrkRate, wrkRateEachOnce } from '../wrk.mjs';
import { lastOf } from './download.mjs';

const warmUpSeconds = 1;

/**
 * One small file, again and again, over kept connections.
 *
 * @param {import('../alternate.mjs').Bench} bench
 * @param {'small' | 'medium'} which
 * @param {readonly string[]} quickPeers whom to compare with in a quick run
 * @returns {Promise<import('../targets.mjs').Row[]>}
 */
export async function sameFileLoad(bench, which, quickPeers) {
  const { wrk, isQuick } = bench;
  if (!wrk) return [];
  const { path, bytes } = sample[which];
  const seconds = isQuick ? 1 : 2;
  const label = `${bytes / 1024} KB file`;
  const figures = await alternate(bench, {
    name: label,
    servers: isQuick ? bench.servers.filter(({ name }) => quickPeers.includes(name)) : bench.servers,
    readyPath: path,
    prepare: async ({ port }) => {
      await checkFile({ port, path, bytes });
      if (!isQuick) await wrkRate({ wrk, port, path, seconds: warmUpSeconds });
    },
    measure: async (server) => {
      const before = server.usage();
      const startedAt = performance.now();
      const rate = await wrkRate({ wrk, port: server.port, path, seconds });
      const after = server.usage();
      const answers = (rate * (performance.now() - startedAt)) / 1000;
      return {
        rate,
        cpu: after && before ? ((after.cpuSeconds - before.cpuSeconds) / answers) * 1e6 : Number.NaN,
        peak: after ? after.peakBytes / 1e6 : Number.NaN,
      };
    },
  });
  return [
    { label, unit: 'answers/s', better: 'more', values: figures('rate'), targets: targets[which] },
    { label, unit: 'CPU µs/answer', better: 'less', values: figures('cpu'), targets: [] },
    { label, unit: 'peak memory MB', better: 'less', values: lastOf(figures('peak')), targets: [] },
  ];
}

/**
 * Many small files in random order, each asked for once by a server that has seen none of them, but has served as many
 * others.
 *
 * @param {import('../alternate.mjs').Bench} bench
 * @param {readonly string[]} quickPeers
 * @returns {Promise<import('../targets.mjs').Row[]>}
 */
export async function eachFileOnceLoad(bench, quickPeers) {
  const { wrk, isQuick, rounds } = bench;
  if (!wrk) return [];
  const { onceFiles: files, onceBytes: bytes } = sample;
  const label = `${files.toLocaleString('en')} different ${bytes / 1024} KB files, each once`;
  const figures = await alternate(bench, {
    name: label,
    servers: isQuick ? bench.servers.filter(({ name }) => quickPeers.includes(name)) : bench.servers,
    rounds,
    isRepeatable: false,
    readyPath: sample.small.path,
    prepare: async ({ port }) => {
      await checkFile({ port, path: `${onceFolder(0)}00001.bin`, bytes });
      await wrkRateEachOnce({ wrk, port, folder: onceFolder(0), files, seed: 1 });
    },
    measure: async (server, round) => {
      const rate = await wrkRateEachOnce({ wrk, port: server.port, folder: onceFolder(round), files, seed: round });
      return { rate, peak: (server.usage()?.peakBytes ?? Number.NaN) / 1e6 };
    },
  });
  return [
    { label, unit: 'answers/s', better: 'more', values: figures('rate'), targets: targets.once },
    { label, unit: 'peak memory MB', better: 'less', values: lastOf(figures('peak')), targets: [] },
  ];
}
