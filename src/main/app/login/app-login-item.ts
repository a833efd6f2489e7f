import { sep } from 'node:path';
import { app } from 'electron';
import { hiddenOption, type LoginItem } from './login-item.ts';
import { XdgAutostart } from './xdg-autostart.ts';

/** This app on this system's list of what starts at login; it starts hidden. */
export function createLoginItem(): LoginItem {
  const [program = process.execPath, ...others] = startCommand();
  const args = [...others, hiddenOption];
  if (process.platform === 'darwin' || process.platform === 'win32') return systemLoginItem({ path: program, args });
  return new XdgAutostart({ configFolder: app.getPath('appData'), command: [program, ...args] });
}

/** macOS and Windows keep the list themselves. macOS takes the app's bundle and no arguments: it tells the app how it was started. */
function systemLoginItem(item: { readonly path: string; readonly args: string[] }): LoginItem {
  const isOn = () => {
    const { openAtLogin, executableWillLaunchAtLogin } = app.getLoginItemSettings(item);
    // Windows keeps an entry that its owner switched off in the Task Manager.
    return openAtLogin && (process.platform !== 'win32' || executableWillLaunchAtLogin);
  };
  return {
    isOn: async () => isOn(),
    set: async (openAtLogin) => {
      if (process.platform === 'darwin' && !app.isPackaged) throw new Error('only the installed app can do that');
      app.setLoginItemSettings({ ...item, openAtLogin });
      if (isOn() !== openAtLogin) throw new Error('the system did not take it');
    },
  };
}

/** What starts this app again. An AppImage and a portable program unpack themselves elsewhere each time they run. */
function startCommand(): string[] {
  if (!app.isPackaged) return [process.execPath, app.getAppPath()];
  const { APPIMAGE, APPDIR, PORTABLE_EXECUTABLE_FILE } = process.env;
  // Another AppImage, such as a terminal, hands its own variables on to what is started in it.
  if (APPIMAGE && APPDIR && process.execPath.startsWith(APPDIR + sep)) return [APPIMAGE];
  return [PORTABLE_EXECUTABLE_FILE ?? process.execPath];
}
