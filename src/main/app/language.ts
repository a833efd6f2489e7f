import { EventEmitter } from 'node:events';
import type { Locale } from '../../shared/i18n/locale.ts';
import { createTranslate, type Translate } from '../../shared/i18n/translate.ts';
import { type WindowMessageKey, windowMessages } from '../../shared/i18n/window-messages.ts';
import type { SettingsStore } from './settings/settings-store.ts';

export interface LanguageEvents {
  /** The app speaks another language from now on: what keeps words (menus, the tray) makes them anew. */
  changed: [locale: Locale];
}

/** The language that the app speaks now: the one that the owner chose in the settings, else the system's. */
export class Language extends EventEmitter<LanguageEvents> {
  readonly #settings: SettingsStore;
  readonly #systemLocale: Locale;

  constructor(settings: SettingsStore, systemLocale: Locale) {
    super();
    this.#settings = settings;
    this.#systemLocale = systemLocale;
    let spoken = this.locale;
    settings.on('changed', () => {
      if (this.locale === spoken) return;
      spoken = this.locale;
      this.emit('changed', spoken);
    });
  }

  get locale(): Locale {
    return this.#settings.current.language ?? this.#systemLocale;
  }

  /** Words in the language of the moment: may be handed out once and kept. */
  readonly translate: Translate<WindowMessageKey> = (key, parameters) => translators[this.locale](key, parameters);
}

const translators: Readonly<Record<Locale, Translate<WindowMessageKey>>> = {
  en: createTranslate(windowMessages, 'en'),
  'zh-CN': createTranslate(windowMessages, 'zh-CN'),
};
