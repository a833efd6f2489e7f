import type { AddressView } from '../../shared/ipc.ts';
import { useI18n } from '../ui/i18n.ts';
import { addressLabel } from './address-list.tsx';
import type { ShareModel } from './share-model.ts';
import '../ui/controls.css';
import './address-choice.css';

interface AddressChoiceProps {
  readonly share: ShareModel;
  /** Best first. */
  readonly addresses: readonly AddressView[];
  readonly shownUrl: string;
}

/** Every address of the share, folded into one line where the window has no room for their list. */
export function AddressChoice({ share, addresses, shownUrl }: AddressChoiceProps) {
  const { t } = useI18n();
  return (
    <select
      class="select address-choice"
      aria-label={t('addresses.heading')}
      value={shownUrl}
      onChange={(event) => share.showAddress(event.currentTarget.value)}
    >
      {addresses.map((address) => (
        <option key={address.url} value={address.url}>
          {t('addresses.option', { label: addressLabel(address, t), url: address.url })}
        </option>
      ))}
    </select>
  );
}
