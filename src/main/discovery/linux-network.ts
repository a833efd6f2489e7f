import { access, open, readFile } from 'node:fs/promises';
import type { InterfaceHardware } from './interface-kind.ts';
import { interfacesMax, procFileBytesMax } from './limits.ts';

/** The router through which an interface reaches the rest of the world. */
export interface Gateway {
  readonly interfaceName: string;
  readonly address: string;
  /** Null while it is not known: nobody has talked to it yet. */
  readonly hardwareAddress: string | null;
}

/** What the kernel tells of each interface; the ones that it does not know any more are left out. */
export async function readHardware(interfaceNames: readonly string[]): Promise<Map<string, InterfaceHardware>> {
  const entries = await Promise.all(
    interfaceNames.slice(0, interfacesMax).map(async (name) => {
      const folder = `/sys/class/net/${name.replace(/:.*$/, '')}`; // `eth0:1` is another label of eth0
      const [index, ...marks] = await Promise.all([
        readFile(`${folder}/ifindex`, 'utf8').catch(() => ''),
        exists(`${folder}/wireless`),
        exists(`${folder}/phy80211`),
        exists(`${folder}/tun_flags`),
      ]);
      const [hasWireless, hasPhy, isTunnel] = marks;
      return [name, { index: Number(index), isWireless: hasWireless || hasPhy, isTunnel }] as const;
    }),
  );
  return new Map(entries.filter(([, { index }]) => index > 0));
}

/** The default IPv4 gateway of each interface that has one. Sends nothing. */
export async function readGateways(): Promise<Gateway[]> {
  const [routes, neighbours] = await Promise.all([readSmall('/proc/net/route'), readSmall('/proc/net/arp')]);
  return parseGateways(routes, neighbours);
}

/** The pure half of `readGateways`: the texts of `/proc/net/route` and `/proc/net/arp`, as proc(5) describes them. */
export function parseGateways(routes: string, neighbours: string): Gateway[] {
  const gateways = new Map<string, { address: string; metric: number }>();
  for (const line of routes.split('\n').slice(1)) {
    const [interfaceName, destination, gateway, flags, , , metric, mask] = line.trim().split(/\s+/);
    if (!interfaceName || destination !== '00000000' || mask !== '00000000' || !gateway) continue;
    if ((Number.parseInt(flags ?? '', 16) & routeHasGateway) === 0 || !/^[0-9A-F]{8}$/i.test(gateway)) continue;
    const known = gateways.get(interfaceName);
    if (known && known.metric <= Number(metric)) continue;
    gateways.set(interfaceName, { address: hostOrderAddress(gateway), metric: Number(metric) });
  }
  const hardware = hardwareAddresses(neighbours);
  return [...gateways].map(([interfaceName, { address }]) => ({
    interfaceName,
    address,
    hardwareAddress: hardware.get(`${address} ${interfaceName}`) ?? null,
  }));
}

/** RTF_GATEWAY of linux/route.h. */
const routeHasGateway = 0x2;

function hardwareAddresses(neighbours: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of neighbours.split('\n').slice(1)) {
    const [address, , , hardwareAddress, , interfaceName] = line.trim().split(/\s+/);
    if (!address || !interfaceName || !/^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(hardwareAddress ?? '')) continue;
    if (hardwareAddress !== '00:00:00:00:00:00')
      found.set(`${address} ${interfaceName}`, (hardwareAddress ?? '').toLowerCase());
  }
  return found;
}

/** The kernel prints the four bytes as one number of the machine's own order, little-endian on all that Electron runs on. */
function hostOrderAddress(hex: string): string {
  const bytes = hex.match(/../g) ?? [];
  return bytes
    .reverse()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.');
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** The beginning of a file that may be long on a router; empty where it cannot be read, as in some sandboxes. */
async function readSmall(path: string): Promise<string> {
  try {
    await using file = await open(path);
    const buffer = Buffer.alloc(procFileBytesMax);
    let length = 0;
    // procfs hands out a page at a time.
    while (length < buffer.length) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, null);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return buffer.toString('latin1', 0, length);
  } catch {
    return '';
  }
}
