import { formatByteSize } from '../../../shared/format.ts';
import type { Locale } from '../../../shared/i18n/locale.ts';

/** Formatting a size costs more than all the rest of a row, and only so many differ in the digits that are shown. */
const sizesRememberedMax = 8_192;
const remembered: Readonly<Record<Locale, Map<number, string>>> = { en: new Map(), 'zh-CN': new Map() };

/** A size as people read it (`formatByteSize`), remembered by the digits that it shows. */
export function sizeText(bytes: number, locale: Locale): string {
  const key = threeDigits(bytes);
  const texts = remembered[locale];
  let text = texts.get(key);
  if (text === undefined) {
    if (texts.size >= sizesRememberedMax) texts.clear();
    text = formatByteSize(key, locale);
    texts.set(key, text);
  }
  return text;
}

/** A number of bytes to the digit: `1,234,567`, which is right in both languages. */
export function exactCount(count: number): string {
  let digits = String(count);
  if (count < 1_000) return digits;
  let text = '';
  for (; digits.length > 3; digits = digits.slice(0, -3)) text = `,${digits.slice(-3)}${text}`;
  return digits + text;
}

/** `bytes` rounded to three significant digits, which is all that is shown. */
function threeDigits(bytes: number): number {
  if (bytes < 1_000) return bytes;
  let unit = 1;
  while (bytes / unit >= 1_000) unit *= 10;
  return Math.round(bytes / unit) * unit;
}
