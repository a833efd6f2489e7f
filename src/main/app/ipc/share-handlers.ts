import { hostname } from 'node:os';
import { app, clipboard, shell } from 'electron';
import type { Locale } from '../../../shared/i18n/locale.ts';
import type { AppSnapshot, ReachChoice } from '../../../shared/ipc.ts';
import type { SettingsView } from '../../../shared/settings.ts';
import type { Language } from '../language.ts';
import type { Settings } from '../settings/settings.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { ShareController } from '../share/share-controller.ts';
import type { Dialogs } from '../window/dialogs.ts';
import { done, type HandlersOf } from './ipc-dispatch.ts';
import { parseNothing, parseNumber, parseReachChoice, parseText, parseTexts } from './ipc-payloads.ts';

export interface ShareHandlersOptions {
  readonly share: ShareController;
  readonly settings: SettingsStore;
  readonly dialogs: Dialogs;
  readonly language: Language;
}

/** What the window asks of the share. */
export function shareHandlers({ share, settings, dialogs, language }: ShareHandlersOptions) {
  return {
    getSnapshot: { parse: parseNothing, run: () => appSnapshot(share, settings.current, language.locale) },
    addDroppedPaths: {
      parse: parseTexts,
      run: (paths: readonly string[]) => share.addPaths(paths),
    },
    chooseFolder: {
      parse: parseNothing,
      run: async () => share.addPaths(await dialogs.chooseFolders()),
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
export function appSnapshot(share: ShareController, settings: Settings, locale: Locale): AppSnapshot {
  const { items, state, wantedPort, reach } = share;
  return {
    version: app.getVersion(),
    platform: platform(),
    locale,
    items,
    state,
    wantedPort,
    reach,
    settings: settingsView(settings),
  };
}

/** The three systems that Doorstep is made for; every other Unix is closest to Linux. */
export function platform(): AppSnapshot['platform'] {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
}

function settingsView(settings: Settings): SettingsView {
  const { isPublic, shownName, discovery, startAtLogin, keepInTray, blockedAddresses } = settings;
  const { notifyFirstVisitor, notifyTransferDone, notifyFailure, language, theme, logToFile } = settings;
  return {
    isPublic,
    shownName,
    computerName: hostname(),
    discovery,
    startAtLogin,
    keepInTray,
    notifyFirstVisitor,
    notifyTransferDone,
    notifyFailure,
    language,
    theme,
    logToFile,
    blockedAddresses,
  };
}

/** The window may hand out what main told it, and nothing else. */
function assertOwnLink({ state }: ShareController, url: string): void {
  const isOwn = state.status === 'sharing' && state.addresses.some((address) => address.url === url);
  if (!isOwn) throw new Error('this is no address of the running share');
}
