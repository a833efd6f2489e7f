import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { fuzzServer } from '../support/server-fuzz.ts';

/** `npm run fuzz` sets these, for longer and for other runs. */
const seconds = Number(process.env.FUZZ_SECONDS ?? 8);
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 1_000_000_000));
const casesMax = Number(process.env.FUZZ_CASES ?? Number.POSITIVE_INFINITY);

async function openDescriptors(): Promise<number> {
  return process.platform === 'linux' ? (await readdir('/proc/self/fd')).length : 0;
}

test('mutated requests: every answer is well-formed, and the engine goes on', {
  timeout: seconds * 1_000 + 60_000,
}, async () => {
  const before = await openDescriptors();
  const { cases, statuses, failures } = await fuzzServer({ seed, seconds, casesMax });
  const table = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  console.log(`server fuzz: --seed ${seed}, ${cases} cases in ${seconds} s; ${table.join(', ')}`);
  expect(failures.join('\n\n')).toBe('');
  await expect.poll(openDescriptors, { timeout: 5_000 }).toBeLessThanOrEqual(before);
  if (casesMax > 1) expect(statuses.get(200)).toBeGreaterThan(100);
});
