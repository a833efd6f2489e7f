import { describe, expect, it } from 'vitest';
import { type AnnouncedShare, Discovery, type DiscoveryOptions } from '../../src/main/discovery/discovery.ts';
import {
  conflictPauseMs,
  goodbyeTimeoutMs,
  hostTtlSeconds,
  presenceCheckMs,
  queryIntervalMaxMs,
  wakeGraceMs,
} from '../../src/main/discovery/limits.ts';
import { serviceType } from '../../src/main/discovery/mdns-port.ts';
import type { DiscoveryState } from '../../src/shared/neighbour.ts';
import { type FakeInterface, FakeWatch, networkOf } from '../support/fake-watch.ts';
import { FakeClock, settle } from './support/fake-clock.ts';
import { FakeLan, type FakePort, serviceRecords } from './support/fake-lan.ts';

const share: AnnouncedShare = { name: 'Studio', port: 8_000, address: '::', path: '/', access: 'open' };
const announcedAfterMs = 1_000;

const wifi = (address: string): FakeInterface => ({ interfaceName: 'wlan0', kind: 'wifi', address });
const cable = (address: string): FakeInterface => ({ interfaceName: 'eth0', kind: 'ethernet', address });
const docker = (address: string): FakeInterface => ({ interfaceName: 'docker0', kind: 'container', address });

function makeLan() {
  const clock = new FakeClock();
  const lan = new FakeLan();
  /** One computer with these interfaces, discovery on. */
  const join = (interfaces: readonly FakeInterface[], options: Partial<DiscoveryOptions> = {}) => {
    const network = new FakeWatch(networkOf(interfaces));
    const checked: string[] = [];
    let isPresent = true;
    const discovery = new Discovery({
      network,
      clock,
      openPort: lan.openPort,
      checkPresence: async (address, port) => {
        checked.push(`${address}:${port}`);
        return isPresent;
      },
      ...options,
    });
    const states: DiscoveryState[] = [];
    const faults: Error[] = [];
    discovery.on('stateChanged', (state) => states.push(state));
    discovery.on('fault', (error) => faults.push(error));
    discovery.start();
    return {
      discovery,
      network,
      states,
      faults,
      checked,
      names: () => discovery.neighbours.neighbours.map(({ name }) => name),
      change: (next: readonly FakeInterface[]) => network.change(networkOf(next)),
      setPresent: (value: boolean) => (isPresent = value),
      announcedName: () => (discovery.state.status === 'on' ? discovery.state.announcedName : undefined),
    };
  };
  const last = (): FakePort => lan.opened.at(-1) as FakePort;
  return { clock, lan, join, last };
}

describe('two computers', () => {
  it('see each other, and not themselves', async () => {
    const { clock, join } = makeLan();
    const [a, b] = [join([wifi('192.168.1.7')]), join([cable('192.168.1.8')])];
    await Promise.all([
      a.discovery.announce(share),
      b.discovery.announce({ ...share, name: '书房', access: 'protected' }),
    ]);
    await clock.advance(announcedAfterMs + 1_000);
    expect(a.discovery.neighbours.neighbours).toMatchObject([
      { kind: 'doorstep', name: '书房', address: '192.168.1.8', url: 'http://192.168.1.8:8000/', access: 'protected' },
    ]);
    expect(b.names()).toEqual(['Studio']);
    expect(a.announcedName()).toBe('Studio');
    expect(a.states.map(({ status }) => status)).toEqual(['starting', 'on', 'on']);
  });

  it('withdraw on stop, on suspend, and where the share ends; and come back', async () => {
    const { clock, join } = makeLan();
    const [a, b] = [join([wifi('192.168.1.7')]), join([cable('192.168.1.8')])];
    await b.discovery.announce(share);
    await clock.advance(2_000);
    expect(a.names()).toEqual(['Studio']);
    await b.discovery.announce(null);
    await clock.advance(1_000);
    expect(a.names()).toEqual([]);
    expect(b.announcedName()).toBe(null);
    await b.discovery.announce({ ...share, name: 'Renamed', port: 8_001 });
    await clock.advance(2_000);
    expect(a.discovery.neighbours.neighbours).toMatchObject([{ name: 'Renamed', url: 'http://192.168.1.8:8001/' }]);
    await b.discovery.suspend();
    await clock.advance(1_000);
    expect(a.names()).toEqual([]);
    expect(b.discovery.state).toEqual({ status: 'off' });
    expect(b.names()).toEqual([]);
    b.discovery.resume();
    await clock.advance(2_000);
    expect(a.names()).toEqual(['Renamed']);
    await b.discovery.stop();
    await clock.advance(1_000);
    expect(a.names()).toEqual([]);
    b.discovery.resume();
    b.change([wifi('192.168.1.9')]);
    await clock.advance(2_000);
    expect(a.names()).toEqual([]);
    await a.discovery.stop();
    expect(clock.waiting).toBe(0);
  });

  it('of one name: the one that came later takes "(2)"', async () => {
    const { clock, join } = makeLan();
    const [a, b] = [join([wifi('192.168.1.7')]), join([cable('192.168.1.8')])];
    await a.discovery.announce(share);
    await clock.advance(2_000);
    await b.discovery.announce(share);
    await clock.advance(3_000);
    expect([a.announcedName(), b.announcedName()]).toEqual(['Studio', 'Studio (2)']);
    expect([a.names(), b.names()]).toEqual([['Studio (2)'], ['Studio']]);
    // The number stays while the name does, and goes with it.
    await b.discovery.announce({ ...share, port: 9_000 });
    await clock.advance(3_000);
    expect(b.announcedName()).toBe('Studio (2)');
    await b.discovery.announce({ ...share, name: 'Attic' });
    await clock.advance(3_000);
    expect(b.announcedName()).toBe('Attic');
  });

  it('of one name at the same moment: exactly one gives way, and no goodbye withdraws the other', async () => {
    const { clock, lan, join } = makeLan();
    const [a, b] = [join([wifi('192.168.1.7')]), join([cable('192.168.1.8')])];
    const c = join([wifi('192.168.1.9')]);
    await Promise.all([a.discovery.announce(share), b.discovery.announce(share)]);
    await clock.advance(10_000);
    expect([a.announcedName(), b.announcedName()].sort()).toEqual(['Studio', 'Studio (2)']);
    expect(c.names()).toEqual(['Studio', 'Studio (2)']);
    expect(lan.opened.filter(({ closed }) => closed?.goodbye)).toEqual([]);
  });
});

describe('names', () => {
  it('are counted up, and where twenty are taken, told apart by the host', async () => {
    const { clock, join } = makeLan();
    const all = Array.from({ length: 22 }, (_, index) => join([wifi(`192.168.1.${index + 1}`)]));
    for (const { discovery } of all) {
      await discovery.announce(share);
      await clock.advance(60_000);
    }
    const names = all.map(({ announcedName }) => announcedName());
    expect(names.slice(0, 20)).toEqual([
      'Studio',
      ...Array.from({ length: 19 }, (_, index) => `Studio (${index + 2})`),
    ]);
    expect(names[20]).toMatch(/^Studio \([0-9a-f]{6}\)$/);
    expect(new Set(names).size).toBe(22);
  });

  it('somebody who claims each of them is not run after', async () => {
    const { clock, lan, join } = makeLan();
    const a = join([wifi('192.168.1.7')]);
    await a.discovery.announce(share);
    let claims = 0;
    for (let round = 0; round < 600; round++) {
      await clock.advance(100);
      for (const number of ['', ...Array.from({ length: 25 }, (_, index) => ` (${index + 2})`)]) {
        const name = `Studio${number}.${serviceType}`;
        lan.say([{ type: 'SRV', name, ttl: 1, data: { target: 'aaa.local', port: 1 } }], '192.168.1.66');
      }
      claims++;
    }
    expect(claims).toBe(600);
    const asked = lan.opened.flatMap(({ asked: questions }) => questions.filter(({ type }) => type === 'ANY'));
    // In this minute: at first one for each number, then one in `conflictPauseMs`.
    expect(asked.length).toBeLessThan(15 + 3 * (60_000 / conflictPauseMs) + 30);
    await clock.advance(20_000);
    expect(a.announcedName()).toMatch(/^Studio \(/);
  });

  it('an echo of our own announcement is no conflict', async () => {
    const { clock, lan, join, last } = makeLan();
    const a = join([wifi('192.168.1.7')]);
    await a.discovery.announce(share);
    await clock.advance(2_000);
    const { published } = last();
    if (!published) throw new Error('nothing published');
    lan.say(serviceRecords({ ...published, port: 7_999 }, '192.168.1.7'), '192.168.1.7');
    await clock.advance(2_000);
    expect(a.announcedName()).toBe('Studio');
    expect(a.names()).toEqual([]);
  });
});

describe('the network changes', () => {
  it('each local network is spoken on, told its own address, and no container', async () => {
    const { clock, lan, join } = makeLan();
    const a = join([wifi('192.168.1.7'), cable('10.0.0.7'), docker('172.17.0.1')]);
    const [b, c] = [join([wifi('192.168.1.8')]), join([cable('10.0.0.8')])];
    const d = join([docker('172.17.0.2')]);
    await a.discovery.announce(share);
    await clock.advance(2_000);
    expect(lan.addresses).toEqual(['10.0.0.7', '10.0.0.8', '192.168.1.7', '192.168.1.8']);
    expect(b.discovery.neighbours.neighbours[0]?.address).toBe('192.168.1.7');
    expect(c.discovery.neighbours.neighbours[0]?.address).toBe('10.0.0.7');
    expect(d.discovery.state).toEqual({ status: 'unavailable', reason: 'no-network', detail: '' });
  });

  it('a share on one address is told to its network only, even a container’s', async () => {
    const { clock, join } = makeLan();
    const a = join([wifi('192.168.1.7'), cable('10.0.0.7'), docker('172.17.0.1')]);
    const [b, c] = [join([wifi('192.168.1.8')]), join([cable('10.0.0.8')])];
    await a.discovery.announce({ ...share, address: '10.0.0.7' });
    await clock.advance(2_000);
    expect([b.names(), c.names()]).toEqual([[], ['Studio']]);
    await a.discovery.announce({ ...share, address: '172.17.0.1' });
    await clock.advance(2_000);
    expect([b.names(), c.names()]).toEqual([[], []]);
    expect(a.announcedName()).toBe('Studio');
    await a.discovery.announce({ ...share, address: '127.0.0.1' });
    await clock.advance(2_000);
    expect(a.announcedName()).toBe(null);
    await a.discovery.announce(share);
    await clock.advance(2_000);
    expect([b.names(), c.names()]).toEqual([['Studio'], ['Studio']]);
  });

  it('follows a new address without a blink, a second network, and none', async () => {
    const { clock, lan, join } = makeLan();
    const [a, b] = [join([wifi('192.168.1.7')]), join([wifi('192.168.1.8')])];
    const seen: (string | undefined)[] = [];
    b.discovery.on('neighboursChanged', ({ neighbours }) => seen.push(neighbours[0]?.address));
    await a.discovery.announce(share);
    await clock.advance(2_000);
    a.change([wifi('192.168.1.17')]);
    await clock.advance(3_000);
    expect(seen).toEqual(['192.168.1.7', '192.168.1.17']);
    a.change([wifi('192.168.1.17'), cable('10.0.0.7')]);
    await clock.advance(3_000);
    expect(lan.addresses).toEqual(['10.0.0.7', '192.168.1.17', '192.168.1.8']);
    a.change([cable('10.0.0.7')]);
    await clock.advance(3_000);
    expect(b.names()).toEqual([]);
    a.change([]);
    await clock.advance(1_000);
    expect(a.discovery.state).toEqual({ status: 'unavailable', reason: 'no-network', detail: '' });
    a.change([wifi('192.168.1.7')]);
    await clock.advance(3_000);
    expect([a.announcedName(), b.names()]).toEqual(['Studio', ['Studio']]);
  });

  it('opens nothing anew where only a container came', async () => {
    const { clock, lan, join } = makeLan();
    const a = join([wifi('192.168.1.7')]);
    await clock.advance(1_000);
    a.change([wifi('192.168.1.7'), docker('172.17.0.1')]);
    await clock.advance(1_000);
    expect(lan.opened).toHaveLength(1);
  });

  it('after sleep: opens anew, asks at once, and gives neighbours time to answer', async () => {
    const { clock, lan, join } = makeLan();
    const [a, b] = [join([wifi('192.168.1.7')]), join([wifi('192.168.1.8')])];
    await Promise.all([a.discovery.announce(share), b.discovery.announce({ ...share, name: 'Attic' })]);
    await clock.advance(3_000);
    const before = lan.opened.length;
    const gone: string[][] = [];
    a.discovery.on('neighboursChanged', () => gone.push(a.names()));
    await clock.sleep(8 * 3_600_000);
    a.network.emit('woke', 8 * 3_600_000);
    b.network.emit('woke', 8 * 3_600_000);
    await clock.advance(wakeGraceMs + 5_000);
    expect(lan.opened.length).toBe(before + 2);
    expect([a.names(), a.announcedName()]).toEqual([['Attic'], 'Studio']);
  });
});

describe('what goes wrong', () => {
  it('a busy port is told, and tried again ever more rarely, at least every minute', async () => {
    const { clock, lan, join } = makeLan();
    lan.nextProblem = { reason: 'port-in-use', detail: 'bind EADDRINUSE 0.0.0.0:5353' };
    const a = join([wifi('192.168.1.7')]);
    await a.discovery.announce(share);
    await clock.advance(100);
    expect(a.discovery.state).toEqual({
      status: 'unavailable',
      reason: 'port-in-use',
      detail: 'bind EADDRINUSE 0.0.0.0:5353',
    });
    await clock.advance(63_000);
    expect(lan.opened).toHaveLength(7);
    await clock.advance(600_000);
    expect(lan.opened).toHaveLength(17);
    lan.nextProblem = null;
    await clock.advance(62_000);
    expect(a.announcedName()).toBe('Studio');
    expect(lan.opened.slice(0, -1).every(({ closed }) => closed && !closed.goodbye)).toBe(true);
  });

  it('one network that fails does not take the other with it', async () => {
    const { clock, lan, join } = makeLan();
    const a = join([wifi('192.168.1.7'), cable('10.0.0.7')]);
    const b = join([cable('10.0.0.8')]);
    await a.discovery.announce(share);
    await clock.advance(2_000);
    const port = lan.opened.find(({ where }) => where.address === '192.168.1.7');
    port?.emit('problem', { reason: 'no-network', detail: 'send ENETUNREACH' });
    port?.emit('problem', { reason: 'no-network', detail: 'send ENETUNREACH' });
    await clock.advance(500);
    expect([a.announcedName(), b.names()]).toEqual(['Studio', ['Studio']]);
    await clock.advance(3_000);
    expect(lan.addresses).toContain('192.168.1.7');
  });

  it('a socket that the system refuses is a problem, and no crash', async () => {
    const { clock, lan, join } = makeLan();
    let refuses = true;
    const a = join([wifi('192.168.1.7')], {
      openPort: (where) => {
        if (refuses) throw Object.assign(new Error('socket EMFILE'), { code: 'EMFILE', syscall: 'socket' });
        return lan.openPort(where);
      },
    });
    await clock.advance(100);
    expect(a.discovery.state).toEqual({ status: 'unavailable', reason: 'other', detail: 'socket EMFILE' });
    refuses = false;
    await clock.advance(5_000);
    expect(a.discovery.state.status).toBe('on');
  });

  it('a socket that never closes holds nobody up', async () => {
    const { clock, lan, join, last } = makeLan();
    const a = join([wifi('192.168.1.7')]);
    await a.discovery.announce(share);
    await clock.advance(2_000);
    last().isStuck = true;
    let isStopped = false;
    void a.discovery.stop().then(() => (isStopped = true));
    await clock.advance(goodbyeTimeoutMs - 1);
    expect(isStopped).toBe(false);
    await clock.advance(1);
    expect(isStopped).toBe(true);
    expect(lan.ports.size).toBe(0);
    expect(clock.waiting).toBe(0);
  });

  it('stop while it is still opening or probing leaves nothing behind', async () => {
    for (const ms of [0, 1, 300, 700]) {
      const { clock, lan, join } = makeLan();
      const a = join([wifi('192.168.1.7')]);
      void a.discovery.announce(share);
      await clock.advance(ms);
      const stopped = a.discovery.stop();
      await clock.advance(5_000);
      await stopped;
      expect([lan.ports.size, clock.waiting, a.discovery.state.status]).toEqual([0, 0, 'off']);
    }
  });

  it('suspend and resume in quick succession end where the last one says', async () => {
    const { clock, lan, join } = makeLan();
    const a = join([wifi('192.168.1.7')]);
    await a.discovery.announce(share);
    await clock.advance(2_000);
    void a.discovery.suspend();
    a.discovery.resume();
    void a.discovery.suspend();
    a.discovery.resume();
    await clock.advance(3_000);
    expect([a.announcedName(), lan.ports.size]).toEqual(['Studio', 1]);
  });

  it('tells a bug, and goes on', async () => {
    const { clock, join, last } = makeLan();
    const a = join([wifi('192.168.1.7')]);
    await clock.advance(100);
    last().emit('fault', new Error('bug'));
    expect(a.faults.map(({ message }) => message)).toEqual(['bug']);
    expect(a.discovery.state.status).toBe('on');
  });
});

describe('looking around', () => {
  it('asks at once, after 1, 2, 4 … seconds, and then every minute', async () => {
    const { clock, join, last } = makeLan();
    join([wifi('192.168.1.7')]);
    const times: number[] = [];
    let count = 0;
    for (let second = 0; second <= 200; second++) {
      await settle();
      const { length } = last().asked.filter(({ type }) => type === 'PTR');
      if (length > count) times.push(second);
      count = length;
      await clock.advance(1_000);
    }
    expect(times).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183]);
    expect(queryIntervalMaxMs).toBe(60_000);
  });

  it('does not look, and opens nothing without a share, where it is only to announce', async () => {
    const { clock, lan, join } = makeLan();
    const a = join([wifi('192.168.1.7')], { browse: false });
    const b = join([wifi('192.168.1.8')]);
    await b.discovery.announce({ ...share, name: 'Attic' });
    await clock.advance(3_000);
    expect([lan.addresses, a.discovery.state]).toEqual([['192.168.1.8'], { status: 'off' }]);
    await a.discovery.announce({ ...share, address: '127.0.0.1' });
    a.change([]);
    await clock.advance(3_000);
    expect([lan.addresses, a.discovery.state]).toEqual([['192.168.1.8'], { status: 'off' }]);
    a.change([wifi('192.168.1.7')]);
    await a.discovery.announce(share);
    await clock.advance(3_000);
    expect([a.names(), b.names()]).toEqual([[], ['Studio']]);
    expect(lan.opened.at(-1)?.asked.map(({ type }) => type)).toEqual(['ANY', 'ANY', 'ANY']);
  });

  it('a killed Doorstep is gone within 30 s, one that answers stays, one behind a firewall expires', async () => {
    const { clock, lan, join } = makeLan();
    const a = join([wifi('192.168.1.7')]);
    const published = {
      name: 'Attic',
      port: 8_000,
      host: 'doorstep-0123456789abcdef.local',
      txt: { path: '/', id: '0123456789abcdef', v: '1', access: 'open' },
    };
    const say = (): void => lan.say(serviceRecords(published, '192.168.1.9'), '192.168.1.9');
    await clock.advance(100);
    say();
    await clock.advance(3 * presenceCheckMs);
    expect(a.names()).toEqual(['Attic']);
    expect(new Set(a.checked)).toEqual(new Set(['192.168.1.9:8000']));
    expect(a.checked.length).toBeLessThanOrEqual(4);
    a.setPresent(false);
    await clock.advance(presenceCheckMs + 5_000);
    expect(a.names()).toEqual([]);

    // It never accepted a connection, so that says nothing.
    say();
    await clock.advance(60_000);
    expect(a.names()).toEqual(['Attic']);
    await clock.advance(hostTtlSeconds * 1_000);
    expect(a.names()).toEqual([]);
  });

  it('connects to nobody who did not say so himself, and to no other service', async () => {
    const { clock, lan, join } = makeLan();
    const a = join([wifi('192.168.1.7')]);
    await clock.advance(100);
    const txt = { path: '/', id: '0123456789abcdef', v: '1', access: 'open' };
    const forged = { name: 'Router', port: 22, host: 'doorstep-0123456789abcdef.local', txt };
    lan.say(serviceRecords(forged, '192.168.1.1'), '192.168.1.66');
    lan.say(
      serviceRecords({ name: 'Printer', port: 80, host: 'printer.local', txt: {} }, '192.168.1.3'),
      '192.168.1.3',
    );
    await clock.advance(60_000);
    expect(a.names()).toEqual(['Router', 'Printer']);
    expect(a.checked).toEqual([]);
  });

  it('tells changes together', async () => {
    const { clock, lan, join } = makeLan();
    const a = join([wifi('192.168.1.7')]);
    let told = 0;
    a.discovery.on('neighboursChanged', () => told++);
    await clock.advance(1_000);
    for (let index = 0; index < 1_000; index++) {
      const service = { name: `Flood ${index}`, port: 80, host: `flood-${index}.local`, txt: {} };
      lan.say(serviceRecords(service, `192.168.1.${100 + (index % 50)}`), `192.168.1.${100 + (index % 50)}`);
      if (index % 100 === 0) await clock.advance(50);
    }
    await clock.advance(1_000);
    expect(told).toBeLessThanOrEqual(4);
    expect(a.discovery.neighbours.neighbours).toHaveLength(100);
    expect(a.discovery.neighbours.omitted).toBe(156);
  });
});
