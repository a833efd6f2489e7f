import type { ReachabilityMessageKey } from '../../shared/i18n/reachability-messages.ts';
import type { Finding, Sentence } from '../../shared/reachability.ts';
import type { FirewallFacts, ReachabilityFacts } from './reachability-facts.ts';

/** What the firewall means to the owner, and where to open it. Pure. */
export function firewallFinding({ firewall: facts, listening, visitors }: ReachabilityFacts): Finding {
  const port = listening?.port ?? 0;
  const firewall = names[facts.firewall];
  const say = (state: Finding['state'], key: ReachabilityMessageKey, cure?: Cure): Finding => {
    const what = { key, parameters: { firewall, port, network: facts.publicNetwork ?? '' } };
    return { check: 'firewall', state, what, advice: cure?.advice ?? null, command: cure?.command ?? null };
  };
  switch (facts.state) {
    case 'off':
      return say('ok', facts.firewall === 'linux' ? 'firewall.noneKnown' : 'firewall.off');
    case 'open':
      return say('ok', 'firewall.open');
    case 'closed':
      return say('problem', closedWords[facts.firewall] ?? 'firewall.closed', closedCure(facts, port));
    case 'on':
      if (visitors.devices > 0) return say('ok', 'firewall.letsIn');
      if (facts.publicNetwork)
        return say('warning', 'firewall.windowsPublic', { advice: { key: 'firewall.windowsPrivate' } });
      return say('warning', onWords(facts), onCure(facts, port));
    default:
      return say('unknown', 'firewall.unknown', onCure(facts, port));
  }
}

interface Cure {
  readonly advice: Sentence;
  readonly command?: string;
}

/** As their makers write them. */
const names = {
  ufw: 'ufw',
  firewalld: 'firewalld',
  nftables: 'nftables',
  linux: 'Linux',
  windows: 'Windows',
  macos: 'macOS',
} as const satisfies Record<FirewallFacts['firewall'], string>;

const closedWords: Partial<Record<FirewallFacts['firewall'], ReachabilityMessageKey>> = {
  windows: 'firewall.windowsBlocksAll',
  macos: 'firewall.macosBlocksAll',
};

function closedCure(facts: FirewallFacts, port: number): Cure {
  if (facts.firewall === 'windows') return { advice: { key: 'firewall.windowsUnblock' } };
  if (facts.firewall === 'macos') return { advice: { key: 'firewall.macosUnblock' } };
  const cure = onCure(facts, port);
  return cure.advice.key === 'firewall.openPort' ? { ...cure, advice: { key: 'firewall.openPortNow' } } : cure;
}

function onWords({ firewall, stealth }: FirewallFacts): ReachabilityMessageKey {
  if (firewall === 'windows') return 'firewall.windowsOn';
  if (firewall === 'macos') return stealth ? 'firewall.macosStealth' : 'firewall.macosOn';
  return 'firewall.on';
}

function onCure({ firewall }: FirewallFacts, port: number): Cure {
  switch (firewall) {
    case 'firewalld':
      return { advice: { key: 'firewall.openPort' }, command: `sudo firewall-cmd --add-port=${port}/tcp` };
    case 'nftables':
      return { advice: { key: 'firewall.openPortNft', parameters: { port } }, command: 'sudo nft list ruleset' };
    case 'windows':
      return { advice: { key: 'firewall.windowsAllow' }, command: windowsCommand(port) };
    case 'macos':
      return { advice: { key: 'firewall.macosAllow' } };
    default:
      return { advice: { key: 'firewall.openPort' }, command: `sudo ufw allow ${port}/tcp` };
  }
}

function windowsCommand(port: number): string {
  return `netsh advfirewall firewall add rule name="Doorstep" dir=in action=allow protocol=TCP localport=${port} profile=private`;
}
