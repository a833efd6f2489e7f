import { app } from 'electron';
import { reportFault } from './fault-log.ts';

/**
 * Every way out (last window closed, menu, SIGINT, SIGTERM, end of the session) runs `finish` once, and the app ends
 * when it has settled; it must bound itself. A second signal ends the app at once.
 */
export function setupQuit(finish: () => Promise<void>): void {
  let finishing: Promise<void> | undefined;
  let finished = false;
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('before-quit', (event) => {
    if (finished) return;
    event.preventDefault();
    finishing ??= finish()
      .catch((error) => reportFault('the app did not finish cleanly', error))
      .then(() => {
        finished = true;
        app.quit();
      });
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => (finishing ? app.exit(1) : app.quit()));
  }
}
