// npm test [-- vitest's own arguments]: the system's packages, the build, then every test in one run, which closes with
// one line "N passed, N failed, N skipped".
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildIfStale } from './build-if-stale.mjs';
import { electronEnvironment } from './electron-environment.mjs';
import { runCommand } from './run-command.mjs';
import { ensureTestPackages } from './system-packages.mjs';
import { hasDisplay, startXvfb } from './xvfb.mjs';

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

try {
  process.exitCode = await testAll(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('\n0 passed, 1 failed, 0 skipped');
  process.exitCode = 1;
}

/** Networks of their own are root's on many systems; elsewhere their tests are skipped, which is a failure in CI. */
function expectedProjects() {
  const network = process.platform === 'linux' && process.getuid?.() === 0 ? ['network'] : [];
  return ['unit', ...network, 'e2e', 'visitor', 'packed'];
}

/** @param {readonly string[]} args */
async function testAll(args) {
  if (!(await ensureTestPackages())) throw new Error('The system is not ready for the tests.');
  await buildIfStale();
  const { env } = await electronEnvironment();
  const xvfb = hasDisplay() ? undefined : await startXvfb();
  try {
    return await runCommand(process.execPath, [vitest, 'run', ...args], {
      env: {
        ...env,
        ...(xvfb ? { DISPLAY: xvfb.display } : {}),
        // A run of everything must have run something of each.
        ...(args.length === 0 ? { DOORSTEP_EXPECTED_PROJECTS: expectedProjects().join() } : {}),
      },
    });
  } finally {
    xvfb?.stop();
  }
}
