/** 127.0.0.0/8, `::1`, and the former mapped into IPv6. */
export function isLoopback(address: string): boolean {
  return /^127\./.test(address) || address === '::1' || /^::ffff:127\./i.test(address);
}

/** 169.254.0.0/16 (RFC 3927) and fe80::/10 (RFC 4291 §2.5.6). */
export function isLinkLocal(address: string): boolean {
  return /^169\.254\./.test(address) || /^fe[89ab][0-9a-f]:/i.test(address);
}

/** 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 (RFC 1918) and fc00::/7 (RFC 4193). */
export function isPrivate(address: string): boolean {
  return /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(address) || /^f[cd][0-9a-f]{2}:/i.test(address);
}

/** An IPv6 address that is not confined to this computer, this link or this site: the whole internet may reach it. */
export function isPublicIpv6(address: string): boolean {
  return address.includes(':') && !isLoopback(address) && !isLinkLocal(address) && !isPrivate(address);
}

/** The address on which a listener accepts at every address of this computer. */
export function isWildcard(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

/** Without the zone (RFC 4007 §11): `fe80::1%eth0` is `fe80::1`. */
export function withoutZone(address: string): string {
  return address.replace(/%.*$/, '');
}

/** IPv4 as a number, so that it can be masked; null where the text is no dotted quad. */
export function ipv4Number(address: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)?.slice(1).map(Number);
  if (!parts || parts.some((part) => part > 255)) return null;
  return parts.reduce((number, part) => number * 256 + part, 0);
}

/** Whether two IPv4 addresses are on one subnet; false where one of the three is no IPv4 address or mask. */
export function isSameSubnet(a: string, b: string, netmask: string): boolean {
  const [first, second, mask] = [ipv4Number(a), ipv4Number(b), ipv4Number(netmask)];
  return first !== null && second !== null && mask !== null && ((first ^ second) & mask) === 0;
}
