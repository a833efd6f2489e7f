import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxHost } from '../../support/network-sandbox.ts';
import type { LineProcess } from '../support/line-process.ts';
import type { PeerProcess } from '../support/peer-process.ts';
import { NetworkTest, obstacle, printTime, signal, skipReason } from './network-test.ts';

const bigFileBytes = 24 * 1024 * 1024;

/** Takes about four seconds over it. */
const slowDownload = `
  const response = await fetch(process.argv[1]);
  let bytes = 0;
  console.log(JSON.stringify({ event: 'begun' }));
  for await (const chunk of response.body) {
    bytes += chunk.length;
    await new Promise((resolve) => setTimeout(resolve, chunk.length / (${bigFileBytes} / 4000)));
  }
  console.log(JSON.stringify({ event: 'ended', bytes }));
`;

describe.skipIf(obstacle !== null)(`the network changes${skipReason(obstacle)}`, () => {
  let network: NetworkTest;
  let viewerHost: SandboxHost;
  /** Sees all of it from a host to which nothing happens. */
  let viewer: PeerProcess;

  beforeAll(async () => {
    network = await NetworkTest.open();
    viewerHost = await network.sandbox.addHost(100);
    viewer = network.peer(viewerHost, { name: 'Viewer' });
    await viewer.untilAnnounced('Viewer');
  });
  afterAll(() => network?.[Symbol.asyncDispose]());

  it.concurrent('an address change is followed by the computer itself and by others', async () => {
    const host = await network.sandbox.addHost(1);
    const moving = network.peer(host, { name: 'Moving' });
    await Promise.all([viewer.untilNeighbour('Moving'), moving.untilNeighbour('Viewer')]);
    await host.run('ip addr del 10.99.0.1/24 dev eth0; ip addr add 10.99.0.41/24 dev eth0');
    const isFollowed = (): boolean => moving.network?.addresses[0]?.address === '10.99.0.41';
    const ownMs = await moving.until('own new address', isFollowed);
    printTime('address change noticed', ownMs);
    expect(ownMs).toBeLessThan(3_000);
    const isSeen = (): boolean => viewer.neighbour('Moving')?.address === '10.99.0.41';
    printTime('address change seen by a neighbour', await viewer.until('the new address', isSeen));
    expect(viewer.neighbour('Moving')?.url).toBe(moving.ownUrl('10.99.0.41'));
    expect(moving.faults).toEqual([]);
  });

  it.concurrent('a cable that is pulled and put back, an interface taken away and put back', async () => {
    const host = await network.sandbox.addHost(2);
    const cable = network.peer(host, { name: 'Cable' });
    await viewer.untilNeighbour('Cable');
    await network.sandbox.run('ip link set v2 down');
    const outMs = await cable.untilStatus('unavailable');
    printTime('cable out noticed', outMs);
    expect(cable.state).toMatchObject({ reason: 'no-network' });
    expect(cable.network?.networks).toEqual([]);
    printTime('cable out: gone at the neighbour', await viewer.untilNeighbour('Cable', false, 30_000));
    await network.sandbox.run('ip link set v2 up');
    printTime('cable back: announced', await cable.untilAnnounced('Cable'));
    await Promise.all([viewer.untilNeighbour('Cable'), cable.untilNeighbour('Viewer')]);

    // Under the same name and address, so quickly that no look falls between.
    await network.sandbox.run(
      [
        `ip -n ${host.name} link del eth0; ip link add v2 type veth peer name eth0 netns ${host.name}`,
        `ip link set v2 master br0 up; ip -n ${host.name} addr add ${host.address}/24 dev eth0; ip -n ${host.name} link set eth0 up`,
      ].join('\n'),
    );
    const before = cable.events.length;
    const hasReopened = (): boolean => cable.events.slice(before).some(({ event }) => event === 'network');
    await cable.until('the new interface', hasReopened);
    await cable.untilAnnounced('Cable');
    const late = network.peer(viewerHost, { name: 'Late' });
    await cable.untilNeighbour('Late');
    await late.untilNeighbour('Cable');
    await late[Symbol.asyncDispose]();
    expect(cable.faults).toEqual([]);
  });

  it.concurrent('a process that slept knows it, and is found and finds as before', async () => {
    const host = await network.sandbox.addHost(3);
    const sleeper = network.peer(host, { name: 'Sleeper' });
    await Promise.all([viewer.untilNeighbour('Sleeper'), sleeper.untilNeighbour('Viewer')]);
    await signal(host, sleeper, 'SIGSTOP');
    // Nothing tells of sleep but its length.
    await new Promise((resolve) => setTimeout(resolve, 9_000));
    await signal(host, sleeper, 'SIGCONT');
    const { value: sleptMs } = await sleeper.first('woke');
    expect(sleptMs).toBeGreaterThan(5_000);
    await sleeper.untilAnnounced('Sleeper');
    await Promise.all([viewer.untilNeighbour('Sleeper'), sleeper.untilNeighbour('Viewer')]);
    expect(sleeper.faults).toEqual([]);
  });

  it.concurrent('a network without a default route', async () => {
    const host = await network.sandbox.addHost(4, { defaultRoute: false });
    const lonely = network.peer(host, { name: 'No route' });
    await lonely.untilAnnounced('No route');
    await Promise.all([viewer.untilNeighbour('No route'), lonely.untilNeighbour('Viewer')]);
    expect(lonely.network?.addresses[0]).toMatchObject({ address: host.address, isDefaultRoute: false });
    expect(lonely.network?.networks).toEqual([{ interfaceName: 'eth0', id: 'subnet 10.99.0.0/255.255.255.0 eth0' }]);
  });

  it.concurrent('another program keeps port 5353: sharing goes on, the reason is told, and it is tried again', async () => {
    const host = await network.sandbox.addHost(5);
    const bind = 'import socket,sys; s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); s.bind(("0.0.0.0",5353));';
    const tell = `print('{"event":"bound"}',flush=True); sys.stdin.read()`;
    const keeper = network.program(host, ['/usr/bin/python3', '-c', bind + tell]);
    await keeper.first('bound');
    const waiting = network.peer(host, { name: 'Waiting' });
    await waiting.untilStatus('unavailable');
    expect(waiting.state).toMatchObject({ reason: 'port-in-use', detail: expect.stringContaining('EADDRINUSE') });
    const share = network.doorstep(host, ['--port', '8000', '--name', 'Shared', await network.folder('shared')]);
    await share.until('the reason', () => share.stderr.includes('another program keeps UDP port 5353'));
    const get = `${process.execPath} -e "fetch('http://${host.address}:8000/hello.txt').then((r) => r.text()).then(console.log)"`;
    expect(await viewerHost.run(get)).toBe('shared');
    const nearby = network.doorstep(host, ['--nearby']);
    expect(await nearby.ended).toEqual({ code: 1, signal: null });
    expect(nearby.stderr).toMatch(
      /^doorstep: Nobody can be found: another program keeps UDP port 5353.*EADDRINUSE.*\n$/,
    );

    keeper.child.stdin.end();
    await waiting.untilAnnounced('Waiting', 40_000);
    await Promise.all([viewer.untilNeighbour('Waiting'), viewer.untilNeighbour('Shared', true, 40_000)]);
    expect(await endWith(host, share, 'SIGTERM')).toEqual({ code: 0, signal: null });
  });

  it.concurrent('each of two networks is told its own address only, and no container’s', async () => {
    const host = await network.sandbox.addHost(6);
    await network.sandbox.run(
      [
        'ip link add br1 type bridge; ip link set br1 up',
        'ip netns add far; ip link add vfar type veth peer name eth0 netns far; ip link set vfar master br1 up',
        'ip -n far addr add 10.77.0.2/24 dev eth0; ip -n far link set lo up; ip -n far link set eth0 up',
        `ip link add v6b type veth peer name eth1 netns ${host.name}; ip link set v6b master br1 up`,
        `ip -n ${host.name} addr add 10.77.0.1/24 dev eth1; ip -n ${host.name} link set eth1 up`,
        `ip -n ${host.name} link add docker0 type bridge; ip -n ${host.name} addr add 172.17.0.1/16 dev docker0`,
        `ip -n ${host.name} link add veth1 type veth peer name veth2; ip -n ${host.name} link set veth1 master docker0`,
        `for link in docker0 veth1 veth2; do ip -n ${host.name} link set $link up; done`,
      ].join('\n'),
    );
    const far = network.sandbox.bareHost('far', '10.77.0.2');
    const farViewer = network.peer(far);
    const between = network.peer(host, { name: 'Between' });
    await Promise.all([viewer.untilNeighbour('Between'), farViewer.untilNeighbour('Between')]);
    expect(viewer.neighbour('Between')?.address).toBe(host.address);
    expect(farViewer.neighbour('Between')?.address).toBe('10.77.0.1');
    expect(farViewer.neighbour('Viewer')).toBe(undefined);
    // Shared on one interface, it is announced there and nowhere else.
    const folder = await network.folder('');
    await writeFile(join(folder, 'big.bin'), Buffer.alloc(bigFileBytes, 7));
    const share = network.doorstep(host, ['--interface', 'eth1', '--name', 'One side', '-p', '0', folder]);
    await farViewer.untilNeighbour('One side');
    const { urls } = await share.first('listening');
    expect(urls).toEqual([farViewer.neighbour('One side')?.url]);
    expect(viewer.neighbour('One side')).toBe(undefined);
    // A running download does not notice that another network goes.
    const url = `${farViewer.neighbour('One side')?.url}big.bin`;
    const download = network.program(far, [process.execPath, '--input-type=module', '-e', slowDownload, url]);
    await download.first('begun');
    await network.sandbox.run(`ip -n ${host.name} link set eth0 down`);
    await between.until('eth0 gone', () => between.network?.networks.length === 1);
    expect(await download.first('ended')).toMatchObject({ bytes: bigFileBytes });
    await signal(host, share, 'SIGINT');
    await farViewer.untilNeighbour('One side', false);
    expect(between.faults).toEqual([]);
  });

  it.concurrent('the computer’s own name is told where the system answers for it', async () => {
    const host = await network.sandbox.addHost(8);
    // As avahi and nss-mdns would answer.
    const hosts = join(network.sandbox.folder, 'hosts');
    await writeFile(hosts, `127.0.0.1 localhost\n${host.address} host8.local\n`);
    const commandLine = `${process.execPath} ${network.files.commandLine} --port 8000 ${await network.folder('')}`;
    const said = await host.run(
      `mount --bind ${hosts} /etc/hosts; timeout --signal=INT 3 ${commandLine} 2>&1 >/dev/null || true`,
    );
    expect(said).toBe('doorstep: Also at http://host8.local:8000/, even when the addresses change.');
  });

  it.concurrent('--interface names what there is where there is no such interface', async () => {
    const host = await network.sandbox.addHost(7);
    const share = network.doorstep(host, ['--interface', 'wlan9', await network.folder('')]);
    expect(await share.ended).toEqual({ code: 1, signal: null });
    expect(share.stderr).toBe(
      `doorstep: There is no network interface "wlan9". There are: eth0 (${host.address}), lo (127.0.0.1).\n`,
    );
  });
});

/** Sends the signal and resolves with how it ended; it must do so within the grace of running exchanges. */
async function endWith(host: SandboxHost, program: LineProcess, name: NodeJS.Signals) {
  const startedAt = performance.now();
  await signal(host, program, name);
  const ended = await program.ended;
  expect(performance.now() - startedAt).toBeLessThan(2_500);
  return ended;
}
