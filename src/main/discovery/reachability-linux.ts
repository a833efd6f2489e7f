import type { FirewallFacts, FirewallState, ReachabilityFacts } from './reachability-facts.ts';
import type { SystemTools, ToolOutput } from './reachability-tools.ts';

/**
 * What can be told of Linux' firewalls without an administrator's rights. ufw says in a public file whether it is on;
 * firewalld answers everybody whether it runs; the kernel's own rules are shown to the administrator only.
 */
export async function linuxFirewall(tools: SystemTools, port: number): Promise<FirewallFacts> {
  const [ufwConfig, ufwStatus, firewalldState, firewalldPort, ruleset] = await Promise.all([
    tools.read('/etc/ufw/ufw.conf'),
    tools.run('ufw', ['status', 'verbose']),
    tools.run('firewall-cmd', ['--state']),
    tools.run('firewall-cmd', [`--query-port=${port}/tcp`]),
    tools.run('nft', ['--stateless', 'list', 'ruleset']),
  ]);
  const ufw = parseUfwStatus(ufwStatus, port) ?? parseUfwConfig(ufwConfig);
  if (ufw !== null && ufw !== 'off') return { firewall: 'ufw', state: ufw };
  const firewalld = parseFirewalld(firewalldState, firewalldPort);
  if (firewalld !== null && firewalld !== 'off') return { firewall: 'firewalld', state: firewalld };
  const nftables = parseNftRuleset(ruleset, port);
  if (nftables !== null) return { firewall: 'nftables', state: nftables };
  if ([ufwStatus, firewalldState].some(({ status }) => status === 'timed-out'))
    return { firewall: 'linux', state: 'unknown' };
  // ufw and firewalld are all that a desktop comes with; rules made by hand cannot be ruled out.
  return { firewall: 'linux', state: 'off' };
}

/** `ENABLED=yes` in `/etc/ufw/ufw.conf`; null where ufw is not there or the file says neither. */
export function parseUfwConfig(text: string | null): FirewallState | null {
  const enabled = /^[ \t]*ENABLED[ \t]*=[ \t]*["']?(yes|no)["']?[ \t]*(?:#.*)?$/im.exec(text ?? '')?.[1];
  if (!enabled) return null;
  return enabled.toLowerCase() === 'yes' ? 'on' : 'off';
}

/** `ufw status verbose`, which tells the administrator only; null for everybody else. */
export function parseUfwStatus(output: ToolOutput, port: number): FirewallState | null {
  const text = stdoutOf(output);
  const status = /^Status:[ \t]*(active|inactive)[ \t]*$/m.exec(text)?.[1];
  if (!status) return null;
  if (status === 'inactive') return 'off';
  let isForSome = false;
  for (const line of text.split('\n')) {
    const rule = parseUfwRule(line);
    if (!rule || !coversPort(rule.ports, port)) continue;
    // The first rule for everybody decides; one for some visitors only leaves the question open.
    if (rule.isForAll) return isForSome ? 'on' : rule.allows ? 'open' : 'closed';
    isForSome = true;
  }
  if (isForSome) return 'on';
  const incoming = /^Default:[ \t]*(\w+)[ \t]*\(incoming\)/m.exec(text)?.[1];
  return incoming === 'allow' ? 'open' : incoming ? 'closed' : 'on';
}

/** Such as `8000/tcp   ALLOW IN   Anywhere`, `9000:9010/tcp on eth0 …`, `80,443/tcp …`, `Anywhere …`; not one for the way out. */
function parseUfwRule(line: string) {
  const pattern = /^(\S+)(?: \(v6\))?( on \S+)?[ \t]+(ALLOW|LIMIT|DENY|REJECT)(?: IN)?[ \t]+(?!OUT\b|FWD\b)(\S+)/;
  const [, to = '', onInterface, action = '', from = ''] = pattern.exec(line) ?? [];
  const [ports = '', protocol = 'tcp'] = to.split('/');
  if (action === '' || protocol !== 'tcp') return null;
  const allows = action === 'ALLOW' || action === 'LIMIT';
  return { ports, allows, isForAll: from === 'Anywhere' && onInterface === undefined };
}

/** `list` as ufw and nft write it: `8000`, `80,443`, `9000:9010`, `9000-9010`, `Anywhere`. */
function coversPort(list: string, port: number): boolean {
  if (list === 'Anywhere') return true;
  return list.split(',').some((each) => {
    const [, first = '', last = first] = /^(\d{1,5})(?:[:-](\d{1,5}))?$/.exec(each.trim()) ?? [];
    return first !== '' && port >= Number(first) && port <= Number(last);
  });
}

/**
 * `firewall-cmd --state` and `--query-port`. "Authorization failed" is said by a daemon that runs; null where firewalld
 * is not there.
 */
export function parseFirewalld(state: ToolOutput, queriedPort: ToolOutput): FirewallState | null {
  if (state.status !== 'ended') return null;
  if (/^not running$/m.test(state.stdout + state.stderr)) return 'off';
  const runs = /^running$/m.test(state.stdout) || /authorization failed/i.test(state.stderr);
  if (!runs) return null;
  const answer = stdoutOf(queriedPort).trim();
  return answer === 'yes' ? 'open' : answer === 'no' ? 'closed' : 'on';
}

/** `nft --stateless list ruleset`, which tells the administrator only; null for everybody else. */
export function parseNftRuleset(output: ToolOutput, port: number): FirewallState | null {
  if (output.status !== 'ended' || output.exitCode !== 0) return null;
  const chains = [...output.stdout.matchAll(/^\tchain \S+ \{\n((?:\t\t.*\n)*)\t\}$/gm)].map(([, body = '']) => body);
  const inputs = chains.filter((body) => /^\t\ttype filter hook input /m.test(body));
  if (!inputs.some(refusesByDefault)) return 'off';
  return chains.some((body) => body.split('\n').some((rule) => acceptsPort(rule, port))) ? 'open' : 'closed';
}

/** By its policy, or by a last rule without any condition. */
function refusesByDefault(chain: string): boolean {
  const lastRule = chain.trimEnd().split('\n').at(-1)?.trim() ?? '';
  return /policy drop;/.test(chain) || /^(?:counter )?(?:drop|reject(?: with \S+(?: \S+)*)?)$/.test(lastRule);
}

function acceptsPort(rule: string, port: number): boolean {
  const [, set = '', single = ''] = /\btcp dport (?:\{ ([^}]*) \}|(\S+)) .*\baccept\b/.exec(rule) ?? [];
  return coversPort((set || single).replaceAll(' ', ''), port);
}

function stdoutOf(output: ToolOutput): string {
  return output.status === 'ended' ? output.stdout : '';
}

/** How this computer could get its `.local` name: null where neither Avahi nor a package manager that we know is there. */
export async function linuxAvahi(tools: SystemTools): Promise<ReachabilityFacts['avahi']> {
  const [daemon, ...managers] = await Promise.all(['avahi-daemon', ...Object.keys(avahiPackages)].map(tools.find));
  if (daemon) return { installed: true, command: 'sudo systemctl enable --now avahi-daemon' };
  const command = Object.values(avahiPackages).find((_command, index) => managers[index]);
  return command === undefined ? null : { installed: false, command };
}

/** Package manager → what installs Avahi and what lets programs on this computer use such names. */
const avahiPackages: Readonly<Record<string, string>> = {
  'apt-get': 'sudo apt install avahi-daemon libnss-mdns',
  dnf: 'sudo dnf install avahi nss-mdns',
  pacman: 'sudo pacman -S avahi nss-mdns',
  zypper: 'sudo zypper install avahi nss-mdns',
};
