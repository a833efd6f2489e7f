import type { MenuItemConstructorOptions } from 'electron';
import { clipText, visibleText } from '../../../shared/format.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import type { WindowMessageKey } from '../../../shared/i18n/window-messages.ts';
import type { ItemView, ShareState } from '../../../shared/ipc.ts';
import { nativeTextCharsMax } from './limits.ts';

export interface TrayActions {
  open(): void;
  copyLink(): void;
  showQrCode(): void;
  start(): void;
  stop(): void;
  openSettings(): void;
  quit(): void;
}

export interface TrayMenuOptions {
  readonly translate: Translate<WindowMessageKey>;
  readonly appName: string;
  readonly state: ShareState;
  readonly items: readonly Pick<ItemView, 'name'>[];
  readonly actions: TrayActions;
}

const separator = { type: 'separator' } as const;

/** The tray icon's menu: the state in words first, then what can be done about it. */
export function trayMenuTemplate(options: TrayMenuOptions): MenuItemConstructorOptions[] {
  const { translate, appName, state, items, actions } = options;
  const isSharing = state.status === 'sharing';
  const isRunning = isSharing || state.status === 'starting';
  return [
    { id: 'state', label: menuText(stateText(options)), enabled: false },
    separator,
    { id: 'copy-link', label: translate('share.copyLink'), enabled: isSharing, click: actions.copyLink },
    { id: 'show-qr-code', label: translate('menu.showQrCode'), enabled: isSharing, click: actions.showQrCode },
    isRunning
      ? { id: 'stop', label: translate('share.stop'), click: actions.stop }
      : { id: 'start', label: translate('share.start'), enabled: items.length > 0, click: actions.start },
    separator,
    { id: 'open', label: translate('tray.open', { app: appName }), click: actions.open },
    { id: 'open-settings', label: translate('menu.settings'), click: actions.openSettings },
    separator,
    { id: 'quit', label: translate('menu.quit', { app: appName }), click: actions.quit },
  ];
}

/** `Doorstep – Sharing “Photos”`, and the address under it. */
export function trayToolTip(options: TrayMenuOptions): string {
  const { appName, state } = options;
  const url = state.status === 'sharing' ? state.addresses[0]?.url : undefined;
  return `${appName} – ${stateText(options)}${url === undefined ? '' : `\n${url}`}`;
}

function stateText({ translate, state, items }: TrayMenuOptions): string {
  const [first] = items;
  switch (state.status) {
    case 'sharing':
      if (items.length !== 1 || !first) return translate('tray.sharingMany', { count: items.length });
      return translate('tray.sharingOne', { name: clipText(visibleText(first.name), nativeTextCharsMax) });
    case 'starting':
      return translate('tray.starting');
    case 'failed':
      return translate('tray.failed');
    case 'stopped':
      return translate('tray.stopped');
  }
}

/** In a menu a single `&` marks the letter to press. */
function menuText(text: string): string {
  return text.replaceAll('&', '&&');
}
