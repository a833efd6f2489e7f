// npm run package [-- electron-builder's own arguments]: packages the app into dist/; on Linux the unpacked app and the
// tar.gz unless arguments say otherwise.
import { chmod } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { buildIfStale } from './build-if-stale.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { runCommand } from './run-command.mjs';

const require = createRequire(import.meta.url);

try {
  process.exitCode = await packageApp(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {readonly string[]} given */
async function packageApp(given) {
  await buildIfStale();
  const args = given.length === 0 && process.platform === 'linux' ? ['--linux', 'dir', 'tar.gz'] : [...given];
  /** @type {NodeJS.ProcessEnv} */
  const env = { ELECTRON_BUILDER_COMPRESSION_LEVEL: '5', ...process.env }; // the default takes six times as long
  const runtime = await electronRuntime();
  if (!runtime.official) {
    if (args.some((argument) => /^(-[wmo]|--win|--windows|--mac|--macos)$/.test(argument))) {
      throw new Error('With the fallback runtime only Linux can be packaged.');
    }
    console.error('This package carries the fallback runtime: for tests, not for users.');
    args.push(`-c.electronDist=${runtime.dist}`, `-c.electronVersion=${runtime.version}`);
    const { path7za } = require('7zip-bin'); // electron-builder would download its own
    await chmod(path7za, 0o755); // the npm package carries it without the executable bit
    env.ELECTRON_BUILDER_7ZIP_PATH ??= path7za;
  }
  const cli = require.resolve('electron-builder/cli.js');
  return runCommand(process.execPath, [cli, ...args, '--publish', 'never'], { env });
}
