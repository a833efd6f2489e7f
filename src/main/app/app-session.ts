import { setTimeout as delay } from 'node:timers/promises';
import { app } from 'electron';
import * as originalFs from 'original-fs';
import type { Locale } from '../../shared/i18n/locale.ts';
import { createTranslate } from '../../shared/i18n/translate.ts';
import { windowMessages } from '../../shared/i18n/window-messages.ts';
import { reachableAddresses } from '../discovery/read-network.ts';
import { createShareServer } from '../server/share-server.ts';
import { AccessLogBuffer } from './access-log-buffer.ts';
import { setupAppMenu } from './app-menu.ts';
import { createDialogs } from './dialogs.ts';
import { reportFault } from './fault-log.ts';
import type { IpcHandlers } from './ipc-dispatch.ts';
import { appSnapshot, createIpcHandlers } from './ipc-handlers.ts';
import { refreshIntervalMs, settingsFlushTimeoutMs } from './limits.ts';
import type { MainWindow } from './main-window.ts';
import type { SettingsStore } from './settings-store.ts';
import { ShareController } from './share-controller.ts';

export interface AppSessionOptions {
  readonly window: MainWindow;
  readonly settings: SettingsStore;
  readonly locale: Locale;
  /** Absolute; from the command line. */
  readonly paths: readonly string[];
}

/** What runs behind the window from start to quit. */
export interface AppSession {
  readonly handlers: IpcHandlers;
  /** Paths that another instance was started with. */
  addPaths(paths: readonly string[]): Promise<void>;
  /** Stops the server and writes what is not yet written; bounded. */
  finish(): Promise<void>;
}

/**
 * Puts engine, share and log together and brings the share up. A module of its own, loaded while the window's process
 * starts, so that the window does not wait for it.
 */
export function startAppSession({ window, settings, locale, paths }: AppSessionOptions): AppSession {
  const translate = createTranslate(windowMessages, locale);
  const homeFolder = app.getPath('home');
  const dialogs = createDialogs(() => window.browserWindow, translate, homeFolder);
  // Electron's own `fs` looks into files named *.asar; a shared one is a file like any other.
  const server = createShareServer({ fs: originalFs });
  const accessLog = new AccessLogBuffer({ deliver: (batch) => window.send('exchangesFinished', batch) });
  const share: ShareController = new ShareController({
    server,
    fs: originalFs,
    settings,
    homeFolder,
    reachableAddresses,
    confirmWholeFolder: dialogs.confirmWholeFolder,
    onChanged: oncePerTurn(() => window.send('snapshotChanged', appSnapshot(share, locale))),
    reportFault,
  });
  server.on('exchange', (exchange) => accessLog.add(exchange));
  server.on('fault', (error) => reportFault('a request failed', error));
  setupAppMenu(translate);

  const begun = share.begin(paths).catch((error) => reportFault('the share could not be brought back', error));
  const timer = setInterval(() => {
    if (!window.browserWindow?.isVisible()) return;
    share.refresh().catch((error) => reportFault('the share could not be looked at again', error));
  }, refreshIntervalMs);

  return {
    handlers: createIpcHandlers({ share, accessLog, dialogs, locale }),
    async addPaths(more) {
      await begun;
      const added = await share.addPaths(more);
      if (!added.ok) reportFault(`not everything is shared: ${JSON.stringify(added.problem)}`);
    },
    async finish() {
      clearInterval(timer);
      accessLog.close();
      await share.close();
      await Promise.race([settings.flush(), delay(settingsFlushTimeoutMs)]);
    },
  };
}

/** One drop changes the items and the state, one after the other: the window is told of the outcome alone. */
function oncePerTurn(run: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setImmediate(() => {
      waiting = false;
      run();
    });
  };
}
