import { once } from 'node:events';
import fs from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkReachability } from '../../src/main/discovery/reachability.ts';
import type { ReachabilitySubject } from '../../src/main/discovery/reachability-facts.ts';
import { toolOutputBytesMax, toolTimeoutMs } from '../../src/main/discovery/reachability-limits.ts';
import { probeAddress, probeName } from '../../src/main/discovery/reachability-probe.ts';
import { createSystemTools, type SystemTools } from '../../src/main/discovery/reachability-tools.ts';
import { createShareServer } from '../../src/main/server/share-server.ts';
import { temporaryFolder } from '../support/engine.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const cleanups: (() => unknown)[] = [];

beforeEach(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder.path, 'bin'));
});
afterEach(async () => {
  for (const cleanUp of cleanups.splice(0).reverse()) await cleanUp();
  await folder[Symbol.asyncDispose]();
});

/** A computer with these tools (shell scripts) and files, and no others. */
async function computer(
  scripts: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
  platform: SystemTools['platform'] = 'linux',
): Promise<SystemTools> {
  for (const [name, script] of Object.entries(scripts)) {
    const file = join(folder.path, 'bin', name);
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
  }
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder.path, name, '..'), { recursive: true });
    await writeFile(join(folder.path, name), text);
  }
  const env = { PATH: ['relative', join(folder.path, 'nowhere'), join(folder.path, 'bin')].join(delimiter) };
  return createSystemTools({ platform, env, systemFolders: [], root: folder.path });
}

async function realShare(address?: string): Promise<number> {
  const server = createShareServer({ fs });
  server.setItems([{ id: 'a', path: folder.path, kind: 'folder', name: 'a' }]);
  const { port } = await server.start({ port: 0, address });
  cleanups.push(() => server.stop(0));
  return port;
}

/** A socket that does with each visitor what it is told. */
async function otherServer(answer: string | null): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    cleanups.push(() => socket.destroy());
    if (answer !== null) socket.end(answer);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => server.close());
  const bound = server.address();
  return typeof bound === 'object' && bound ? bound.port : 0;
}

function subject(port: number, changes: Partial<ReachabilitySubject> = {}): ReachabilitySubject {
  return {
    listening: { port, onlyAddress: null },
    address: null,
    localName: null,
    vpn: null,
    visitors: { devices: 0, lastAddress: null },
    ...changes,
  };
}

/** A process that has ended but was not waited for yet (a zombie) does not count. */
async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/^\d+ \(.*\) Z/.test(stat);
}

const keysOf = async (about: ReachabilitySubject, tools: SystemTools) =>
  (await checkReachability(about, tools)).findings.map(({ state, what }) => `${state} ${what.key}`);

describe('tools', () => {
  it('are found in PATH’s absolute folders alone, and told where missing', async () => {
    const tools = await computer({ there: 'echo "out $1"; echo err >&2; exit 3' });
    expect(await tools.run('there', ['a b'])).toEqual({
      status: 'ended',
      exitCode: 3,
      stdout: 'out a b\n',
      stderr: 'err\n',
    });
    expect(await tools.run('elsewhere', [])).toEqual({ status: 'missing' });
    expect(await tools.run(join(folder.path, 'no/such'), [])).toEqual({ status: 'missing' });
    expect([await tools.find('there'), await tools.find('elsewhere')]).toEqual([join(folder.path, 'bin/there'), null]);
  });

  it('that are no programs are missing', async () => {
    const tools = await computer({ 'not-run': 'echo x' });
    await chmod(join(folder.path, 'bin/not-run'), 0o644);
    await mkdir(join(folder.path, 'bin/a-folder'));
    for (const name of ['not-run', 'a-folder']) expect((await tools.run(name, [])).status).toBe('missing');
  });

  it('are given no shell, no input, no terminal and no translation', async () => {
    const tools = await computer({
      look: 'read answer; echo "$1 [$answer] $LC_ALL"; (: </dev/tty) 2>/dev/null && echo tty',
    });
    const output = await tools.run('look', ['$(touch x); `id`']);
    expect(output).toMatchObject({ status: 'ended', stdout: '$(touch x); `id` [] C\n' });
  });

  it('that hang are ended in time, with all that they started', async () => {
    const pidFile = join(folder.path, 'pid');
    const tools = await computer({ hang: `trap "" TERM; /bin/sleep 600 & echo $! > '${pidFile}'; wait` });
    const before = performance.now();
    expect(await tools.run('hang', [])).toEqual({ status: 'timed-out' });
    expect(performance.now() - before).toBeLessThan(toolTimeoutMs + 1_500);
    const pid = Number(await readFile(pidFile, 'utf8'));
    await expect.poll(() => isRunning(pid)).toBe(false);
  });

  it('that print for ever are cut off', async () => {
    const tools = await computer({ chatter: '/usr/bin/yes "some line"' });
    const output = await tools.run('chatter', []);
    expect(output.status === 'ended' && output.stdout.length).toBe(toolOutputBytesMax);
  });

  it('may speak Chinese as Windows does', async () => {
    const tools = await computer({ gbk: "printf '\\327\\264\\314\\254 \\306\\364\\323\\303'" });
    expect(await tools.run('gbk', [])).toMatchObject({ stdout: '状态 启用' });
  });
});

describe('probes', () => {
  it('know Doorstep from other programs, and each way of not answering', async () => {
    const port = await realShare('127.0.0.1');
    expect(await probeAddress('127.0.0.1', port)).toEqual({ status: 'answered' });
    expect(await probeName('localhost', port)).toEqual({ status: 'answered' });
    expect(await probeAddress('127.0.0.1', await otherServer('HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\n'))).toEqual({
      status: 'other-program',
    });
    expect(await probeAddress('127.0.0.1', await otherServer('SSH-2.0-OpenSSH_9.2\r\n'))).toEqual({
      status: 'other-program',
    });
    expect(await probeAddress('127.0.0.1', await otherServer(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}`))).toEqual({
      status: 'other-program',
    });
    expect(await probeAddress('127.0.0.1', await otherServer(null))).toEqual({ status: 'timed-out' });
    expect(await probeAddress('127.0.0.1', 1)).toEqual({ status: 'refused' });
    expect(await probeAddress('not an address', 80)).toMatchObject({ status: 'failed' });
    expect((await probeName('no-such-name.invalid', 80)).status).not.toBe('answered');
  });
});

describe('checkReachability', () => {
  it('on this very system finds our own share, and asks for nothing', async () => {
    const port = await realShare();
    const own = Object.values(networkInterfaces())
      .flat()
      .find((info) => info?.family === 'IPv4' && !info.internal);
    const address = own && {
      ...{ address: own.address, url: `http://${own.address}:${port}/`, family: 4, interfaceName: 'eth0', kind: 'lan' },
    };
    const tools = createSystemTools({ platform: 'linux', env: process.env });
    const before = performance.now();
    const { findings } = await checkReachability(
      subject(port, { address: (address as ReachabilitySubject['address']) ?? null }),
      tools,
    );
    expect(performance.now() - before).toBeLessThan(toolTimeoutMs + 1_500);
    expect(findings[0]).toMatchObject({ check: 'listener', state: 'ok' });
    if (address) expect(findings[1]).toMatchObject({ check: 'address', state: 'ok' });
    expect(findings.map(({ check }) => check)).toContain('firewall');
  });

  it('takes no longer than its slowest tool where all hang, and then knows nothing of the firewall', async () => {
    const hang = '/bin/sleep 600';
    const tools = await computer({ ufw: hang, 'firewall-cmd': hang, nft: hang });
    const port = await realShare('127.0.0.1');
    const before = performance.now();
    expect(await keysOf(subject(port), tools)).toContain('unknown firewall.unknown');
    expect(performance.now() - before).toBeLessThan(toolTimeoutMs + 2_000);
  });

  it('believes the file where ufw itself wants an administrator', async () => {
    const ufw = 'echo "ERROR: You need to be root to run this script" >&2; exit 1';
    const tools = await computer({ ufw }, { 'etc/ufw/ufw.conf': 'ENABLED=yes\n' });
    expect(await keysOf(subject(1), tools)).toContain('warning firewall.on');
    const other = await computer({ ufw }, { 'etc/ufw/ufw.conf': 'ENABLED=no\n' });
    expect(await keysOf(subject(1), other)).toContain('ok firewall.noneKnown');
  });

  it('asks firewalld of the very port', async () => {
    const tools = await computer({
      'firewall-cmd': 'case $1 in --state) echo running;; --query-port=4711/tcp) echo yes;; *) echo no;; esac',
    });
    expect(await keysOf(subject(4711), tools)).toContain('ok firewall.open');
    expect(await keysOf(subject(4712), tools)).toContain('problem firewall.closed');
  });

  it('knows which package manager brings Avahi', async () => {
    const commandOf = async (tools: SystemTools) =>
      (await checkReachability(subject(1), tools)).findings.find(({ check }) => check === 'name')?.command;
    expect(await commandOf(await computer({}))).toBeNull();
    expect(await commandOf(await computer({ pacman: '' }))).toBe('sudo pacman -S avahi nss-mdns');
    expect(await commandOf(await computer({ 'apt-get': '' }))).toBe('sudo apt install avahi-daemon libnss-mdns');
    expect(await commandOf(await computer({ 'avahi-daemon': '' }))).toBe('sudo systemctl enable --now avahi-daemon');
  });

  it('on Windows judges the network of the shown address', async () => {
    const line = '-'.repeat(70);
    const sections = ['ON', 'ON', 'ON'].map(
      (state) => `P:\n${line}\nState   ${state}\nPolicy  BlockInbound,AllowOutbound\n`,
    );
    const tools = await computer(
      {
        'netsh.exe': `/bin/cat <<'END'\n${sections.join('\n')}\nOk.\nEND`,
        'powershell.exe': `/bin/cat <<'END'\nName : Guests\nInterfaceAlias : Wi-Fi\nNetworkCategory : Public\n\nName : Work\nInterfaceAlias : Ethernet\nNetworkCategory : Private\nEND`,
      },
      {},
      'win32',
    );
    const at = (interfaceName: string) =>
      keysOf(
        subject(1, {
          address: { address: '127.0.0.2', url: 'http://127.0.0.2:1/', family: 4, interfaceName, kind: 'wifi' },
        }),
        tools,
      );
    expect(await at('Wi-Fi')).toContain('warning firewall.windowsPublic');
    expect(await at('Ethernet')).toContain('warning firewall.windowsOn');
  });

  it('says so where nothing is shared, and asks nobody', async () => {
    const tools = await computer({ ufw: `/usr/bin/touch ${join(folder.path, 'asked')}` });
    expect(await keysOf({ ...subject(1), listening: null }, tools)).toEqual(['problem listener.stopped']);
    expect(fs.existsSync(join(folder.path, 'asked'))).toBe(false);
  });
});
