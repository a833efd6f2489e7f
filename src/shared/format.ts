import type { Locale } from './i18n/locale.ts';

/** What stands where there is no value to show. */
export const noValue = '–';

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/**
 * A number of bytes with three significant digits in decimal units, as the systems' own file managers count
 * (1 kB = 1000 B): `0 B`, `999 B`, `5.24 MB`. What is no byte count gives `noValue`.
 */
export function formatByteSize(bytes: number, locale: Locale): string {
  if (!Number.isFinite(bytes) || bytes < 0) return noValue;
  let value = bytes;
  let unit = 0;
  // 999.5 kB would be rounded to "1000 kB", so it already counts as the next unit.
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${threeDigits(locale).format(value)}\u00a0${byteUnits[unit]}`;
}

/** A duration in milliseconds as a person reads it: `<1 ms`, `12 ms`, `1.24 s`, `2 min 05 s`, `1 h 02 min`. */
export function formatDuration(durationMs: number, locale: Locale): string {
  if (!Number.isFinite(durationMs) || durationMs < 0) return noValue;
  if (durationMs < 1) return '<1\u00a0ms';
  if (durationMs < 999.5) return `${Math.round(durationMs)}\u00a0ms`;
  if (durationMs < 59_950) return `${threeDigits(locale).format(durationMs / 1000)}\u00a0s`;
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)}\u00a0min ${twoDigits(seconds % 60)}\u00a0s`;
  const minutes = Math.round(durationMs / 60_000);
  return `${Math.floor(minutes / 60)}\u00a0h ${twoDigits(minutes % 60)}\u00a0min`;
}

/** A speed in bytes per second: `45 MB/s`. What is no speed gives `noValue`. */
export function formatSpeed(bytesPerSecond: number, locale: Locale): string {
  const size = formatByteSize(bytesPerSecond < 999.5 ? Math.round(bytesPerSecond) : bytesPerSecond, locale);
  return size === noValue ? noValue : `${size}/${speedUnits[locale]}`;
}

/**
 * How long something will still take, in the one unit or two that matter and no finer than can be foretold, so that the
 * figure does not flicker: `1 s`, `45 s`, `2 min 30 s`, `12 min`, `3 h 20 min`, `2 d`. Never less than a second.
 */
export function formatTimeLeft(leftMs: number, locale: Locale): string {
  if (!Number.isFinite(leftMs) || leftMs < 0) return noValue;
  const { day, hour, minute, second } = timeUnits[locale];
  const seconds = Math.max(1, Math.ceil(leftMs / 1000));
  if (seconds < 60) return `${seconds}\u00a0${second}`;
  const tens = Math.ceil(seconds / 10) * 10;
  if (tens < 600) return twoUnits(Math.floor(tens / 60), minute, tens % 60, second);
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes}\u00a0${minute}`;
  const fives = Math.ceil(minutes / 5) * 5;
  if (fives < 24 * 60) return twoUnits(Math.floor(fives / 60), hour, fives % 60, minute);
  return `${formatCount(Math.ceil(fives / (24 * 60)), locale)}\u00a0${day}`;
}

const speedUnits = { en: 's', 'zh-CN': '秒' } as const satisfies Record<Locale, string>;

const timeUnits = {
  en: { day: 'd', hour: 'h', minute: 'min', second: 's' },
  'zh-CN': { day: '天', hour: '小时', minute: '分钟', second: '秒' },
} as const satisfies Record<Locale, object>;

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const first = `${large}\u00a0${largeUnit}`;
  return small === 0 ? first : `${first} ${small}\u00a0${smallUnit}`;
}

/** A whole number with the language's grouping: `5,242,880`. */
export function formatCount(count: number, locale: Locale): string {
  return grouped(locale).format(count);
}

/** The local time of day, always 24 hours and eight characters, so that a column of them aligns: `09:05:07`. */
export function formatTimeOfDay(epochMs: number, locale: Locale): string {
  return isDate(epochMs) ? timeOfDay(locale).format(epochMs) : noValue;
}

/** The local date and time in full, for tooltips. */
export function formatDateTime(epochMs: number, locale: Locale): string {
  return isDate(epochMs) ? dateTime(locale).format(epochMs) : noValue;
}

/**
 * Text from the network or the disk, safe to read: control characters, lone surrogates, line separators and the
 * invisible marks that reorder or hide text (a file named `gpj.exe` must not read `exe.jpg`) become `\x0a` or `\u202e`.
 * This is about what the eye is told; escaping for HTML is the business of who prints it.
 */
export function visibleText(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu,
    (character) => {
      const code = character.charCodeAt(0);
      return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
    },
  );
}

/**
 * A request target as received (one char per byte) for reading: percent-decoded where all of it is valid UTF-8 (RFC
 * 3986 §2.5), else as it came; in both cases through `visibleText`.
 */
export function readableTarget(target: string): string {
  return visibleText(decodeTarget(target) ?? target);
}

function decodeTarget(target: string): string | null {
  const bytes = new Uint8Array(target.length);
  let length = 0;
  for (let index = 0; index < target.length; index += 1) {
    const code = target.charCodeAt(index);
    if (code > 0xff) return null;
    const encoded = code === 0x25 ? /^[0-9a-f]{2}$/i.exec(target.slice(index + 1, index + 3)) : null;
    bytes[length] = encoded ? Number.parseInt(encoded[0], 16) : code;
    length += 1;
    if (encoded) index += 2;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, length));
  } catch {
    return null;
  }
}

/** At most `charsMax` UTF-16 units, the last one an ellipsis where something was cut; no character is cut in half. */
export function clipText(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text;
  const cut = text.slice(0, charsMax - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/**
 * A path in two parts, so that the middle can be left out where room is short: `~/Pictures/2026` and `/Summer`.
 * A back-slash separates only where there is no slash, since it is an ordinary character of a name on Linux.
 */
export function splitPath(path: string): { readonly head: string; readonly tail: string } {
  const separator = path.includes('/') ? '/' : '\\';
  const cut = path.replace(/[/\\]$/, '').lastIndexOf(separator);
  return cut <= 0 ? { head: '', tail: path } : { head: path.slice(0, cut), tail: path.slice(cut) };
}

function isDate(epochMs: number): boolean {
  return Math.abs(epochMs) <= 8.64e15;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** Building an Intl formatter costs far more than using it, and a log draws hundreds of values a second. */
function oncePerLocale<Formatter>(create: (locale: Locale) => Formatter): (locale: Locale) => Formatter {
  const made = new Map<Locale, Formatter>();
  return (locale) => {
    const formatter = made.get(locale) ?? create(locale);
    made.set(locale, formatter);
    return formatter;
  };
}

const threeDigits = oncePerLocale((locale) => new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }));
const grouped = oncePerLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));
const timeOfDay = oncePerLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
);
const dateTime = oncePerLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' }));
