import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { median, quantile } from './statistics.mjs';

/** One paragraph on where the figures come from, without the machine's name. */
export function describeMachine() {
  const model = cpus()[0]?.model ?? 'unknown processor';
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `${cpus().length} cores (${model}), ${memory}, ${type()} ${release().split('-', 1)[0]}, Node ${process.versions.node}`;
}

/** How busy the machine is already, as the share of its cores that was wanted in the last minute. */
export function describeLoad() {
  return `load average ${(loadavg()[0] ?? 0).toFixed(2)} on ${cpus().length} cores`;
}

/**
 * How much of what was measured may be other programs' doing.
 *
 * @param {readonly number[]} shares as in `Bench.disturbances`
 */
export function describeDisturbances(shares) {
  const percent = (/** @type {number} */ share) => `${Math.round(100 * share)} %`;
  const [middle, most] = [percent(median(shares)), percent(quantile(shares, 1))];
  return `Other programs took ${middle} of the machine in the middle measurement, ${most} in the worst.`;
}
