import { locales } from '../../../shared/i18n/locale.ts';
import { type ChangeableSettings, themeChoices } from '../../../shared/settings.ts';
import { requestTextCharsMax } from '../limits.ts';
import { PayloadError } from './ipc-payloads.ts';

const isFlag = (value: unknown) => typeof value === 'boolean';

/** Whether a value can be this setting's; whether a name is a good one is for the owner to be told. */
const checks: { readonly [Key in keyof ChangeableSettings]: (value: unknown) => boolean } = {
  isPublic: isFlag,
  shownName: (value) => value === null || (typeof value === 'string' && value.length <= requestTextCharsMax),
  discovery: isFlag,
  startAtLogin: isFlag,
  keepInTray: isFlag,
  notifyFirstVisitor: isFlag,
  notifyTransferDone: isFlag,
  notifyFailure: isFlag,
  language: (value) => value === null || locales.some((locale) => locale === value),
  theme: (value) => themeChoices.some((choice) => choice === value),
  logToFile: isFlag,
};

/** Settings by name, each with a value of its kind; one that is none of ours refuses all. */
export function parseSettingsChanges(values: readonly unknown[]): [Partial<ChangeableSettings>] {
  const [changes] = values;
  if (values.length !== 1 || typeof changes !== 'object' || changes === null || Array.isArray(changes)) {
    throw new PayloadError('changes expected');
  }
  if (!areChanges(changes)) throw new PayloadError('no such setting, or no such value of it');
  return [{ ...changes }];
}

function areChanges(changes: object): changes is Partial<ChangeableSettings> {
  return Object.entries(changes).every(([key, value]) => isKey(key) && checks[key](value));
}

function isKey(key: string): key is keyof ChangeableSettings {
  return Object.hasOwn(checks, key);
}
