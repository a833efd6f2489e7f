import type { Locale } from '../../../shared/i18n/locale.ts';
import type { HttpError } from '../http/http-error.ts';
import { type HttpResponse, textResponse } from '../http/response.ts';
import { errorHtml } from '../listing/error-html.ts';
import { pageHeaders } from '../listing/page.ts';

/** The response that a visitor gets in place of what was asked for. */
export function errorResponse(error: HttpError, locale: Locale): HttpResponse {
  const html = errorHtml(error.status, error.publicMessage, locale);
  return textResponse(error.status, html, [...pageHeaders, ...error.headers]);
}
