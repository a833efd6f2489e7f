import type { WindowMessageKey } from '../../shared/i18n/window-messages.ts';
import { Button } from '../ui/button.tsx';
import { useI18n } from '../ui/i18n.ts';
import { CloseIcon, NetworkIcon } from '../ui/icons.tsx';
import type { AddressNotice as Notice } from './address-notices.ts';
import './address-notice.css';

const words = {
  changed: 'addresses.changed',
  better: 'addresses.better',
  back: 'addresses.back',
} as const satisfies Record<Notice['kind'], WindowMessageKey>;

interface AddressNoticeProps {
  readonly notice: Notice | null;
  readonly onDismiss: () => void;
}

/** Calmly, above the new address: it has changed by itself. The live region is there before its words are, so that they are heard. */
export function AddressNotice({ notice, onDismiss }: AddressNoticeProps) {
  const { t } = useI18n();
  return (
    <div class="address-notice-place" aria-live="polite">
      {notice && (
        <div class="address-notice">
          <NetworkIcon />
          <p>{t(words[notice.kind], { from: notice.fromUrl })}</p>
          <Button kind="quiet" icon={<CloseIcon />} name={t('problem.dismiss')} onPress={onDismiss} />
        </div>
      )}
    </div>
  );
}
