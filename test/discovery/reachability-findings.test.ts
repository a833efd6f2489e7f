import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FirewallFacts, ProbeOutcome, ReachabilityFacts } from '../../src/main/discovery/reachability-facts.ts';
import { reachabilityFindings } from '../../src/main/discovery/reachability-findings.ts';
import { locales } from '../../src/shared/i18n/locale.ts';
import { reachabilityMessages } from '../../src/shared/i18n/reachability-messages.ts';
import type { AddressKind, AddressView } from '../../src/shared/ipc.ts';
import type { ReachabilityCheck } from '../../src/shared/reachability.ts';

const answered: ProbeOutcome = { status: 'answered' };

function addressOf(kind: AddressKind, address = '192.168.1.20'): AddressView {
  return { kind, address, family: 4, interfaceName: 'wlan0', url: `http://${address}:8000/` };
}

/** A share that everybody reaches, but for `changes`. */
function facts(changes: Partial<ReachabilityFacts> = {}): ReachabilityFacts {
  return {
    platform: 'linux',
    listening: { port: 8000, onlyAddress: null },
    address: addressOf('wifi'),
    localName: 'studio.local',
    vpn: null,
    visitors: { devices: 2, lastAddress: '192.168.1.7' },
    probes: { loopback: answered, address: answered, localName: answered },
    firewall: { firewall: 'linux', state: 'off' },
    avahi: null,
    ...changes,
  };
}

/** `state key` of each finding, and what to do behind an arrow. */
function told(changes: Partial<ReachabilityFacts>): string[] {
  return reachabilityFindings(facts(changes)).map(({ state, what, advice, command }) =>
    [`${state} ${what.key}`, advice?.key, command].filter(Boolean).join(' → '),
  );
}

function toldOf(check: ReachabilityCheck, changes: Partial<ReachabilityFacts>): string | undefined {
  const index = reachabilityFindings(facts(changes)).findIndex((finding) => finding.check === check);
  return told(changes)[index];
}

describe('reachabilityFindings', () => {
  it('says of each check that all is well, and of nothing else', () => {
    expect(told({})).toEqual([
      'ok listener.answers',
      'ok address.answers',
      'ok name.answers',
      'ok firewall.noneKnown',
      'ok vpn.none',
      'ok visitors.came',
    ]);
  });

  it('has one finding where nothing is shared, and one where only this computer is let in', () => {
    expect(told({ listening: null })).toEqual(['problem listener.stopped → listener.start']);
    const onlyHere = {
      listening: { port: 8000, onlyAddress: '127.0.0.1' },
      address: addressOf('loopback', '127.0.0.1'),
    };
    expect(told(onlyHere)).toEqual(['problem listener.onlyHere → listener.openUp']);
  });

  it.each<[ProbeOutcome, string]>([
    [{ status: 'refused' }, 'problem listener.silent → listener.restart'],
    [{ status: 'timed-out' }, 'problem listener.silent → listener.restart'],
    [{ status: 'failed', code: 'EADDRNOTAVAIL' }, 'problem listener.silent → listener.restart'],
    [{ status: 'other-program' }, 'problem listener.otherProgram → listener.otherPort'],
  ])('a listener that is %j', (loopback, expected) => {
    expect(toldOf('listener', { probes: { loopback, address: answered, localName: answered } })).toBe(expected);
  });

  it('names the reason, in words or by the system’s own code', () => {
    const sentences = (['timed-out', 'refused'] as const).map(
      (status) =>
        reachabilityFindings(facts({ probes: { loopback: { status }, address: null, localName: null } }))[0]?.what,
    );
    expect(sentences.map((sentence) => sentence?.reason)).toEqual(['reason.timedOut', 'reason.refused']);
    const failed: ProbeOutcome = { status: 'failed', code: 'EHOSTUNREACH' };
    const [, address] = reachabilityFindings(
      facts({ probes: { loopback: answered, address: failed, localName: null } }),
    );
    expect(address?.what).toEqual({
      key: 'address.silent',
      parameters: { url: 'http://192.168.1.20:8000/', reason: 'EHOSTUNREACH' },
    });
  });

  it.each<[AddressView | null, string | undefined]>([
    [addressOf('ethernet'), undefined],
    [addressOf('lan'), undefined],
    [null, 'problem network.none → network.connect'],
    [addressOf('loopback', '127.0.0.1'), 'problem network.none → network.connect'],
    [addressOf('link-local', '169.254.3.4'), 'warning network.linkLocal → network.reconnect'],
    [addressOf('vpn', '10.8.0.2'), 'warning network.virtualOnly → network.connect'],
    [addressOf('container', '172.17.0.1'), 'warning network.virtualOnly → network.connect'],
    [addressOf('virtual-machine'), 'warning network.virtualOnly → network.connect'],
  ])('of the network behind %j', (address, expected) => {
    expect(toldOf('network', { address })).toBe(expected);
  });

  it.each<[string, Partial<ReachabilityFacts>, string]>([
    [
      'leads elsewhere',
      { probes: { loopback: null, address: null, localName: { status: 'refused' } } },
      'warning name.silent → name.useAddress',
    ],
    ['is not there', { localName: null }, 'unknown name.none'],
    [
      'could be had',
      { localName: null, avahi: { installed: false, command: 'sudo apt install avahi-daemon libnss-mdns' } },
      'unknown name.none → name.installAvahi → sudo apt install avahi-daemon libnss-mdns',
    ],
    [
      'is switched off',
      { localName: null, avahi: { installed: true, command: 'sudo systemctl enable --now avahi-daemon' } },
      'unknown name.none → name.startAvahi → sudo systemctl enable --now avahi-daemon',
    ],
  ])('of a name that %s', (_what, changes, expected) => {
    expect(toldOf('name', changes)).toBe(expected);
  });

  const nobody = { devices: 0, lastAddress: null };
  it.each<[FirewallFacts, string]>([
    [{ firewall: 'linux', state: 'off' }, 'ok firewall.noneKnown'],
    [{ firewall: 'nftables', state: 'off' }, 'ok firewall.off'],
    [{ firewall: 'windows', state: 'off' }, 'ok firewall.off'],
    [{ firewall: 'ufw', state: 'open' }, 'ok firewall.open'],
    [{ firewall: 'ufw', state: 'on' }, 'warning firewall.on → firewall.openPort → sudo ufw allow 8000/tcp'],
    [{ firewall: 'ufw', state: 'closed' }, 'problem firewall.closed → firewall.openPortNow → sudo ufw allow 8000/tcp'],
    [
      { firewall: 'firewalld', state: 'closed' },
      'problem firewall.closed → firewall.openPortNow → sudo firewall-cmd --add-port=8000/tcp',
    ],
    [
      { firewall: 'nftables', state: 'closed' },
      'problem firewall.closed → firewall.openPortNft → sudo nft list ruleset',
    ],
    [{ firewall: 'windows', state: 'closed' }, 'problem firewall.windowsBlocksAll → firewall.windowsUnblock'],
    [
      { firewall: 'windows', state: 'on', publicNetwork: 'Café' },
      'warning firewall.windowsPublic → firewall.windowsPrivate',
    ],
    [{ firewall: 'macos', state: 'on' }, 'warning firewall.macosOn → firewall.macosAllow'],
    [{ firewall: 'macos', state: 'on', stealth: true }, 'warning firewall.macosStealth → firewall.macosAllow'],
    [{ firewall: 'macos', state: 'closed' }, 'problem firewall.macosBlocksAll → firewall.macosUnblock'],
    [{ firewall: 'macos', state: 'unknown' }, 'unknown firewall.unknown → firewall.macosAllow'],
  ])('of a firewall %j', (firewall, expected) => {
    expect(toldOf('firewall', { firewall, visitors: nobody })).toBe(expected);
  });

  it('gives Windows’ command for the very port', () => {
    const firewall = { firewall: 'windows', state: 'on' } as const;
    const listening = { port: 8123, onlyAddress: null };
    expect(toldOf('firewall', { firewall, listening, visitors: nobody })).toContain('protocol=TCP localport=8123');
  });

  it('does not warn of a firewall through which visitors have come', () => {
    expect(toldOf('firewall', { firewall: { firewall: 'ufw', state: 'on' } })).toBe('ok firewall.letsIn');
  });

  it.each([
    [{ interfaceName: 'tun0', hasDefaultRoute: false }, 'ok vpn.aside'],
    [{ interfaceName: 'tun0', hasDefaultRoute: true }, 'warning vpn.inTheWay → vpn.pause'],
  ])('of a VPN %j', (vpn, expected) => {
    expect(toldOf('vpn', { vpn })).toBe(expected);
  });

  it('tells where nobody has come yet what that may be', () => {
    expect(toldOf('visitors', { visitors: nobody })).toBe('unknown visitors.none → visitors.sameNetwork');
  });
});

describe('reachabilityMessages', () => {
  it('has no message that nothing says', async () => {
    const folder = join(import.meta.dirname, '../../src/main/discovery');
    const files = (await readdir(folder)).filter((file) => file.startsWith('reachability'));
    const text = (await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))).join('\n');
    expect(Object.keys(reachabilityMessages).filter((key) => !text.includes(`'${key}'`))).toEqual([]);
  });

  it.each(Object.entries(reachabilityMessages))('%s has the same parameters in every language', (_key, message) => {
    const parametersOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([name]) => name).sort();
    for (const locale of locales) expect(parametersOf(message[locale])).toEqual(parametersOf(message.en));
    expect(message.en).not.toMatch(/\.\.\.|"/);
    expect(message['zh-CN']).not.toMatch(/\.\.\.|"|[一-鿿][,;:?!.]/);
  });
});
