import { useId } from 'preact/hooks';
import { formatByteSize, visibleText } from '../../shared/format.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { logFileBytesMax, logFilesMax } from '../../shared/limits.ts';
import type { SettingsView, ThemeChoice } from '../../shared/settings.ts';
import type { NearbyModel } from '../nearby/nearby-model.ts';
import type { PortModel } from '../share/port-model.ts';
import type { ShareModel } from '../share/share-model.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useI18n } from '../ui/i18n.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { NameField } from './name-field.tsx';
import { ChoiceRow, CustomRow, SettingGroup, SwitchRow } from './setting-row.tsx';
import type { SettingsModel } from './settings-model.ts';
import { SharingSettings } from './sharing-settings.tsx';
import '../ui/controls.css';
import './settings-sheet.css';

interface SettingsSheetProps {
  readonly model: SettingsModel;
  readonly share: ShareModel;
  readonly port: PortModel;
  readonly nearby: NearbyModel;
}

/** All settings, each of which holds as soon as it is changed. */
export function SettingsSheet({ model, share, port, nearby }: SettingsSheetProps) {
  const { t } = useI18n();
  const snapshot = share.snapshot.value;
  if (!model.isOpen.value || !snapshot) return null;
  const { settings } = snapshot;
  const group = { model, settings };
  return (
    <Dialog heading={t('settings.heading')} onClose={model.close} atSide>
      <div class="settings">
        <SharingSettings {...group} share={share} port={port} snapshot={snapshot} />
        <NetworkSettings {...group} nearby={nearby} />
        <WindowSettings {...group} isMac={snapshot.platform === 'darwin'} />
        <NotificationSettings {...group} />
        <LogSettings {...group} />
        <div class="settings__reset">
          <Button kind="secondary" onPress={() => void model.reset()}>
            {t('settings.reset')}
          </Button>
          <p class="setting__help">{t('settings.resetHelp')}</p>
          <ProblemNote problem={model.problems.value.reset ?? null} />
        </div>
      </div>
    </Dialog>
  );
}

interface GroupProps {
  readonly model: SettingsModel;
  readonly settings: SettingsView;
}

function NetworkSettings({ model, settings, nearby }: GroupProps & { readonly nearby: NearbyModel }) {
  const { t } = useI18n();
  const state = nearby.nearby.value?.state;
  const isForbidden = state?.status === 'disabled' && state.by === 'option';
  return (
    <SettingGroup heading={t('settings.network')}>
      <SwitchRow
        label={t('settings.discovery')}
        help={t(isForbidden ? 'settings.discoveryForbidden' : 'settings.discoveryHelp')}
        warns={isForbidden}
        problem={model.problems.value.discovery}
        checked={settings.discovery && !isForbidden}
        disabled={isForbidden}
        onChange={(discovery) => void model.change({ discovery })}
      />
      <NameField name={model.name} computerName={settings.computerName} />
    </SettingGroup>
  );
}

/** Each language in its own words, so that who cannot read the present one finds theirs. */
const languageNames = { en: 'English', 'zh-CN': '简体中文' } as const satisfies Record<Locale, string>;

/** On macOS the app outlives its window anyway, so that the icon is all that there is to choose. */
function WindowSettings({ model, settings, isMac }: GroupProps & { readonly isMac: boolean }) {
  const { t } = useI18n();
  const problems = model.problems.value;
  return (
    <SettingGroup heading={t('settings.window')}>
      <ChoiceRow<Locale | 'system'>
        label={t('settings.language')}
        problem={problems.language}
        value={settings.language ?? 'system'}
        choices={[
          { value: 'system', words: t('settings.system') },
          { value: 'en', words: languageNames.en },
          { value: 'zh-CN', words: languageNames['zh-CN'] },
        ]}
        onChange={(language) => void model.change({ language: language === 'system' ? null : language })}
      />
      <ChoiceRow<ThemeChoice>
        label={t('settings.theme')}
        problem={problems.theme}
        value={settings.theme}
        choices={[
          { value: 'system', words: t('settings.system') },
          { value: 'light', words: t('settings.themeLight') },
          { value: 'dark', words: t('settings.themeDark') },
        ]}
        onChange={(theme) => void model.change({ theme })}
      />
      <SwitchRow
        label={t('settings.startAtLogin')}
        help={t('settings.startAtLoginHelp')}
        problem={problems.startAtLogin}
        checked={settings.startAtLogin}
        onChange={(startAtLogin) => void model.change({ startAtLogin })}
      />
      <SwitchRow
        label={t(isMac ? 'settings.menuBarIcon' : 'settings.keepInTray')}
        help={t('settings.keepInTrayHelp')}
        problem={problems.keepInTray}
        checked={settings.keepInTray}
        onChange={(keepInTray) => void model.change({ keepInTray })}
      />
    </SettingGroup>
  );
}

const notifications = [
  ['notifyFirstVisitor', 'settings.notifyFirstVisitor'],
  ['notifyTransferDone', 'settings.notifyTransferDone'],
  ['notifyFailure', 'settings.notifyFailure'],
] as const;

function NotificationSettings({ model, settings }: GroupProps) {
  const { t } = useI18n();
  return (
    <SettingGroup heading={t('settings.notifications')}>
      {notifications.map(([key, words]) => (
        <SwitchRow
          key={key}
          label={t(words)}
          problem={model.problems.value[key]}
          checked={settings[key]}
          onChange={(checked) => void model.change({ [key]: checked })}
        />
      ))}
    </SettingGroup>
  );
}

function LogSettings({ model, settings }: GroupProps) {
  const { t, locale } = useI18n();
  const id = useId();
  const { logToFile, logFile } = settings;
  const problems = model.problems.value;
  const size = formatByteSize(logFileBytesMax * logFilesMax, locale);
  const path = visibleText(logFile.displayPath);
  return (
    <SettingGroup heading={t('settings.log')}>
      <SwitchRow
        label={t('settings.logToFile')}
        help={t('settings.logToFileHelp', { size })}
        problem={logFile.problem ?? problems.logToFile}
        checked={logToFile}
        onChange={(checked) => void model.change({ logToFile: checked })}
      />
      <CustomRow id={id} problem={problems.logFolder}>
        <span class="settings__path">
          <span class="unseen">{t('settings.logFile')}: </span>
          <code title={path}>{path}</code>
        </span>
        <Button kind="secondary" onPress={() => void model.openLogFolder()}>
          {t('settings.openLogFolder')}
        </Button>
      </CustomRow>
    </SettingGroup>
  );
}
