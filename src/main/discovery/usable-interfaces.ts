import { isSameSubnet, isWildcard } from './address-scope.ts';
import { isLan } from './interface-kind.ts';
import { linksMax } from './limits.ts';
import type { LocalAddress, NetworkState } from './network.ts';

/** `loopback` is for tests, which must not speak on the machine's real network. */
export type DiscoveryScope = 'lan' | 'loopback';

/**
 * The IPv4 addresses on which discovery works, best first: one for each interface of a local network, and one for each
 * network, so that Ethernet and Wi-Fi at home do not answer each other. Docker, virtual machines and VPNs are left out,
 * unless the owner shares on exactly that address (`sharedAddress`).
 */
export function usableInterfaces(
  { addresses }: NetworkState,
  sharedAddress: string | null,
  scope: DiscoveryScope,
): LocalAddress[] {
  if (scope === 'loopback') return [loopback];
  const isChosen = ({ address }: LocalAddress): boolean => address === sharedAddress;
  const candidates = addresses.filter(
    (each) => each.family === 4 && each.kind !== 'loopback' && (isOnLan(each) || isChosen(each)),
  );
  const usable: LocalAddress[] = [];
  for (const each of [...candidates.filter(isChosen), ...candidates]) {
    const isCovered = usable.some(
      ({ address, netmask, interfaceName }) =>
        address === each.address ||
        (interfaceName !== '' && interfaceName === each.interfaceName) ||
        isSameSubnet(address, each.address, netmask),
    );
    if (!isCovered && usable.length < linksMax) usable.push(each);
  }
  return usable;
}

/** Whether what listens on `sharedAddress` can be reached at this one. */
export function isSharedOn({ address }: LocalAddress, sharedAddress: string): boolean {
  return isWildcard(sharedAddress) || sharedAddress === address;
}

function isOnLan({ kind }: LocalAddress): boolean {
  return isLan(kind) || kind === 'link-local';
}

const loopback: LocalAddress = {
  address: '127.0.0.1',
  family: 4,
  netmask: '255.0.0.0',
  interfaceName: 'lo',
  interfaceKey: '',
  kind: 'loopback',
  isPublic: false,
  isDefaultRoute: false,
};
