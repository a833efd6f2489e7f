import type { ReachabilityMessageKey } from '../../shared/i18n/reachability-messages.ts';
import type { MessageParameters } from '../../shared/i18n/translate.ts';
import type { AddressKind } from '../../shared/ipc.ts';
import type { Finding, ReachabilityCheck, Sentence } from '../../shared/reachability.ts';
import type { ProbeOutcome, ReachabilityFacts } from './reachability-facts.ts';
import { firewallFinding } from './reachability-firewall-finding.ts';

/** What the facts mean to the owner, from the share outwards. Pure; each check answers for itself. */
export function reachabilityFindings(facts: ReachabilityFacts): Finding[] {
  if (!facts.listening) {
    return [finding('listener', 'problem', { key: 'listener.stopped' }, { key: 'listener.start' })];
  }
  const checks = [listenerFinding, networkFinding, addressFinding, nameFinding, firewallFinding, vpnFinding];
  const findings = [...checks, visitorsFinding].flatMap((check) => check(facts) ?? []);
  // Where only this computer was let in, the network has nothing to do with it.
  return isOnlyHere(facts) ? findings.slice(0, 1) : findings;
}

/** One finding; without advice there is nothing to do, without a command nothing to type. */
export function finding(
  check: ReachabilityCheck,
  state: Finding['state'],
  what: Sentence,
  advice: Sentence | null = null,
  command: string | null = null,
): Finding {
  return { check, state, what, advice, command };
}

function isOnlyHere({ listening, address }: ReachabilityFacts): boolean {
  return listening?.onlyAddress != null && address?.kind === 'loopback';
}

function listenerFinding(facts: ReachabilityFacts): Finding | null {
  if (isOnlyHere(facts)) {
    return finding('listener', 'problem', { key: 'listener.onlyHere' }, { key: 'listener.openUp' });
  }
  const outcome = facts.probes.loopback;
  if (outcome === null) return null;
  if (outcome.status === 'answered') return finding('listener', 'ok', { key: 'listener.answers' });
  if (outcome.status === 'other-program') {
    const parameters = { port: facts.listening?.port ?? 0 };
    return finding('listener', 'problem', { key: 'listener.otherProgram', parameters }, { key: 'listener.otherPort' });
  }
  return finding('listener', 'problem', failed('listener.silent', outcome), { key: 'listener.restart' });
}

/** Networks that phones are in. */
const localNetworkKinds: ReadonlySet<AddressKind> = new Set<AddressKind>(['wifi', 'ethernet', 'lan']);

/** Says something only where this computer is in no network as it should be. */
function networkFinding({ address }: ReachabilityFacts): Finding | null {
  if (address === null || address.kind === 'loopback') {
    return finding('network', 'problem', { key: 'network.none' }, { key: 'network.connect' });
  }
  if (address.kind === 'link-local') {
    const what = { key: 'network.linkLocal', parameters: { address: address.address } } as const;
    return finding('network', 'warning', what, { key: 'network.reconnect' });
  }
  if (!localNetworkKinds.has(address.kind)) {
    return finding('network', 'warning', { key: 'network.virtualOnly' }, { key: 'network.connect' });
  }
  return null;
}

function addressFinding({ address, probes }: ReachabilityFacts): Finding | null {
  if (address === null || probes.address === null) return null;
  const parameters = { url: address.url };
  if (probes.address.status === 'answered') return finding('address', 'ok', { key: 'address.answers', parameters });
  return finding('address', 'problem', failed('address.silent', probes.address, parameters), { key: 'address.again' });
}

function nameFinding({ localName, probes, avahi }: ReachabilityFacts): Finding | null {
  if (localName === null || probes.localName === null) {
    const key = avahi?.installed ? 'name.startAvahi' : 'name.installAvahi';
    return finding('name', 'unknown', { key: 'name.none' }, avahi && { key }, avahi?.command);
  }
  const parameters = { name: localName };
  if (probes.localName.status === 'answered') return finding('name', 'ok', { key: 'name.answers', parameters });
  return finding('name', 'warning', failed('name.silent', probes.localName, parameters), { key: 'name.useAddress' });
}

function vpnFinding({ vpn }: ReachabilityFacts): Finding {
  if (vpn === null) return finding('vpn', 'ok', { key: 'vpn.none' });
  const parameters = { interface: vpn.interfaceName };
  if (!vpn.hasDefaultRoute) return finding('vpn', 'ok', { key: 'vpn.aside', parameters });
  return finding('vpn', 'warning', { key: 'vpn.inTheWay', parameters }, { key: 'vpn.pause' });
}

function visitorsFinding({ visitors }: ReachabilityFacts): Finding {
  const { devices, lastAddress } = visitors;
  if (devices === 0 || lastAddress === null) {
    return finding('visitors', 'unknown', { key: 'visitors.none' }, { key: 'visitors.sameNetwork' });
  }
  return finding('visitors', 'ok', { key: 'visitors.came', parameters: { count: devices, address: lastAddress } });
}

const reasons = {
  refused: 'reason.refused',
  'timed-out': 'reason.timedOut',
  'other-program': 'reason.otherProgram',
  'no-such-name': 'reason.noSuchName',
} as const satisfies Partial<Record<ProbeOutcome['status'], ReachabilityMessageKey>>;

/** `key` with the outcome as its reason: in words, or by the system's own code. */
function failed(key: ReachabilityMessageKey, outcome: ProbeOutcome, parameters: MessageParameters = {}): Sentence {
  if (outcome.status === 'failed') return { key, parameters: { ...parameters, reason: outcome.code } };
  return outcome.status === 'answered' ? { key, parameters } : { key, parameters, reason: reasons[outcome.status] };
}
