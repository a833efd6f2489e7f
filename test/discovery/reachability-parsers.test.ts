import { describe, expect, it } from 'vitest';
import {
  parseFirewalld,
  parseNftRuleset,
  parseUfwConfig,
  parseUfwStatus,
} from '../../src/main/discovery/reachability-linux.ts';
import { parseBlockAll, parseGlobalState, parseStealthMode } from '../../src/main/discovery/reachability-macos.ts';
import type { ToolOutput } from '../../src/main/discovery/reachability-tools.ts';
import { parseConnectionProfiles, parseFirewallProfiles } from '../../src/main/discovery/reachability-windows.ts';

const ended = (stdout: string, exitCode: number | null = 0, stderr = ''): ToolOutput => ({
  status: 'ended',
  exitCode,
  stdout,
  stderr,
});
const missing: ToolOutput = { status: 'missing' };
const timedOut: ToolOutput = { status: 'timed-out' };

describe('parseUfwConfig', () => {
  it.each<[string | null, ReturnType<typeof parseUfwConfig>]>([
    ['# /etc/ufw/ufw.conf\n#\n\nENABLED=yes\n\nLOGLEVEL=low\n', 'on'],
    ['ENABLED=no\nLOGLEVEL=low\n', 'off'],
    ['ENABLED="yes" # at boot\r\n', 'on'],
    ['  enabled = YES\n', 'on'],
    [null, null],
    ['', null],
    ['# ENABLED=yes\n', null],
    ['DISENABLED=yes\n', null],
    ['ENABLED=maybe\n', null],
    ['ENABLED=yesno\n', null],
    ['\0\0\0\xff', null],
  ])('%j is %s', (text, state) => {
    expect(parseUfwConfig(text)).toBe(state);
  });
});

/** As ufw 0.36.2 printed it. */
const ufwStatus = `Status: active
Logging: on (low)
Default: deny (incoming), allow (outgoing), disabled (routed)
New profiles: skip

To                         Action      From
--                         ------      ----
9000:9010/tcp              ALLOW IN    Anywhere                  
8001/tcp                   DENY IN     Anywhere                  
2222/tcp                   LIMIT IN    Anywhere                  
8005/tcp on eth0           ALLOW IN    Anywhere                  
80,443/tcp                 ALLOW IN    Anywhere                  
8100                       ALLOW IN    Anywhere                  
8002/tcp                   ALLOW IN    192.168.1.0/24            
8003/tcp                   REJECT IN   Anywhere                  
8006/udp                   ALLOW IN    Anywhere                  
OpenSSH                    ALLOW IN    Anywhere                  
9000:9010/tcp (v6)         ALLOW IN    Anywhere (v6)             

8004/tcp                   ALLOW OUT   Anywhere                  
`;

describe('parseUfwStatus', () => {
  it.each<[number, ReturnType<typeof parseUfwStatus>]>([
    [9000, 'open'],
    [9005, 'open'],
    [9011, 'closed'],
    [8001, 'closed'],
    [2222, 'open'],
    [8005, 'on'],
    [443, 'open'],
    [8100, 'open'],
    [8002, 'on'],
    [8003, 'closed'],
    [8004, 'closed'],
    [8006, 'closed'],
    [8000, 'closed'],
  ])('says of port %d: %s', (port, state) => {
    expect(parseUfwStatus(ended(ufwStatus), port)).toBe(state);
  });

  it.each<[string, ToolOutput, ReturnType<typeof parseUfwStatus>]>([
    ['off', ended('Status: inactive\n'), 'off'],
    ['without rules', ended('Status: active\n'), 'on'],
    ['open by default', ended('Status: active\nDefault: allow (incoming), allow (outgoing)\n'), 'open'],
    ['asked without rights', ended('', 1, 'ERROR: You need to be root to run this script\n'), null],
    ['in another language', ended('Status: Aktiv\n'), null],
    ['of a tool that only says something like it', ended('My Status: active\n'), null],
    ['cut short', ended('Status: act'), null],
    ['not there', missing, null],
    ['too slow', timedOut, null],
    ['rubbish', ended('\0\ufffd\n'.repeat(1000)), null],
  ])('understands one that is %s', (_what, output, state) => {
    expect(parseUfwStatus(output, 8000)).toBe(state);
  });
});

describe('parseFirewalld', () => {
  const denied = ended(
    '',
    253,
    'Authorization failed.\n    Make sure polkit agent is running or run the application as superuser.\n',
  );
  it.each<[string, ToolOutput, ToolOutput, ReturnType<typeof parseFirewalld>]>([
    ['open', ended('running\n'), ended('yes\n'), 'open'],
    ['closed', ended('running\n'), ended('no\n', 1), 'closed'],
    ['that tells no ports', ended('running\n'), denied, 'on'],
    ['that tells nothing, but is there', denied, denied, 'on'],
    ['off', ended('', 252, 'not running\n'), ended('', 252, 'FirewallD is not running\n'), 'off'],
    ['off, said elsewhere', ended('not running\n', 252), missing, 'off'],
    ['missing', missing, missing, null],
    ['too slow', timedOut, timedOut, null],
    [
      'without D-Bus',
      ended('', 36, 'Error: DBUS_ERROR: Failed to connect to socket /run/dbus/system_bus_socket\n'),
      missing,
      null,
    ],
    ['of another mind', ended('well, running about\n'), ended('yes\n'), null],
    ['slow to tell of ports', ended('running\n'), timedOut, 'on'],
    ['odd about ports', ended('running\n'), ended('yes, no\n'), 'on'],
  ])('understands one that is %s', (_what, state, port, expected) => {
    expect(parseFirewalld(state, port)).toBe(expected);
  });
});

/** As nft 1.0.6 printed it. */
const dropping = `table inet filter {
	chain input {
		type filter hook input priority filter; policy drop;
		ct state vmap { invalid : drop, established : accept, related : accept }
		iif "lo" accept
		tcp dport { 22, 8000, 9000-9010 } counter accept
		ip saddr 10.0.0.0/8 tcp dport 8001 accept
		udp dport 5353 accept
		tcp dport 8009 drop
		log prefix "x" drop
	}

	chain output {
		type filter hook output priority filter; policy drop;
	}
}
`;

const firewalldRules = `table inet firewalld {
	chain filter_INPUT {
		type filter hook input priority filter + 10; policy accept;
		ct state { established, related } accept
		iifname "lo" accept
		jump filter_INPUT_ZONES
		reject with icmpx admin-prohibited
	}

	chain filter_IN_public_allow {
		tcp dport 22 ct state { new, untracked } accept
	}
}
`;

const harmless = `table ip nat {
	chain DOCKER {
		iifname "docker0" counter return
	}
}
table inet filter {
	chain input {
		type filter hook input priority filter;
	}
	chain forward {
		type filter hook forward priority filter; policy drop;
	}
}
`;

describe('parseNftRuleset', () => {
  it.each<[string, ToolOutput, number, ReturnType<typeof parseNftRuleset>]>([
    ['a set', ended(dropping), 8000, 'open'],
    ['a range', ended(dropping), 9003, 'open'],
    ['a rule for some', ended(dropping), 8001, 'open'],
    ['another protocol', ended(dropping), 5353, 'closed'],
    ['a refusal', ended(dropping), 8009, 'closed'],
    ['no rule', ended(dropping), 8002, 'closed'],
    ['a last rule that refuses', ended(firewalldRules), 8000, 'closed'],
    ['a rule in another chain', ended(firewalldRules), 22, 'open'],
    ['nothing for what comes in', ended(harmless), 8000, 'off'],
    ['no rules', ended(''), 8000, 'off'],
    ['no rights', ended('', 1, 'Operation not permitted (you must be root)\n'), 8000, null],
    ['no such tool', missing, 8000, null],
    ['no time', timedOut, 8000, null],
    ['an end by a signal', ended(dropping, null), 8000, null],
    ['rubbish', ended('}{\n\t\tchain\n'), 8000, 'off'],
    ['half a chain', ended(dropping.slice(0, 120)), 8000, 'off'],
  ])('with %s: port', (_what, output, port, state) => {
    expect(parseNftRuleset(output, port)).toBe(state);
  });
});

/** In the layout that Windows' documentation shows; `labels` are what is translated. */
function netsh(states: readonly string[], policies: readonly string[], label = 'State', policy = 'Firewall Policy') {
  const line = '-'.repeat(70);
  const sections = states.map((state, index) => {
    return `\r\nProfile ${index} Settings: \r\n${line}\r\n${label.padEnd(38)}${state}\r\n${policy.padEnd(38)}${policies[index]}\r\nLocalFirewallRules                    N/A (GPO-store only)\r\n`;
  });
  return ended(`${sections.join('')}Ok.\r\n\r\n`);
}
const block = 'BlockInbound,AllowOutbound';

describe('parseFirewallProfiles', () => {
  it.each<[string, ToolOutput, object]>([
    ['on', netsh(['ON', 'ON', 'ON'], [block, block, block]), { domain: 'on', private: 'on', public: 'on' }],
    ['off in one', netsh(['ON', 'OFF', 'ON'], [block, block, block]), { domain: 'on', private: 'off', public: 'on' }],
    [
      'in Chinese',
      netsh(['启用', '关闭', '启用'], [block, block, block], '状态', '防火墙策略'),
      { domain: 'on', private: 'off', public: 'on' },
    ],
    [
      'of every policy',
      netsh(['ON', 'ON', 'ON'], ['AllowInbound,AllowOutbound', 'BlockInboundAlways,AllowOutbound', 'N/A']),
      { domain: 'open', private: 'closed', public: 'on' },
    ],
    [
      'in a language that we do not know',
      netsh(['EIN', 'EIN', 'AUS'], ['-', block, '-'], 'Status', 'Firewallrichtlinie'),
      { domain: 'unknown', private: 'unknown', public: 'unknown' },
    ],
    ['cut short', netsh(['ON', 'ON'], [block, block]), {}],
    ['empty', ended(''), {}],
    ['an error', ended('The Windows Defender Firewall service is not running.\r\n', 1), {}],
    ['missing', missing, {}],
    ['too slow', timedOut, {}],
    [
      'nothing but lines',
      ended(`${'-'.repeat(70)}\n`.repeat(3)),
      { domain: 'unknown', private: 'unknown', public: 'unknown' },
    ],
  ])('understands one that is %s', (_what, output, expected) => {
    expect(parseFirewallProfiles(output)).toEqual(expected);
  });
});

const wifi = `
Name                     : Home 5G
InterfaceAlias           : Wi-Fi
InterfaceIndex           : 12
NetworkCategory          : Public
DomainAuthenticationKind : None
IPv4Connectivity         : Internet
IPv6Connectivity         : NoTraffic
`;
const office =
  '\r\nName             : 会议室 : 2\r\nInterfaceAlias   : 以太网\r\nNetworkCategory  : DomainAuthenticated\r\n\r\n';

describe('parseConnectionProfiles', () => {
  it.each<[string, ToolOutput, object[]]>([
    ['one network', ended(wifi), [{ name: 'Home 5G', interfaceAlias: 'Wi-Fi', category: 'public' }]],
    [
      'two, with line ends of both kinds',
      ended(`${wifi}${office}`),
      [
        { name: 'Home 5G', interfaceAlias: 'Wi-Fi', category: 'public' },
        { name: '会议室 : 2', interfaceAlias: '以太网', category: 'domain' },
      ],
    ],
    ['none', ended('\r\n'), []],
    ['a category that we do not know', ended(wifi.replace('Public', 'Secret')), []],
    ['no category', ended('Name : x\nInterfaceAlias : y\n'), []],
    [
      'an error',
      ended('', 1, "Get-NetConnectionProfile : The term 'Get-NetConnectionProfile' is not recognized\n"),
      [],
    ],
    ['no PowerShell', missing, []],
    ['no time', timedOut, []],
  ])('reads %s', (_what, output, expected) => {
    expect(parseConnectionProfiles(output)).toEqual(expected);
  });
});

describe('the firewall of macOS', () => {
  it.each<[ToolOutput, ReturnType<typeof parseGlobalState>]>([
    [ended('Firewall is enabled. (State = 1)\n'), 'on'],
    [ended('Firewall is disabled. (State = 0)\n'), 'off'],
    [ended('Firewall is blocking all non-essential incoming connections. (State = 2)\n'), 'closed'],
    [ended('Firewall is enabled.\n'), 'on'],
    [ended('Firewall is disabled.'), 'off'],
    [ended('(State = 7)\n'), 'unknown'],
    [ended(''), 'unknown'],
    [ended('The firewall has settings. (State = )\n'), 'unknown'],
    [missing, 'unknown'],
    [timedOut, 'unknown'],
  ])('%j is %s', (output, state) => {
    expect(parseGlobalState(output)).toBe(state);
  });

  it.each<[string, boolean]>([
    ['Firewall is set to block all non-essential incoming connections\n', true],
    ['Block all ENABLED! \n', true],
    ['Firewall has block all state set to enabled.\n', true],
    ['Block all DISABLED! \n', false],
    ['Firewall has block all state set to disabled.\n', false],
    ['Firewall is not set to block all\n', false],
    ['', false],
  ])('blocks all: %j is %s', (text, expected) => {
    expect(parseBlockAll(ended(text))).toBe(expected);
  });

  it.each<[string, boolean]>([
    ['Stealth mode enabled\n', true],
    ['Firewall stealth mode is on\n', true],
    ['Stealth mode disabled\n', false],
    ['Firewall stealth mode is off\n', false],
    ['enabled', false],
    ['', false],
  ])('stealth: %j is %s', (text, expected) => {
    expect(parseStealthMode(ended(text))).toBe(expected);
  });
});
