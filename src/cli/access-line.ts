import { commonLogMonths } from '../shared/common-log-format.ts';
import type { Exchange } from '../shared/exchange.ts';
import { printableField } from './printable.ts';

/**
 * One finished exchange as `python -m http.server` prints it, with the body's bytes at its end, and ` aborted` behind
 * them where the visitor did not get all: `192.168.1.7 - - [23/Nov/2026 11:42:33] "GET / HTTP/1.1" 200 512`. The time
 * is when the request began, in the local time zone. What is not known is `-`.
 */
export function formatAccessLine(exchange: Exchange): string {
  const { remoteAddress, status, bytes, outcome } = exchange;
  const fields = `[${localSecond(Math.floor(exchange.time / msPerSecond))}] "${requestLine(exchange)}" ${status ?? '-'} ${bytes}`;
  return `${printableField(remoteAddress)} - - ${fields}${outcome === 'aborted' ? ' aborted' : ''}`;
}

function requestLine({ method, path, protocol }: Exchange): string {
  if (method === null && path === null) return '-';
  return `${printableField(method ?? '-')} ${printableField(path ?? '-')} ${printableField(protocol ?? '-')}`;
}

const msPerSecond = 1000;

/** The text of the second written last: at thousands of requests a second it is the same for most. */
let lastSecond = Number.NaN;
let lastText = '';

function localSecond(epochSecond: number): string {
  if (epochSecond !== lastSecond) {
    lastSecond = epochSecond;
    lastText = localTime(new Date(epochSecond * msPerSecond));
  }
  return lastText;
}

function localTime(date: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${two(date.getDate())}/${commonLogMonths[date.getMonth()]}/${date.getFullYear()}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
