import { withoutZone } from '../main/discovery/address-scope.ts';
import { rankAddresses } from '../main/discovery/addresses.ts';
import type { NetworkState } from '../main/discovery/network.ts';
import { printable } from './printable.ts';

/** The address to listen on; or what is wrong, with what there is, in one line. */
export type InterfaceChoice =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly problem: string };

/** Interfaces named in the message; a host of containers has hundreds. */
const namedInterfacesMax = 12;

/** Finds what `--interface` names: an interface, whose best address counts, or one of this computer's addresses. */
export function chooseInterface(typed: string, network: NetworkState): InterfaceChoice {
  const offered = rankAddresses({ port: 0, address: '::', family: 6 }, network);
  const isTyped = (name: string): boolean => name.toLowerCase() === typed.toLowerCase();
  const byName = offered.filter(({ interfaceName }) => isTyped(interfaceName)).sort((a, b) => a.family - b.family)[0];
  const found = byName ?? network.addresses.find(({ address }) => isTyped(address) || isTyped(withoutZone(address)));
  if (found) return { ok: true, address: found.address };
  const named = offered
    .slice(0, namedInterfacesMax)
    .map(({ interfaceName, address }) => `${interfaceName} (${address})`);
  const more = offered.length > named.length ? ' and more' : '';
  return {
    ok: false,
    problem: printable(`There is no network interface "${typed}". There are: ${named.join(', ')}${more}.`),
  };
}
