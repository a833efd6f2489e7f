import { hostname } from 'node:os';
import type { SettingsView } from '../../../shared/settings.ts';
import type { AccessLogFile } from '../access-log/access-log-file.ts';
import { withoutLocal } from '../share/announced-share.ts';
import { displayPath } from '../share/share-path.ts';
import type { Settings } from './settings.ts';

/** The settings as the window shows them. */
export function settingsView(settings: Settings, logFile: AccessLogFile, homeFolder: string): SettingsView {
  const { isPublic, shownName, discovery, startAtLogin, keepInTray, blockedAddresses } = settings;
  const { notifyFirstVisitor, notifyTransferDone, notifyFailure, language, theme, logToFile } = settings;
  return {
    isPublic,
    shownName,
    computerName: withoutLocal(hostname()),
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
    logFile: { displayPath: displayPath(logFile.path, homeFolder), problem: logFile.problem },
  };
}
