import { networkInterfaces } from 'node:os';
import type { AddressView } from '../../shared/ipc.ts';
import {
  type ListeningOn,
  type NetworkInterfaces,
  type NetworkReading,
  networkState,
  rankAddresses,
} from './addresses.ts';
import { defaultRouteAddress } from './default-route.ts';
import { readGateways, readHardware } from './linux-network.ts';
import type { NetworkState } from './network.ts';

/** What this computer knows of its networks at this moment: ranked and labelled. Sends nothing, takes milliseconds. */
export async function readNetwork(): Promise<NetworkState> {
  return networkState(await readSystem());
}

/** The addresses under which a listener can be reached at this moment, best first, never empty. */
export async function reachableAddresses(listening: ListeningOn): Promise<AddressView[]> {
  return rankAddresses(listening, await readNetwork());
}

async function readSystem(): Promise<NetworkReading> {
  const interfaces = readInterfaces();
  const isLinux = process.platform === 'linux';
  const [ipv4, ipv6, hardware, gateways] = await Promise.all([
    defaultRouteAddress(4),
    defaultRouteAddress(6),
    isLinux ? readHardware(Object.keys(interfaces)) : new Map(),
    isLinux ? readGateways() : [],
  ]);
  return { interfaces, routes: { ipv4, ipv6 }, hardware, gateways };
}

function readInterfaces(): NetworkInterfaces {
  try {
    return networkInterfaces();
  } catch (error) {
    // Some systems forbid the question (Android's Termux: EACCES). The default route's address is known all the same.
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SYSTEM_ERROR') return {};
    throw error;
  }
}
