import { isIP } from 'node:net';
import { recordsHeardMax } from './limits.ts';
import type { HeardRecord } from './mdns-port.ts';

/** The records of one packet that discovery understands; whatever is malformed, or of another type, is left out. */
export function heardRecords(records: readonly unknown[]): HeardRecord[] {
  return records.slice(0, recordsHeardMax).flatMap((record) => heardRecord(record) ?? []);
}

function heardRecord(record: unknown): HeardRecord | null {
  if (typeof record !== 'object' || record === null) return null;
  const { type, name, ttl, data, flush } = record as Partial<
    Record<'type' | 'name' | 'ttl' | 'data' | 'flush', unknown>
  >;
  if (typeof name !== 'string' || typeof ttl !== 'number') return null;
  switch (type) {
    case 'PTR':
      return typeof data === 'string' ? { type, name, ttl, data } : null;
    case 'SRV':
      return isSrv(data) ? { type, name, ttl, data: { target: data.target, port: data.port } } : null;
    case 'TXT':
      return Array.isArray(data) && data.every((item) => item instanceof Uint8Array) ? { type, name, ttl, data } : null;
    case 'A':
    case 'AAAA':
      return typeof data === 'string' && isIP(data) === (type === 'A' ? 4 : 6)
        ? { type, name, ttl, data, flush: flush === true }
        : null;
    default:
      return null;
  }
}

function isSrv(data: unknown): data is { target: string; port: number } {
  if (typeof data !== 'object' || data === null || !('target' in data) || !('port' in data)) return false;
  const { target, port } = data;
  return typeof target === 'string' && target !== '' && target !== '.' && typeof port === 'number' && port > 0;
}
