import type { MenuItemConstructorOptions } from 'electron';
import type { AppCommand } from '../../../shared/app-command.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import type { WindowMessageKey } from '../../../shared/i18n/window-messages.ts';
import type { AppSnapshot, ShareState } from '../../../shared/ipc.ts';

export interface AppMenuOptions {
  readonly platform: AppSnapshot['platform'];
  readonly appName: string;
  readonly translate: Translate<WindowMessageKey>;
  readonly status: ShareState['status'];
  readonly hasItems: boolean;
  /** True: with reloading and the developer tools. */
  readonly isDevelopment: boolean;
  readonly onCommand: (command: AppCommand) => void;
  readonly onQuit: () => void;
}

type Item = MenuItemConstructorOptions;

const separator: Item = { type: 'separator' };

/**
 * The native menu bar as each platform has it: on macOS Settings, About and Quit stand in the application's own menu.
 * What the owner could not do now is disabled. Roles bring the platform's own behaviour and shortcuts.
 */
export function appMenuTemplate(options: AppMenuOptions): Item[] {
  const { translate, appName, platform } = options;
  const isMac = platform === 'darwin';
  const menu = (key: WindowMessageKey, letter: string, submenu: Item[]): Item => ({
    label: isMac ? translate(key) : withAccessKey(translate(key), letter),
    submenu,
  });
  return [
    ...(isMac ? [{ label: appName, submenu: applicationMenu(options) }] : []),
    menu('menu.file', 'F', fileMenu(options)),
    menu('menu.edit', 'E', editMenu(options)),
    menu('menu.view', 'V', viewMenu(options)),
    { ...menu('menu.window', 'W', windowMenu(options)), ...(isMac && { role: 'window' as const }) },
    { ...menu('menu.help', 'H', helpMenu(options)), ...(isMac && { role: 'help' as const }) },
  ];
}

/** The letter that opens a menu together with Alt: a letter of the word, or beside it where the script has none. */
function withAccessKey(label: string, letter: string): string {
  return label.startsWith(letter) ? `&${label}` : `${label}(&${letter})`;
}

function applicationMenu(options: AppMenuOptions): Item[] {
  return [
    roleItem(options, 'about', 'menu.about'),
    separator,
    settingsItem(options),
    separator,
    roleItem(options, 'services', 'menu.services'),
    separator,
    roleItem(options, 'hide', 'menu.hide'),
    roleItem(options, 'hideOthers', 'menu.hideOthers'),
    roleItem(options, 'unhide', 'menu.showAll'),
    separator,
    quitItem(options),
  ];
}

function fileMenu(options: AppMenuOptions): Item[] {
  const { status, hasItems, platform } = options;
  const isRunning = status === 'sharing' || status === 'starting';
  const start = commandItem(options, 'start-sharing', 'share.start', 'CmdOrCtrl+Shift+S');
  const stop = commandItem(options, 'stop-sharing', 'share.stop', 'CmdOrCtrl+Shift+S');
  const isSharing = status === 'sharing';
  return [
    commandItem(options, 'choose-folder', 'menu.addFolder', 'CmdOrCtrl+O'),
    commandItem(options, 'choose-files', 'menu.addFiles', 'CmdOrCtrl+Shift+O'),
    separator,
    { ...(isRunning ? stop : start), enabled: hasItems },
    { ...commandItem(options, 'copy-link', 'share.copyLink', 'CmdOrCtrl+Shift+C'), enabled: isSharing },
    { ...commandItem(options, 'show-qr-code', 'menu.showQrCode', 'CmdOrCtrl+Shift+R'), enabled: isSharing },
    separator,
    ...(platform === 'darwin' ? [] : [settingsItem(options), separator]),
    roleItem(options, 'close', 'menu.close'),
    ...(platform === 'darwin' ? [] : [quitItem(options)]),
  ];
}

function editMenu(options: AppMenuOptions): Item[] {
  return [
    roleItem(options, 'undo', 'menu.undo'),
    roleItem(options, 'redo', 'menu.redo'),
    separator,
    roleItem(options, 'cut', 'menu.cut'),
    roleItem(options, 'copy', 'menu.copy'),
    roleItem(options, 'paste', 'menu.paste'),
    roleItem(options, 'selectAll', 'menu.selectAll'),
  ];
}

function viewMenu(options: AppMenuOptions): Item[] {
  const { hasItems, isDevelopment } = options;
  const development = [
    separator,
    roleItem(options, 'reload', 'menu.reload'),
    roleItem(options, 'toggleDevTools', 'menu.toggleDevTools'),
  ];
  return [
    { ...commandItem(options, 'show-access-log', 'menu.accessLog', 'CmdOrCtrl+1'), enabled: hasItems },
    { ...commandItem(options, 'show-transfers', 'menu.transfers', 'CmdOrCtrl+2'), enabled: hasItems },
    { ...commandItem(options, 'find-in-log', 'menu.findInLog', 'CmdOrCtrl+F'), enabled: hasItems },
    separator,
    roleItem(options, 'resetZoom', 'menu.resetZoom'),
    roleItem(options, 'zoomIn', 'menu.zoomIn'),
    roleItem(options, 'zoomOut', 'menu.zoomOut'),
    separator,
    roleItem(options, 'togglefullscreen', 'menu.fullScreen'),
    ...(isDevelopment ? development : []),
  ];
}

function windowMenu(options: AppMenuOptions): Item[] {
  const mac = [roleItem(options, 'zoom', 'menu.zoomWindow'), separator, roleItem(options, 'front', 'menu.front')];
  return [roleItem(options, 'minimize', 'menu.minimize'), ...(options.platform === 'darwin' ? mac : [])];
}

function helpMenu(options: AppMenuOptions): Item[] {
  const isSharing = options.status === 'sharing';
  const help = { ...commandItem(options, 'check-reachability', 'reachability.button'), enabled: isSharing };
  return options.platform === 'darwin' ? [help] : [help, separator, roleItem(options, 'about', 'menu.about')];
}

function settingsItem(options: AppMenuOptions): Item {
  return commandItem(options, 'open-settings', 'menu.settings', 'CmdOrCtrl+,');
}

/** Not the role, which would end running downloads without a question. */
function quitItem({ translate, appName, onQuit }: AppMenuOptions): Item {
  return { id: 'quit', label: translate('menu.quit', { app: appName }), accelerator: 'CmdOrCtrl+Q', click: onQuit };
}

function commandItem(
  { translate, onCommand }: AppMenuOptions,
  command: AppCommand,
  key: WindowMessageKey,
  accelerator?: string,
): Item {
  const item: Item = { id: command, label: translate(key), click: () => onCommand(command) };
  return accelerator === undefined ? item : { ...item, accelerator };
}

function roleItem(
  { translate, appName }: AppMenuOptions,
  role: NonNullable<Item['role']>,
  key: WindowMessageKey,
): Item {
  return { role, label: translate(key, { app: appName }) };
}
