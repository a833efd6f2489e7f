import { Button } from '../ui/button.tsx';
import { useI18n } from '../ui/i18n.ts';
import { SettingsIcon } from '../ui/icons.tsx';

/** Opens the settings sheet. */
export function SettingsButton({ onPress }: { readonly onPress: () => void }) {
  const { t } = useI18n();
  const name = t('settings.heading');
  return <Button kind="quiet" icon={<SettingsIcon />} name={name} title={name} onPress={onPress} />;
}
