import type { BlockedVisitors } from '../visitors/blocked-visitors.ts';
import type { HandlersOf } from './ipc-dispatch.ts';
import { parseText } from './ipc-payloads.ts';

export interface SettingsHandlersOptions {
  readonly blockedVisitors: BlockedVisitors;
}

/** What the window's settings sheet asks. */
export function settingsHandlers({ blockedVisitors }: SettingsHandlersOptions) {
  return {
    unblockVisitor: { parse: parseText, run: (address: string) => blockedVisitors.unblock(address) },
  } satisfies HandlersOf<'settings'>;
}
