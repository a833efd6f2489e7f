import { alternate } from '../alternate.mjs';
import { get } from '../http-client.mjs';
import { ourName } from '../peers.mjs';
import { sample } from '../sample-data.mjs';
import { median } from '../statistics.mjs';
import { targets } from '../targets.mjs';

/** What stands once or more for each entry, in every server's listing. */
const entryMark = /of(?:%20| )the(?:%20| )harbour\.jpg/g;

/**
 * A listing, whole.
 *
 * @param {import('../alternate.mjs').Bench} bench
 * @param {readonly string[]} quickPeers
 * @returns {Promise<import('../targets.mjs').Row[]>}
 */
export async function listingLoad(bench, quickPeers) {
  const { isQuick } = bench;
  const { path, entries } = sample.listing;
  const label = `listing of ${entries.toLocaleString('en')} entries`;
  const times = isQuick ? 3 : 5;
  const figures = await alternate(bench, {
    name: label,
    servers: bench.servers.filter((kind) => kind.listsFolders && (!isQuick || quickPeers.includes(kind.name))),
    readyPath: sample.small.path,
    prepare: async ({ port }) => {
      await checkListing({ port, path, entries });
      for (let count = 0; count < 2; count++) await get({ port, path });
    },
    measure: async (server) => {
      const all = [];
      for (let count = 0; count < times; count++) all.push((await get({ port: server.port, path })).totalMs);
      return { time: median(all) };
    },
  });
  return [{ label, unit: 'ms', better: 'less', values: figures('time'), targets: targets.listing }];
}

/**
 * A very large listing: when it begins, when it ends, and what it costs the server in memory.
 *
 * @param {import('../alternate.mjs').Bench} bench
 * @returns {Promise<import('../targets.mjs').Row[]>}
 */
export async function largeListingLoad(bench) {
  const { isQuick, rounds } = bench;
  const { path, entries } = sample.largeListing;
  const label = `listing of ${entries.toLocaleString('en')} entries`;
  const names = [ourName, 'nginx', 'caddy', 'python'];
  const figures = await alternate(bench, {
    name: label,
    servers: bench.servers.filter(({ name }) => name.startsWith(ourName) || (!isQuick && names.includes(name))),
    rounds: isQuick ? 2 : rounds,
    isRepeatable: false,
    readyPath: sample.small.path,
    prepare: ({ port }) => checkListing({ port, path: sample.listing.path, entries: sample.listing.entries }),
    measure: async (server, round) => {
      const before = server.usage();
      if (round === 1) await checkListing({ port: server.port, path, entries });
      const { firstByteMs, totalMs } = await get({ port: server.port, path });
      const after = server.usage();
      return {
        firstByteMs,
        totalMs,
        growth: after && before ? (after.peakBytes - before.residentBytes) / 1e6 : Number.NaN,
      };
    },
  });
  const growth = new Map([...figures('growth')].map(([server, all]) => [server, all.slice(0, 1)]));
  return [
    { label, unit: 'ms to first byte', better: 'less', values: figures('firstByteMs'), targets: targets.largeListing },
    { label, unit: 'ms to the end', better: 'less', values: figures('totalMs'), targets: [] },
    { label, unit: 'memory growth the first time MB', better: 'less', values: growth, targets: [] },
  ];
}

/** @param {{ port: number, path: string, entries: number }} expected */
async function checkListing({ port, path, entries }) {
  /** @type {Buffer[]} */
  const chunks = [];
  const { status } = await get({ port, path, onBody: (chunk) => chunks.push(chunk) });
  const found = Buffer.concat(chunks).toString('latin1').match(entryMark)?.length ?? 0;
  if (status !== 200 || found < entries) {
    throw new Error(`${path} was answered with ${status} and ${found} entries, not 200 and ${entries}`);
  }
}
