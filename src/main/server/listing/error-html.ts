import type { Locale } from '../../../shared/i18n/locale.ts';
import { pageMessages } from '../../../shared/i18n/page-messages.ts';
import { createTranslate } from '../../../shared/i18n/translate.ts';
import { reasonPhrase } from '../http/status.ts';
import { escapeHtml } from './html.ts';
import { pageEnd, pageStart } from './page.ts';

/** The page for a status code: what happened, in the visitor's language. `fallback` is said where the catalogue has no sentence. */
export function errorHtml(status: number, fallback: string, locale: Locale): string {
  const key = `error.${status}`;
  const sentence = isMessageKey(key) ? createTranslate(pageMessages, locale)(key) : fallback;
  const title = `${status} ${reasonPhrase(status)}`;
  return `${pageStart(title, locale)}<h1>${escapeHtml(title)}</h1>\n<p>${escapeHtml(sentence)}</p>\n${pageEnd}`;
}

function isMessageKey(key: string): key is keyof typeof pageMessages {
  return Object.hasOwn(pageMessages, key);
}
