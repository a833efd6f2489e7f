import type { Exchange } from '../../../shared/exchange.ts';
import type { Handler } from '../handlers/handler.ts';
import type { Limits } from '../limits.ts';
import type { DateField } from './connection-values.ts';
import type { RunningExchanges } from './running-exchanges.ts';
import type { RunningTransfers } from './running-transfers.ts';
import type { TransferBuffers } from './transfer-buffers.ts';

/** What all connections of one server share. */
export interface ConnectionServices {
  readonly limits: Limits;
  readonly buffers: TransferBuffers;
  readonly date: DateField;
  readonly running: RunningExchanges;
  readonly transfers: RunningTransfers;
  /** The handler for the next request; it changes when the share does. */
  readonly handler: () => Handler;
  /** The next exchange's id. */
  readonly nextExchangeId: () => number;
  /** Called once for each exchange, when it has ended. */
  readonly onExchange: (exchange: Exchange) => void;
  /** Called with each bug that was caught. */
  readonly onFault: (error: Error) => void;
}
