import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Locale } from '../../shared/i18n/locale.ts';
import { createTranslate, type Translate } from '../../shared/i18n/translate.ts';
import { type WindowMessageKey, windowMessages } from '../../shared/i18n/window-messages.ts';

export type WindowTranslate = Translate<WindowMessageKey>;

export interface I18n {
  readonly locale: Locale;
  readonly t: WindowTranslate;
}

/** The words and the formats of one language. */
export function createI18n(locale: Locale): I18n {
  return { locale, t: createTranslate(windowMessages, locale) };
}

export const I18nContext = createContext<I18n>(createI18n('en'));

/** The language that the window speaks now. */
export function useI18n(): I18n {
  return useContext(I18nContext);
}
