import type { EventEmitter } from 'node:events';
import type { DiscoveryTrouble } from '../../shared/neighbour.ts';

/** One resource record as heard; of types that nobody asked for nothing is told. TTLs are in seconds. */
export type HeardRecord =
  | { readonly type: 'PTR'; readonly name: string; readonly ttl: number; readonly data: string }
  | {
      readonly type: 'SRV';
      readonly name: string;
      readonly ttl: number;
      readonly data: { readonly target: string; readonly port: number };
    }
  | { readonly type: 'TXT'; readonly name: string; readonly ttl: number; readonly data: readonly Uint8Array[] }
  | {
      readonly type: 'A' | 'AAAA';
      readonly name: string;
      readonly ttl: number;
      readonly data: string;
      /** What was heard before of this name and type is void (RFC 6762 §10.2). */
      readonly flush: boolean;
    };

/** One mDNS response. */
export interface HeardResponse {
  readonly records: readonly HeardRecord[];
  /** The IPv4 address from which it came, on this interface's subnet. */
  readonly source: string;
}

export interface Question {
  readonly name: string;
  readonly type: 'PTR' | 'SRV' | 'TXT' | 'A' | 'AAAA' | 'ANY';
}

/** What one interface's network hears of us. */
export interface PublishedService {
  /** A single label, see `announcedName`. */
  readonly name: string;
  readonly port: number;
  /** Ends in `.local`; nobody else's. */
  readonly host: string;
  readonly txt: Readonly<Record<string, string>>;
}

export interface PortProblem {
  readonly reason: DiscoveryTrouble;
  /** The system's own words. */
  readonly detail: string;
}

export interface MdnsPortEvents {
  /** The socket is bound. */
  ready: [];
  response: [HeardResponse];
  /** The port does not work (any more): close it and open another. */
  problem: [PortProblem];
  /** A bug was caught. */
  fault: [Error];
}

/** mDNS on one IPv4 interface. Never throws, never ends the process; errors are told by `problem`. */
export interface MdnsPort extends EventEmitter<MdnsPortEvents> {
  ask(questions: readonly Question[]): void;
  /** Announces, and answers for it. Once in a port's life: open another port for another service. */
  publish(service: PublishedService): void;
  /** Resolves when the socket is closed. With `goodbye`, what was published is withdrawn first. Not bounded. */
  close(options: { readonly goodbye: boolean }): Promise<void>;
}

/** Where a port is opened. */
export interface PortAddress {
  readonly address: string;
  /** Empty where it is not known: every source counts as being on the network. */
  readonly netmask: string;
}

export type OpenPort = (where: PortAddress) => MdnsPort;

/** DNS-SD's type of web pages; what a share is. */
export const serviceType = '_http._tcp.local';
