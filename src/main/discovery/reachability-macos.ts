import type { FirewallFacts, FirewallState } from './reachability-facts.ts';
import type { SystemTools, ToolOutput } from './reachability-tools.ts';

const socketFilter = '/usr/libexec/ApplicationFirewall/socketfilterfw';

/**
 * What macOS tells of its application firewall without an administrator's rights. Written after the known output of its
 * tool and tested with texts like those; it has not been tried on a Mac.
 */
export async function macosFirewall(tools: SystemTools): Promise<FirewallFacts> {
  const [globalState, blockAll, stealthMode] = await Promise.all([
    tools.run(socketFilter, ['--getglobalstate']),
    tools.run(socketFilter, ['--getblockall']),
    tools.run(socketFilter, ['--getstealthmode']),
  ]);
  const global = parseGlobalState(globalState);
  const state = global === 'on' && parseBlockAll(blockAll) ? 'closed' : global;
  return { firewall: 'macos', state, stealth: parseStealthMode(stealthMode) };
}

/**
 * `--getglobalstate`: "Firewall is enabled. (State = 1)"; 0 is off, 2 lets in nothing but what the system itself needs.
 */
export function parseGlobalState(output: ToolOutput): FirewallState {
  if (output.status !== 'ended') return 'unknown';
  const number = /\(State\s*=\s*(\d)\)/i.exec(output.stdout)?.[1];
  if (number !== undefined) return ({ 0: 'off', 1: 'on', 2: 'closed' } as const)[number] ?? 'unknown';
  if (/\bdisabled\b/i.test(output.stdout)) return 'off';
  return /\benabled\b/i.test(output.stdout) ? 'on' : 'unknown';
}

/** `--getblockall`: "Firewall is set to block all non-essential incoming connections", or DISABLED, by release. */
export function parseBlockAll(output: ToolOutput): boolean {
  if (output.status !== 'ended' || /\bdisabled\b|\bnot\b/i.test(output.stdout)) return false;
  return /block all (?:state (?:is )?set to enabled|.*\benabled\b)|set to block all|blocking all/i.test(output.stdout);
}

/** `--getstealthmode`: "Stealth mode enabled", or "Firewall stealth mode is on", by release. */
export function parseStealthMode(output: ToolOutput): boolean {
  return output.status === 'ended' && /stealth mode (?:is )?(?:enabled|on)\b/i.test(output.stdout);
}
