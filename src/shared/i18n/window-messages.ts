import type { Message } from './locale.ts';
import { accessLogMessages } from './window/access-log-messages.ts';
import { desktopMessages } from './window/desktop-messages.ts';
import { dialogMessages } from './window/dialog-messages.ts';
import { exchangeMessages } from './window/exchange-messages.ts';
import { itemMessages } from './window/items-messages.ts';
import { menuMessages } from './window/menu-messages.ts';
import { nearbyMessages } from './window/nearby-messages.ts';
import { problemMessages } from './window/problem-messages.ts';
import { reachabilityWindowMessages } from './window/reachability-window-messages.ts';
import { settingsMessages } from './window/settings-messages.ts';
import { shareMessages } from './window/share-messages.ts';
import { transferMessages } from './window/transfers-messages.ts';

/** Every word of the owner's window, its dialogs and menus; one module a feature. */
export const windowMessages = {
  'app.name': { en: 'Doorstep', 'zh-CN': 'Doorstep' },
  ...shareMessages,
  ...itemMessages,
  ...reachabilityWindowMessages,
  ...nearbyMessages,
  ...accessLogMessages,
  ...exchangeMessages,
  ...transferMessages,
  ...settingsMessages,
  ...problemMessages,
  ...dialogMessages,
  ...menuMessages,
  ...desktopMessages,
} as const satisfies Record<string, Message>;

export type WindowMessageKey = keyof typeof windowMessages;
