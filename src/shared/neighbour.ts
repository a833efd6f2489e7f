/** Another Doorstep, or another `_http._tcp` service, found on the local network. All text in it comes from strangers. */
export interface Neighbour {
  /** The same as long as the neighbour is listed, and after an address change. */
  readonly id: string;
  readonly kind: 'doorstep' | 'http';
  /** As announced, at most `neighbourNameCharsMax` characters; may hold control characters: escape before showing. */
  readonly name: string;
  /** Its best address for this computer: IPv4 where it has one. */
  readonly address: string;
  /** `http://<address>[:<port>]/<path>`: safe to open, as host and path were checked. */
  readonly url: string;
  /** Whether it asks for a password; `unknown` for what is no Doorstep. */
  readonly access: 'open' | 'protected' | 'unknown';
}

/** What *Nearby* shows: Doorsteps first, then by name. */
export interface NeighbourList {
  /** At most `neighboursMax`. */
  readonly neighbours: readonly Neighbour[];
  /** How many more there were that are not listed. */
  readonly omitted: number;
}

/** Why discovery cannot work at the moment; it is tried again by itself. */
export type DiscoveryTrouble =
  /** There is no interface on which anybody could be found. */
  | 'no-network'
  /** Another program keeps UDP port 5353 for itself (EADDRINUSE). */
  | 'port-in-use'
  /** The system forbids it (EACCES, EPERM): a sandbox, or the local network permission of macOS. */
  | 'not-allowed'
  | 'other';

export type DiscoveryState =
  /** Not wanted, stopped, suspended, or with nothing to announce where nobody is looked for. */
  | { readonly status: 'off' }
  | { readonly status: 'starting' }
  | {
      readonly status: 'on';
      /** The name under which the share is announced, `Name (2)` where `Name` was taken; null while none is. */
      readonly announcedName: string | null;
    }
  | {
      readonly status: 'unavailable';
      readonly reason: DiscoveryTrouble;
      /** The system's own words, such as `bind EADDRINUSE 0.0.0.0:5353`; may be empty. */
      readonly detail: string;
    };
