import { type Locale, localeForTag } from '../../../shared/i18n/locale.ts';

/**
 * Proactive negotiation (RFC 9110 §12.5). Fields are scanned where they stand, in linear time and without making lists;
 * a malformed element counts as not there. Weights are thousandths, since a qvalue has at most three decimals (§12.4.2).
 */
const fullWeight = 1000;
const notListed = -1;

/**
 * Whether a response to this Accept-Encoding should be gzip-coded (RFC 9110 §12.5.3). Without the field anything may be
 * sent, but who does not ask often cannot decode: no. `*` asks for gzip, too. No where `identity` is liked better.
 */
export function acceptsGzip(acceptEncoding: string | undefined): boolean {
  if (acceptEncoding === undefined) return false;
  let gzip = weightOf(acceptEncoding, 'gzip');
  // §8.4.1.3: the same coding.
  if (gzip === notListed) gzip = weightOf(acceptEncoding, 'x-gzip');
  if (gzip === notListed) gzip = weightOf(acceptEncoding, '*');
  return gzip > 0 && gzip >= weightOf(acceptEncoding, 'identity');
}

/**
 * The language to answer in (RFC 9110 §12.5.4): of those that we have, the one with the greatest weight, then the one
 * named first. `*` stands for what is not named, English before Chinese; English where nothing fits.
 */
export function preferredLocale(acceptLanguage: string | undefined): Locale {
  let leader: Locale = 'en';
  if (acceptLanguage === undefined) return leader;
  let leaderWeight = 0;
  let anyWeight = 0;
  let namesEnglish = false;
  let namesChinese = false;
  for (let at = 0; at < acceptLanguage.length; ) {
    const end = elementEnd(acceptLanguage, at);
    const start = skipOptionalWhitespace(acceptLanguage, at, end);
    const tagEnd = nameEnd(acceptLanguage, start, end);
    const weight = weightAt(acceptLanguage, tagEnd, end);
    at = end + 1;
    if (weight === notListed) continue;
    const tag = acceptLanguage.slice(start, tagEnd);
    if (tag === '*') anyWeight = Math.max(anyWeight, weight);
    const locale = localeOfRange(tag);
    namesEnglish ||= locale === 'en';
    namesChinese ||= locale === 'zh-CN';
    if (locale === null || weight <= leaderWeight) continue;
    leader = locale;
    leaderWeight = weight;
  }
  if (anyWeight > leaderWeight && !namesEnglish) return 'en';
  return anyWeight > leaderWeight && !namesChinese ? 'zh-CN' : leader;
}

/**
 * Whether a listing should be JSON for this Accept (RFC 9110 §12.5.1): only where that is liked strictly better than
 * HTML, by the most specific range for each. Browsers, and clients that send the wildcard alone, get HTML.
 */
export function prefersJson(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  const anything = weightOf(accept, '*/*');
  const json = mediaWeight(accept, 'application/json', 'application/*', anything);
  return json > 0 && json > mediaWeight(accept, 'text/html', 'text/*', anything);
}

function mediaWeight(accept: string, type: string, group: string, anything: number): number {
  const exact = weightOf(accept, type);
  if (exact !== notListed) return exact;
  const wide = weightOf(accept, group);
  return wide === notListed ? anything : wide;
}

/** Null for a range in neither of our languages. */
function localeOfRange(range: string): Locale | null {
  if (/^en(?:-|$)/i.test(range)) return 'en';
  const locale = localeForTag(range);
  return locale === 'en' ? null : locale;
}

/** The weight of the first well-formed element with this name, which is given in lower case. */
function weightOf(list: string, name: string): number {
  for (let at = 0; at < list.length; ) {
    const end = elementEnd(list, at);
    const start = skipOptionalWhitespace(list, at, end);
    const stop = nameEnd(list, start, end);
    if (stop - start === name.length && isNameAt(list, start, name)) {
      const weight = weightAt(list, stop, end);
      if (weight !== notListed) return weight;
    }
    at = end + 1;
  }
  return notListed;
}

/** Names of codings, media types and languages are case-insensitive. */
function isNameAt(text: string, start: number, lowerName: string): boolean {
  for (let at = 0; at < lowerName.length; at++) {
    let code = text.charCodeAt(start + at);
    if (code >= 0x41 && code <= 0x5a) code += 0x20;
    if (code !== lowerName.charCodeAt(at)) return false;
  }
  return true;
}

/**
 * The weight that the parameters between `start` and `end` give, `fullWeight` where they give none, `notListed` where
 * they are malformed: `*( OWS ";" OWS parameter )`, of which only `q` is looked into (RFC 9110 §5.6.6, §12.4.2).
 */
function weightAt(text: string, start: number, end: number): number {
  for (let at = skipOptionalWhitespace(text, start, end); at < end; ) {
    if (text[at] !== ';') return notListed;
    at = skipOptionalWhitespace(text, at + 1, end);
    if ((text[at] === 'q' || text[at] === 'Q') && text[at + 1] === '=') return qvalue(text, at + 2, end);
    at = parameterEnd(text, at, end);
  }
  return fullWeight;
}

/** `0` to `1` with at most three decimals (RFC 9110 §12.4.2), as thousandths; `notListed` where malformed. */
function qvalue(text: string, start: number, end: number): number {
  const whole = text.charCodeAt(start) - 0x30;
  if (start >= end || (whole !== 0 && whole !== 1)) return notListed;
  let weight = whole * fullWeight;
  let at = start + 1;
  if (at < end && text[at] === '.') {
    at++;
    for (let unit = 100; unit >= 1 && at < end; unit /= 10, at++) {
      const digit = text.charCodeAt(at) - 0x30;
      if (digit < 0 || digit > 9) break;
      weight += digit * unit;
    }
  }
  at = skipOptionalWhitespace(text, at, end);
  return (at === end || text[at] === ';') && weight <= fullWeight ? weight : notListed;
}

/** Where the element that begins at `start` ends: its comma, outside quoted strings, or the end of the list. */
function elementEnd(text: string, start: number): number {
  return unquotedEnd(text, start, text.length, 0x2c);
}

function parameterEnd(text: string, start: number, end: number): number {
  return unquotedEnd(text, start, end, 0x3b);
}

/** The index of `stop` outside quoted strings (RFC 9110 §5.6.4), or `end`. */
function unquotedEnd(text: string, start: number, end: number, stop: number): number {
  let quoted = false;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) quoted = !quoted;
    else if (quoted && code === 0x5c) at++;
    else if (!quoted && code === stop) return at;
  }
  return end;
}

function nameEnd(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text[at] !== ';' && !isOptionalWhitespace(text.charCodeAt(at))) at++;
  return at;
}

function skipOptionalWhitespace(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isOptionalWhitespace(text.charCodeAt(at))) at++;
  return at;
}

function isOptionalWhitespace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
