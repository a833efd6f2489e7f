import type { Message } from './locale.ts';

/** Every word of the owner's window, its dialogs and menus. */
export const windowMessages = {
  'app.name': { en: 'Doorstep', 'zh-CN': 'Doorstep' },
} as const satisfies Record<string, Message>;

export type WindowMessageKey = keyof typeof windowMessages;
