import { once } from 'node:events';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ShareController } from '../../../../src/main/app/share/share-controller.ts';
import { limits } from '../../../../src/main/server/limits.ts';
import { networkOf } from '../../../support/fake-watch.ts';
import { cafe, freePort, get, home, refused, ShareStage, sharing, takePort } from '../../../support/share-stage.ts';

let stage: ShareStage;

beforeEach(async () => {
  stage = await ShareStage.open();
});
afterEach(() => stage[Symbol.asyncDispose]());

const at = (name: string) => stage.at(name);
const makeShare = (port?: number) => stage.makeShare(port);
const savedSettings = () => stage.saved();

it('a drop starts sharing, a second one adds, the same one again does nothing', async () => {
  const share = await makeShare(await freePort());
  expect(await share.addPaths([at('a')])).toEqual({ ok: true });
  expect(await get(share, '/hello.txt')).toEqual({ status: 200, text: 'hello' });
  expect(await share.addPaths([at('b'), at('a'), at('b/')])).toEqual({ ok: true });
  expect(share.items.map(({ name, kind }) => [name, kind])).toEqual([
    ['a', 'folder'],
    ['b', 'folder'],
  ]);
  expect(await get(share, '/a/hello.txt')).toEqual({ status: 200, text: 'hello' });
  expect(await get(share, '/b/world.txt')).toEqual({ status: 200, text: 'world' });
  expect(stage.states).toEqual(['stopped', 'starting', 'sharing']);
  expect(await savedSettings()).toMatchObject({
    shareRunning: true,
    shareItems: [
      { path: at('a'), kind: 'folder' },
      { path: at('b'), kind: 'folder' },
    ],
  });
});

it('a file exposes itself alone and shows its size', async () => {
  const share = await makeShare(await freePort());
  await share.addPaths([at('alone.txt')]);
  expect(share.items).toMatchObject([{ kind: 'file', name: 'alone.txt', sizeBytes: 5, missing: false }]);
  expect((await get(share, '/alone.txt')).text).toBe('alone');
  expect((await get(share, '/a/hello.txt')).status).toBe(404);
});

it('equal names are told apart', async () => {
  const share = await makeShare(await freePort());
  await share.addPaths([at('a'), at('other/a')]);
  expect(share.items.map(({ name }) => name)).toEqual(['a', 'a (2)']);
});

it('what cannot be shared is told, the rest is shared', async () => {
  const share = await makeShare(await freePort());
  expect(await share.addPaths([at('gone'), at('a')])).toEqual({
    ok: false,
    problem: { kind: 'path-missing', name: 'gone' },
  });
  expect(share.items).toHaveLength(1);
  expect(sharing(share).status).toBe('sharing');
});

it('nothing starts where nothing can be shared', async () => {
  const share = await makeShare(await freePort());
  expect(await share.addPaths([at('gone')])).toMatchObject({ ok: false });
  expect(await share.addPaths([])).toEqual({ ok: true });
  expect(await share.start()).toEqual({ ok: false, problem: { kind: 'nothing-to-share' } });
  expect(share.state.status).toBe('stopped');
});

it('more items than fit are refused as a whole', async () => {
  const share = await makeShare(await freePort());
  await share.addPaths([at('a')]);
  const many = Array.from({ length: limits.itemsMax }, (_, index) => at(`data/${index}.txt`));
  await Promise.all(many.map((path) => writeFile(path, '')));
  const problem = { kind: 'too-many-items', most: limits.itemsMax };
  expect(await share.addPaths(many)).toEqual({ ok: false, problem });
  expect(await share.addPaths([...many, at('b')])).toEqual({ ok: false, problem });
  expect(share.items).toHaveLength(1);
});

it('asks once before sharing the home folder, and takes no for an answer', async () => {
  const share = await makeShare(await freePort());
  stage.answer = false;
  expect(await share.addPaths([at('home')])).toEqual({ ok: true });
  expect(await share.addPaths([at(''), '/'])).toEqual({ ok: true });
  expect([share.items, share.state.status]).toEqual([[], 'stopped']);
  expect(stage.asked).toEqual(['~', at(''), '/']);
  stage.answer = true;
  await share.addPaths([at('home')]);
  expect(share.items).toMatchObject([{ displayPath: '~' }]);
  const [item] = share.items;
  await share.removeItem(item?.id ?? '');
  await share.addPaths([at('home'), at('home/docs')]);
  expect(stage.asked).toHaveLength(4);
  expect(share.items.map(({ displayPath }) => displayPath)).toEqual(['~', '~/docs']);
});

it('stop frees the port, start takes it again', async () => {
  const port = await freePort();
  const share = await makeShare(port);
  await share.addPaths([at('a')]);
  expect(await share.stop()).toEqual({ ok: true });
  expect([share.state.status, await refused(port)]).toEqual(['stopped', true]);
  expect(await savedSettings()).toMatchObject({ shareRunning: false });
  expect(await share.start()).toEqual({ ok: true });
  expect(sharing(share).port).toBe(port);
});

it('removing the last item stops sharing', async () => {
  const share = await makeShare(await freePort());
  await share.addPaths([at('a'), at('b')]);
  const [first, second] = share.items;
  await share.removeItem(first?.id ?? '');
  expect((await get(share, '/world.txt')).text).toBe('world');
  await share.removeItem('no such item');
  await share.removeItem(second?.id ?? '');
  expect([share.state.status, share.items]).toEqual(['stopped', []]);
  expect(await savedSettings()).toMatchObject({ shareRunning: false, shareItems: [] });
});

it('another port is taken at once with the share kept', async () => {
  const share = await makeShare(await freePort());
  await share.addPaths([at('a')]);
  const before = sharing(share).port;
  const after = await freePort();
  expect(await share.setPort(after)).toEqual({ ok: true });
  expect([sharing(share).port, await refused(before)]).toEqual([after, true]);
  expect((await get(share, '/hello.txt')).text).toBe('hello');
  expect(await savedSettings()).toMatchObject({ port: after });
});

it('the port that is there already is left alone', async () => {
  const port = await freePort();
  const share = await makeShare(port);
  await share.addPaths([at('a')]);
  const { length } = stage.states;
  expect(await share.setPort(port)).toEqual({ ok: true });
  expect(stage.states).toHaveLength(length);
});

it('a port may be chosen while nothing runs', async () => {
  const share = await makeShare();
  const port = await freePort();
  await share.setPort(port);
  expect([share.wantedPort, share.state.status]).toEqual([port, 'stopped']);
});

it.each([0, -1, 65_536, 80.5, Number.NaN, Number.POSITIVE_INFINITY])('port %d is refused', async (port) => {
  const share = await makeShare();
  expect(await share.setPort(port)).toEqual({ ok: false, problem: { kind: 'invalid-port' } });
  expect(share.wantedPort).toBe(8000);
});

it('a busy port gives the next free one, and asking again takes it when it is free', async () => {
  const busy = await takePort();
  const share = await makeShare(busy.port);
  await share.addPaths([at('a')]);
  await expect.poll(() => sharing(share).instead).toEqual({ wanted: busy.port, why: 'in-use', by: 'python3' });
  expect(sharing(share).port).toBeGreaterThan(busy.port);
  busy.server.close();
  await once(busy.server, 'close');
  await share.setPort(busy.port);
  expect([sharing(share).port, sharing(share).instead]).toEqual([busy.port, null]);
});

it('asking again for a port that is still taken disturbs nobody, and says who has it', async () => {
  const busy = await takePort();
  const share = await makeShare(busy.port);
  await share.addPaths([at('a')]);
  const { port } = sharing(share);
  const { length } = stage.states;
  const problem = { kind: 'port-in-use', port: busy.port, by: 'python3' };
  expect(await share.setPort(busy.port)).toEqual({ ok: false, problem });
  expect([sharing(share).port, stage.states.length]).toEqual([port, length]);
  busy.server.close();
  await once(busy.server, 'close');
});

it('the wanted port is taken back while a download goes on at the other one', async () => {
  const size = 32 * 1024 * 1024;
  await writeFile(at('a/big.bin'), Buffer.alloc(size, 7));
  const busy = await takePort();
  const share = await makeShare(busy.port);
  await share.addPaths([at('a')]);
  const response = await fetch(`http://127.0.0.1:${sharing(share).port}/big.bin`);
  busy.server.close();
  await once(busy.server, 'close');
  expect(await share.setPort(busy.port)).toEqual({ ok: true });
  expect([sharing(share).port, sharing(share).instead]).toEqual([busy.port, null]);
  expect((await response.arrayBuffer()).byteLength).toBe(size);
});

it('a quick sequence ends in the last wish', async () => {
  const [first, second] = [await freePort(), await freePort()];
  const share = await makeShare(first);
  await Promise.all([
    share.addPaths([at('a')]),
    share.setPort(second),
    share.stop(),
    share.addPaths([at('b')]),
    share.stop(),
    share.start(),
    share.setPort(first),
  ]);
  await share.addPaths([at('a'), at('b')]);
  expect(share.items.map(({ name }) => name).sort()).toEqual(['a', 'b']);
  expect([sharing(share).port, await refused(second)]).toEqual([first, true]);
  await Promise.all(Array.from({ length: 20 }, (_, round) => (round % 2 ? share.stop() : share.start())));
  expect([share.state.status, await refused(first)]).toEqual(['stopped', true]);
  await Promise.all(Array.from({ length: 21 }, (_, round) => (round % 2 ? share.stop() : share.start())));
  expect(sharing(share).port).toBe(first);
});

it('a stop that comes while a drop is looked at is the last word', async () => {
  const share = await makeShare(await freePort());
  const dropped = share.addPaths([at('a')]);
  const stopped = share.stop();
  await Promise.all([dropped, stopped]);
  expect([share.items.length, share.state.status]).toEqual([1, 'stopped']);
});

it('brings the share of last time back, with what is missing shown as missing', async () => {
  const first = await makeShare(await freePort());
  await first.addPaths([at('a'), at('b'), at('alone.txt')]);
  await first.close();
  await rm(at('b'), { recursive: true });
  const second = await makeShare();
  await second.begin([]);
  expect(second.items.map(({ name, kind, missing }) => [name, kind, missing])).toEqual([
    ['a', 'folder', false],
    ['b', 'folder', true],
    ['alone.txt', 'file', false],
  ]);
  expect((await get(second, '/a/hello.txt')).text).toBe('hello');
  expect((await get(second, '/b/world.txt')).status).toBe(404);
});

it('a share that was stopped comes back stopped', async () => {
  const first = await makeShare(await freePort());
  await first.addPaths([at('a')]);
  await first.stop();
  await first.close();
  const second = await makeShare();
  await second.begin([]);
  expect([second.items.length, second.state.status]).toEqual([1, 'stopped']);
});

it('paths from the command line take the place of the last share', async () => {
  const first = await makeShare(await freePort());
  await first.addPaths([at('a')]);
  await first.close();
  const second = await makeShare();
  await second.begin([at('b')]);
  expect(second.items.map(({ name }) => name)).toEqual(['b']);
  expect((await get(second, '/world.txt')).text).toBe('world');
});

it('paths from the command line that cannot be shared leave the last share there, stopped, and say why', async () => {
  const first = await makeShare(await freePort());
  await first.addPaths([at('a')]);
  await first.close();
  const second = await makeShare();
  await second.begin([at('gone')]);
  expect(second.items.map(({ name }) => name)).toEqual(['a']);
  expect(second.state).toEqual({ status: 'failed', problem: { kind: 'path-missing', name: 'gone' } });
  expect(await second.start()).toEqual({ ok: true });
});

it('notices what went away and what came back', async () => {
  const share = await makeShare(await freePort());
  await share.addPaths([at('a'), at('alone.txt')]);
  await rename(at('a'), at('elsewhere'));
  await writeFile(at('alone.txt'), 'longer now');
  await share.refresh();
  expect(share.items.map(({ missing, sizeBytes }) => [missing, sizeBytes])).toEqual([
    [true, null],
    [false, 10],
  ]);
  await rename(at('elsewhere'), at('a'));
  await share.refresh();
  expect(share.items.map(({ missing }) => missing)).toEqual([false, false]);
  expect((await get(share, '/a/hello.txt')).text).toBe('hello');
});

it('says where the settings could not be saved, and shares all the same', async () => {
  const share = await makeShare(await freePort());
  await mkdir(at('data/settings.json.new'));
  expect(await share.addPaths([at('a')])).toEqual({ ok: false, problem: { kind: 'settings-not-saved' } });
  expect((await get(share, '/hello.txt')).text).toBe('hello');
});

it('running transfers go on while items come', async () => {
  const size = 32 * 1024 * 1024;
  await writeFile(at('a/big.bin'), Buffer.alloc(size, 7));
  const share = await makeShare(await freePort());
  await share.addPaths([at('a')]);
  const response = await fetch(`http://127.0.0.1:${sharing(share).port}/big.bin`);
  await share.addPaths([at('b')]);
  expect((await response.arrayBuffer()).byteLength).toBe(size);
});

describe('on several networks', () => {
  const urls = (share: ShareController) => sharing(share).addresses.map(({ url }) => new URL(url).hostname);

  it('shows the addresses of the moment, and restarts nothing for them', async () => {
    const share = await makeShare(await freePort());
    await share.addPaths([at('a')]);
    expect(urls(share)).toEqual(['127.0.0.2', '127.0.0.1']);
    const { length } = stage.states;
    stage.watch.change(cafe);
    expect(urls(share)).toEqual(['127.0.0.3', '127.0.0.1']);
    expect(stage.states).toHaveLength(length);
    expect((await get(share, '/hello.txt')).text).toBe('hello');
  });

  it('listens where the owner chose, keeps the choice, and lets others in again', async () => {
    const share = await makeShare(await freePort());
    await share.addPaths([at('a')]);
    const { port } = sharing(share);
    expect(await share.setReach({ kind: 'interface', interfaceName: 'wlan0' })).toEqual({ ok: true });
    expect(urls(share)).toEqual(['127.0.0.2']);
    expect([await refused(port), await refused(port, '127.0.0.2')]).toEqual([true, false]);
    expect(await savedSettings()).toMatchObject({
      reaches: [
        {
          networkId: 'gateway home',
          reach: { kind: 'interface', interfaceName: 'wlan0', networkId: 'gateway home' },
        },
      ],
    });
    await share.setReach({ kind: 'this-computer' });
    expect([await refused(port), await refused(port, '127.0.0.2')]).toEqual([false, true]);
    await share.setReach({ kind: 'all' });
    expect([await refused(port), await refused(port, '127.0.0.2')]).toEqual([false, false]);
  });

  it('refuses an interface that is not there', async () => {
    const share = await makeShare(await freePort());
    await share.addPaths([at('a')]);
    const choice = { kind: 'interface', interfaceName: 'eth7' } as const;
    expect(await share.setReach(choice)).toEqual({ ok: false, problem: { kind: 'gone' } });
    expect(share.reach.choice).toEqual({ kind: 'all' });
  });

  it('follows the chosen network to its new address; a running download goes on', async () => {
    const size = 32 * 1024 * 1024;
    await writeFile(at('a/big.bin'), Buffer.alloc(size, 7));
    const share = await makeShare(await freePort());
    await share.addPaths([at('a')]);
    await share.setReach({ kind: 'interface', interfaceName: 'wlan0' });
    const response = await fetch(`http://127.0.0.2:${sharing(share).port}/big.bin`);
    stage.watch.change(
      networkOf([{ interfaceName: 'wlan0', kind: 'wifi', address: '127.0.0.4', networkId: 'gateway home' }]),
    );
    await expect.poll(() => urls(share)).toEqual(['127.0.0.4']);
    expect([await refused(sharing(share).port, '127.0.0.2'), stage.states.includes('failed')]).toEqual([true, false]);
    expect((await response.arrayBuffer()).byteLength).toBe(size);
  });

  it('lets nobody else in while the chosen network is away, and is there again when it comes back', async () => {
    const share = await makeShare(await freePort());
    await share.addPaths([at('a')]);
    const { port } = sharing(share);
    await share.setReach({ kind: 'interface', interfaceName: 'wlan0' });
    stage.watch.change(cafe);
    await expect.poll(() => urls(share)).toEqual(['127.0.0.1']);
    expect(share.reach).toMatchObject({ isWaiting: true, choice: { kind: 'interface', interfaceName: 'wlan0' } });
    expect(await refused(port, '127.0.0.3')).toBe(true);
    stage.watch.change(home);
    await expect.poll(() => urls(share)).toEqual(['127.0.0.2']);
    expect(share.reach.isWaiting).toBe(false);
  });

  it('says so where the address of the chosen network cannot be had, and tries again by itself', async () => {
    const share = await makeShare(await freePort());
    await share.addPaths([at('a')]);
    await share.setReach({ kind: 'interface', interfaceName: 'wlan0' });
    const early = { interfaceName: 'wlan0', kind: 'wifi', address: '192.0.2.77', networkId: 'gateway home' } as const;
    stage.watch.change(networkOf([early]));
    const problem = { kind: 'address-unavailable', address: '192.0.2.77' };
    await expect.poll(() => share.state).toEqual({ status: 'failed', problem });
    stage.watch.change(home);
    await expect.poll(() => share.state.status).toBe('sharing');
  });

  it('starts by itself only where it was shared before, and says why not', async () => {
    const first = await makeShare(await freePort());
    await first.addPaths([at('a')]);
    await first.close();
    stage.watch.change(cafe);
    const second = await makeShare();
    await second.begin([]);
    expect(second.state).toEqual({ status: 'stopped', because: 'unfamiliar-network' });
    // What the owner does to the items does not make the app forget that the share was running.
    await second.addPaths([]);
    expect(await savedSettings()).toMatchObject({ shareRunning: true });
    stage.watch.change(home);
    await expect.poll(() => second.state.status).toBe('sharing');
    await second.close();

    stage.watch.change(cafe);
    const third = await makeShare();
    await third.begin([]);
    expect(await third.start()).toEqual({ ok: true });
    await third.close();
    const fourth = await makeShare();
    await fourth.begin([]);
    expect(fourth.state.status).toBe('sharing');
  });

  it('does not start a share that was held back and then stopped by the owner', async () => {
    const first = await makeShare(await freePort());
    await first.addPaths([at('a')]);
    await first.close();
    stage.watch.change(cafe);
    const second = await makeShare();
    await second.begin([]);
    await second.stop();
    stage.watch.change(home);
    expect(second.state.status).toBe('stopped');
    expect(await savedSettings()).toMatchObject({ shareRunning: false });
  });

  it('waits at its start until the network is told apart', async () => {
    const first = await makeShare(await freePort());
    await first.addPaths([at('a')]);
    await first.close();
    stage.watch.change(networkOf([{ interfaceName: 'wlan0', kind: 'wifi', address: '127.0.0.2', networkId: null }]));
    const second = await makeShare();
    const begun = second.begin([]);
    await new Promise(setImmediate);
    expect(second.state.status).toBe('stopped');
    stage.watch.change(home);
    await begun;
    expect(second.state.status).toBe('sharing');
  });
});

it('close stops the server, keeps what is saved, and hears no wish any more', async () => {
  const port = await freePort();
  const share = await makeShare(port);
  await share.addPaths([at('a')]);
  const late = share.addPaths([at('b')]);
  await share.close();
  await late;
  await share.start();
  expect(await refused(port)).toBe(true);
  expect(await savedSettings()).toMatchObject({ shareRunning: true });
});
