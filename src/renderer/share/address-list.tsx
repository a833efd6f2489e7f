import { useId } from 'preact/hooks';
import { visibleText } from '../../shared/format.ts';
import type { WindowMessageKey } from '../../shared/i18n/window-messages.ts';
import type { AddressKind, AddressView } from '../../shared/ipc.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { useI18n, type WindowTranslate } from '../ui/i18n.ts';
import type { ShareModel } from './share-model.ts';
import './address-list.css';

/** What is behind an address, in the catalogue's words. */
export const addressKindWords = {
  wifi: 'addresses.wifi',
  ethernet: 'addresses.ethernet',
  lan: 'addresses.lan',
  'link-local': 'addresses.linkLocal',
  vpn: 'addresses.vpn',
  'virtual-machine': 'addresses.virtualMachine',
  container: 'addresses.container',
  virtual: 'addresses.virtual',
  loopback: 'addresses.loopback',
} as const satisfies Record<AddressKind, WindowMessageKey>;

interface AddressListProps {
  readonly share: ShareModel;
  /** Best first. */
  readonly addresses: readonly AddressView[];
  readonly shownUrl: string;
}

/** Every address of the share; the picked one is shown large, with its QR code. */
export function AddressList({ share, addresses, shownUrl }: AddressListProps) {
  const { t } = useI18n();
  const group = useId();
  return (
    <div class="addresses" role="radiogroup" aria-labelledby={`${group}-heading`}>
      <h2 id={`${group}-heading`}>{t('addresses.heading')}</h2>
      <ul>
        {addresses.map((address) => (
          <li key={address.url} class="address">
            <label>
              <input
                type="radio"
                name={group}
                checked={address.url === shownUrl}
                onChange={() => share.showAddress(address.url)}
              />
              <span class="address__url clip" title={address.url}>
                {address.url}
              </span>
              <AddressLabel address={address} />
            </label>
            <CopyButton
              name={t('addresses.copy', { url: address.url })}
              copied={share.copiedUrl.value === address.url}
              onCopy={() => void share.copyLink(address.url)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What is behind the address, and the system's name of its interface. */
export function AddressLabel({ address }: { readonly address: AddressView }) {
  const { t } = useI18n();
  const label = addressLabel(address, t);
  return (
    <span class="address__label clip muted" title={label}>
      {label}
    </span>
  );
}

/** The same in words alone. */
export function addressLabel({ kind, interfaceName, isPublic, isName }: AddressView, t: WindowTranslate): string {
  if (isName) return t('addresses.name');
  const parts = [t(addressKindWords[kind]), isPublic && t('addresses.public')];
  // The loopback interface's own name tells nobody anything.
  if (kind !== 'loopback') parts.push(visibleText(interfaceName));
  return parts.filter(Boolean).join(' · ');
}
