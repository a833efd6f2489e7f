import type Bonjour from 'bonjour-service';

/** A packet as multicast-dns decodes it. What is in it comes from strangers: only the lists themselves are sure. */
export interface MdnsPacket {
  readonly questions: readonly { readonly name: string; readonly type: string }[];
  readonly answers: readonly unknown[];
  readonly additionals: readonly unknown[];
}

/** A record as multicast-dns encodes it. */
export interface MdnsRecord {
  readonly name: string;
  readonly type: 'PTR' | 'SRV' | 'TXT' | 'A' | 'NSEC';
  ttl: number;
  readonly flush?: true;
  readonly data: unknown;
}

type Sent = (error?: unknown) => void;

/** The instance of multicast-dns inside. */
export interface Mdns {
  on(event: 'error' | 'warning', listener: (error: unknown) => void): unknown;
  on(event: 'ready', listener: () => void): unknown;
  on(
    event: 'query' | 'response',
    listener: (packet: MdnsPacket, source: { readonly address: string; readonly port: number }) => void,
  ): unknown;
  removeAllListeners(event: 'query'): unknown;
  query(query: { readonly questions: readonly { readonly name: string; readonly type: string }[] }, sent: Sent): void;
  respond(response: { readonly answers: readonly MdnsRecord[] }, sent: Sent): void;
}

/** What we use of bonjour-service and its types hide. */
export interface BonjourInternals {
  readonly mdns: Mdns;
  /** Sends one response for each question that our records answer. */
  respondToQuery(packet: MdnsPacket): void;
}

/** Throws where the library is not the version that this was written for. */
export function bonjourInternals(bonjour: Bonjour): BonjourInternals {
  const server: unknown = Reflect.get(bonjour, 'server');
  if (!hasMethods(server, ['respondToQuery']) || !('mdns' in server)) throw new Error(otherVersion);
  const { mdns } = server;
  if (!hasMethods(mdns, ['on', 'removeAllListeners', 'query', 'respond'])) throw new Error(otherVersion);
  return {
    mdns: mdns as unknown as Mdns,
    respondToQuery: (packet) => void Reflect.apply(server.respondToQuery, server, [packet]),
  };
}

const otherVersion = 'bonjour-service is not the version that this was written for';

type Method = (...values: unknown[]) => unknown;

function hasMethods<Name extends string>(value: unknown, names: readonly Name[]): value is Record<Name, Method> {
  return (
    typeof value === 'object' && value !== null && names.every((name) => typeof Reflect.get(value, name) === 'function')
  );
}
