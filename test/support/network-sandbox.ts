import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';

const execute = promisify(execFile);

// Where Debian keeps `ip` and avahi, which is not in everybody's path.
process.env.PATH = `${process.env.PATH}:/usr/sbin:/sbin`;

const isRoot = process.getuid?.() === 0;
const newNamespaces = [...(isRoot ? [] : ['--user', '--map-root-user']), '--net', '--mount', '--pid'];

/** Why networks of our own cannot be made here; null where they can. */
export async function sandboxObstacle(): Promise<string | null> {
  if (process.platform !== 'linux') return 'network namespaces are there on Linux only';
  try {
    const probe =
      'mount -t tmpfs none /run && mount -t proc proc /proc && ip link add br0 type bridge && ip netns add h0';
    await execute('unshare', [...newNamespaces, '--fork', '--kill-child', 'sh', '-c', probe]);
    for (const program of ['avahi-daemon', 'avahi-browse', 'dbus-daemon', 'nsenter']) await execute('which', [program]);
    await execute('/usr/bin/python3', ['-c', 'import zeroconf']);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.trim() : String(error);
  }
}

/** The gateway that every host knows: the bridge itself. */
export const gatewayAddress = '10.99.0.254';
export const gatewayHardwareAddress = '02:00:00:00:00:fe';

/** A host is there in milliseconds; on a machine that is busy with other tests, later. */
const hostReadyTimeoutSeconds = 20;

/**
 * A network of our own: a bridge with hosts on it, in namespaces that nothing inside can leave, and that nothing inside
 * outlives: the first process reads from this one, and its end ends all.
 */
export class NetworkSandbox implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  /** Of the sandbox's first process, as this process sees it. */
  readonly #pid: number;
  readonly folder: string;

  private constructor(child: ChildProcessByStdio<Writable, Readable, null>, pid: number, folder: string) {
    this.#child = child;
    this.#pid = pid;
    this.folder = folder;
  }

  static async open(): Promise<NetworkSandbox> {
    const script = [
      'set -e; mount -t tmpfs none /run; mount -t proc proc /proc; ip link set lo up',
      `ip link add br0 address ${gatewayHardwareAddress} type bridge; ip addr add ${gatewayAddress}/24 dev br0; ip link set br0 up`,
      'echo ready; exec cat >/dev/null',
    ].join('\n');
    const args = [...newNamespaces, '--fork', '--kill-child', 'bash', '-c', script];
    const child = spawn('unshare', args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const [first] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    if (String(first).trim() !== 'ready') throw new Error('The sandbox could not be made');
    const { stdout } = await execute('cat', [`/proc/${child.pid}/task/${child.pid}/children`]);
    const folder = await mkdtemp(join(tmpdir(), 'doorstep-network-'));
    return new NetworkSandbox(child, Number(stdout), folder);
  }

  /** What runs a program inside: to be put before its name. Working directories do not survive it: give absolute paths. */
  get enter(): readonly string[] {
    const user = isRoot ? [] : ['-U', '--preserve-credentials'];
    return ['nsenter', '-t', String(this.#pid), ...user, '-n', '-m', '-p', '--'];
  }

  /** Runs a shell script inside to its end; resolves with what it printed. */
  async run(script: string): Promise<string> {
    const [program = '', ...args] = this.enter;
    const { stdout } = await execute(program, [...args, 'bash', '-c', `set -e; ${script}`]);
    return stdout.trim();
  }

  /** A host `10.99.0.<number>` called `host<number>`, with a default route unless it is to have none. */
  async addHost(
    number: number,
    { defaultRoute = true }: { readonly defaultRoute?: boolean } = {},
  ): Promise<SandboxHost> {
    const name = `h${number}`;
    const inside = `hostname host${number}; mount -t tmpfs none /run; mkdir -p /run/dbus /run/avahi-daemon; exec sleep 3600`;
    const pid = await this.run(
      [
        `ip netns add ${name}; ip link add v${number} type veth peer name eth0 netns ${name}; ip link set v${number} master br0 up`,
        `ip -n ${name} addr add 10.99.0.${number}/24 dev eth0; ip -n ${name} link set lo up; ip -n ${name} link set eth0 up`,
        defaultRoute ? `ip -n ${name} route add default via ${gatewayAddress}` : ':',
        // As if something had talked to it.
        `ip -n ${name} neigh replace ${gatewayAddress} lladdr ${gatewayHardwareAddress} dev eth0 nud permanent`,
        `ip netns exec ${name} unshare -u -m sh -c '${inside}' >/dev/null 2>&1 & echo $!`,
      ].join('\n'),
    );
    const inHost = ['nsenter', '-t', pid, '-n', '-u', '-m', '--'];
    const isReady = `${inHost.join(' ')} test -d /run/avahi-daemon 2>/dev/null`;
    await this.run(`timeout ${hostReadyTimeoutSeconds} sh -c 'until ${isReady}; do sleep 0.02; done'`);
    return new SandboxHost(this, name, `10.99.0.${number}`, inHost);
  }

  /** A host that the test made itself, of a network namespace and nothing more. */
  bareHost(name: string, address: string): SandboxHost {
    return new SandboxHost(this, name, address, ['ip', 'netns', 'exec', name]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.stdin.end();
    await ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** One computer of the sandbox, with its own interfaces, host name and `/run`. */
export class SandboxHost {
  readonly address: string;
  /** Of its network namespace: `ip -n <name> …` in the sandbox. */
  readonly name: string;
  readonly #sandbox: NetworkSandbox;
  readonly #enter: readonly string[];

  constructor(sandbox: NetworkSandbox, name: string, address: string, enter: readonly string[]) {
    this.#sandbox = sandbox;
    this.name = name;
    this.address = address;
    this.#enter = enter;
  }

  /** What runs a program on this host: to be put before its name. */
  get enter(): readonly string[] {
    return [...this.#sandbox.enter, ...this.#enter];
  }

  /** Runs a shell script on this host to its end; resolves with what it printed. */
  async run(script: string): Promise<string> {
    const [program = '', ...args] = this.enter;
    const { stdout } = await execute(program, [...args, 'bash', '-c', `set -e; ${script}`]);
    return stdout.trim();
  }

  /** Sends a signal to a process on this host, by the number that the process itself sees. */
  async kill(signal: NodeJS.Signals, pid: number): Promise<void> {
    await this.run(`kill -${signal.replace('SIG', '')} ${pid}`);
  }

  /** Starts D-Bus and avahi here, and waits until avahi answers. */
  async startAvahi(): Promise<void> {
    const bus = join(this.#sandbox.folder, 'bus.conf');
    const avahi = join(this.#sandbox.folder, 'avahi.conf');
    await writeFile(bus, busConfiguration);
    await writeFile(avahi, '[server]\nuse-ipv6=no\n[publish]\npublish-hinfo=no\npublish-workstation=no\n');
    await this.run(
      [
        `(dbus-daemon --config-file=${bus} --nofork --nopidfile >/dev/null 2>&1 &)`,
        'until test -S /run/dbus/system_bus_socket; do sleep 0.05; done',
        `(avahi-daemon -f ${avahi} --no-drop-root --no-chroot --no-rlimits >/dev/null 2>&1 &)`,
        'until avahi-resolve -4 -n $(hostname).local >/dev/null 2>&1; do sleep 0.1; done',
      ].join('\n'),
    );
  }
}

/** Root may do everything on it; nobody else is in the sandbox. */
const busConfiguration = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:path=/run/dbus/system_bus_socket</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
