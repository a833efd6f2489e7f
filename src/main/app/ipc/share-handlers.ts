import { app, clipboard, shell } from 'electron';
import type { AppSnapshot, ReachChoice } from '../../../shared/ipc.ts';
import type { AccessLogFile } from '../access-log/access-log-file.ts';
import type { Language } from '../language.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { settingsView } from '../settings/settings-view.ts';
import type { ShareController } from '../share/share-controller.ts';
import type { Dialogs } from '../window/dialogs.ts';
import { done, type HandlersOf } from './ipc-dispatch.ts';
import { parseNothing, parseNumber, parseReachChoice, parseText, parseTexts } from './ipc-payloads.ts';

/** What the window's snapshot is made of. */
export interface SnapshotSources {
  readonly share: ShareController;
  readonly settings: SettingsStore;
  readonly language: Language;
  readonly logFile: AccessLogFile;
  readonly homeFolder: string;
}

export interface ShareHandlersOptions extends SnapshotSources {
  readonly dialogs: Dialogs;
}

/** What the window asks of the share. */
export function shareHandlers(options: ShareHandlersOptions) {
  const { share, dialogs } = options;
  return {
    getSnapshot: { parse: parseNothing, run: () => appSnapshot(options) },
    addDroppedPaths: {
      parse: parseTexts,
      run: (paths: readonly string[]) => share.addPaths(paths),
    },
    chooseFolder: {
      parse: parseNothing,
      run: async () => share.addPaths(await dialogs.chooseFolders()),
    },
    chooseFiles: {
      parse: parseNothing,
      run: async () => share.addPaths(await dialogs.chooseFiles()),
    },
    removeItem: { parse: parseText, run: (itemId: string) => share.removeItem(itemId) },
    startSharing: { parse: parseNothing, run: () => share.start() },
    stopSharing: { parse: parseNothing, run: () => share.stop() },
    setPort: { parse: parseNumber, run: (port: number) => share.setPort(port) },
    copyLink: {
      parse: parseText,
      run: async (url: string) => {
        assertOwnLink(share, url);
        await clipboard.writeText(url);
        return done;
      },
    },
    openLink: {
      parse: parseText,
      run: async (url: string) => {
        assertOwnLink(share, url);
        await shell.openExternal(url);
        return done;
      },
    },
    setReach: { parse: parseReachChoice, run: (choice: ReachChoice) => share.setReach(choice) },
  } satisfies HandlersOf<'share'>;
}

/** All that the window needs to draw itself, but for what has an event of its own. */
export function appSnapshot({ share, settings, language, logFile, homeFolder }: SnapshotSources): AppSnapshot {
  const { items, recentItems, state, wantedPort, reach } = share;
  return {
    version: app.getVersion(),
    platform: platform(),
    locale: language.locale,
    items,
    recentItems,
    state,
    wantedPort,
    reach,
    settings: settingsView(settings.current, logFile, homeFolder),
  };
}

/** The three systems that Doorstep is made for; every other Unix is closest to Linux. */
export function platform(): AppSnapshot['platform'] {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
}

/** The window may hand out what main told it, and nothing else. */
function assertOwnLink({ state }: ShareController, url: string): void {
  const isOwn = state.status === 'sharing' && state.addresses.some((address) => address.url === url);
  if (!isOwn) throw new Error('this is no address of the running share');
}
