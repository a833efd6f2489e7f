import type { Locale } from '../../../shared/i18n/locale.ts';
import { pageMessages } from '../../../shared/i18n/page-messages.ts';
import { createTranslate } from '../../../shared/i18n/translate.ts';
import type { HttpError } from '../http/http-error.ts';
import { type HeaderField, HttpResponse } from '../http/response.ts';
import { reasonPhrase } from '../http/status.ts';
import { renderPage } from '../listing/page.ts';

const errorKeys = {
  400: 'error.400',
  403: 'error.403',
  404: 'error.404',
  405: 'error.405',
  408: 'error.408',
  413: 'error.413',
  414: 'error.414',
  417: 'error.417',
  421: 'error.421',
  431: 'error.431',
  500: 'error.500',
  501: 'error.501',
  503: 'error.503',
  505: 'error.505',
} as const;

/** The page that a visitor sees in place of what was asked for: what happened, in the visitor's language. */
export function errorResponse(error: HttpError, locale: Locale, headers: readonly HeaderField[] = []): HttpResponse {
  const translate = createTranslate(pageMessages, locale);
  const key = errorKeys[error.status as keyof typeof errorKeys];
  const sentence = key ? translate(key) : error.publicMessage;
  return renderPage({
    status: error.status,
    locale,
    title: `${error.status} ${reasonPhrase(error.status)}`,
    body: `<h1>${error.status}</h1>\n<p>${sentence}</p>\n`,
    headers: [...error.headers, ...headers],
  });
}
