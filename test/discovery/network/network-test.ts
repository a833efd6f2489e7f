import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildForNode } from '../../support/build-for-node.ts';
import { NetworkSandbox, type SandboxHost, sandboxObstacle } from '../../support/network-sandbox.ts';
import { LineProcess } from '../support/line-process.ts';
import { type PeerOptions, PeerProcess } from '../support/peer-process.ts';

/** Why these tests cannot run here, or null; in CI the run fails where they are skipped (`plain-reporter.ts`). */
export const obstacle = await sandboxObstacle();

/** avahi gives its folder to its own user, whom a user's namespace does not have. */
export const avahiObstacle = obstacle ?? (process.getuid?.() === 0 ? null : 'avahi can be started by root only');

/** For the name of what is skipped. */
export function skipReason(why: string | null): string {
  return why === null ? '' : ` (skipped: ${why.split('\n')[0]})`;
}

/** A sandbox, with the programs that its hosts run. */
export class NetworkTest implements AsyncDisposable {
  readonly sandbox: NetworkSandbox;
  readonly #programs: string;
  readonly #files: { readonly peer: string; readonly commandLine: string; readonly hostile: string };
  readonly #processes: LineProcess[] = [];

  private constructor(sandbox: NetworkSandbox, programs: string, files: NetworkTest['files']) {
    this.sandbox = sandbox;
    this.#programs = programs;
    this.#files = files;
  }

  get files() {
    return this.#files;
  }

  static async open(): Promise<NetworkTest> {
    const programs = await mkdtemp(join(tmpdir(), 'doorstep-programs-'));
    const build = (entry: string, folder: string) => buildForNode(entry, join(programs, folder));
    const [peer, commandLine, hostile, sandbox] = await Promise.all([
      build('test/discovery/support/peer.ts', 'peer'),
      build('src/cli/index.ts', 'cli'),
      build('test/discovery/support/hostile-peer.ts', 'hostile'),
      NetworkSandbox.open(),
    ]);
    return new NetworkTest(sandbox, programs, { peer, commandLine, hostile });
  }

  /** `peer.ts` on that host. */
  peer(host: SandboxHost, options: PeerOptions = {}): PeerProcess {
    return this.#keep(new PeerProcess([...host.enter, ...tellingPid, process.execPath, this.#files.peer], options));
  }

  /** The command line on that host, with `--json`. */
  doorstep(host: SandboxHost, args: readonly string[]): LineProcess {
    return this.program(host, [process.execPath, this.#files.commandLine, '--json', ...args]);
  }

  /** Another implementation on that host. */
  zeroconf(host: SandboxHost, name: string, port: number): LineProcess {
    const script = resolve(import.meta.dirname, '../support/zeroconf-peer.py');
    return this.program(host, ['/usr/bin/python3', script, host.address, name, String(port)]);
  }

  /** Any program on that host that prints JSON lines. */
  program(host: SandboxHost, command: readonly string[]): LineProcess {
    return this.#keep(new LineProcess([...host.enter, ...tellingPid, ...command]));
  }

  /** A folder with one file to share. */
  async folder(text: string): Promise<string> {
    const folder = await mkdtemp(join(this.#programs, 'shared-'));
    await writeFile(join(folder, 'hello.txt'), text);
    return folder;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // The sandbox's end ends whatever runs in it; `nsenter` stops itself with what it runs, and has to see that end.
    for (const { child } of this.#processes) child.kill('SIGCONT');
    await this.sandbox[Symbol.asyncDispose]();
    await Promise.all(this.#processes.map((each) => each[Symbol.asyncDispose]()));
    await rm(this.#programs, { recursive: true, force: true });
  }

  #keep<Kind extends LineProcess>(program: Kind): Kind {
    this.#processes.push(program);
    return program;
  }
}

/** The process number by which the host knows the program that follows. */
export async function pidOf(program: LineProcess): Promise<number> {
  return Number((await program.first('pid')).value);
}

/** Sends a signal to a program on a host; a signal to our own child would reach only `nsenter`. */
export async function signal(host: SandboxHost, program: LineProcess, name: NodeJS.Signals): Promise<void> {
  await host.kill(name, await pidOf(program));
  if (name === 'SIGCONT') program.child.kill(name);
}

/** How long the network took, for who reads the run's output. */
export function printTime(what: string, ms: number): void {
  console.info(`${what}: ${(ms / 1_000).toFixed(1)} s`);
}

const tellingPid = ['sh', '-c', 'echo "{\\"event\\":\\"pid\\",\\"value\\":$$}"; exec "$@"', 'sh'];
