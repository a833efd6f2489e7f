import { ipv4Bytes, ipv6Bytes } from './ip-address.ts';

/** Where a request was meant to go: the value of Host, or the authority of an absolute-form target. */
export interface Authority {
  /** In lower case; an IPv6 address without its brackets, a name without the dot that may end it. */
  readonly host: string;
  /** Null where none is given. */
  readonly port: number | null;
  readonly kind: 'ipv4' | 'ipv6' | 'name';
}

export interface AllowedHosts {
  /** This computer's host name, as the system tells it. */
  readonly machineName: string;
  /** Further names that the owner allowed. */
  readonly allowHosts: readonly string[];
}

/**
 * Reads `uri-host [ ":" port ]` (RFC 9110 §7.2, RFC 3986 §3.2.2); null where malformed. Strict: no user info, no empty
 * host (RFC 9110 §4.2.1), no zone and no future kind of IP literal, a port up to 65535.
 */
export function parseAuthority(text: string): Authority | null {
  const isLiteral = text.charCodeAt(0) === 0x5b;
  const hostEnd = isLiteral ? text.indexOf(']') + 1 : hostNameEnd(text);
  const port = parsePort(text, hostEnd);
  if (hostEnd < 1 || port === malformed) return null;
  if (isLiteral) {
    const host = text.slice(1, hostEnd - 1).toLowerCase();
    return ipv6Bytes(host) === null ? null : { host, port, kind: 'ipv6' };
  }
  if (text.length > authorityCharsMax) return null;
  const host = normalName(text.slice(0, hostEnd));
  if (ipv4Bytes(host) !== null) return { host, port, kind: 'ipv4' };
  return isRegisteredName(host) ? { host, port, kind: 'name' } : null;
}

/**
 * Whether a request for this host is answered: the guard against DNS rebinding, where a web page elsewhere points its
 * own name at this computer. Allowed is only what nobody on the internet can own: IP addresses, names without a dot
 * (`localhost` among them), `*.local`, this computer's name alone or under a home network's domain, and what the owner
 * allowed. Names are compared without case and final dot.
 */
export function isAllowedHost(authority: Authority, allowed: AllowedHosts): boolean {
  const { host, kind } = authority;
  if (kind !== 'name') return true;
  if (!isHostName(host)) return false;
  if (!host.includes('.') || host.endsWith('.local')) return true;
  return (
    isMachineName(host, normalName(allowed.machineName)) || allowed.allowHosts.some((name) => normalName(name) === host)
  );
}

/**
 * The machine's name as the system tells it, or its first label under one of the domains that routers hand out. A mesh
 * VPN's names have the network's own label between.
 */
function isMachineName(host: string, machineName: string): boolean {
  if (machineName === '') return false;
  if (host === machineName) return true;
  const label = machineName.split('.', 1)[0] as string;
  if (label === '' || !host.startsWith(label) || host[label.length] !== '.') return false;
  const domain = host.slice(label.length + 1);
  return homeDomains.includes(domain) || /^[^.]+\.ts\.net$/.test(domain);
}

const homeDomains: readonly string[] = ['lan', 'home', 'home.arpa', 'internal', 'fritz.box', 'ts.net'];

/** A DNS name has at most 253 characters (RFC 1035 §2.3.4); with a dot, a colon and a port of five digits. */
const authorityCharsMax = 260;
const malformed = -1;

/** Lower case, without the dot that marks a full name (RFC 1034 §3.1). */
function normalName(name: string): string {
  return (name.endsWith('.') ? name.slice(0, -1) : name).toLowerCase();
}

function hostNameEnd(text: string): number {
  const colon = text.indexOf(':');
  return colon < 0 ? text.length : colon;
}

/** The port behind the host: null for none or an empty one (RFC 3986 §3.2.3), `malformed` for anything but digits. */
function parsePort(text: string, hostEnd: number): number | null {
  if (hostEnd === text.length) return null;
  if (text[hostEnd] !== ':') return malformed;
  if (hostEnd + 1 === text.length) return null;
  let port = 0;
  for (let at = hostEnd + 1; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return malformed;
    port = port * 10 + digit;
    if (port > 65_535) return malformed;
  }
  return port;
}

/** `reg-name` without being empty (RFC 3986 §3.2.2): what URIs may hold, not yet what DNS may. */
function isRegisteredName(host: string): boolean {
  return /^(?:[a-z0-9\-._~!$&'()*+,;=]|%[0-9a-f]{2})+$/.test(host);
}

/** Labels of letters, digits, hyphens and underscores: what a resolver is ever asked for. None is empty. */
function isHostName(host: string): boolean {
  return /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(host);
}
