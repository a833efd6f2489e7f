/**
 * What a native menu, its shortcut or the tray asks of the window; it is carried out there, where what comes of it is
 * shown. Each belongs to the feature that registers for it (`src/renderer/commands.ts`).
 */
export type AppCommand =
  | 'choose-folder'
  | 'choose-files'
  | 'start-sharing'
  | 'stop-sharing'
  | 'copy-link'
  | 'show-qr-code'
  | 'open-settings'
  | 'show-access-log'
  | 'show-transfers'
  | 'find-in-log'
  | 'check-reachability';
