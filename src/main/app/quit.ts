import { setTimeout as delay } from 'node:timers/promises';
import { app, powerMonitor } from 'electron';
import { reportFault } from './fault-log.ts';
import { exitTimeoutMs, finishTimeoutMs } from './limits.ts';

export interface QuitOptions {
  /** Called once, as soon as it is certain that the app ends; returns at once. */
  readonly onQuitting: () => void;
  /** What has to be done before the process ends; it is given `finishTimeoutMs`. */
  readonly finish: () => Promise<void>;
  /** Whether the app goes on when its window has been closed. */
  readonly staysWithoutWindow: () => boolean;
}

/**
 * Every way out (last window closed, menu, tray, SIGINT, SIGTERM, end of the session) runs `finish` once, and the app
 * ends when it has settled, or after its time. A second signal ends the app at once.
 */
export function setupQuit({ onQuitting, finish, staysWithoutWindow }: QuitOptions): void {
  let finishing: Promise<void> | undefined;
  let finished = false;

  async function finishAndQuit(): Promise<void> {
    onQuitting();
    const end = finish().catch((error) => reportFault('the app did not finish cleanly', error));
    await Promise.race([end, delay(finishTimeoutMs)]);
    finished = true;
    app.quit();
    setTimeout(() => app.exit(0), exitTimeoutMs);
  }

  app.on('window-all-closed', () => {
    if (!staysWithoutWindow()) app.quit();
  });
  app.on('before-quit', (event) => {
    if (finished) return;
    event.preventDefault();
    finishing ??= finishAndQuit();
  });
  // Windows ends the process without `before-quit` when the owner logs out; this is its only warning.
  app.on('browser-window-created', (_event, window) => window.on('session-end', () => app.quit()));
  app.whenReady().then(() => powerMonitor.on('shutdown', () => app.quit()));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => (finishing ? app.exit(1) : app.quit()));
  }
}
