import type { ActionResult, Problem } from '../../../shared/ipc.ts';
import { shownNameCharsMax } from '../../../shared/limits.ts';
import type { ChangeableSettings } from '../../../shared/settings.ts';
import type { ReportFault } from '../fault-log.ts';
import type { LoginItem } from '../login/login-item.ts';
import type { ShareController } from '../share/share-controller.ts';
import { saveSettings } from './save-settings.ts';
import { changeableSettings, defaultSettings } from './settings.ts';
import type { SettingsStore } from './settings-store.ts';

export interface SettingsChangerOptions {
  readonly settings: SettingsStore;
  readonly loginItem: LoginItem;
  readonly share: Pick<ShareController, 'setPort' | 'setReach'>;
  /** Asks the owner whether all settings are really to be as they were at first. */
  readonly confirmReset: () => Promise<boolean>;
  readonly reportFault: ReportFault;
}

/**
 * What the owner changes in the settings sheet. Most of it holds by the store's `changed` event alone; the list of what
 * starts at login is the system's, so it is asked first, and what it refuses is not saved.
 */
export class SettingsChanger {
  readonly #options: SettingsChangerOptions;
  /** The last change under way: two of one switch must not overtake each other. Never rejects. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: SettingsChangerOptions) {
    this.#options = options;
  }

  change(changes: Partial<ChangeableSettings>): Promise<ActionResult> {
    const changed = this.#last.then(() => this.#change(changes));
    this.#last = changed.catch(() => undefined);
    return changed;
  }

  /** Asks first; then everything that the sheet shows is as at first. What is shared stays, and so do the recent items. */
  async reset(): Promise<ActionResult> {
    const { settings, share, confirmReset } = this.#options;
    if (!(await confirmReset())) return { ok: true };
    const { port, reaches, blockedAddresses } = defaultSettings;
    const changed = await this.change(changeableSettings(defaultSettings));
    const saved = await saveSettings(settings, { reaches, blockedAddresses }, this.#options.reportFault);
    const reached = await share.setReach({ kind: 'all' });
    const moved = await share.setPort(port);
    return [changed, saved, reached, moved].find(({ ok }) => !ok) ?? { ok: true };
  }

  /**
   * At the start: an entry that is there follows the program, which may have moved; one that the owner took off with the
   * system's own tools is off here, too. Never rejects.
   */
  followLoginItem(): Promise<void> {
    const followed = this.#last.then(() => this.#followLoginItem());
    this.#last = followed;
    return followed;
  }

  async #followLoginItem(): Promise<void> {
    const { settings, loginItem, reportFault } = this.#options;
    if (!settings.current.startAtLogin) return;
    try {
      if (await loginItem.isOn()) await loginItem.set(true);
      else await settings.update({ startAtLogin: false });
    } catch (error) {
      reportFault('start at login could not be looked at', error);
    }
  }

  async #change(changes: Partial<ChangeableSettings>): Promise<ActionResult> {
    const { settings, reportFault } = this.#options;
    const shownName = changes.shownName?.trim() || null;
    if (shownName !== null && !isShowable(shownName)) return failed({ kind: 'invalid-name', most: shownNameCharsMax });
    const { startAtLogin = settings.current.startAtLogin } = changes;
    const refused = startAtLogin === settings.current.startAtLogin ? null : await this.#setLoginItem(startAtLogin);
    const accepted = {
      ...changes,
      ...(changes.shownName === undefined ? {} : { shownName }),
      ...(refused ? { startAtLogin: settings.current.startAtLogin } : {}),
    };
    const saved = await saveSettings(settings, accepted, reportFault);
    return refused ? failed(refused) : saved;
  }

  async #setLoginItem(isOn: boolean): Promise<Problem | null> {
    const { loginItem, reportFault } = this.#options;
    try {
      await loginItem.set(isOn);
      return null;
    } catch (error) {
      reportFault('start at login could not be changed', error);
      return { kind: 'login-not-changed', detail: error instanceof Error ? error.message : String(error) };
    }
  }
}

/** No control characters and no line ends: it is one line in other people's lists. */
function isShowable(name: string): boolean {
  return name.length <= shownNameCharsMax && !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(name);
}

function failed(problem: Problem): ActionResult {
  return { ok: false, problem };
}
