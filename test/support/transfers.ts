import type { RunningTransfer } from '../../src/shared/transfer.ts';

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
