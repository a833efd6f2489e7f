import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordTtlMaxMs, servicesMax, servicesPerSourceMax } from '../../src/main/discovery/limits.ts';
import { type HeardRecord, serviceType } from '../../src/main/discovery/mdns-port.ts';
import { mergeNeighbours, neighbourList, toNeighbour } from '../../src/main/discovery/neighbours.ts';
import { ServiceCache } from '../../src/main/discovery/service-cache.ts';
import { networkOf } from '../support/fake-watch.ts';
import { serviceRecords } from './support/fake-lan.ts';

const printer = { name: 'Printer', port: 80, host: 'printer.local', txt: { path: '/status' } };
const source = '192.168.1.9';
const full = (name = 'Printer', ttl = 120): HeardRecord[] => serviceRecords({ ...printer, name }, source, ttl);
const [pointer, location, text, address] = full() as [HeardRecord, HeardRecord, HeardRecord, HeardRecord];

function cacheOf(...packets: HeardRecord[][]): ServiceCache {
  const cache = new ServiceCache();
  for (const records of packets) cache.add({ records, source }, 0);
  return cache;
}

const names = (cache: ServiceCache): string[] => cache.services().map(({ name }) => name);
const asked = (cache: ServiceCache, now: number): string[] =>
  cache.dueQuestions(now, 100).map(({ name, type }) => `${type} ${name}`);

describe('ServiceCache', () => {
  it.each<[what: string, packets: HeardRecord[][]]>([
    ['one packet', [full()]],
    ['one packet in another order', [full().reverse()]],
    ['a packet a record', full().map((record) => [record])],
    ['twice', [full(), full()]],
    ['location and text first', [[location, text], [pointer], [address]]],
    ['other capitals', [full('PRINTER'), [pointer]]],
  ])('puts a service together from %s', (_what, packets) => {
    const cache = cacheOf(...packets);
    // A record of a service or host that nobody has named yet is not kept; the name makes it ask again.
    for (const record of [text, address]) cache.add({ records: [record], source }, 0);
    expect(cache.services()).toHaveLength(1);
    expect(cache.services()[0]).toMatchObject({
      key: `printer.${serviceType}`,
      target: 'printer.local',
      port: 80,
      addresses: [source],
      source,
    });
    expect(cache.services()[0]?.txt.get('path')).toBe('/status');
  });

  it('asks for what is missing, a few times, and then forgets it', () => {
    const cache = cacheOf([pointer]);
    const times = [];
    for (let now = 0; now <= 60_000; now += 1_000) {
      if (asked(cache, now).length > 0) times.push(now);
      cache.expire(now);
    }
    expect(times).toEqual([0, 1_000, 3_000, 7_000]);
    cache.add({ records: [location, text, address], source }, 60_000);
    expect(names(cache)).toEqual(['Printer']);
  });

  it('asks for each missing thing by its own name', () => {
    expect(asked(cacheOf([pointer]), 0)).toEqual([`SRV Printer.${serviceType}`, `TXT Printer.${serviceType}`]);
    expect(asked(cacheOf([pointer, location]), 0)).toEqual([`TXT Printer.${serviceType}`, 'A printer.local']);
    expect(asked(cacheOf([pointer, location, text]), 0)).toEqual(['A printer.local']);
    expect(asked(cacheOf(full()), 0)).toEqual([]);
    // The library would split these names, or cannot write them: the type is asked for in their place.
    expect(asked(cacheOf([{ ...pointer, data: `v1.2.${serviceType}` } as HeardRecord]), 0)).toEqual([
      `PTR ${serviceType}`,
    ]);
    expect(asked(cacheOf([{ ...pointer, data: `\ufffd.${serviceType}` } as HeardRecord]), 0)).toEqual([
      `PTR ${serviceType}`,
    ]);
  });

  it('shows a service without text when it was asked for in vain', () => {
    const cache = cacheOf([pointer, location, address]);
    expect(names(cache)).toEqual([]);
    asked(cache, 0);
    expect(names(cache)).toEqual([]);
    asked(cache, 1_000);
    expect(names(cache)).toEqual(['Printer']);
  });

  it('asks again near the end of the lifetime, and drops what is not heard of again', () => {
    const cache = cacheOf(full());
    const times = [];
    for (let now = 0; now < 120_000; now += 1_000) {
      if (asked(cache, now).length > 0) times.push(now / 1_000);
      cache.expire(now);
    }
    expect(times).toEqual([96, 102, 108, 114]);
    expect(names(cache)).toEqual(['Printer']);
    cache.expire(120_000);
    expect(names(cache)).toEqual([]);
    expect(cacheOf(full('Printer', 0xff_ff_ff_ff)).services()).toHaveLength(1);
    const forever = cacheOf(full('Printer', 0xff_ff_ff_ff));
    forever.expire(recordTtlMaxMs);
    expect(names(forever)).toEqual([]);
  });

  it('gives time to answer after sleep', () => {
    const cache = cacheOf(full());
    cache.prolong(3_600_000, 10_000);
    cache.expire(3_609_000);
    expect(names(cache)).toEqual(['Printer']);
    cache.expire(3_610_000);
    expect(names(cache)).toEqual([]);
  });

  it.each<[what: string, records: HeardRecord[]]>([
    ['PTR', full('Printer', 0).slice(0, 1)],
    ['SRV', full('Printer', 0).slice(1, 2)],
    ['all records', full('Printer', 0)],
  ])('takes a goodbye of %s', (_what, records) => {
    const cache = cacheOf(full(), full('Other'));
    expect(cache.takeChanged()).toBe(true);
    cache.add({ records, source }, 0);
    expect(cache.takeChanged()).toBe(true);
    // The host is the other service's, too; its own goodbye for the address counts.
    expect(names(cache)).not.toContain('Printer');
  });

  it('follows a new address, port, host and text', () => {
    const cache = cacheOf(full());
    const say = (record: HeardRecord): void => cache.add({ records: [record], source }, 1_000);
    say({ type: 'A', name: 'PRINTER.local', ttl: 120, data: '192.168.1.10', flush: true });
    expect(cache.services()[0]?.addresses).toEqual(['192.168.1.10']);
    say({ type: 'A', name: 'printer.local', ttl: 120, data: '192.168.2.10', flush: false });
    say({ type: 'AAAA', name: 'printer.local', ttl: 120, data: 'fd00::1', flush: true });
    expect(cache.services()[0]?.addresses).toEqual(['192.168.1.10', '192.168.2.10', 'fd00::1']);
    say({ type: 'A', name: 'printer.local', ttl: 0, data: '192.168.1.10', flush: false });
    expect(cache.services()[0]?.addresses).toEqual(['192.168.2.10', 'fd00::1']);
    say({ ...text, data: [Buffer.from('path=/new')] } as HeardRecord);
    expect(cache.services()[0]?.txt.get('path')).toBe('/new');
    say({ ...location, data: { target: 'printer.local', port: 8_080 } } as HeardRecord);
    expect(cache.services()[0]?.port).toBe(8_080);
    say({ ...location, data: { target: 'elsewhere.local', port: 8_080 } } as HeardRecord);
    expect(cache.services()).toEqual([]);
  });

  it('tells of no change where nothing is new', () => {
    const cache = cacheOf(full());
    expect(cache.takeChanged()).toBe(true);
    expect(cache.takeChanged()).toBe(false);
    cache.add({ records: full(), source }, 1_000);
    cache.expire(1_000);
    expect(cache.takeChanged()).toBe(false);
  });

  it.each<[what: string, record: HeardRecord]>([
    ['another type', { type: 'PTR', name: '_ipp._tcp.local', ttl: 120, data: `x.${serviceType}` }],
    ['the type itself', { type: 'PTR', name: serviceType, ttl: 120, data: serviceType }],
    ['an empty label', { type: 'PTR', name: serviceType, ttl: 120, data: `.${serviceType}` }],
    ['a foreign name', { type: 'PTR', name: serviceType, ttl: 120, data: 'x._http._tcp.example.com' }],
    [
      'a location of another type',
      { type: 'SRV', name: 'x._ipp._tcp.local', ttl: 120, data: { target: 'a', port: 1 } },
    ],
    ['text of nothing', { type: 'TXT', name: `x.${serviceType}`, ttl: 120, data: [] }],
    ['an address of nobody', { type: 'A', name: 'x.local', ttl: 120, data: '1.2.3.4', flush: true }],
  ])('leaves out %s', (_what, record) => {
    const cache = cacheOf([record]);
    expect(cache.takeChanged()).toBe(false);
    expect(asked(cache, 0)).toEqual([]);
  });

  it('keeps a bounded number from one source, and room for others', () => {
    const cache = new ServiceCache();
    const add = (name: string, from: string): void => cache.add({ records: full(name), source: from }, 0);
    for (let index = 0; index < 1_000; index++) add(`one ${index}`, '192.168.1.66');
    expect(cache.services()).toHaveLength(servicesPerSourceMax);
    for (let index = 0; index < 1_000; index++) add(`many ${index}`, `192.168.1.${70 + (index % 10)}`);
    expect(cache.services()).toHaveLength(servicesMax);
    add('late', source);
    expect(cache.services()).toHaveLength(servicesMax);
    expect(names(cache)).toContain('late');
  });

  it('asks for a bounded number of things at a time', () => {
    const cache = new ServiceCache();
    for (let index = 0; index < 200; index++) {
      const records: HeardRecord[] = [{ type: 'PTR', name: serviceType, ttl: 120, data: `x${index}.${serviceType}` }];
      cache.add({ records, source: `192.168.1.${index % 10}` }, 0);
    }
    expect(cache.dueQuestions(0, 20)).toHaveLength(20);
    expect(cache.dueQuestions(0, 1_000).length).toBe(2 * 200 - 20);
  });

  it('stands whatever is heard, in whatever order', () => {
    const name = fc.constantFrom(
      'a',
      `a.${serviceType}`,
      `b.${serviceType}`,
      `A.${serviceType}`,
      serviceType,
      'a.local',
      '__proto__',
      '',
    );
    const ttl = fc.constantFrom(0, 1, 120, 0xff_ff_ff_ff);
    const record: fc.Arbitrary<HeardRecord> = fc.oneof(
      fc.record({ type: fc.constant('PTR' as const), name: fc.oneof(fc.constant(serviceType), name), ttl, data: name }),
      fc.record({
        type: fc.constant('SRV' as const),
        name,
        ttl,
        data: fc.record({ target: name, port: fc.nat(65_535) }),
      }),
      fc.record({
        type: fc.constant('TXT' as const),
        name,
        ttl,
        data: fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 3 }),
      }),
      fc.record({ type: fc.constant('A' as const), name, ttl, data: fc.ipV4(), flush: fc.boolean() }),
    );
    const [local] = networkOf([{ interfaceName: 'eth0', kind: 'ethernet', address: '192.168.1.7' }]).addresses;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(record, { maxLength: 6 }), fc.nat(200_000)), { maxLength: 20 }),
        (packets) => {
          const cache = new ServiceCache();
          let now = 0;
          for (const [records, ms] of packets) {
            now += ms;
            cache.add({ records, source }, now);
            cache.dueQuestions(now, 20);
            cache.expire(now);
          }
          for (const { url } of neighbourList(
            mergeNeighbours(cache.services().flatMap((each) => (local && toNeighbour(each, local, 'me')) ?? [])),
          ).neighbours) {
            expect(new URL(url).protocol).toBe('http:');
          }
          cache.expire(now + recordTtlMaxMs);
          expect(cache.services()).toEqual([]);
        },
      ),
      { numRuns: 300, seed: 5 },
    );
  });
});
