import { mkdir } from 'node:fs/promises';
import { shell } from 'electron';
import type { ActionResult } from '../../../shared/ipc.ts';
import type { ChangeableSettings } from '../../../shared/settings.ts';
import type { AccessLogFile } from '../access-log/access-log-file.ts';
import type { SettingsChanger } from '../settings/settings-changer.ts';
import type { BlockedVisitors } from '../visitors/blocked-visitors.ts';
import type { HandlersOf } from './ipc-dispatch.ts';
import { parseNothing, parseText } from './ipc-payloads.ts';
import { parseSettingsChanges } from './settings-payloads.ts';

export interface SettingsHandlersOptions {
  readonly settingsChanger: SettingsChanger;
  readonly blockedVisitors: BlockedVisitors;
  readonly logFile: AccessLogFile;
}

/** What the window's settings sheet asks. */
export function settingsHandlers({ settingsChanger, blockedVisitors, logFile }: SettingsHandlersOptions) {
  return {
    changeSettings: {
      parse: parseSettingsChanges,
      run: (changes: Partial<ChangeableSettings>) => settingsChanger.change(changes),
    },
    resetSettings: { parse: parseNothing, run: () => settingsChanger.reset() },
    unblockVisitor: { parse: parseText, run: (address: string) => blockedVisitors.unblock(address) },
    openLogFolder: { parse: parseNothing, run: () => openFolder(logFile.folder) },
  } satisfies HandlersOf<'settings'>;
}

/** Opens it in the system's file manager, empty where nothing was logged yet. */
async function openFolder(folder: string): Promise<ActionResult> {
  const detail = await mkdir(folder, { recursive: true, mode: 0o700 }).then(
    () => shell.openPath(folder),
    (error) => String(error),
  );
  return detail === '' ? { ok: true } : { ok: false, problem: { kind: 'folder-not-opened', detail } };
}
