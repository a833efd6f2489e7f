import type { AddressKind } from '../../shared/ipc.ts';
import { isLinkLocal, isLoopback } from './address-scope.ts';

/** What the system tells of an interface's hardware; only Linux does. */
export interface InterfaceHardware {
  /** The kernel's number: another one where an interface was taken away and put back under the same name. */
  readonly index: number;
  readonly isWireless: boolean;
  /** Made by a program (TUN/TAP), so there is a tunnel or a virtual machine behind it, and no cable. */
  readonly isTunnel: boolean;
}

/** What is behind an address, by its interface's name, its hardware where that is known, and the address itself. */
export function kindOf(address: string, interfaceName: string, hardware?: InterfaceHardware): AddressKind {
  if (isLoopback(address)) return 'loopback';
  const named = kindNames.find(({ pattern }) => pattern.test(interfaceName))?.kind;
  if (named && isUnreachable(named)) return address.includes(':') && isLinkLocal(address) ? 'link-local' : named;
  if (isLinkLocal(address)) return 'link-local';
  if (hardware?.isTunnel) return 'virtual';
  return hardware?.isWireless ? 'wifi' : (named ?? 'lan');
}

/** A network on which a phone can be. */
export function isLan(kind: AddressKind): boolean {
  return kind === 'wifi' || kind === 'ethernet' || kind === 'lan';
}

function isUnreachable(kind: AddressKind): boolean {
  return kind === 'vpn' || kind === 'virtual-machine' || kind === 'container' || kind === 'virtual';
}

/** Names that the makers give to their interfaces; the first that matches counts. macOS tells no medium by `en0`. */
const kindNames: readonly { readonly kind: AddressKind; readonly pattern: RegExp }[] = [
  // `br0` is no container: people bridge their LAN by it.
  { kind: 'container', pattern: /^(?:docker|veth|br-|lxcbr|lxdbr|incusbr|podman|cni|flannel|cali|waydroid)/ },
  // `bridge100` and above are made by macOS for virtual machines and for Internet Sharing.
  { kind: 'virtual-machine', pattern: /^(?:virbr|vnet|vboxnet|vmnet|vmenet|bridge1\d\d$)/ },
  { kind: 'virtual-machine', pattern: /^vEthernet\b|\b(?:VirtualBox|VMware|Hyper-V|WSL)\b/i },
  { kind: 'vpn', pattern: /^(?:utun|tun|wg|ipsec|zt|nebula|gpd)[\w.-]*$/i },
  { kind: 'vpn', pattern: /Tailscale|ZeroTier|WireGuard|TAP-Windows|Wintun|NordLynx|Mullvad|AnyConnect|VPN/i },
  { kind: 'virtual', pattern: /^(?:tap|ppp|dummy|ifb|sit|gre|ip6tnl)\d*$/i },
  { kind: 'wifi', pattern: /^(?:wl|wifi|ath\d)|\bWi-?Fi\b|\bWLAN\b|\bWireless\b|无线/i },
  // Predictable names of systemd and the kernel's own; `Local Area Connection* 2` is the hotspot that Windows opens.
  { kind: 'ethernet', pattern: /^(?:eth\d|en(?:[ops]|x[0-9a-f]|[dv]\d))|^Ethernet\b(?!.*\*)|^以太网/i },
  { kind: 'ethernet', pattern: /^(?:Local Area Connection|本地连接)(?: \d+)?$/ },
];
