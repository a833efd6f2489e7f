import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import Bonjour from 'bonjour-service';
import { describe, expect, it } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { bonjourInternals } from '../../src/main/discovery/bonjour-internals.ts';
import { BonjourPort } from '../../src/main/discovery/bonjour-port.ts';
import { heardRecords } from '../../src/main/discovery/heard-records.ts';
import type { HeardResponse, PublishedService } from '../../src/main/discovery/mdns-port.ts';
import { serviceType } from '../../src/main/discovery/mdns-port.ts';
import { portProblem } from '../../src/main/discovery/port-problem.ts';

/** Only the loopback interface is spoken on. */
const loopback = { address: '127.0.0.1', netmask: '255.0.0.0' };

const service = (name: string): PublishedService => ({
  name,
  port: 8_000,
  host: `doorstep-${process.pid}.local`,
  txt: { path: '/', id: 'x' },
});

describe('bonjour-service, as we use it', () => {
  it('is the version that this was written for', async () => {
    const path = new URL('../../node_modules/bonjour-service/package.json', import.meta.url);
    expect(JSON.parse(await readFile(path, 'utf8')).version).toBe('1.4.4');
    expect(packageFile.devDependencies['bonjour-service']).toBe('1.4.4');
  });

  it('has inside what the adapter reaches for', async () => {
    const bonjour = new Bonjour({ interface: '127.0.0.1', bind: '0.0.0.0' } as object, () => {});
    const { mdns } = bonjourInternals(bonjour);
    mdns.on('error', () => {});
    expect(Reflect.get(mdns, 'listenerCount').call(mdns, 'query')).toBe(1);
    expect(typeof Bonjour.Service.prototype.records).toBe('function');
    await new Promise((resolve) => bonjour.destroy(() => resolve(undefined)));
  });

  it('is refused where it is another', () => {
    for (const server of [
      undefined,
      null,
      {},
      { mdns: {}, respondToQuery() {} },
      { mdns: null, respondToQuery() {} },
    ]) {
      expect(() => bonjourInternals({ server } as unknown as Bonjour)).toThrow('not the version');
    }
  });
});

describe('BonjourPort', () => {
  it('announces our records, answers for them, and says goodbye for them alone', async () => {
    const name = `Port ${process.pid}`;
    const [ours, other] = [new BonjourPort(loopback), new BonjourPort(loopback)];
    const heard: HeardResponse[] = [];
    other.on('response', (response) => heard.push(response));
    const isOurs = ({ records }: HeardResponse): boolean =>
      records.some((record) => record.type === 'SRV' && record.name === `${name}.${serviceType}`);
    const next = async (): Promise<HeardResponse> => {
      for (;;) {
        const index = heard.findIndex(isOurs);
        const [found] = index < 0 ? [] : heard.splice(0, index + 1).slice(-1);
        if (found) return found;
        await once(other, 'response');
      }
    };
    await Promise.all([once(ours, 'ready'), once(other, 'ready')]);
    ours.publish(service(name));
    const { records, source } = await next();
    expect(source).toBe('127.0.0.1');
    const told = records.map(({ type, ttl, name: of }) => `${type} ${ttl} ${of}`).sort();
    expect(told).toEqual(
      [
        `A 120 doorstep-${process.pid}.local`,
        'PTR 4500 _http._tcp.local',
        'PTR 4500 _services._dns-sd._udp.local',
        `SRV 120 ${name}.${serviceType}`,
        `TXT 4500 ${name}.${serviceType}`,
      ].sort(),
    );
    expect(records.filter(({ type }) => type === 'A').map(({ data }) => data)).toEqual(['127.0.0.1']);
    expect(() => ours.publish(service('second'))).toThrow('one service');

    heard.length = 0;
    other.ask([{ name: `${name.toUpperCase()}.${serviceType}`, type: 'ANY' }]);
    expect((await next()).records.map(({ type }) => type).sort()).toEqual(['SRV', 'TXT']);

    heard.length = 0;
    const closed = ours.close({ goodbye: true });
    const goodbye = (await next()).records;
    expect(goodbye.every(({ ttl }) => ttl === 0)).toBe(true);
    expect(goodbye.map(({ type }) => type).sort()).toEqual(['A', 'PTR', 'SRV', 'TXT']);
    await closed;
    await ours.close({ goodbye: true });
    ours.ask([{ name: serviceType, type: 'PTR' }]);
    ours.publish(service(name));
    await other.close({ goodbye: false });
  });

  it('tells a problem where the address is not this computer’s, and does not throw', async () => {
    const port = new BonjourPort({ address: '203.0.113.9', netmask: '255.255.255.0' });
    const [problem] = await once(port, 'problem');
    expect(problem.detail).not.toBe('');
    port.ask([{ name: serviceType, type: 'PTR' }]);
    await port.close({ goodbye: true });
  });

  it('can be closed before it was open', async () => {
    const port = new BonjourPort(loopback);
    await port.close({ goodbye: true });
  });
});

describe('heardRecords', () => {
  const name = 'x.local';
  it.each<[what: string, record: unknown]>([
    ['nothing', null],
    ['text', 'record'],
    ['no name', { type: 'PTR', ttl: 1, data: 'x' }],
    ['a name that is none', { type: 'PTR', name: 5, ttl: 1, data: 'x' }],
    ['no ttl', { type: 'PTR', name, data: 'x' }],
    ['PTR to nothing', { type: 'PTR', name, ttl: 1, data: null }],
    ['SRV without data', { type: 'SRV', name, ttl: 1 }],
    ['SRV to nowhere', { type: 'SRV', name, ttl: 1, data: { target: '.', port: 80 } }],
    ['SRV with port 0', { type: 'SRV', name, ttl: 1, data: { target: 'x', port: 0 } }],
    ['TXT that is no list', { type: 'TXT', name, ttl: 1, data: 'x' }],
    ['TXT of strings', { type: 'TXT', name, ttl: 1, data: ['x'] }],
    ['A that is IPv6', { type: 'A', name, ttl: 1, data: '::1' }],
    ['A that is none', { type: 'A', name, ttl: 1, data: '1.2.3' }],
    ['AAAA that is IPv4', { type: 'AAAA', name, ttl: 1, data: '1.2.3.4' }],
    ['another type', { type: 'NSEC', name, ttl: 1, data: {} }],
    ['OPT, whose ttl is no time', { type: 'OPT', name: '.', data: [] }],
  ])('leaves out %s', (_what, record) => {
    expect(heardRecords([record])).toEqual([]);
  });

  it('keeps what it understands, and a bounded number of it', () => {
    const address = { type: 'A', name, ttl: 120, data: '10.0.0.1', flush: true, class: 'IN' };
    expect(heardRecords([address])).toEqual([{ type: 'A', name, ttl: 120, data: '10.0.0.1', flush: true }]);
    expect(heardRecords(Array.from({ length: 10_000 }, () => address))).toHaveLength(512);
  });
});

describe('portProblem', () => {
  const systemError = (code: string): Error => Object.assign(new Error(`bind ${code}`), { code, syscall: 'bind' });
  it.each([
    ['EADDRINUSE', 'port-in-use'],
    ['EACCES', 'not-allowed'],
    ['EPERM', 'not-allowed'],
    ['ENETUNREACH', 'no-network'],
    ['EADDRNOTAVAIL', 'no-network'],
    ['ENODEV', 'no-network'],
    ['EMFILE', 'other'],
  ])('%s is %s', (code, reason) => {
    expect(portProblem(systemError(code))).toEqual({ reason, detail: `bind ${code}` });
  });

  it('is none where a packet cannot be decoded', () => {
    expect(portProblem(new Error('Cannot decode name (buffer overflow)'))).toBe(null);
    expect(portProblem(Object.assign(new RangeError('x'), { code: 'ERR_OUT_OF_RANGE' }))).toBe(null);
    expect(portProblem(undefined)).toBe(null);
  });
});
