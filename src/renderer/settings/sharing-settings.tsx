import { useId } from 'preact/hooks';
import type { AppSnapshot } from '../../shared/ipc.ts';
import type { SettingsView } from '../../shared/settings.ts';
import { PortField } from '../share/port-field.tsx';
import type { PortModel } from '../share/port-model.ts';
import { ReachChoice } from '../share/reach-choice.tsx';
import type { ShareModel } from '../share/share-model.ts';
import { useI18n } from '../ui/i18n.ts';
import { BlockedVisitors } from './blocked-visitors.tsx';
import { ChoiceRow, CustomRow, SettingGroup } from './setting-row.tsx';
import type { SettingsModel } from './settings-model.ts';

interface SharingSettingsProps {
  readonly model: SettingsModel;
  readonly share: ShareModel;
  readonly port: PortModel;
  readonly snapshot: AppSnapshot;
  readonly settings: SettingsView;
}

/** Where to share, and with whom. */
export function SharingSettings({ model, share, port, snapshot, settings }: SharingSettingsProps) {
  const { t } = useI18n();
  const id = useId();
  const { state, reach } = snapshot;
  const { isPublic, blockedAddresses } = settings;
  const problems = model.problems.value;
  return (
    <SettingGroup heading={t('settings.sharing')}>
      <CustomRow
        id={`${id}-port`}
        help={t('settings.portHelp')}
        problem={state.status === 'failed' ? state.problem : undefined}
      >
        <PortField port={port} state={state} onRetry={() => void share.retryPort()} helpId={`${id}-port-help`} />
      </CustomRow>
      <CustomRow
        id={`${id}-reach`}
        help={t('settings.reachHelp')}
        problem={state.status === 'failed' ? undefined : (share.actionProblem.value ?? undefined)}
      >
        <ReachChoice share={share} reach={reach} helpId={`${id}-reach-help`} />
      </CustomRow>
      <ChoiceRow
        label={t('settings.access')}
        help={t(isPublic ? 'settings.accessPublicWarning' : 'settings.accessLocalHelp')}
        warns={isPublic}
        problem={problems.isPublic}
        value={isPublic ? 'public' : 'local'}
        choices={[
          { value: 'local', words: t('settings.accessLocal') },
          { value: 'public', words: t('settings.accessPublic') },
        ]}
        onChange={(value) => void model.change({ isPublic: value === 'public' })}
      />
      <BlockedVisitors
        addresses={blockedAddresses}
        problem={problems.blocked}
        onUnblock={(address) => void model.unblock(address)}
      />
    </SettingGroup>
  );
}
