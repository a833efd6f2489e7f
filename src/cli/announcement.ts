import QRCode from 'qrcode';
import type { AddressView } from '../shared/ipc.ts';
import { printable } from './printable.ts';

/** Paths named in the first line; more are counted. */
const namedPathsMax = 5;

/** What a person reads first: what is shared, and where. Best address first. */
export function announcementLines(paths: readonly string[], addresses: readonly AddressView[]): string[] {
  const named = paths.slice(0, namedPathsMax).map(printable).join(', ');
  const more = paths.length > namedPathsMax ? ` and ${paths.length - namedPathsMax} more` : '';
  const urlWidth = Math.max(...addresses.map(({ url }) => url.length));
  return [
    `Sharing ${named}${more}`,
    ...addresses.map((address) => `  ${address.url.padEnd(urlWidth)}  ${describe(address)}`.trimEnd()),
  ];
}

/** The URL as a QR code in half blocks, for a terminal. */
export function terminalQrCode(url: string): Promise<string> {
  return QRCode.toString(url, { type: 'terminal', small: true });
}

function describe({ kind, interfaceName, isPublic }: AddressView): string {
  if (kind === 'loopback') return `(${kindWords.loopback})`;
  const words = [kindWords[kind], isPublic ? 'public IPv6, perhaps open to the whole internet' : '']
    .filter(Boolean)
    .join(', ');
  if (interfaceName === '') return words ? `(${words})` : '';
  return words ? `(${printable(interfaceName)}: ${words})` : `(${printable(interfaceName)})`;
}

const kindWords: Readonly<Record<AddressView['kind'], string>> = {
  wifi: 'Wi-Fi',
  ethernet: 'Ethernet',
  lan: '',
  'link-local': 'cable between two computers',
  vpn: 'VPN only',
  'virtual-machine': 'virtual machines only',
  container: 'containers only',
  virtual: 'VPN or virtual machines only',
  loopback: 'this computer only',
};
