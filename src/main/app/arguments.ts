import { isAbsolute, resolve } from 'node:path';
import { requestPathsMax } from './limits.ts';
import { hiddenOption } from './login/login-item.ts';

export interface ArgumentsContext {
  /** True under `electron <app> …` (`process.defaultApp`): the app's own path stands among the arguments. */
  readonly defaultApp: boolean;
  /** Relative paths resolve against this folder. */
  readonly workingDirectory: string;
}

/**
 * The paths to share from the app's command line, absolute, in order, each once. `argv` is `process.argv`. Everything
 * that starts with `-` is an option, wherever it stands, until `--`: ours (`--no-discovery`, `--user-data-dir=…`) and
 * what Chromium, macOS and test drivers add; none of them takes its value from the next argument.
 */
export function sharePathsFromArguments(argv: readonly string[], context: ArgumentsContext): string[] {
  const paths = new Set<string>();
  let optionsEnded = false;
  for (const argument of argv.slice(context.defaultApp ? appPathIndex(argv) + 1 : 1)) {
    if (!optionsEnded && argument === '--') optionsEnded = true;
    else if (argument !== '' && (optionsEnded || !isOption(argument))) {
      paths.add(resolve(context.workingDirectory, argument));
    }
  }
  return [...paths];
}

/** False where the app's command line has `--no-discovery`: nothing is announced, and nobody is looked for. */
export function mayDiscover(argv: readonly string[]): boolean {
  return !hasOption(argv, '--no-discovery');
}

/** True where the app's command line has `--hidden`: no window is shown until the owner asks for it. */
export function startsHidden(argv: readonly string[]): boolean {
  return hasOption(argv, hiddenOption);
}

/** The paths that another instance sent; another version of the app may say something else, or nothing. */
export function handedOverPaths(data: unknown): string[] {
  if (typeof data !== 'object' || data === null || !('paths' in data) || !Array.isArray(data.paths)) return [];
  return data.paths.slice(0, requestPathsMax).filter((path) => typeof path === 'string' && isAbsolute(path));
}

function hasOption(argv: readonly string[], option: string): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end < 0 ? argv.length : end).includes(option);
}

/** A lone `-` is a name like any other. */
function isOption(argument: string): boolean {
  return argument.startsWith('-') && argument !== '-';
}

/** Where Electron's own launcher found the app: the first argument that is no option (`-r` takes one more). */
function appPathIndex(argv: readonly string[]): number {
  for (let index = 1; index < argv.length; index++) {
    const argument = argv[index] ?? '';
    if (argument === '-r' || argument === '--require') index++;
    else if (!argument.startsWith('-')) return index;
  }
  return argv.length;
}
