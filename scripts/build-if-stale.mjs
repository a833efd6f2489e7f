import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { captureCommand } from './run-command.mjs';
import { errorCode } from './single-flight.mjs';

const projectFolder = join(import.meta.dirname, '..');

/** One output of each build step: the oldest tells when the last complete build ended. */
const outputs = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html', 'out/cli/doorstep.js'];
const sources = ['src', 'package-lock.json', 'package.json', 'electron.vite.config.ts', 'vite.cli.config.ts'];

/**
 * Builds the app and the command line where something is newer than the last build.
 *
 * @throws {Error} with the build's output, where it fails
 */
export async function buildIfStale() {
  const [builtAt, changedAt] = await Promise.all([oldest(outputs), newest(sources)]);
  if (builtAt > changedAt) return;
  console.error('Building …');
  await captureCommand('npm', ['run', '--silent', 'build'], {
    cwd: projectFolder,
    shell: process.platform === 'win32', // npm is a .cmd there
  });
}

/**
 * @param {readonly string[]} paths
 * @returns {Promise<number>} milliseconds since the epoch; -Infinity where one is missing
 */
async function oldest(paths) {
  try {
    const found = await Promise.all(paths.map((path) => stat(join(projectFolder, path))));
    return Math.min(...found.map(({ mtimeMs }) => mtimeMs));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return -Infinity;
    throw error;
  }
}

/**
 * @param {readonly string[]} paths files and folders; a folder counts with all that is in it, since a removal changes it
 * @returns {Promise<number>} milliseconds since the epoch
 */
async function newest(paths) {
  let latest = -Infinity;
  for (const path of paths) {
    const entry = await stat(join(projectFolder, path));
    latest = Math.max(latest, entry.mtimeMs);
    if (!entry.isDirectory()) continue;
    const inside = await readdir(join(projectFolder, path), { withFileTypes: true, recursive: true });
    const times = inside.map(async (child) => (await stat(join(child.parentPath, child.name))).mtimeMs);
    for (const time of await Promise.all(times)) latest = Math.max(latest, time);
  }
  return latest;
}
