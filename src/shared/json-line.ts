import type { Exchange } from './exchange.ts';

/**
 * One value as one line of JSON, without the line end. Every control character and line separator in it is escaped: JSON
 * leaves DEL and the C1 controls as they are, and some terminals obey those.
 */
export function jsonLine(value: object): string {
  const json = JSON.stringify(value);
  // Nearly all of it is plain, and telling that is many times cheaper than looking for what to escape.
  if (/^[ -~]*$/.test(json)) return json;
  return json.replace(
    /[\p{Cc}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A finished exchange as programs read it. `time` is when the request began: ISO 8601, UTC, milliseconds. */
export function exchangeRecord(exchange: Exchange) {
  const { time, remoteAddress, method, path, status, bytes, durationMs, outcome, userAgent } = exchange;
  return {
    event: 'exchange',
    time: isoTime(time),
    remoteAddress,
    method,
    path,
    status,
    bytes,
    durationMs,
    outcome,
    userAgent,
  } as const;
}

/** ISO 8601, UTC, milliseconds; empty where the number is no date. */
export function isoTime(epochMs: number): string {
  return Math.abs(epochMs) <= 8.64e15 ? new Date(epochMs).toISOString() : '';
}
