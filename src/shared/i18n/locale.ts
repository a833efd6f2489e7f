/** The languages that every message exists in. */
export const locales = ['en', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];

/** A message in every language; `{name}` marks a parameter. */
export type Message = Readonly<Record<Locale, string>>;

/**
 * The catalogue's language for one BCP 47 tag such as the system's ("zh-Hans-CN", "zh_CN.UTF-8", "en-GB").
 * Every Chinese tag gets Simplified Chinese, since a Traditional reader reads it more easily than English;
 * everything unknown gets English.
 */
export function localeForTag(tag: string): Locale {
  return /^zh(?:[-_.]|$)/i.test(tag) ? 'zh-CN' : 'en';
}
