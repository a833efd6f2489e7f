import type { Locale } from '../../../shared/i18n/locale.ts';
import type { HttpError } from '../http/http-error.ts';
import { type HttpResponse, textResponse } from '../http/response.ts';
import { errorHtml, errorPageHeaders } from '../listing/error-html.ts';

/** The response that a visitor gets in place of what was asked for. */
export function errorResponse(error: HttpError, locale: Locale): HttpResponse {
  return textResponse(error.status, errorHtml(error, locale), [...errorPageHeaders, ...error.headers]);
}
