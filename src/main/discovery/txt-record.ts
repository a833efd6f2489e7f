import { txtItemBytesMax, txtItemsMax } from './limits.ts';

/** What a Doorstep says of its share in the TXT record (RFC 6763 §6). */
export interface ShareTxt {
  /** Percent-encoded, begins with `/`. */
  readonly path: string;
  /** Of the running program; the same on all its networks. */
  readonly id: string;
  readonly access: 'open' | 'protected';
}

/** Version of what the keys mean. */
const txtVersion = '1';

/** The keys and values to announce. A path that does not fit into one string of 255 bytes is left at `/`. */
export function encodeTxt({ path, id, access }: ShareTxt): Record<string, string> {
  const fits = Buffer.byteLength(`path=${path}`) <= txtItemBytesMax;
  return { path: fits ? path : '/', id, v: txtVersion, access };
}

/** Keys in lower case and their values; the first of equal keys counts, a key without `=` has the value '' (RFC 6763 §6.4). */
export function decodeTxt(items: readonly Uint8Array[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const item of items.slice(0, txtItemsMax)) {
    const text = Buffer.from(item).toString('utf8');
    const equals = text.indexOf('=');
    const key = (equals < 0 ? text : text.slice(0, equals)).toLowerCase();
    if (key !== '' && !values.has(key)) values.set(key, equals < 0 ? '' : text.slice(equals + 1));
  }
  return values;
}

/** What a Doorstep said; null where the TXT record is something else's. `target` is the SRV record's. */
export function shareTxtOf(values: ReadonlyMap<string, string>, target: string): Omit<ShareTxt, 'path'> | null {
  const id = values.get('id') ?? '';
  if (!isDoorstepId(id) || target.toLowerCase() !== doorstepHost(id)) return null;
  return { id, access: values.get('access') === 'open' ? 'open' : 'protected' };
}

/** The host name of our own records: nobody else's, so that a goodbye withdraws nothing of the operating system's. */
export function doorstepHost(id: string): string {
  return `doorstep-${id}.local`;
}

function isDoorstepId(id: string): boolean {
  return /^[0-9a-f]{8,32}$/.test(id);
}

/**
 * The path from TXT (RFC 6763 §6, and the `_http._tcp` registration) where it is one that a URL can hold; else `/`.
 * Older software leaves out the slash.
 */
export function servicePath(values: ReadonlyMap<string, string>): string {
  const path = values.get('path') ?? '/';
  const absolute = path.startsWith('/') ? path : `/${path}`;
  return /^\/[\w\-.~!$&'()*+,;=:@%/?]*$/.test(absolute) ? absolute : '/';
}
