import type { BlockedVisitors } from '../visitors/blocked-visitors.ts';
import type { Transfers } from '../visitors/transfers.ts';
import { done, gone, type HandlersOf } from './ipc-dispatch.ts';
import { parseNothing, parseNumber, parseText } from './ipc-payloads.ts';

export interface TransferHandlersOptions {
  readonly transfers: Transfers;
  readonly blockedVisitors: BlockedVisitors;
  readonly isThisComputer: (address: string) => boolean;
}

/** What the window asks of the transfers and of those who get them. */
export function transferHandlers({ transfers, blockedVisitors, isThisComputer }: TransferHandlersOptions) {
  return {
    getTransfers: { parse: parseNothing, run: () => transfers.snapshot() },
    stopTransfer: { parse: parseNumber, run: (transferId: number) => (transfers.stop(transferId) ? done : gone) },
    clearTransfers: {
      parse: parseNothing,
      run: () => {
        transfers.clear();
        return done;
      },
    },
    blockVisitor: {
      parse: parseText,
      run: async (address: string) => {
        if (isThisComputer(address)) throw new Error('this computer itself cannot be blocked');
        return blockedVisitors.block(address);
      },
    },
  } satisfies HandlersOf<'transfers'>;
}
