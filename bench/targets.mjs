import { ourName } from './peers.mjs';
import { median, pairedRatio } from './statistics.mjs';

/**
 * @typedef {object} Row one line of the table
 * @property {string} label
 * @property {string} unit
 * @property {'more' | 'less'} better
 * @property {Map<string, number[]>} values by server; one value a round, NaN where a round failed
 * @property {readonly Target[]} targets
 *
 * @typedef {object} Target
 * @property {number} limit a factor of the peer's figure, or a figure in the row's unit
 * @property {string} [of] the peer
 * @property {boolean} [isStretch] a wish beyond the target
 *
 * @typedef {object} Verdict
 * @property {Target} target
 * @property {number} value our ratio to the peer, or our figure
 * @property {string} range lowest to highest, over the rounds
 * @property {boolean | null} isMet null where it could not be measured
 */

/** What we want of the engine, row by row. */
export const targets = {
  download: [{ limit: 1, of: 'nginx' }],
  downloadCpu: [{ limit: 1.5, of: 'nginx', isStretch: true }],
  small: [
    { limit: 1.5, of: 'caddy' },
    { limit: 15, of: 'HFS' },
    { limit: 0.7, of: 'nginx', isStretch: true },
  ],
  medium: [
    { limit: 1, of: 'nginx' },
    { limit: 2, of: 'nginx', isStretch: true },
  ],
  once: [
    { limit: 0.6, of: 'caddy' },
    { limit: 1, of: 'caddy', isStretch: true },
  ],
  listing: [
    { limit: 1, of: 'python' },
    { limit: 1.5, of: 'nginx', isStretch: true },
  ],
  largeListing: [{ limit: 300 }],
  idleConnections: [{ limit: 30 }],
  manyDownloads: [{ limit: 60 }],
};

/**
 * @param {Row} row
 * @returns {Verdict[]}
 */
export function verdicts(row) {
  const ours = row.values.get(ourName) ?? [];
  return row.targets.map((target) => {
    const theirs = target.of === undefined ? ours.map(() => 1) : (row.values.get(target.of) ?? []);
    const { median: value, low, high } = pairedRatio(ours, theirs);
    const isMet = row.better === 'more' ? value >= target.limit : value <= target.limit;
    return { target, value, range: `${short(low)}–${short(high)}`, isMet: Number.isNaN(value) ? null : isMet };
  });
}

/**
 * @param {Row} row
 * @param {string} server
 */
export function rowMedian(row, server) {
  return median(row.values.get(server) ?? []);
}

/**
 * Three figures, as far as they say something.
 *
 * @param {number} value
 */
export function short(value) {
  if (Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 1000) return Math.round(Number(value.toPrecision(3))).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
