// npm start [-- path…]: opens the window and shares the given paths at once; without a display, shares from the terminal.
import { join, resolve } from 'node:path';
import { buildIfStale } from './build-if-stale.mjs';
import { electronEnvironment, sandboxImpossible } from './electron-environment.mjs';
import { runCommand } from './run-command.mjs';
import { libraryAdvice } from './system-packages.mjs';
import { hasDisplay } from './xvfb.mjs';

const projectFolder = join(import.meta.dirname, '..');
/** What the dynamic linker's failure looks like from outside. */
const exitCodeNotLoadable = 127;

const { options, paths } = split(process.argv.slice(2));
try {
  await buildIfStale();
  process.exitCode = hasDisplay() ? await openWindow() : await shareFromTerminal();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function openWindow() {
  const { env, runtime } = await electronEnvironment();
  if (sandboxImpossible()) {
    console.error('Running as root: starting with --no-sandbox, since Chromium refuses its sandbox to root.');
    options.unshift('--no-sandbox');
  }
  const exitCode = await runCommand(runtime.executable, [projectFolder, ...options, '--', ...paths], { env });
  if (exitCode === exitCodeNotLoadable) console.error(await libraryAdvice());
  return exitCode;
}

function shareFromTerminal() {
  const shared = paths.length > 0 ? paths : [workingFolder()];
  console.error(
    `No display (DISPLAY and WAYLAND_DISPLAY are not set): sharing ${shared.join(', ')} from the terminal.`,
  );
  return runCommand(process.execPath, [join(projectFolder, 'out/cli/doorstep.js'), ...options, '--', ...shared]);
}

/**
 * Options go through as they are; paths are made absolute, since the app runs in the project's folder.
 * @param {readonly string[]} given
 */
function split(given) {
  const end = given.includes('--') ? given.indexOf('--') : given.length;
  const head = given.slice(0, end);
  return {
    options: head.filter((argument) => argument.startsWith('-')),
    paths: [...head.filter((argument) => !argument.startsWith('-')), ...given.slice(end + 1)].map((path) =>
      resolve(workingFolder(), path),
    ),
  };
}

/** The folder in which the user typed `npm start`. */
function workingFolder() {
  return process.env.INIT_CWD ?? process.cwd();
}
