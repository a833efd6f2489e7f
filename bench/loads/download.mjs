import { alternate } from '../alternate.mjs';
import { download } from '../curl.mjs';
import { checkFile } from '../http-client.mjs';
import { ourName } from '../peers.mjs';
import { sample } from '../sample-data.mjs';
import { median } from '../statistics.mjs';
import { targets } from '../targets.mjs';

/**
 * One large file by one client.
 *
 * @param {import('../alternate.mjs').Bench} bench
 * @param {readonly string[]} quickPeers whom to compare with in a quick run
 * @returns {Promise<import('../targets.mjs').Row[]>}
 */
export async function downloadLoad(bench, quickPeers) {
  const { curl, data, isQuick } = bench;
  if (!curl) return [];
  const { path, bytes } = data.large;
  const gigabytes = bytes / 1e9;
  const figures = await alternate(bench, {
    name: 'large file',
    servers: isQuick ? bench.servers.filter(({ name }) => quickPeers.includes(name)) : bench.servers,
    readyPath: sample.small.path,
    prepare: (server) => checkFile({ port: server.port, path, bytes }),
    measure: async (server) => {
      const before = server.usage();
      const { seconds, busyShare } = await download({ curl, port: server.port, path, bytes });
      const after = server.usage();
      return {
        rate: bytes / 1e6 / seconds,
        busyShare,
        cpu: after && before ? (after.cpuSeconds - before.cpuSeconds) / gigabytes : Number.NaN,
        peak: after ? after.peakBytes / 1e6 : Number.NaN,
      };
    },
  });
  const busy = [...figures('busyShare')].map(([name, shares]) => `${name} ${Math.round(100 * median(shares))} %`);
  bench.note(`curl's share of its core while it downloads (near 100 % the client is the limit): ${busy.join(', ')}.`);
  const label = `${Math.round(bytes / 2 ** 20)} MiB file, one client`;
  return [
    { label, unit: 'MB/s', better: 'more', values: figures('rate'), targets: targets.download },
    { label, unit: 'CPU s/GB', better: 'less', values: figures('cpu'), targets: targets.downloadCpu },
    { label, unit: 'peak memory MB', better: 'less', values: lastOf(figures('peak')), targets: [] },
  ];
}

/**
 * A peak only rises: the last round's is the run's.
 *
 * @param {Map<string, number[]>} values
 */
export function lastOf(values) {
  return new Map([...values].map(([server, peaks]) => [server, peaks.slice(-1)]));
}

/**
 * The engine's memory while ten clients load at the same time.
 *
 * @param {import('../alternate.mjs').Bench} bench
 * @returns {Promise<import('../targets.mjs').Row[]>}
 */
export async function manyDownloadsLoad(bench) {
  const { curl, data } = bench;
  if (!curl) return [];
  const { path, bytes } = data.large;
  const clients = 10;
  const names = [ourName, 'nginx', 'caddy'];
  const figures = await alternate(bench, {
    name: `${clients} downloads at a time`,
    servers: bench.servers.filter(({ name }) => name.startsWith(ourName) || (!bench.isQuick && names.includes(name))),
    rounds: 1,
    isRepeatable: false,
    readyPath: sample.small.path,
    prepare: (server) => checkFile({ port: server.port, ...sample.small }),
    measure: async (server) => {
      const idle = server.usage()?.residentBytes ?? Number.NaN;
      await Promise.all(Array.from({ length: clients }, () => download({ curl, port: server.port, path, bytes })));
      return { growth: ((server.usage()?.peakBytes ?? Number.NaN) - idle) / 1e6 };
    },
  });
  const label = `${Math.round(bytes / 2 ** 20)} MiB file, ${clients} clients at the same time`;
  const values = figures('growth');
  return [{ label, unit: 'memory over idle MB', better: 'less', values, targets: targets.manyDownloads }];
}
