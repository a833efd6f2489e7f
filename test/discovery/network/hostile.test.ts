import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neighboursMax, responsesPerSecondMax, servicesPerSourceMax } from '../../../src/main/discovery/limits.ts';
import type { Neighbour } from '../../../src/shared/neighbour.ts';
import type { SandboxHost } from '../../support/network-sandbox.ts';
import type { HostilePlan } from '../support/hostile-peer.ts';
import type { LineEvent, LineProcess } from '../support/line-process.ts';
import type { PeerProcess } from '../support/peer-process.ts';
import { NetworkTest, obstacle, pidOf, skipReason } from './network-test.ts';

const seed = 20_261_123;
const mutations = 3_000;
const memoryGrowthMiBMax = 80;

describe.skipIf(obstacle !== null)(`somebody on the network means harm${skipReason(obstacle)}`, () => {
  let network: NetworkTest;
  let hosts: {
    readonly victim: SandboxHost;
    readonly viewer: SandboxHost;
    readonly attacker: SandboxHost;
    readonly fourth: SandboxHost;
  };
  /** A Doorstep as users run it, and one that tells what it sees; both hear all of it. */
  let share: LineProcess;
  let viewer: PeerProcess;
  let service: string;
  let host: string;

  beforeAll(async () => {
    network = await NetworkTest.open();
    const [victim, viewerHost, attacker, fourth] = await Promise.all([
      network.sandbox.addHost(1),
      network.sandbox.addHost(2),
      network.sandbox.addHost(3),
      network.sandbox.addHost(4),
    ]);
    hosts = { victim, viewer: viewerHost, attacker, fourth };
    share = network.doorstep(victim, ['--port', '8000', '--name', 'Victim', await network.folder('still here')]);
    viewer = network.peer(viewerHost, { name: 'Viewer' });
    await Promise.all([viewer.untilAnnounced('Viewer'), viewer.untilNeighbour('Victim')]);
    service = 'Victim._http._tcp.local';
    host = `doorstep-${viewer.neighbour('Victim')?.id.split(' ')[1]}.local`;
  });
  afterAll(() => network?.[Symbol.asyncDispose]());

  /** Attacks, and resolves with what the attacker counted. */
  async function attack(plan: Pick<HostilePlan, 'attack'> & Partial<HostilePlan>): Promise<LineEvent> {
    const addresses = [hosts.attacker.address];
    const whole: HostilePlan = { addresses, count: 0, seed, service, host, ...plan };
    const attacker = network.program(hosts.attacker, [process.execPath, network.files.hostile, JSON.stringify(whole)]);
    return await attacker.first('done', 60_000);
  }

  /** Both work as before: somebody new is found by the one, finds the other, and downloads from it. */
  async function expectUnharmed(): Promise<void> {
    const late = network.peer(hosts.fourth, { name: 'Late' });
    await Promise.all([
      viewer.untilNeighbour('Late'),
      late.untilNeighbour('Viewer'),
      late.until('the victim', () => victimOf(late) !== undefined),
    ]);
    const get = `fetch('${victimOf(late)?.url}hello.txt').then((r) => r.text()).then(console.log)`;
    expect(await hosts.fourth.run(`${process.execPath} -e "${get}"`)).toBe('still here');
    await late[Symbol.asyncDispose]();
    await viewer.untilNeighbour('Late', false);
    expect(viewer.faults).toEqual([]);
    expect(share.stderr).not.toContain('Internal error');
  }

  it('survives each packet that ended some program', async () => {
    const { sent } = await attack({ attack: 'broken' });
    expect(sent).toBeGreaterThan(40);
    await expectUnharmed();
    for (const { url } of viewer.list.neighbours) expect(url).toMatch(/^http:\/\/10\.99\.0\.\d+(:\d+)?\/$/);
  });

  it(`survives ${mutations} mutated packets (seed ${seed})`, async () => {
    expect((await attack({ attack: 'mutations', count: mutations })).sent).toBe(mutations);
    await expectUnharmed();
    for (const { url } of viewer.list.neighbours) expect(url).toMatch(/^http:\/\/10\.99\.0\.\d+(:\d+)?\/[!-~]*$/);
  });

  it('lists a bounded number of a flood of services, keeps the real ones, and does not grow', async () => {
    const before = await memoryMiB(hosts.viewer, viewer);
    await attack({ attack: 'flood', count: 2_000 });
    await viewer.until('the flood', () => viewer.neighbour('Flood 0') !== undefined);
    await expectUnharmed();
    const flooded = viewer.list.neighbours.filter(({ name }) => name.startsWith('Flood'));
    expect(flooded.length + viewer.list.omitted).toBeLessThanOrEqual(servicesPerSourceMax);

    // From many addresses, as one machine can take them.
    const addresses = Array.from({ length: 12 }, (_, index) => `10.99.0.${180 + index}`);
    await hosts.attacker.run(addresses.map((address) => `ip addr add ${address}/24 dev eth0`).join('; '));
    await attack({ attack: 'flood', count: 3_000, addresses });
    await viewer.until('a full list', () => viewer.list.neighbours.length === neighboursMax);
    expect(viewer.list.omitted).toBeGreaterThan(0);
    // All places are taken, and yet there is one for who is new.
    await expectUnharmed();
    expect(victimOf(viewer)).toBeDefined();
    expect(viewer.faults).toEqual([]);
    expect((await memoryMiB(hosts.viewer, viewer)) - before).toBeLessThan(memoryGrowthMiBMax);
  });

  it('does not answer a flood of questions with a flood', async () => {
    const { sent, heard, tookMs } = await attack({ attack: 'questions', count: 2_000 });
    const seconds = Math.ceil(Number(tookMs) / 1_000) + 1;
    expect(sent).toBe(2_000);
    // The victim and the viewer, each with its share, and the viewer's own questions.
    expect(Number(heard)).toBeLessThan(2 * (responsesPerSecondMax + 10) * seconds);
  });

  it('is not driven round by somebody who claims every name', async () => {
    await attack({ attack: 'conflicts', count: 100 });
    // It gives way, within reason, and is there when it is over.
    await viewer.until('the victim', () => victimOf(viewer) !== undefined, 30_000);
    expect(share.child.exitCode).toBe(null);
    expect(share.stderr.split('\n').length).toBeLessThan(25);
  });
});

/** Under whatever name: packets that claim its own rightly make it take another. */
function victimOf(peer: PeerProcess): Neighbour | undefined {
  return peer.list.neighbours.find(({ kind, url }) => kind === 'doorstep' && url === 'http://10.99.0.1:8000/');
}

async function memoryMiB(host: SandboxHost, program: LineProcess): Promise<number> {
  const line = await host.run(`grep VmRSS /proc/${await pidOf(program)}/status`);
  return Number(/\d+/.exec(line)?.[0]) / 1_024;
}
