import { describe, expect, it } from 'vitest';
import { neighboursMax } from '../../src/main/discovery/limits.ts';
import {
  type FoundNeighbour,
  mergeNeighbours,
  neighbourList,
  toNeighbour,
} from '../../src/main/discovery/neighbours.ts';
import type { LocalAddress } from '../../src/main/discovery/network.ts';
import type { KnownService } from '../../src/main/discovery/service-cache.ts';
import { networkOf } from '../support/fake-watch.ts';

const [local] = networkOf([{ interfaceName: 'wlan0', kind: 'wifi', address: '192.168.1.7' }]).addresses as [
  LocalAddress,
];
const ownId = 'ffffffffffffffff';

const doorstep: KnownService = {
  key: 'study._http._tcp.local',
  name: 'Study',
  target: 'doorstep-0123456789abcdef.local',
  port: 8_000,
  addresses: ['192.168.1.9'],
  txt: new Map([
    ['path', '/'],
    ['id', '0123456789abcdef'],
    ['v', '1'],
    ['access', 'open'],
  ]),
  source: '192.168.1.9',
};
const printer: KnownService = {
  ...doorstep,
  key: 'printer._http._tcp.local',
  name: 'Printer',
  target: 'printer.local',
  port: 80,
  txt: new Map([['path', '/status']]),
};

describe('toNeighbour', () => {
  it('tells a Doorstep', () => {
    expect(toNeighbour(doorstep, local, ownId)).toEqual({
      id: 'doorstep 0123456789abcdef',
      kind: 'doorstep',
      name: 'Study',
      address: '192.168.1.9',
      url: 'http://192.168.1.9:8000/',
      access: 'open',
      serviceKey: 'study._http._tcp.local',
      port: 8_000,
      isOwnAddress: true,
    });
  });

  it('tells another service', () => {
    expect(toNeighbour(printer, local, ownId)).toMatchObject({
      id: 'http printer._http._tcp.local',
      kind: 'http',
      url: 'http://192.168.1.9/status',
      access: 'unknown',
    });
  });

  it('does not list itself', () => {
    expect(toNeighbour(doorstep, local, '0123456789abcdef')).toBe(null);
  });

  it.each<[what: string, addresses: string[], expected: string | null]>([
    ['where it spoke from', ['10.0.0.1', '192.168.1.8', '192.168.1.9'], '192.168.1.9'],
    ['on our subnet', ['172.17.0.1', '10.0.0.1', '192.168.1.8'], '192.168.1.8'],
    ['another private one, behind a reflector', ['8.8.8.8', '10.0.0.1'], '10.0.0.1'],
    ['IPv4 before IPv6', ['fd00::1', '10.0.0.1'], '10.0.0.1'],
    ['IPv6 where there is no other', ['fe80::1', 'fd00::1'], 'fd00::1'],
    ['IPv4 link-local', ['169.254.1.2'], '169.254.1.2'],
    ['nothing on the internet', ['8.8.8.8', '2001:db8::1'], null],
    ['nothing of this computer itself', ['127.0.0.1', '::1', '0.0.0.0'], null],
    ['no multicast or broadcast', ['224.0.0.251', '255.255.255.255'], null],
    ['nothing', [], null],
  ])('takes the address %s', (_what, addresses, expected) => {
    expect(toNeighbour({ ...printer, addresses }, local, ownId)?.address ?? null).toBe(expected);
  });

  it('writes IPv6 as a URL', () => {
    expect(toNeighbour({ ...printer, addresses: ['fd00::1'] }, local, ownId)?.url).toBe('http://[fd00::1]/status');
  });

  it('does not watch an address for which another spoke', () => {
    expect(toNeighbour({ ...doorstep, source: '192.168.1.66' }, local, ownId)?.isOwnAddress).toBe(false);
  });

  it('clips a long name', () => {
    expect(toNeighbour({ ...printer, name: 'x'.repeat(500) }, local, ownId)?.name).toHaveLength(63);
  });
});

describe('mergeNeighbours and neighbourList', () => {
  const found = (name: string, kind: 'doorstep' | 'http' = 'http', id = name): FoundNeighbour => ({
    ...(toNeighbour(printer, local, ownId) as FoundNeighbour),
    name,
    kind,
    id,
  });

  it('lists Doorsteps first, then by name as people count', () => {
    const all = [found('b'), found('Room 10', 'doorstep'), found('A'), found('Room 9', 'doorstep')];
    expect(mergeNeighbours(all).map(({ name }) => name)).toEqual(['Room 9', 'Room 10', 'A', 'b']);
  });

  it('lists one that is on two networks once, as the better one tells it', () => {
    const all = [found('Study', 'doorstep', 'same'), found('Study (2)', 'doorstep', 'same')];
    expect(mergeNeighbours(all).map(({ name }) => name)).toEqual(['Study']);
  });

  it('is bounded, and counts the rest', () => {
    const all = mergeNeighbours(Array.from({ length: 300 }, (_, index) => found(`x${index}`)));
    const { neighbours, omitted } = neighbourList(all);
    expect(neighbours).toHaveLength(neighboursMax);
    expect(omitted).toBe(300 - neighboursMax);
    expect(Object.keys(neighbours[0] ?? {})).toEqual(['id', 'kind', 'name', 'address', 'url', 'access']);
  });
});
