import { hostname as systemHostname } from 'node:os';
import { type Clock, systemClock, within } from './clock.ts';
import { localNameTimeoutMs } from './limits.ts';
import type { NetworkState } from './network.ts';
import { systemLookup } from './system-lookup.ts';

export interface LocalNameOptions {
  readonly hostname?: string;
  /** The operating system's own resolver: nothing else can tell whether *it* answers for the name. */
  readonly lookup?: (name: string) => Promise<readonly { readonly address: string }[]>;
  readonly clock?: Clock;
}

/**
 * `<hostname>.local` where the operating system itself answers for it with an address of this computer, else null. It
 * survives an address change, so it is worth offering; but it is asked and never assumed: on Linux it takes avahi and
 * nss-mdns. Resolves within `localNameTimeoutMs`, never rejects.
 */
export async function answeringLocalName(
  network: NetworkState,
  options: LocalNameOptions = {},
): Promise<string | null> {
  const { hostname = systemHostname(), lookup = systemLookup, clock = systemClock } = options;
  const label = hostname.replace(/\.local\.?$/i, '').split('.')[0] ?? '';
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(label)) return null;
  const name = `${label.toLowerCase()}.local`;
  try {
    const found = await within(clock, localNameTimeoutMs, lookup(name));
    // The hosts file may say 127.0.1.1: that is what this computer tells itself, and nobody else.
    const own = network.addresses.filter(({ kind }) => kind !== 'loopback').map(({ address }) => address);
    return found.some(({ address }) => own.includes(address)) ? name : null;
  } catch {
    return null; // ENOTFOUND, EAI_AGAIN or too late: it does not answer
  }
}
