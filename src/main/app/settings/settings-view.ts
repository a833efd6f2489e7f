import { hostname } from 'node:os';
import type { SettingsView } from '../../../shared/settings.ts';
import type { AccessLogFile } from '../access-log/access-log-file.ts';
import { withoutLocal } from '../share/announced-share.ts';
import { displayPath } from '../share/share-path.ts';
import { changeableSettings, type Settings } from './settings.ts';

/** The settings as the window shows them. */
export function settingsView(settings: Settings, logFile: AccessLogFile, homeFolder: string): SettingsView {
  return {
    ...changeableSettings(settings),
    computerName: withoutLocal(hostname()),
    blockedAddresses: settings.blockedAddresses,
    logFile: { displayPath: displayPath(logFile.path, homeFolder), problem: logFile.problem },
  };
}
