/**
 * The 4 bytes of an IPv4 address in dotted decimal; null where the text is none. Strict (`IPv4address`, RFC 3986
 * §3.2.2): four numbers up to 255 without leading zeros, so that no two programs read one text as two addresses.
 */
export function ipv4Bytes(text: string): Uint8Array | null {
  if (text.length > ipv4CharsMax) return null;
  const bytes = new Uint8Array(4);
  return writeIpv4(text, 0, bytes, 0) ? bytes : null;
}

/**
 * The 16 bytes of an IPv6 address (`IPv6address`, RFC 3986 §3.2.2; RFC 4291 §2.2), without brackets or zone; null where
 * the text is none. `::` may stand for one group, as RFC 4291 allows.
 */
export function ipv6Bytes(text: string): Uint8Array | null {
  if (text.length < 2 || text.length > ipv6CharsMax) return null;
  const bytes = new Uint8Array(16);
  /** Bytes written; those behind `::` are moved to the end at last. */
  let length = 0;
  let gap = -1;
  let at = 0;
  if (text.startsWith('::')) {
    gap = 0;
    at = 2;
  }
  while (at < text.length) {
    const end = groupEnd(text, at);
    if (text[end] === '.') {
      if (length > 12 || !writeIpv4(text, at, bytes, length)) return null;
      length += 4;
      break;
    }
    if (end === at || end - at > 4 || length > 14) return null;
    const group = Number.parseInt(text.slice(at, end), 16);
    bytes[length++] = group >> 8;
    bytes[length++] = group & 0xff;
    if (end === text.length) break;
    if (text[end] !== ':') return null;
    at = end + 1;
    if (text[at] === ':') {
      if (gap >= 0) return null;
      gap = length;
      at++;
    } else if (at === text.length) return null;
  }
  if (gap < 0) return length === 16 ? bytes : null;
  if (length > 14) return null;
  bytes.copyWithin(16 - (length - gap), gap, length);
  bytes.fill(0, gap, 16 - (length - gap));
  return bytes;
}

/** `255.255.255.255` */
const ipv4CharsMax = 15;
/** Six full groups and an IPv4 address. */
const ipv6CharsMax = 45;

/** Reads dotted decimal from `start` to the end of the text; false where it is malformed. */
function writeIpv4(text: string, start: number, bytes: Uint8Array, offset: number): boolean {
  let part = 0;
  let value = -1;
  for (let at = start; at <= text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit >= 0 && digit <= 9) {
      if (value === 0) return false;
      value = value < 0 ? digit : value * 10 + digit;
      if (value > 255) return false;
      continue;
    }
    if (value < 0 || part > 3 || (at < text.length && text[at] !== '.')) return false;
    bytes[offset + part++] = value;
    value = -1;
  }
  return part === 4;
}

/** Where the run of hex digits that begins at `start` ends. */
function groupEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && isHexDigit(text.charCodeAt(at))) at++;
  return at;
}

function isHexDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}
