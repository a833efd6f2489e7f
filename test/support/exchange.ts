import type { Exchange } from '../../src/shared/exchange.ts';

/** A finished exchange that went well, but for `overrides`. */
export function exchange(id: number, overrides: Partial<Exchange> = {}): Exchange {
  return {
    id,
    time: 1_790_000_000_000 + id,
    remoteAddress: '192.168.1.7',
    method: 'GET',
    path: `/${id}`,
    protocol: null,
    status: 200,
    bytes: 5_242_880,
    durationMs: 12,
    outcome: 'completed',
    userAgent: null,
    content: 'file',
    failure: null,
    transferId: null,
    contentRange: null,
    requestFields: [],
    ...overrides,
  };
}
