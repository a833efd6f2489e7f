import type { FirewallFacts, FirewallState } from './reachability-facts.ts';
import type { SystemTools, ToolOutput } from './reachability-tools.ts';

/**
 * What Windows tells of its firewall without an administrator's rights. Written after the documented output of its
 * tools and tested with texts like theirs; it has not been tried on a Windows computer.
 */
export async function windowsFirewall(tools: SystemTools, interfaceName: string): Promise<FirewallFacts> {
  const [netsh, connections] = await Promise.all([
    tools.run('netsh.exe', ['advfirewall', 'show', 'allprofiles']),
    tools.run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', 'Get-NetConnectionProfile']),
  ]);
  const profiles = parseFirewallProfiles(netsh);
  const networks = parseConnectionProfiles(connections);
  const network = networks.find((each) => each.interfaceAlias === interfaceName) ?? networks[0];
  const state = network ? profiles[network.category] : agreed(Object.values(profiles));
  const publicNetwork = network?.category === 'public' && state !== 'off' ? network.name : null;
  return { firewall: 'windows', state: state ?? 'unknown', publicNetwork };
}

export type NetworkCategory = 'domain' | 'private' | 'public';

/**
 * `netsh advfirewall show allprofiles`: three sections in a fixed order. The labels are translated; the dashes, the
 * order and the policy's words are not.
 */
export function parseFirewallProfiles(output: ToolOutput): Partial<Record<NetworkCategory, FirewallState>> {
  const text = output.status === 'ended' ? output.stdout.replaceAll('\r', '') : '';
  const sections = text.split(/^-{20,}$/m).slice(1);
  if (sections.length !== 3) return {};
  const [domain, private_, public_] = sections.map(parseFirewallProfile);
  return { domain: domain ?? 'unknown', private: private_ ?? 'unknown', public: public_ ?? 'unknown' };
}

function parseFirewallProfile(section: string): FirewallState {
  const value = /\S+[ \t]+(\S+)[ \t]*$/.exec(section.trimStart().split('\n')[0] ?? '')?.[1] ?? '';
  if (/^(?:off|关闭|禁用|关)$/i.test(value)) return 'off';
  const inbound = /\b(BlockInboundAlways|BlockInbound|AllowInbound)\b/.exec(section)?.[1];
  if (inbound === 'AllowInbound') return 'open';
  if (inbound === 'BlockInboundAlways') return 'closed';
  return /^(?:on|启用|打开|开)$/i.test(value) ? 'on' : 'unknown';
}

/** `Get-NetConnectionProfile`: blocks of `Property : value`, whose names are never translated. */
export function parseConnectionProfiles(output: ToolOutput) {
  const text = output.status === 'ended' ? output.stdout.replaceAll('\r', '') : '';
  return text.split(/\n{2,}/).flatMap((block) => {
    const value = (property: string) => new RegExp(`^${property}[ \\t]*:[ \\t]*(.*\\S)`, 'm').exec(block)?.[1] ?? '';
    const category = categories[value('NetworkCategory')];
    return category ? [{ name: value('Name'), interfaceAlias: value('InterfaceAlias'), category }] : [];
  });
}

const categories: Readonly<Record<string, NetworkCategory>> = {
  Public: 'public',
  Private: 'private',
  DomainAuthenticated: 'domain',
  Domain: 'domain',
};

/** What all say, where they agree. */
function agreed(states: readonly FirewallState[]): FirewallState {
  const [first] = states;
  return first !== undefined && states.every((state) => state === first) ? first : 'unknown';
}
