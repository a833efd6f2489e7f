import type { RunningTransfer, TransferView } from '../../src/shared/transfer.ts';

/** A running transfer as the engine reports it. */
export function transfer(id: number, overrides: Partial<RunningTransfer> = {}): RunningTransfer {
  return {
    id,
    time: 1_790_000_000_000 + id,
    remoteAddress: '192.168.1.7',
    method: 'GET',
    path: `/${id}.bin`,
    userAgent: null,
    status: 200,
    bytes: 0,
    totalBytes: 1_000_000,
    contentRange: null,
    ...overrides,
  };
}

/** A row of the window's transfers, a file that is half way, but for `overrides`. */
export function transferView(id: number, overrides: Partial<TransferView> = {}): TransferView {
  return {
    id,
    remoteAddress: '192.168.1.7',
    isThisComputer: false,
    userAgent: 'curl/8.5.0',
    path: `/Holiday%202026/${id}.mkv`,
    state: 'running',
    failure: null,
    sentBytes: 600_000_000,
    sizeBytes: 1_200_000_000,
    isWhole: true,
    exchanges: 1,
    bytesPerSecond: 50_000_000,
    leftMs: 12_000,
    startedAt: 1_790_000_000_000,
    activeMs: 0,
    endedAt: null,
    ...overrides,
  };
}
