import { formatByteSize, formatCount } from '../shared/format.ts';
import type { Locale } from '../shared/i18n/locale.ts';
import { createTranslate, type Translate } from '../shared/i18n/translate.ts';
import { type VisitorMessageKey, visitorMessages } from '../shared/i18n/visitor-messages.ts';

/** The page's language, which the server has chosen by Accept-Language. */
export const locale: Locale = document.documentElement.lang === 'zh-CN' ? 'zh-CN' : 'en';

export const translate: Translate<VisitorMessageKey> = createTranslate(visitorMessages, locale);

export function sizeText(bytes: number): string {
  return formatByteSize(bytes, locale);
}

export function countText(count: number): string {
  return formatCount(count, locale);
}

/** Dates in the visitor's own region where it speaks the page's language: 1 May in Britain, May 1 in the States. */
const region = (navigator.languages || []).find((tag) => tag.split('-')[0] === locale.split('-')[0]) || locale;

const shortTime = timeFormat({ month: 'short', hour: 'numeric' });
const fullTime = timeFormat({ month: 'long', weekday: 'long', hour: 'numeric', second: '2-digit' });

/** The local date and time to the minute; empty for a time that is none. */
export function timeText(epochMs: number): string {
  return Number.isFinite(epochMs) ? shortTime.format(epochMs) : '';
}

/** The same in full. */
export function fullTimeText(epochMs: number): string {
  return Number.isFinite(epochMs) ? fullTime.format(epochMs) : '';
}

function timeFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const common: Intl.DateTimeFormatOptions = { year: 'numeric', day: 'numeric', minute: '2-digit' };
  try {
    return new Intl.DateTimeFormat(region, { ...common, ...options });
  } catch {
    return new Intl.DateTimeFormat(locale, { ...common, ...options }); // a tag that Intl does not take
  }
}
