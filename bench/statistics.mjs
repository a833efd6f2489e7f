/**
 * @param {readonly number[]} values
 * @param {number} share 0–1
 * @returns {number} the value that `share` of all values do not exceed, interpolated; NaN where there is none
 */
export function quantile(values, share) {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  if (sorted.length === 0) return Number.NaN;
  const position = (sorted.length - 1) * share;
  const low = sorted[Math.floor(position)] ?? Number.NaN;
  const high = sorted[Math.ceil(position)] ?? Number.NaN;
  return low + (high - low) * (position - Math.floor(position));
}

/** @param {readonly number[]} values */
export function median(values) {
  return quantile(values, 0.5);
}

/**
 * The two were measured in turn, so what disturbs one round disturbs both: the median of each round's ratio is steadier
 * than the ratio of the medians.
 *
 * @param {readonly number[]} ours one value a round
 * @param {readonly number[]} theirs the same rounds
 * @returns {{ median: number, low: number, high: number }} NaN where no round has both
 */
export function pairedRatio(ours, theirs) {
  const ratios = ours.map((value, round) => value / (theirs[round] ?? Number.NaN)).filter(Number.isFinite);
  return { median: median(ratios), low: quantile(ratios, 0), high: quantile(ratios, 1) };
}
