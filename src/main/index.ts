import { join } from 'node:path';
import { app, session } from 'electron';
import { localeForTag } from '../shared/i18n/locale.ts';
import type { AppSession } from './app/app-session.ts';
import { mayDiscover, sharePathsFromArguments, startsHidden } from './app/arguments.ts';
import { reportFault, setupFaultLog } from './app/fault-log.ts';
import { setupIpcGateway } from './app/ipc/ipc-gateway.ts';
import { Language } from './app/language.ts';
import { setupQuit } from './app/quit.ts';
import { SettingsStore } from './app/settings/settings-store.ts';
import { claimSingleInstance } from './app/single-instance.ts';
import { registerAppScheme, serveAppPage } from './app/window/app-protocol.ts';
import { MainWindow } from './app/window/main-window.ts';
import { setupTheme } from './app/window/theme.ts';
import { denyPermissions, setupWindowGuards } from './app/window/window-guards.ts';

setupFaultLog();
registerAppScheme();
// Windows shows notifications of programs that it knows by this name only (electron-builder.yml).
if (process.platform === 'win32') app.setAppUserModelId('app.doorstep.desktop');
const paths = sharePathsFromArguments(process.argv, {
  defaultApp: process.defaultApp === true,
  workingDirectory: process.cwd(),
});
const isFirst = claimSingleInstance(paths, handOver);
// macOS; before the app is ready they are what it was started with.
app.on('open-file', (event, path) => {
  event.preventDefault();
  if (app.isReady()) handOver([path]);
  else paths.push(path);
});
if (!isFirst) app.exit(0);
// Not awaited: `ready` does not come before this module has ended.
const started = isFirst ? start() : new Promise<never>(() => undefined);
started.catch((error) => {
  reportFault('the app could not start', error);
  app.exit(1);
});

/** What comes from outside while the app runs: its window is shown, and the owner asked about the paths. */
function handOver(handedOver: readonly string[]): void {
  started
    .then(async ({ window, session }) => {
      window.show();
      (await session).handOver(handedOver);
    })
    .catch((error) => reportFault('another instance could not be heard', error));
}

/**
 * In the order of what the first paint needs. The rest is loaded when the page has started: at the same time both would
 * be late, since the page is served by this very thread.
 */
async function start(): Promise<{ window: MainWindow; session: Promise<AppSession> }> {
  const settingsOpened = SettingsStore.open(app.getPath('userData'), reportFault);
  setupWindowGuards();
  const [settings] = await Promise.all([settingsOpened, app.whenReady()]);
  serveAppPage(join(import.meta.dirname, '../renderer'));
  denyPermissions(session.defaultSession);
  setupTheme(settings);

  const window = new MainWindow({
    savedBounds: () => settings.current.windowBounds,
    onBoundsChanged: (windowBounds) => {
      settings.update({ windowBounds }).catch((error) => reportFault('the window bounds could not be saved', error));
    },
  });
  if (!startsHidden(process.argv) && !wasOpenedAtLogin()) window.show();
  app.on('activate', () => window.show());
  const language = new Language(settings, localeForTag(app.getLocale()));
  const loaded = window.pageStarted().then(() => import('./app/app-session.ts'));
  const options = { window, settings, language, paths, mayDiscover: mayDiscover(process.argv) };
  const appSession = loaded.then(({ startAppSession }) => startAppSession(options));
  setupIpcGateway(
    window,
    appSession.then(({ handlers }) => handlers),
  );
  setupQuit({
    onQuitting: () => {
      window.guardClosing(null);
      window.browserWindow?.hide();
    },
    finish: async () => (await appSession).finish(),
    staysWithoutWindow: () => process.platform === 'darwin' || settings.current.keepInTray,
  });
  return { window, session: appSession };
}

/** macOS starts what is among its login items without arguments; there Doorstep is one only to be hidden. */
function wasOpenedAtLogin(): boolean {
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}
