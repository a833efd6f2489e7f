import { app, clipboard, shell } from 'electron';
import type { Locale } from '../../shared/i18n/locale.ts';
import type { ActionResult, AppSnapshot } from '../../shared/ipc.ts';
import type { AccessLogBuffer } from './access-log-buffer.ts';
import type { Dialogs } from './dialogs.ts';
import type { IpcHandlers } from './ipc-dispatch.ts';
import { parseNothing, parseNumber, parseText, parseTexts } from './ipc-payloads.ts';
import type { ShareController } from './share-controller.ts';

export interface IpcHandlersOptions {
  readonly share: ShareController;
  readonly accessLog: AccessLogBuffer;
  readonly dialogs: Dialogs;
  readonly locale: Locale;
}

const done: ActionResult = { ok: true };

/** What each request of the window does. */
export function createIpcHandlers({ share, accessLog, dialogs, locale }: IpcHandlersOptions) {
  return {
    getSnapshot: { parse: parseNothing, run: () => appSnapshot(share, locale) },
    getAccessLog: { parse: parseNothing, run: () => accessLog.snapshot() },
    clearAccessLog: {
      parse: parseNothing,
      run: () => {
        accessLog.clear();
        return done;
      },
    },
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
  } satisfies IpcHandlers;
}

/** All that the window needs to draw itself, but for the access log. */
export function appSnapshot(share: ShareController, locale: Locale): AppSnapshot {
  const { items, state, wantedPort } = share;
  return { version: app.getVersion(), platform: platform(), locale, items, state, wantedPort };
}

/** The window may hand out what main told it, and nothing else. */
function assertOwnLink({ state }: ShareController, url: string): void {
  const isOwn = state.status === 'sharing' && state.addresses.some((address) => address.url === url);
  if (!isOwn) throw new Error('this is no address of the running share');
}

function platform(): AppSnapshot['platform'] {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
}
