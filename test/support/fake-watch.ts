import { EventEmitter } from 'node:events';
import type { NetworkState } from '../../src/main/discovery/network.ts';
import type { NetworkWatchEvents } from '../../src/main/discovery/network-watch.ts';
import type { AddressKind } from '../../src/shared/ipc.ts';

export interface FakeInterface {
  readonly interfaceName: string;
  readonly kind: AddressKind;
  readonly address: string;
  /** Left out: the interface is in no local network. */
  readonly networkId?: string | null;
  readonly isDefaultRoute?: boolean;
}

/** The networks that a test plays. */
export class FakeWatch extends EventEmitter<NetworkWatchEvents> {
  state: NetworkState;

  constructor(state: NetworkState) {
    super();
    this.state = state;
  }

  change(state: NetworkState): void {
    this.state = state;
    this.emit('changed', state);
  }
}

/** These interfaces in the order of rank, and loopback. */
export function networkOf(interfaces: readonly FakeInterface[]): NetworkState {
  const loopback: FakeInterface = { interfaceName: 'lo', kind: 'loopback', address: '127.0.0.1' };
  return {
    addresses: [...interfaces, loopback].map(({ interfaceName, kind, address, isDefaultRoute = false }) => ({
      address,
      family: address.includes(':') ? 6 : 4,
      netmask: '255.255.255.0',
      interfaceName,
      interfaceKey: interfaceName,
      kind,
      isPublic: /^2/.test(address) && address.includes(':'),
      isDefaultRoute,
    })),
    networks: interfaces.flatMap(({ interfaceName, networkId }) =>
      networkId === undefined ? [] : [{ interfaceName, id: networkId }],
    ),
  };
}
