import type { Exchange } from './exchange.ts';

/**
 * One finished exchange in the Common Log Format, as Apache's `%h %l %u %t "%r" %>s %b` writes it, without a line end:
 * `192.168.1.7 - - [23/Nov/2026:11:42:33 +0100] "GET /a HTTP/1.1" 200 512`. The time is when the request began, in the
 * local time zone. What is not known is `-`, and so is a body of no bytes. The line is plain ASCII: a quote, a back-slash
 * and every byte that is no visible character are escaped as Apache does (`\"`, `\\`, `\x1b`).
 */
export function commonLogLine(exchange: Exchange): string {
  const { remoteAddress, time, status, bytes } = exchange;
  const host = remoteAddress === '' ? '-' : escaped(remoteAddress).replaceAll(' ', '\\x20');
  return `${host} - - [${localTime(time)}] "${requestLine(exchange)}" ${status ?? '-'} ${bytes > 0 ? bytes : '-'}`;
}

/** Month names are part of the format and not of any language. */
export const commonLogMonths: readonly string[] = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];

function requestLine({ method, path, protocol }: Exchange): string {
  if (method === null && path === null) return '-';
  return [method ?? '-', path ?? '-', protocol ?? '-'].map(escaped).join(' ');
}

/** Visible ASCII and spaces, but for the quote and the back-slash: nearly all there is. */
const plainPattern = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

function escaped(text: string): string {
  if (plainPattern.test(text)) return text;
  return text.replace(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, (character) => {
    if (character === '"' || character === '\\') return `\\${character}`;
    const code = character.charCodeAt(0);
    return code <= 0xff ? `\\x${hexadecimal(code, 2)}` : `\\u${hexadecimal(code, 4)}`;
  });
}

function hexadecimal(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

/** The text of the second written last: at thousands of requests a second it is the same for most. */
let lastSecond = Number.NaN;
let lastText = '';

function localTime(epochMs: number): string {
  const second = Math.floor(epochMs / 1000);
  if (second !== lastSecond) {
    lastSecond = second;
    lastText = localTimeOf(new Date(second * 1000));
  }
  return lastText;
}

function localTimeOf(date: Date): string {
  const day = `${twoDigits(date.getDate())}/${commonLogMonths[date.getMonth()]}/${date.getFullYear()}`;
  const time = `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}:${twoDigits(date.getSeconds())}`;
  return `${day}:${time} ${zoneOf(date)}`;
}

/** Hours and minutes east of UTC, as `+0100`. */
function zoneOf(date: Date): string {
  const minutesEast = -date.getTimezoneOffset();
  const minutes = Math.abs(minutesEast);
  return `${minutesEast < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}${twoDigits(minutes % 60)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
