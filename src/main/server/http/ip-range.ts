import { ipv4Bytes, ipv6Bytes } from './ip-address.ts';

/** One address of this computer, as `os.networkInterfaces()` tells it. */
export interface InterfaceAddress {
  readonly address: string;
  /** `255.255.255.0` or `ffff:ffff:ffff:ffff::`. */
  readonly netmask: string;
}

/**
 * The rule of who may connect unless the owner opens the share to everyone: devices on the local networks of this
 * computer. Local are the private, link-local, unique-local, loopback and carrier-NAT ranges (the last is what a mesh
 * VPN hands out), a public IPv6 address in the prefix of one of our interfaces, and this computer itself under any of
 * its addresses. A public IPv4 address beside ours is a stranger's: such subnets are a provider's, not a home's.
 *
 * Returns a check of a peer's address as `node:net` tells it: IPv4 mapped into IPv6 and zones are understood; what is
 * no address is not local. Interfaces change: make a new check when they do.
 */
export function createLocalPeerCheck(
  interfaces: readonly InterfaceAddress[],
): (remoteAddress: string | undefined) => boolean {
  const ranges = [...localRanges];
  for (const { address, netmask } of interfaces) {
    const bytes = parseIp(address);
    if (bytes === null) continue;
    ranges.push({ bytes, bits: bytes.length * 8 });
    const bits = prefixBits(netmask);
    if (bytes.length === 16 && bits >= prefixBitsMin) ranges.push({ bytes, bits });
  }
  return (remoteAddress) => {
    const peer = remoteAddress === undefined ? null : parseIp(remoteAddress);
    return peer !== null && ranges.some((range) => isInRange(peer, range));
  };
}

/**
 * The 4 or 16 bytes of an address; null where the text is none. A zone (`%eth0`, RFC 4007 §11) is left out, and IPv4
 * mapped into IPv6 (RFC 4291 §2.5.5.2), which is how a dual-stack socket tells it, becomes the 4 bytes that it is.
 */
export function parseIp(text: string): Uint8Array | null {
  const zone = text.indexOf('%');
  if (!text.includes(':')) return ipv4Bytes(text);
  const bytes = ipv6Bytes(zone < 0 ? text : text.slice(0, zone));
  return bytes !== null && isInRange(bytes, mappedIpv4) ? bytes.subarray(12) : bytes;
}

interface IpRange {
  readonly bytes: Uint8Array;
  readonly bits: number;
}

/**
 * A public IPv6 prefix shorter than this is no local network but a tunnel's whole world (Teredo has /32, 6to4 /16). A
 * network at home has /64; /48 is the most that a site is given (RFC 6177).
 */
const prefixBitsMin = 48;

const mappedIpv4 = range('::ffff:0:0', 96);

const localRanges: readonly IpRange[] = [
  // Loopback (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3)
  range('127.0.0.0', 8),
  range('::1', 128),
  // Private (RFC 1918)
  range('10.0.0.0', 8),
  range('172.16.0.0', 12),
  range('192.168.0.0', 16),
  // Link-local (RFC 3927, RFC 4291 §2.5.6)
  range('169.254.0.0', 16),
  range('fe80::', 10),
  // Unique local (RFC 4193)
  range('fc00::', 7),
  // Shared address space (RFC 6598)
  range('100.64.0.0', 10),
];

/** A constant of this file. */
function range(address: string, bits: number): IpRange {
  const bytes = address.includes(':') ? ipv6Bytes(address) : ipv4Bytes(address);
  if (bytes === null) throw new Error(`${address} is no address`);
  return { bytes, bits };
}

function isInRange(address: Uint8Array, { bytes, bits }: IpRange): boolean {
  if (address.length !== bytes.length) return false;
  const whole = bits >> 3;
  for (let at = 0; at < whole; at++) if (address[at] !== bytes[at]) return false;
  const rest = bits & 7;
  return rest === 0 || ((address[whole] as number) ^ (bytes[whole] as number)) >> (8 - rest) === 0;
}

/** How many bits a netmask sets; 0 where it is no mask or has holes, so that it opens nothing. */
function prefixBits(netmask: string): number {
  const bytes = netmask.includes(':') ? ipv6Bytes(netmask) : ipv4Bytes(netmask);
  if (bytes === null) return 0;
  let bits = 0;
  let ended = false;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      const isSet = ((byte >> bit) & 1) === 1;
      if (isSet && ended) return 0;
      if (isSet) bits++;
      else ended = true;
    }
  }
  return bits;
}
