import type { ReachabilityReport } from '../../shared/reachability.ts';
import type { FirewallFacts, ProbeOutcome, ReachabilityFacts, ReachabilitySubject } from './reachability-facts.ts';
import { reachabilityFindings } from './reachability-findings.ts';
import { linuxAvahi, linuxFirewall } from './reachability-linux.ts';
import { macosFirewall } from './reachability-macos.ts';
import { probeAddress, probeName } from './reachability-probe.ts';
import type { SystemTools } from './reachability-tools.ts';
import { windowsFirewall } from './reachability-windows.ts';

/**
 * The self-test: asks our own server on every way to it that this computer has, and the operating system's tools what
 * may keep others out. Everything at once, so that it takes no longer than the slowest, which is bounded. It asks for
 * no rights and changes nothing. Never rejects.
 */
export async function checkReachability(subject: ReachabilitySubject, tools: SystemTools): Promise<ReachabilityReport> {
  const { listening, address, localName } = subject;
  if (!listening) return { findings: reachabilityFindings({ ...subject, ...nothingAsked(tools) }) };
  const { port, onlyAddress } = listening;
  const [loopback, ofAddress, ofName, firewall, avahi] = await Promise.all([
    isReachedByLoopback(onlyAddress) ? probeAddress(loopbackOf(onlyAddress), port) : null,
    address && address.kind !== 'loopback' ? probeAddress(address.address, port) : null,
    localName === null ? null : probeName(localName, port),
    firewallOf(tools, port, address?.interfaceName ?? ''),
    localName === null && tools.platform === 'linux' ? linuxAvahi(tools) : null,
  ]);
  const probes = { loopback, address: ofAddress, localName: ofName };
  return { findings: reachabilityFindings({ ...subject, platform: tools.platform, probes, firewall, avahi }) };
}

function nothingAsked({
  platform,
}: SystemTools): Pick<ReachabilityFacts, 'platform' | 'probes' | 'firewall' | 'avahi'> {
  const probes: Record<'loopback' | 'address' | 'localName', ProbeOutcome | null> = {
    loopback: null,
    address: null,
    localName: null,
  };
  return { platform, probes, firewall: { firewall: 'linux', state: 'unknown' }, avahi: null };
}

function firewallOf(tools: SystemTools, port: number, interfaceName: string): Promise<FirewallFacts> {
  switch (tools.platform) {
    case 'darwin':
      return macosFirewall(tools);
    case 'win32':
      return windowsFirewall(tools, interfaceName);
    default:
      return linuxFirewall(tools, port);
  }
}

/** A share that listens on one address does not answer on loopback, unless that address is it. */
function isReachedByLoopback(onlyAddress: string | null): boolean {
  return onlyAddress === null || isLoopback(onlyAddress);
}

function loopbackOf(onlyAddress: string | null): string {
  return onlyAddress !== null && isLoopback(onlyAddress) ? onlyAddress : '127.0.0.1';
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}
