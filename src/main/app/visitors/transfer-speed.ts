import { speedSmoothingMs } from '../limits.ts';

/**
 * The smoothed speed after `bytes` more were sent in `elapsedMs`, in bytes per second. Recent time weighs most: what is
 * `speedSmoothingMs` old counts for a third of what is new (an exponential moving average over time, so that the sampling
 * interval does not matter). `before` is null for the first measurement.
 */
export function nextSpeed(before: number | null, bytes: number, elapsedMs: number): number | null {
  if (!(elapsedMs > 0)) return before;
  const measured = (bytes * 1000) / elapsedMs;
  if (before === null) return measured;
  const weight = 1 - Math.exp(-elapsedMs / speedSmoothingMs);
  const speed = before + (measured - before) * weight;
  // A standstill is reached, not approached for ever.
  return speed < 1 ? 0 : speed;
}

/** How long `bytes` more will take at `bytesPerSecond`, in milliseconds; null where nobody can tell. */
export function timeLeftMs(bytes: number | null, bytesPerSecond: number | null): number | null {
  if (bytes === null || bytesPerSecond === null || bytesPerSecond <= 0) return null;
  return (bytes * 1000) / bytesPerSecond;
}
