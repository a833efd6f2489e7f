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

function describe({ kind, interfaceName }: AddressView): string {
  if (kind === 'loopback') return '(this computer only)';
  if (kind === 'virtual') return `(${printable(interfaceName)}: VPN or virtual machines only)`;
  return interfaceName ? `(${printable(interfaceName)})` : '';
}
