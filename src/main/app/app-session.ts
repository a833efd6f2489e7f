import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { app, powerMonitor, shell } from 'electron';
import * as originalFs from 'original-fs';
import { Discovery } from '../discovery/discovery.ts';
import { answeringLocalName } from '../discovery/local-name.ts';
import { NetworkWatch } from '../discovery/network-watch.ts';
import { createSystemTools } from '../discovery/reachability-tools.ts';
import { createThreadedShareServer, type ThreadedShareServer } from '../server/thread/threaded-share-server.ts';
import { AccessLogBuffer } from './access-log/access-log-buffer.ts';
import { AccessLogExport } from './access-log/access-log-export.ts';
import { AccessLogFile } from './access-log/access-log-file.ts';
import { logFolder } from './access-log/log-folder.ts';
import { Desktop } from './desktop/desktop.ts';
import { reportFault } from './fault-log.ts';
import { followServer } from './follow-server.ts';
import type { IpcHandlers } from './ipc/ipc-dispatch.ts';
import { createIpcHandlers } from './ipc/ipc-handlers.ts';
import { appSnapshot, platform } from './ipc/share-handlers.ts';
import type { Language } from './language.ts';
import { logFlushTimeoutMs, settingsFlushTimeoutMs } from './limits.ts';
import { createLoginItem } from './login/app-login-item.ts';
import { SettingsChanger } from './settings/settings-changer.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import { announcedShare } from './share/announced-share.ts';
import { keepLooking } from './share/keep-looking.ts';
import { Nearby } from './share/nearby.ts';
import { portOwner } from './share/port-owner.ts';
import { SelfTest } from './share/self-test.ts';
import { ShareController } from './share/share-controller.ts';
import { ShareNetwork } from './share/share-network.ts';
import { BlockedVisitors } from './visitors/blocked-visitors.ts';
import { Transfers } from './visitors/transfers.ts';
import { Visitors } from './visitors/visitors.ts';
import { createDialogs } from './window/dialogs.ts';
import type { MainWindow } from './window/main-window.ts';
import { createAsk } from './window/message-box.ts';

export interface AppSessionOptions {
  readonly window: MainWindow;
  readonly settings: SettingsStore;
  readonly language: Language;
  /** Absolute; from the command line. */
  readonly paths: readonly string[];
  /** False: `--no-discovery`. */
  readonly mayDiscover: boolean;
}

/** What runs behind the window from start to quit. */
export interface AppSession {
  readonly handlers: IpcHandlers;
  /** Absolute paths that come from outside the window: the owner is asked before they are shared. */
  handOver(paths: readonly string[]): void;
  /** Stops the server, withdraws what is announced, and writes what is not yet written; bounded. */
  finish(): Promise<void>;
}

/**
 * Puts engine, networks, share and log together and brings the share up. A module of its own, loaded when the window's page
 * has started, so that the page does not wait for it.
 */
export async function startAppSession(options: AppSessionOptions): Promise<AppSession> {
  const { window, settings, language, paths } = options;
  const homeFolder = app.getPath('home');
  const currentWindow = () => window.browserWindow;
  const ask = createAsk(currentWindow, () => language.translate('app.name'));
  const dialogs = createDialogs(currentWindow, language.translate, homeFolder, ask);
  const watch = new NetworkWatch();
  watch.on('fault', (error) => reportFault('the networks could not be looked at', error));
  await watch.start();
  const network = new ShareNetwork({ watch, settings, localName: answeringLocalName, reportFault });
  // Electron's own `fs` looks into files named *.asar; a shared one is a file like any other.
  const server = createThreadedShareServer({ fsModule: 'original-fs' });
  const blockedVisitors = new BlockedVisitors({ settings, server, reportFault });
  const accessLog = new AccessLogBuffer({ onChanged: (status) => window.send('accessLogChanged', status) });
  const accessLogExport = new AccessLogExport({
    accessLog,
    chooseFile: dialogs.chooseLogFile,
    onProgress: (progress) => window.send('accessLogExportProgressed', progress),
  });
  const visitors = new Visitors((address) => network.isOwnAddress(address));
  const isThisComputer = (address: string) => visitors.isThisComputer(address);
  const transfers = new Transfers({
    server,
    isThisComputer,
    deliver: (snapshot) => {
      window.send('transfersChanged', snapshot);
      desktop.transfersChanged(snapshot);
    },
  });
  const nearby = createNearby(options, watch);
  const tools = createSystemTools({ platform: platform(), env: process.env });
  // One drop changes the items and the state, one after the other: the window is told of the outcome alone.
  const tellWindow = oncePerTurn(() => {
    window.send('snapshotChanged', appSnapshot({ share, settings, language, logFile, homeFolder }));
    visitors.follow(share.listening);
    nearby.announce(announcedShare(share.listening, settings.current.shownName ?? hostname()));
    desktop.update();
  });
  const logFile: AccessLogFile = new AccessLogFile({ folder: logFolder(), onChanged: tellWindow, reportFault });
  const share: ShareController = new ShareController({
    server,
    fs: originalFs,
    settings,
    homeFolder,
    network,
    confirmWholeFolder: dialogs.confirmWholeFolder,
    confirmItemOption: dialogs.confirmItemOption,
    showInFolder: (path) => shell.showItemInFolder(path),
    portOwner: (port) => portOwner(port, tools),
    onChanged: tellWindow,
    reportFault,
  });
  const applySettings = () => {
    nearby.setEnabled(settings.current.discovery);
    logFile.setEnabled(settings.current.logToFile);
    tellWindow();
  };
  settings.on('changed', applySettings);
  const desktop = new Desktop({
    window,
    settings,
    language,
    share,
    tools,
    homeFolder,
    ask,
    isThisComputer,
    downloadsRunning: () => transfers.running,
  });
  window.guardClosing(() => desktop.mayCloseWindow());
  followServer(server, { accessLog, logFile, visitors, transfers, desktop });
  setupSleep(nearby, watch);
  prepareOnceShown(window, server);
  applySettings();
  const loginItem = createLoginItem();
  const { confirmReset } = dialogs;
  const settingsChanger = new SettingsChanger({ settings, loginItem, share, confirmReset, reportFault });
  void settingsChanger.followLoginItem();

  const begun = share.begin(paths).catch((error) => reportFault('the share could not be brought back', error));
  const stopLooking = keepLooking({ share, isSeen: () => window.browserWindow?.isVisible() ?? false, reportFault });
  const handlers = createIpcHandlers({
    share,
    settings,
    settingsChanger,
    accessLog,
    accessLogExport,
    logFile,
    dialogs,
    nearby,
    selfTest: new SelfTest({ share, network, visitors, tools }),
    language,
    blockedVisitors,
    transfers,
    isThisComputer,
    homeFolder,
  });

  return {
    handlers,
    handOver(more) {
      begun.finally(() => desktop.handOver(more));
    },
    async finish() {
      stopLooking();
      desktop.close();
      accessLog.close();
      transfers.close();
      watch.stop();
      await Promise.all([share.close().then(() => server.close()), nearby.close()]);
      await Promise.all([
        Promise.race([settings.flush(), delay(settingsFlushTimeoutMs)]),
        Promise.race([logFile.close(), delay(logFlushTimeoutMs)]),
      ]);
    },
  };
}

function createNearby({ mayDiscover, window }: AppSessionOptions, watch: NetworkWatch): Nearby {
  const nearby: Nearby = new Nearby({
    createDiscovery: mayDiscover ? () => new Discovery({ network: watch }) : null,
    onChanged: oncePerTurn(() => window.send('nearbyChanged', nearby.snapshot)),
    reportFault,
  });
  return nearby;
}

/** The window comes first; the engine's thread is there by the time that something is dropped on it. */
function prepareOnceShown({ browserWindow }: MainWindow, server: ThreadedShareServer): void {
  if (browserWindow?.isVisible()) server.prepare();
  else browserWindow?.once('show', () => server.prepare());
}

/** A computer that sleeps is not to be found; where it wakes may be another network. */
function setupSleep(nearby: Nearby, watch: NetworkWatch): void {
  powerMonitor.on('suspend', () => {
    nearby.suspend().catch((error) => reportFault('the share could not be withdrawn before sleep', error));
  });
  powerMonitor.on('resume', () => {
    nearby.resume();
    void watch.refresh();
  });
}

/** `run`, at the end of a turn of the event loop in which it was called for, however often that was. */
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
