import type { AddressView } from '../../shared/ipc.ts';

/** What this computer knows of its networks at one moment. */
export interface NetworkState {
  /** Every address of this computer, best first; `rankAddresses` makes what is offered of it. */
  readonly addresses: readonly LocalAddress[];
  /** The local networks it is on; tunnels, virtual machines and containers are none. Empty: offline. */
  readonly networks: readonly LocalNetwork[];
}

export interface LocalAddress {
  readonly address: string;
  readonly family: 4 | 6;
  /** `255.255.255.0` or `ffff:ffff:ffff:ffff::`; empty where the system does not tell. */
  readonly netmask: string;
  /** The operating system's name of the interface; empty where it does not tell. */
  readonly interfaceName: string;
  /** Tells an interface that was taken away and put back from one that stayed: index and hardware address. */
  readonly interfaceKey: string;
  readonly kind: AddressView['kind'];
  /** A public IPv6 address, under which the whole internet may be able to reach the share. */
  readonly isPublic: boolean;
  /** Packets to the rest of the world leave from here. */
  readonly isDefaultRoute: boolean;
}

/** One local network, so that it is known again when it comes back. */
export interface LocalNetwork {
  readonly interfaceName: string;
  /**
   * By the default gateway's hardware address where it can be read, else by subnet and interface name. Null while a
   * gateway is there whose hardware address is not known, as nobody has talked to it yet: nothing may be decided by it.
   */
  readonly id: string | null;
}
