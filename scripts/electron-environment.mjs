import { delimiter, join } from 'node:path';
import { electronRuntime } from './electron-runtime.mjs';

/** True where Chromium refuses to start with its sandbox: as root on Linux. */
export function sandboxImpossible() {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

/**
 * An environment in which every tool (playwright, electron-vite, our own scripts) finds the same Electron.
 *
 * @returns {Promise<{ env: NodeJS.ProcessEnv, runtime: import('./electron-runtime.mjs').ElectronRuntime }>}
 */
export async function electronEnvironment() {
  const runtime = await electronRuntime();
  const binaries = join(import.meta.dirname, '../node_modules/.bin');
  const env = {
    ...process.env,
    PATH: [binaries, process.env.PATH].join(delimiter),
    ELECTRON_EXEC_PATH: runtime.executable, // electron-vite, and scripts that are started by this one
    // require('electron'): playwright. On macOS the executable lies deep inside its folder and is found by itself.
    ...(process.platform === 'darwin' ? {} : { ELECTRON_OVERRIDE_DIST_PATH: runtime.dist }),
  };
  if (!sandboxImpossible()) return { env, runtime };
  return { env: { ...env, NO_SANDBOX: '1', ELECTRON_DISABLE_SANDBOX: '1' }, runtime }; // electron-vite, Electron itself
}
