import { app, clipboard, shell } from 'electron';
import type { Locale } from '../../shared/i18n/locale.ts';
import type { ActionResult, AppSnapshot, ReachChoice } from '../../shared/ipc.ts';
import type { ReachabilityCheck } from '../../shared/reachability.ts';
import type { AccessLogBuffer } from './access-log-buffer.ts';
import type { Dialogs } from './dialogs.ts';
import type { IpcHandlers } from './ipc-dispatch.ts';
import { parseCheck, parseNothing, parseNumber, parseReachChoice, parseText, parseTexts } from './ipc-payloads.ts';
import type { Nearby } from './nearby.ts';
import type { SelfTest } from './self-test.ts';
import type { ShareController } from './share-controller.ts';

export interface IpcHandlersOptions {
  readonly share: ShareController;
  readonly accessLog: AccessLogBuffer;
  readonly dialogs: Dialogs;
  readonly nearby: Nearby;
  readonly selfTest: SelfTest;
  readonly locale: Locale;
}

const done: ActionResult = { ok: true };
const gone: ActionResult = { ok: false, problem: { kind: 'gone' } };

/** What each request of the window does. */
export function createIpcHandlers({ share, accessLog, dialogs, nearby, selfTest, locale }: IpcHandlersOptions) {
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
    setReach: { parse: parseReachChoice, run: (choice: ReachChoice) => share.setReach(choice) },
    getNearby: { parse: parseNothing, run: () => nearby.snapshot },
    openNeighbour: {
      parse: parseText,
      run: async (neighbourId: string) => {
        const url = httpUrlOf(nearby, neighbourId);
        if (url === undefined) return gone;
        await shell.openExternal(url);
        return done;
      },
    },
    copyNeighbourLink: {
      parse: parseText,
      run: async (neighbourId: string) => {
        const url = httpUrlOf(nearby, neighbourId);
        if (url === undefined) return gone;
        await clipboard.writeText(url);
        return done;
      },
    },
    checkReachability: { parse: parseText, run: (url: string) => selfTest.run(url) },
    copyCommand: {
      parse: parseCheck,
      run: async (check: ReachabilityCheck) => {
        const command = selfTest.commandOf(check);
        if (command === undefined) return gone;
        await clipboard.writeText(command);
        return done;
      },
    },
  } satisfies IpcHandlers;
}

/** All that the window needs to draw itself, but for the access log. */
export function appSnapshot(share: ShareController, locale: Locale): AppSnapshot {
  const { items, state, wantedPort, reach } = share;
  return { version: app.getVersion(), platform: platform(), locale, items, state, wantedPort, reach };
}

/** The window may hand out what main told it, and nothing else. */
function assertOwnLink({ state }: ShareController, url: string): void {
  const isOwn = state.status === 'sharing' && state.addresses.some((address) => address.url === url);
  if (!isOwn) throw new Error('this is no address of the running share');
}

/**
 * What the browser is asked to open. The neighbour itself wrote host and path; whatever else they may be, nothing but a
 * web page is opened. Undefined where the neighbour has gone.
 */
function httpUrlOf(nearby: Nearby, neighbourId: string): string | undefined {
  const neighbour = nearby.find(neighbourId);
  if (!neighbour) return undefined;
  const url = new URL(neighbour.url);
  if (url.protocol !== 'http:' || url.username !== '' || url.password !== '') throw new Error('this is no web page');
  return url.href;
}

/** The three systems that Doorstep is made for; every other Unix is closest to Linux. */
export function platform(): AppSnapshot['platform'] {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
}
