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

const given = process.argv.slice(2);
try {
  await buildIfStale();
  process.exitCode = hasDisplay() ? await openWindow() : await shareFromTerminal();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function openWindow() {
  const { options, paths } = split(given);
  const { env, runtime } = await electronEnvironment();
  if (sandboxImpossible()) {
    console.error('Running as root: starting with --no-sandbox, since Chromium refuses its sandbox to root.');
    options.unshift('--no-sandbox');
  }
  const exitCode = await runCommand(runtime.executable, [projectFolder, ...options, '--', ...paths], { env });
  if (exitCode === exitCodeNotLoadable) console.error(await libraryAdvice());
  return exitCode;
}

/** The command line resolves paths against INIT_CWD itself. */
function shareFromTerminal() {
  console.error('No display (DISPLAY and WAYLAND_DISPLAY are not set): sharing from the terminal instead of a window.');
  return runCommand(process.execPath, [join(projectFolder, 'out/cli/doorstep.js'), ...given]);
}

/**
 * Options go through as they are; paths are made absolute, since the app runs in the project's folder. Like the app,
 * takes no argument for an option's value.
 * @param {readonly string[]} args
 */
function split(args) {
  const workingFolder = process.env.INIT_CWD ?? process.cwd(); // npm tells where the user typed
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const head = args.slice(0, end);
  const paths = [...head.filter((argument) => !argument.startsWith('-')), ...args.slice(end + 1)];
  return {
    options: head.filter((argument) => argument.startsWith('-')),
    paths: paths.map((path) => resolve(workingFolder, path)),
  };
}
