import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { ShareRunner } from '../../../../src/main/app/share/share-runner.ts';
import { ListenError, type Listening, type ShareServer } from '../../../../src/main/server/share-server.ts';
import type { AddressView } from '../../../../src/shared/ipc.ts';

/** A server that takes a turn for everything, fails when told to, and would notice calls that overlap. */
function scriptedServer() {
  const calls: string[] = [];
  let busy = false;
  let listening = false;
  const failures: unknown[] = [];
  const exclusively = async (call: string, step: () => void) => {
    if (busy) throw new Error(`${call} overlaps`);
    busy = true;
    await turn();
    busy = false;
    calls.push(call);
    step();
  };
  const server: Pick<ShareServer, 'start' | 'move' | 'stop'> = {
    async start({ port, address = '::' }): Promise<Listening> {
      await exclusively(`start ${port}${address === '::' ? '' : ` at ${address}`}`, () => {
        if (listening) throw new Error('listening already');
        if (failures.length > 0) throw failures.shift();
        listening = true;
      });
      return { port, address, family: address.includes(':') ? 6 : 4, instead: null };
    },
    async move({ port, address = '::' }, graceMs): Promise<Listening> {
      await exclusively(`move to ${address}, grace ${graceMs}`, () => {
        if (!listening) throw new Error('not listening');
        listening = false;
        if (failures.length > 0) throw failures.shift();
        listening = true;
      });
      return { port, address, family: address.includes(':') ? 6 : 4, instead: null };
    },
    async stop(graceMs) {
      await exclusively(`stop ${graceMs}`, () => {
        listening = false;
      });
    },
  };
  return { server: server as ShareServer, calls, failures, isListening: () => listening };
}

function makeRunner(reachableAddresses: (listening: Listening) => AddressView[] = () => [lan]) {
  const scripted = scriptedServer();
  const states: string[] = [];
  const faults: string[] = [];
  const owners: Promise<string | null>[] = [];
  const runner: ShareRunner = new ShareRunner(
    {
      server: scripted.server,
      reachableAddresses,
      portOwner: () => owners.shift() ?? Promise.resolve(null),
      onStateChanged: () => states.push(runner.state.status),
      reportFault: (what) => faults.push(what),
    },
    { running: false, port: 8000, address: undefined },
  );
  return { runner, states, faults, owners, ...scripted };
}

const lan: AddressView = {
  url: 'http://192.0.2.1:8000/',
  address: '192.0.2.1',
  family: 4,
  interfaceName: 'eth0',
  kind: 'lan',
};

it('starts, changes the port, stops', async () => {
  const { runner, states, calls } = makeRunner();
  await runner.setWish({ running: true });
  expect(runner.state).toEqual({ status: 'sharing', port: 8000, instead: null, addresses: [lan] });
  await runner.setWish({ port: 9000 });
  await runner.setWish({ running: false });
  expect(states).toEqual(['starting', 'sharing', 'starting', 'starting', 'sharing', 'stopped']);
  expect(calls).toEqual(['start 8000', 'stop 300', 'start 9000', 'stop 2000']);
});

it('passes over wishes that were replaced before it came to them', async () => {
  const { runner, calls, isListening } = makeRunner();
  await Promise.all([8001, 8002, 8003].map((port) => runner.setWish({ running: true, port })));
  expect(calls).toEqual(['start 8003']);
  await Promise.all([runner.setWish({ running: false }), runner.setWish({ running: true })]);
  expect(calls).toEqual(['start 8003']);
  await runner.setWish({ running: false });
  expect(isListening()).toBe(false);
});

it('a wish that comes at any moment is the last word, and no two steps overlap', async () => {
  for (let turns = 0; turns < 8; turns++) {
    const { runner, isListening, faults } = makeRunner();
    const wishes = [runner.setWish({ running: true })];
    for (let count = 0; count < turns; count++) await turn();
    wishes.push(runner.setWish({ port: 9000 }));
    await turn();
    wishes.push(runner.setWish({ running: false }));
    for (let count = 0; count < turns; count++) await Promise.resolve();
    wishes.push(runner.restart(5_000));
    await Promise.all(wishes);
    expect([runner.state.status, isListening()]).toEqual(['stopped', false]);
    await runner.setWish({ running: true });
    expect(runner.state).toMatchObject({ status: 'sharing', port: 9000 });
    expect(faults).toEqual([]);
  }
});

it.each([
  [new ListenError('in-use', 'EADDRINUSE', ''), { kind: 'no-free-port', port: 8000, by: null }, 0],
  [new ListenError('forbidden', 'EACCES', ''), { kind: 'port-forbidden', port: 8000 }, 0],
  [new ListenError('other', 'EMFILE', ''), { kind: 'unexpected', detail: 'EMFILE' }, 0],
  [new TypeError('a bug'), { kind: 'unexpected', detail: 'a bug' }, 1],
])(
  'a start that fails (%s) is told, and tried again only when the owner wishes',
  async (error, problem, faultsCount) => {
    const { runner, calls, failures, faults } = makeRunner();
    failures.push(error);
    await runner.setWish({ running: true });
    expect(runner.state).toEqual({ status: 'failed', problem });
    expect([calls, faults.length]).toEqual([['start 8000'], faultsCount]);
    await runner.setWish({ running: true });
    expect(runner.state.status).toBe('sharing');
    failures.push(error);
    await runner.setWish({ port: 9000 });
    expect(runner.state.status).toBe('failed');
    await runner.setWish({ running: false });
    expect(runner.state.status).toBe('stopped');
  },
);

it('tells who has the wanted port as soon as that is known, and only while it matters', async () => {
  const { runner, failures, owners } = makeRunner();
  failures.push(new ListenError('in-use', 'EADDRINUSE', ''));
  let tellOwner: (name: string | null) => void = () => undefined;
  owners.push(
    new Promise((resolve) => {
      tellOwner = resolve;
    }),
  );
  await runner.setWish({ running: true });
  expect(runner.state).toEqual({ status: 'failed', problem: { kind: 'no-free-port', port: 8000, by: null } });
  tellOwner('nginx');
  await turn();
  expect(runner.state).toEqual({ status: 'failed', problem: { kind: 'no-free-port', port: 8000, by: 'nginx' } });

  failures.push(new ListenError('in-use', 'EADDRINUSE', ''));
  let tellLate: (name: string | null) => void = () => undefined;
  owners.push(
    new Promise((resolve) => {
      tellLate = resolve;
    }),
  );
  await runner.setWish({ port: 8001 });
  await runner.setWish({ port: 9000 });
  tellLate('nginx');
  await turn();
  expect(runner.state).toMatchObject({ status: 'sharing', port: 9000, instead: null });
});

it('the owner who starts again while the server stops sees it at once', async () => {
  const { runner } = makeRunner();
  await runner.setWish({ running: true });
  const stopped = runner.setWish({ running: false });
  await Promise.resolve();
  expect(runner.state.status).toBe('stopped');
  const started = runner.setWish({ running: true });
  expect(runner.state.status).toBe('starting');
  await Promise.all([stopped, started]);
  expect(runner.state.status).toBe('sharing');
});

it.each([
  [
    'cannot be told',
    () => {
      throw new Error('no such call');
    },
    1,
  ],
  ['are none', () => [], 0],
])('where addresses %s, loopback is left', async (_what, reachableAddresses, faultsCount) => {
  const { runner, faults } = makeRunner(reachableAddresses);
  await runner.setWish({ running: true });
  expect(runner.state).toMatchObject({ addresses: [{ url: 'http://127.0.0.1:8000/', kind: 'loopback' }] });
  expect(faults).toHaveLength(faultsCount);
});

it('tells of addresses that changed, once', async () => {
  let addresses = [lan];
  const { runner, states } = makeRunner(() => addresses);
  runner.refreshAddresses();
  await runner.setWish({ running: true });
  runner.refreshAddresses();
  expect(states).toEqual(['starting', 'sharing']);
  addresses = [{ ...lan, url: 'http://192.0.2.7:8000/' }];
  runner.refreshAddresses();
  expect(runner.state).toMatchObject({ addresses });
  expect(states).toEqual(['starting', 'sharing', 'sharing']);
});

it('moves where only the address is another one, and says "sharing" all the while', async () => {
  const { runner, states, calls } = makeRunner((listening) => [{ ...lan, address: listening.address }]);
  await runner.setWish({ running: true });
  await runner.moveTo('192.0.2.1', 5_000);
  expect(runner.state).toMatchObject({ status: 'sharing', addresses: [{ address: '192.0.2.1' }] });
  expect(runner.listening).toMatchObject({ address: '192.0.2.1' });
  await runner.moveTo('192.0.2.1', 5_000);
  await runner.moveTo(undefined, 300);
  expect(calls).toEqual(['start 8000', 'move to 192.0.2.1, grace 5000', 'move to ::, grace 300']);
  expect(states).toEqual(['starting', 'sharing', 'sharing', 'sharing']);
  await runner.setWish({ port: 9000, address: '192.0.2.2' });
  expect(calls.slice(3)).toEqual(['stop 300', 'start 9000 at 192.0.2.2']);
});

it('a move that fails is told, cuts what still ran, and is tried again with the next wish', async () => {
  const { runner, calls, failures, isListening } = makeRunner();
  await runner.setWish({ running: true });
  failures.push(new ListenError('bad-address', 'EADDRNOTAVAIL', ''));
  await runner.moveTo('192.0.2.9', 5_000);
  expect(runner.state).toEqual({
    status: 'failed',
    problem: { kind: 'address-unavailable', address: '192.0.2.9' },
  });
  expect([isListening(), runner.listening]).toEqual([false, undefined]);
  await runner.moveTo('192.0.2.9', 5_000);
  expect(runner.state.status).toBe('sharing');
  expect(calls.slice(1)).toEqual(['move to 192.0.2.9, grace 5000', 'stop 300', 'start 8000 at 192.0.2.9']);
});

it('a share that was held back says so until the next wish', async () => {
  const { runner } = makeRunner();
  runner.showHeldBack();
  expect(runner.state).toEqual({ status: 'stopped', because: 'unfamiliar-network' });
  await runner.setWish({ running: true });
  await runner.setWish({ running: false });
  expect(runner.state).toEqual({ status: 'stopped' });
});

it('after close no wish is heard', async () => {
  const { runner, calls } = makeRunner();
  await runner.setWish({ running: true });
  const late = runner.setWish({ port: 9000 });
  await runner.close();
  await Promise.all([late, runner.setWish({ running: true }), runner.restart(5_000)]);
  expect(runner.state.status).toBe('stopped');
  expect(calls.at(-1)).toMatch(/^stop/);
});
