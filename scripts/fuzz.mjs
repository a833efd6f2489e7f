// npm run fuzz -- [--seconds N] [--seed N] [--cases N]: mutated requests to a running engine, for as long as you like. A
// failure names the seed that shows it again, as `--seed N --cases 1`.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from './run-command.mjs';

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

try {
  process.exitCode = await fuzz(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {string[]} args */
function fuzz(args) {
  const option = /** @type {const} */ ({ type: 'string' });
  const { values } = parseArgs({ args, options: { seconds: option, seed: option, cases: option } });
  for (const [name, value] of Object.entries(values)) {
    if (!/^[0-9]{1,15}$/.test(value)) throw new Error(`--${name} must be a number, not "${value}"`);
  }
  const { seconds = '60', seed, cases } = values;
  const env = {
    ...process.env,
    FUZZ_SECONDS: seconds,
    ...(seed === undefined ? {} : { FUZZ_SEED: seed }),
    ...(cases === undefined ? {} : { FUZZ_CASES: cases }),
  };
  return runCommand(process.execPath, [vitest, 'run', '--project', 'unit', 'test/server/server-fuzz.test.ts'], { env });
}
