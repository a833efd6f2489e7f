import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { WindowMessageKey } from '../../../shared/i18n/window-messages.ts';
import type { Language } from '../language.ts';

/**
 * A minimal native menu, made anew when the language changes; the roles bring each platform's own shortcuts. Developer
 * tools only in development.
 */
export function setupAppMenu(language: Language): void {
  buildAppMenu(language);
  language.on('changed', () => buildAppMenu(language));
}

function buildAppMenu({ translate }: Language): void {
  const item = (role: NonNullable<MenuItemConstructorOptions['role']>, key: WindowMessageKey) => ({
    role,
    label: translate(key, { app: app.name }),
  });
  const separator = { type: 'separator' } as const;
  const edit = [
    item('undo', 'menu.undo'),
    item('redo', 'menu.redo'),
    separator,
    item('cut', 'menu.cut'),
    item('copy', 'menu.copy'),
    item('paste', 'menu.paste'),
    item('selectAll', 'menu.selectAll'),
  ];
  const zoom = [item('resetZoom', 'menu.resetZoom'), item('zoomIn', 'menu.zoomIn'), item('zoomOut', 'menu.zoomOut')];
  const development = [separator, item('reload', 'menu.reload'), item('toggleDevTools', 'menu.toggleDevTools')];
  const view = [
    ...zoom,
    separator,
    item('togglefullscreen', 'menu.fullScreen'),
    ...(app.isPackaged ? [] : development),
  ];
  const window = [item('minimize', 'menu.minimize'), item('close', 'menu.close')];
  const application =
    process.platform === 'darwin'
      ? [item('about', 'menu.about'), separator, item('hide', 'menu.hide'), item('quit', 'menu.quit')]
      : [item('quit', 'menu.quit')];
  const menus: MenuItemConstructorOptions[] = [
    { label: process.platform === 'darwin' ? app.name : translate('menu.file'), submenu: application },
    { label: translate('menu.edit'), submenu: edit },
    { label: translate('menu.view'), submenu: view },
    { label: translate('menu.window'), submenu: window },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(menus));
}
