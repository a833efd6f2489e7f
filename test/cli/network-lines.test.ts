import { describe, expect, it } from 'vitest';
import { announcementLines } from '../../src/cli/announcement.ts';
import { chooseInterface } from '../../src/cli/interface-choice.ts';
import { addressesLine, neighbourLine } from '../../src/cli/json-lines.ts';
import { neighbourText } from '../../src/cli/nearby.ts';
import { troubleText } from '../../src/cli/network-announcement.ts';
import { networkState } from '../../src/main/discovery/addresses.ts';
import type { AddressView } from '../../src/shared/ipc.ts';
import type { Neighbour } from '../../src/shared/neighbour.ts';
import { recordedInterfaces as recorded } from '../discovery/recorded-interfaces.ts';

const studio: Neighbour = {
  id: 'doorstep 0123456789abcdef',
  kind: 'doorstep',
  name: 'Studio',
  address: '192.168.1.9',
  url: 'http://192.168.1.9:8000/',
  access: 'open',
};
const hostile = 'a\x1b[31m\r\n\u202eb\u2028"\\';

describe('announcementLines', () => {
  it.each<[view: Partial<AddressView>, described: string]>([
    [{ kind: 'wifi' }, '(wlan0: Wi-Fi)'],
    [{ kind: 'ethernet', interfaceName: 'eth0' }, '(eth0: Ethernet)'],
    [{ kind: 'lan', interfaceName: 'en0' }, '(en0)'],
    [{ kind: 'lan', interfaceName: '' }, ''],
    [{ kind: 'vpn', interfaceName: 'tun0' }, '(tun0: VPN only)'],
    [{ kind: 'container', interfaceName: 'docker0' }, '(docker0: containers only)'],
    [{ kind: 'wifi', isPublic: true }, '(wlan0: Wi-Fi, public IPv6, perhaps open to the whole internet)'],
    [{ kind: 'lan', isPublic: true, interfaceName: '' }, '(public IPv6, perhaps open to the whole internet)'],
    [{ kind: 'link-local', interfaceName: 'a\x1b[2J' }, '(a\\x1b[2J: cable between two computers)'],
    [{ kind: 'loopback', interfaceName: 'lo' }, '(this computer only)'],
  ])('%o is described as "%s"', (view, described) => {
    const address: AddressView = {
      url: 'http://192.168.1.7:8000/',
      address: '192.168.1.7',
      family: 4,
      interfaceName: 'wlan0',
      kind: 'wifi',
      ...view,
    };
    expect(announcementLines(['/a'], [address])).toEqual(['Sharing /a', `  ${address.url}  ${described}`.trimEnd()]);
  });
});

describe('chooseInterface', () => {
  const network = networkState({
    interfaces: recorded.linuxWithDocker,
    routes: { ipv4: null, ipv6: null },
    hardware: new Map(),
    gateways: [],
  });
  it.each([
    ['wlp2s0', '192.168.1.23'],
    ['WLP2S0', '192.168.1.23'],
    ['enp3s0', '10.20.30.40'],
    ['docker0', '172.17.0.1'],
    ['lo', '127.0.0.1'],
    ['172.18.0.1', '172.18.0.1'],
    ['FD12:3456:789a:1::20', 'fd12:3456:789a:1::20'],
  ])('%s is %s', (typed, address) => {
    expect(chooseInterface(typed, network)).toEqual({ ok: true, address });
  });

  it.each(['eth0', '192.168.1.24', '', 'wlp', '\x1b[31m'])(
    '%j is nothing, and the message tells what there is',
    (typed) => {
      const choice = chooseInterface(typed, network);
      if (choice.ok) throw new Error('found');
      expect(choice.problem).toMatch(
        /^There is no network interface ".*"\. There are: wlp2s0 \(192\.168\.1\.23\), enp3s0 \(10\.20\.30\.40\), /,
      );
      expect(choice.problem).toMatch(/lo \(127\.0\.0\.1\)\.$/);
      expect(choice.problem).not.toMatch(/\p{Cc}/u);
    },
  );
});

describe('lines about neighbours', () => {
  it('are for people, the URL first', () => {
    expect(neighbourText(studio, 26)).toBe('http://192.168.1.9:8000/    Studio (Doorstep)');
    expect(neighbourText({ ...studio, access: 'protected' }, 0)).toMatch(
      / {2}Studio \(Doorstep, asks for a password\)$/,
    );
    expect(neighbourText({ ...studio, kind: 'http', access: 'unknown' }, 0)).toMatch(/ {2}Studio \(web page\)$/);
    expect(neighbourText({ ...studio, name: hostile }, 0)).toMatch(
      / {2}a\\x1b\[31m\\x0d\\x0a\\u202eb\\u2028"\\ \(Doorstep\)$/,
    );
  });

  it('are JSON lines, and give back what came', () => {
    expect(neighbourLine(studio)).toBe(
      '{"event":"neighbour","kind":"doorstep","name":"Studio","address":"192.168.1.9","url":"http://192.168.1.9:8000/","access":"open"}',
    );
    const line = neighbourLine({ ...studio, name: hostile });
    expect(line).not.toMatch(/[\p{Cc}\u2028]/u);
    expect(JSON.parse(line)).toMatchObject({ name: hostile });
    expect(addressesLine(['http://192.168.1.7/'])).toBe('{"event":"addresses","urls":["http://192.168.1.7/"]}');
  });
});

describe('troubleText', () => {
  it.each([
    ['port-in-use', 'bind EADDRINUSE', 'another program keeps UDP port 5353 for itself (bind EADDRINUSE)'],
    ['no-network', '', 'there is no network on which others could be'],
    ['not-allowed', 'send EPERM\n', 'the system does not allow it (send EPERM\\x0a)'],
    ['other', 'socket EMFILE', 'the network cannot be used (socket EMFILE)'],
  ] as const)('%s', (reason, detail, expected) => {
    expect(troubleText({ status: 'unavailable', reason, detail })).toBe(expected);
  });
});
