import { describe, expect, it } from 'vitest';
import { localNameTimeoutMs } from '../../src/main/discovery/limits.ts';
import { answeringLocalName } from '../../src/main/discovery/local-name.ts';
import { networkOf } from '../support/fake-watch.ts';
import { FakeClock } from './support/fake-clock.ts';

const network = networkOf([{ interfaceName: 'wlan0', kind: 'wifi', address: '192.168.1.7' }]);

describe('answeringLocalName', () => {
  it.each<[what: string, hostname: string, addresses: string[], expected: string | null]>([
    ['its own address', 'Studio', ['192.168.1.7'], 'studio.local'],
    ['its own among others', 'studio', ['fe80::1', '192.168.1.7'], 'studio.local'],
    ['a name with a domain', 'studio.example.com', ['192.168.1.7'], 'studio.local'],
    ['a name that has .local already', 'studio.local', ['192.168.1.7'], 'studio.local'],
    ['another computer of that name', 'studio', ['192.168.1.8'], null],
    ['what the hosts file says', 'studio', ['127.0.1.1', '127.0.0.1'], null],
    ['nothing', 'studio', [], null],
    ['a name that no URL can have', '书房', ['192.168.1.7'], null],
    ['an underscore', 'my_pc', ['192.168.1.7'], null],
    ['an empty name', '', ['192.168.1.7'], null],
    ['a dash at the end', 'pc-', ['192.168.1.7'], null],
    ['a name that is too long', 'a'.repeat(64), ['192.168.1.7'], null],
  ])('answered with %s', async (_what, hostname, addresses, expected) => {
    const lookup = async () => addresses.map((address) => ({ address }));
    expect(await answeringLocalName(network, { hostname, lookup })).toBe(expected);
  });

  it('is null where nobody answers, or not in time', async () => {
    const clock = new FakeClock();
    const fails = async () => {
      throw new Error('getaddrinfo ENOTFOUND');
    };
    expect(await answeringLocalName(network, { hostname: 'studio', lookup: fails })).toBe(null);
    const late = answeringLocalName(network, { hostname: 'studio', lookup: () => new Promise(() => {}), clock });
    await clock.advance(localNameTimeoutMs);
    expect(await late).toBe(null);
  });

  it('asks the system’s own resolver', async () => {
    expect(await answeringLocalName(network, { hostname: `no-such-host-${process.pid}` })).toBe(null);
  });
});
