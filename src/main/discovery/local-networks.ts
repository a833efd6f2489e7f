import { ipv4Number } from './address-scope.ts';
import { isLan } from './interface-kind.ts';
import type { Gateway } from './linux-network.ts';
import type { LocalAddress, LocalNetwork } from './network.ts';

/**
 * The local networks behind the given addresses, one for each interface. A network with a gateway is known by the
 * gateway's hardware address, since half of the world's homes and cafés are 192.168.1.0/24; one without (a switch, a
 * cable, or a system that does not tell) by its subnet and the interface's name.
 */
export function localNetworks(addresses: readonly LocalAddress[], gateways: readonly Gateway[]): LocalNetwork[] {
  const networks = new Map<string, LocalNetwork>();
  for (const local of addresses) {
    const { interfaceName, kind, family } = local;
    // Every interface has an IPv6 link-local address, whether anybody is there or not.
    const isOnNetwork = isLan(kind) || (kind === 'link-local' && family === 4);
    if (!isOnNetwork || networks.has(interfaceName)) continue;
    const gateway = gateways.find((each) => each.interfaceName === interfaceName);
    networks.set(interfaceName, { interfaceName, id: gateway ? gatewayId(gateway) : subnetId(local) });
  }
  return [...networks.values()];
}

function gatewayId({ hardwareAddress }: Gateway): string | null {
  return hardwareAddress === null ? null : `gateway ${hardwareAddress}`;
}

function subnetId({ address, netmask, interfaceName }: LocalAddress): string {
  return `subnet ${subnetOf(address, netmask)} ${interfaceName}`;
}

/** The first address and the mask; of IPv6, whose hosts choose their own last half, the first four groups. */
function subnetOf(address: string, netmask: string): string {
  const [number, mask] = [ipv4Number(address), ipv4Number(netmask)];
  if (number === null || mask === null) return expandIpv6(address).slice(0, 4).join(':');
  const first = (number & mask) >>> 0;
  return `${[24, 16, 8, 0].map((shift) => (first >>> shift) & 0xff).join('.')}/${netmask}`;
}

/** The eight groups (RFC 4291 §2.2), `::` filled up. */
function expandIpv6(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail?.split(':').filter(Boolean) ?? [];
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array.from({ length: missing }, () => '0'), ...right];
}
