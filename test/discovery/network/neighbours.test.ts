import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxHost } from '../../support/network-sandbox.ts';
import type { LineProcess } from '../support/line-process.ts';
import type { PeerProcess } from '../support/peer-process.ts';
import { avahiObstacle, NetworkTest, printTime, signal, skipReason } from './network-test.ts';

const chinese = '书房的电脑 “文件”';
const dotted = 'Report v1.2 final';

describe.skipIf(avahiObstacle !== null)(
  `Doorsteps, avahi and python-zeroconf on one network${skipReason(avahiObstacle)}`,
  () => {
    let network: NetworkTest;
    let first: SandboxHost;
    let second: SandboxHost;
    /** With avahi and python-zeroconf. */
    let third: SandboxHost;
    let share: LineProcess;
    let peer: PeerProcess;
    let zeroconf: LineProcess;

    beforeAll(async () => {
      network = await NetworkTest.open();
      [first, second, third] = await Promise.all([
        network.sandbox.addHost(1),
        network.sandbox.addHost(2),
        network.sandbox.addHost(3),
      ]);
      await third.startAvahi();
      const args = ['--port', '8000', '--name', chinese, await network.folder('from the first')];
      share = network.doorstep(first, args);
      await share.first('listening');
      // Before the other one, which is to find the name taken.
      const looking = network.peer(second);
      await looking.untilNeighbour(chinese);
      await looking[Symbol.asyncDispose]();
      peer = network.peer(second, { name: chinese });
    });
    afterAll(() => network?.[Symbol.asyncDispose]());

    it('the second of one name calls itself "… (2)", and both find each other', async () => {
      await peer.untilAnnounced(`${chinese} (2)`);
      await peer.untilNeighbour(chinese);
      expect(peer.neighbour(chinese)).toMatchObject({
        kind: 'doorstep',
        address: first.address,
        url: `http://${first.address}:8000/`,
        access: 'open',
      });
      // Nobody lists itself; and the names were not exchanged.
      expect(peer.neighbour(`${chinese} (2)`)).toBe(undefined);
      expect(share.stderr).toBe('');
      const page = await second.run(
        `${process.execPath} -e "fetch('${peer.neighbour(chinese)?.url}hello.txt').then((r) => r.text()).then(console.log)"`,
      );
      expect(page).toBe('from the first');
    });

    it('doorstep --nearby lists both from a third host, and ends', async () => {
      const startedAt = performance.now();
      const nearby = network.doorstep(third, ['--nearby']);
      expect(await nearby.ended).toEqual({ code: 0, signal: null });
      printTime('doorstep --nearby', performance.now() - startedAt);
      expect(performance.now() - startedAt).toBeLessThan(8_000);
      const found = nearby.events.filter(({ event }) => event === 'neighbour');
      expect(found.map(({ name, url, kind }) => ({ name, url, kind }))).toEqual([
        { name: chinese, url: `http://${first.address}:8000/`, kind: 'doorstep' },
        { name: `${chinese} (2)`, url: peer.ownUrl(second.address), kind: 'doorstep' },
      ]);
      expect(nearby.stderr).toBe('');
    });

    it('avahi resolves our service and our host name, with this network’s address only', async () => {
      const lines = (await third.run('avahi-browse --resolve --parsable --terminate _http._tcp')).split('\n');
      const resolved = lines.filter((line) => line.startsWith('=')).map((line) => line.split(';'));
      const ours = resolved.find((fields) => fields[7] === first.address);
      expect(unescapeAvahi(ours?.[3] ?? '')).toBe(chinese);
      expect(ours?.[8]).toBe('8000');
      const id = /"id=([0-9a-f]+)"/.exec(ours?.[9] ?? '')?.[1];
      expect(ours?.[9]).toContain('"path=/"');
      expect(ours?.[9]).toContain('"v=1"');
      expect(ours?.[9]).toContain('"access=open"');
      expect(ours?.[6]).toBe(`doorstep-${id}.local`);
      expect(await third.run(`avahi-resolve -4 -n doorstep-${id}.local`)).toContain(first.address);
      expect(resolved.filter((fields) => fields[6] === `doorstep-${id}.local`)).toHaveLength(1);
    });

    it('python-zeroconf finds us, and is found, a name with dots whole', async () => {
      zeroconf = network.zeroconf(third, dotted, 9000);
      await zeroconf.first('registered');
      printTime('another program’s service seen', await peer.untilNeighbour(dotted));
      expect(peer.neighbour(dotted)).toMatchObject({
        kind: 'http',
        url: `http://${third.address}:9000/start`,
        access: 'unknown',
      });
      const isFound = (name: string): boolean =>
        zeroconf.events.some((each) => each.event === 'added' && each.name === name);
      await zeroconf.until('both found', () => isFound(chinese) && isFound(`${chinese} (2)`));
    });

    it('a name that avahi has is left to it', async () => {
      const avahi = network.program(third, ['avahi-publish-service', 'Study', '_http._tcp', '80', 'path=/x']);
      await peer.untilNeighbour('Study');
      const late = network.peer(first, { name: 'Study' });
      await late.untilAnnounced('Study (2)');
      await peer.untilNeighbour('Study (2)');
      expect(peer.neighbour('Study')).toMatchObject({ kind: 'http', url: `http://${third.address}/x` });
      await late[Symbol.asyncDispose]();
      // avahi gives way in turn where the name is ours.
      const early = network.peer(first, { name: 'Attic' });
      await early.untilAnnounced('Attic');
      network.program(third, ['avahi-publish-service', 'Attic', '_http._tcp', '81']);
      await peer.untilNeighbour('Attic #2');
      expect(early.state).toEqual({ status: 'on', announcedName: 'Attic' });
      expect(avahi.stderr).not.toContain('collision');
    });

    it('whoever ends says goodbye, and is gone at once everywhere', async () => {
      const startedAt = performance.now();
      await signal(first, share, 'SIGTERM');
      const isRemoved = (): boolean =>
        zeroconf.events.some((each) => each.event === 'removed' && each.name === chinese);
      await Promise.all([peer.untilNeighbour(chinese, false), zeroconf.until('goodbye heard', isRemoved)]);
      printTime('goodbye on SIGTERM heard by both', performance.now() - startedAt);
      expect(performance.now() - startedAt).toBeLessThan(3_000);
      expect(await share.ended).toEqual({ code: 0, signal: null });
      expect(share.stderr).toBe('');
      // That neighbours looked whether it is still there stands nowhere in its access log.
      const paths = share.events.filter(({ event }) => event === 'exchange').map(({ path }) => path);
      expect(paths).toEqual(['/hello.txt']);
      zeroconf.child.stdin.end();
      await peer.untilNeighbour(dotted, false);
    });

    it('a killed one is gone within 30 s', async () => {
      const killed = network.doorstep(first, ['--port', '8000', '--name', 'Killed', await network.folder('')]);
      await peer.untilNeighbour('Killed');
      await signal(first, killed, 'SIGKILL');
      const tookMs = await peer.untilNeighbour('Killed', false, 30_000);
      printTime('killed peer gone', tookMs);
      expect(tookMs).toBeLessThan(30_000);
      expect(peer.faults).toEqual([]);
    });
  },
);

/** avahi writes bytes that are no letters or digits as `\ddd`, decimal. */
function unescapeAvahi(text: string): string {
  const bytes = text.replace(/\\(\d{3})/g, (_match, code) => String.fromCharCode(Number(code)));
  return Buffer.from(bytes.replace(/\\(.)/g, '$1'), 'latin1').toString('utf8');
}
