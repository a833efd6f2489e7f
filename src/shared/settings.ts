import type { Locale } from './i18n/locale.ts';
import type { Problem } from './ipc.ts';

/** How the window looks; `system` follows the desktop. */
export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** What the settings sheet can change one by one; each takes effect at once. */
export interface ChangeableSettings {
  /** True: everybody who can reach the port is let in, not only devices on the local networks. */
  readonly isPublic: boolean;
  /** The name that neighbours see; null for the computer's own. */
  readonly shownName: string | null;
  /** Whether to announce the share and to look for neighbours. */
  readonly discovery: boolean;
  /** Whether the system starts Doorstep, hidden, when the owner logs in. */
  readonly startAtLogin: boolean;
  /** Whether closing the window leaves the share running, with an icon in the tray. */
  readonly keepInTray: boolean;
  readonly notifyFirstVisitor: boolean;
  readonly notifyTransferDone: boolean;
  readonly notifyFailure: boolean;
  /** Null for the system's. */
  readonly language: Locale | null;
  readonly theme: ThemeChoice;
  readonly logToFile: boolean;
}

/** The settings as the window shows them. Port and reach stand beside them in the snapshot. */
export interface SettingsView extends ChangeableSettings {
  /** What others see where `shownName` is null. */
  readonly computerName: string;
  /** The visitors that the owner blocked, newest last. */
  readonly blockedAddresses: readonly string[];
  readonly logFile: LogFileView;
}

/** The access log on disk. */
export interface LogFileView {
  /** Where it is, or would be, as the owner should read it (home shortened to `~`). */
  readonly displayPath: string;
  /** Why it cannot be written at the moment. */
  readonly problem: Problem | null;
}
