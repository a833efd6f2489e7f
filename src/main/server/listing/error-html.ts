import type { Locale } from '../../../shared/i18n/locale.ts';
import { pageMessages } from '../../../shared/i18n/page-messages.ts';
import { createTranslate } from '../../../shared/i18n/translate.ts';
import type { HttpError } from '../http/http-error.ts';
import type { HeaderField } from '../http/response.ts';
import { reasonPhrase } from '../http/status.ts';
import { errorStyle, errorStyleHash } from './error-style.ts';
import { escapeHtml } from './html.ts';
import { pageEnd, pageHeaders, pageStart } from './page.ts';

/** Statuses after which the share's first page may still be had. */
const homeStatuses: ReadonlySet<number> = new Set([400, 403, 404, 405, 414, 501]);

/**
 * Fields of every error page. Its style is inline, named by its hash: who is refused here would be refused the style
 * sheet as well.
 */
export const errorPageHeaders: readonly HeaderField[] = [
  ['Content-Type', 'text/html; charset=utf-8'],
  ['Vary', 'Accept-Language'],
  ...pageHeaders,
  [
    'Content-Security-Policy',
    `default-src 'none'; style-src 'sha256-${errorStyleHash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`,
  ],
];

/** The page for an error: what happened, in the visitor's language; the error's own words where the catalogue has none. */
export function errorHtml(error: HttpError, locale: Locale): string {
  const translate = createTranslate(pageMessages, locale);
  const { status } = error;
  const say = (keys: readonly string[], fallback: string): string => {
    const key = keys.find(isMessageKey);
    return key ? translate(key) : fallback;
  };
  const sentence = say([`error.${status}.${error.variant}`, `error.${status}`], error.publicMessage);
  const reason = say([`error.title.${status}`], reasonPhrase(status));
  const home =
    homeStatuses.has(status) && error.variant === null ? `<p><a href="/">${translate('error.home')}</a></p>\n` : '';
  const data = { page: 'error', status: String(status) };
  return `${pageStart({ title: `${status} ${reason}`, locale, data, head: `<style>${errorStyle}</style>\n` })}<main>
<p id="status" aria-hidden="true">${status}</p>
<h1>${escapeHtml(reason)}</h1>
<p>${escapeHtml(sentence)}</p>
${home}</main>
${pageEnd}`;
}

function isMessageKey(key: string): key is keyof typeof pageMessages {
  return Object.hasOwn(pageMessages, key);
}
