import { nativeTheme } from 'electron';
import type { SettingsStore } from '../settings/settings-store.ts';

/** Makes the owner's choice of light and dark hold for the window, its dialogs and menus, now and when it changes. */
export function setupTheme(settings: SettingsStore): void {
  nativeTheme.themeSource = settings.current.theme;
  settings.on('changed', ({ theme }, previous) => {
    if (theme !== previous.theme) nativeTheme.themeSource = theme;
  });
}
