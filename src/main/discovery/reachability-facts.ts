import type { AddressView } from '../../shared/ipc.ts';

/**
 * `off`: there is none, or it lets everything in. `open`: it lets this port in. `closed`: it keeps this port out. `on`:
 * it is on, and what it does with this port cannot be told. `unknown`: not even that could be told.
 */
export type FirewallState = 'off' | 'open' | 'closed' | 'on' | 'unknown';

/** The firewall that decides on this computer. `linux` stands for "none of those that we know". */
export interface FirewallFacts {
  readonly firewall: 'ufw' | 'firewalld' | 'nftables' | 'linux' | 'windows' | 'macos';
  readonly state: FirewallState;
  /** Windows: a network that was called public, where the computer hides. */
  readonly publicNetwork?: string | null;
  /** macOS: pings get no answer. */
  readonly stealth?: boolean;
}

/** What came of asking our own server for `/`. */
export type ProbeOutcome =
  | { readonly status: 'answered' }
  /** Something answered, but it is not Doorstep. */
  | { readonly status: 'other-program' }
  | { readonly status: 'refused' }
  | { readonly status: 'timed-out' }
  /** The name stands for no address here. */
  | { readonly status: 'no-such-name' }
  /** Any other error of the system. */
  | { readonly status: 'failed'; readonly code: string };

/** What the self-test is about: the share as it is at this moment. */
export interface ReachabilitySubject {
  /** Null where nothing is shared. */
  readonly listening: {
    readonly port: number;
    /** The only address on which the share can be reached; null where it is all of them. */
    readonly onlyAddress: string | null;
  } | null;
  /** The address that is shown to the owner. */
  readonly address: AddressView | null;
  /** `<hostname>.local`, where the operating system answers for it. */
  readonly localName: string | null;
  readonly vpn: { readonly interfaceName: string; readonly hasDefaultRoute: boolean } | null;
  /** Other devices whose requests have come since the share has this port. */
  readonly visitors: { readonly devices: number; readonly lastAddress: string | null };
}

/** All that was found out; the findings follow from it. */
export interface ReachabilityFacts extends ReachabilitySubject {
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly probes: {
    readonly loopback: ProbeOutcome | null;
    readonly address: ProbeOutcome | null;
    readonly localName: ProbeOutcome | null;
  };
  readonly firewall: FirewallFacts;
  /** Linux: how this computer could get a name; null where that is not known or not needed. */
  readonly avahi: { readonly installed: boolean; readonly command: string } | null;
}
