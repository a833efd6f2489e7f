import type { Nearby } from '../share/nearby.ts';
import type { SelfTest } from '../share/self-test.ts';
import { type AccessLogHandlersOptions, accessLogHandlers } from './access-log-handlers.ts';
import type { IpcHandlers } from './ipc-dispatch.ts';
import { itemHandlers } from './item-handlers.ts';
import { nearbyHandlers } from './nearby-handlers.ts';
import { reachabilityHandlers } from './reachability-handlers.ts';
import { type SettingsHandlersOptions, settingsHandlers } from './settings-handlers.ts';
import { type ShareHandlersOptions, shareHandlers } from './share-handlers.ts';
import { type TransferHandlersOptions, transferHandlers } from './transfer-handlers.ts';

export interface IpcHandlersOptions
  extends ShareHandlersOptions,
    SettingsHandlersOptions,
    AccessLogHandlersOptions,
    TransferHandlersOptions {
  readonly nearby: Nearby;
  readonly selfTest: SelfTest;
}

/** What each request of the window does, one module a feature. */
export function createIpcHandlers(options: IpcHandlersOptions): IpcHandlers {
  return {
    ...shareHandlers(options),
    ...itemHandlers(options.share),
    ...accessLogHandlers(options),
    ...nearbyHandlers(options.nearby),
    ...reachabilityHandlers(options.selfTest),
    ...settingsHandlers(options),
    ...transferHandlers(options),
  };
}
