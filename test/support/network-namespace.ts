import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { type ClientResult, clientEnvironment, missingClient, runClient } from './client-process.ts';

const isRoot = process.getuid?.() === 0;
/** Who is not root becomes it in a user namespace, where the system allows that. */
const unshareOptions = isRoot ? ['--net'] : ['--user', '--map-root-user', '--net'];
const nsenterOptions = isRoot ? ['--net'] : ['--user', '--preserve-credentials', '--net'];

/** Why no network namespace can be made here; null where one can. */
export async function namespacesRefused(): Promise<string | null> {
  if (process.platform !== 'linux') return 'Network namespaces are there on Linux only';
  const child = spawn('unshare', [...unshareOptions, 'ip', 'link', 'add', 'v0', 'type', 'veth', 'peer', 'name', 'v1']);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  const exitCode = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      said = error.message;
      resolve(null);
    });
    child.once('close', resolve);
  });
  return exitCode === 0 ? null : `No network namespace can be made here: ${said.trim()}`;
}

/**
 * A network of its own that ends with the process that was started in it. The machine's own network is never touched.
 */
export class NetworkNamespace {
  readonly process: ChildProcessByStdio<Writable, Readable, null>;
  /** The first line that the command said. */
  readonly greeting: string;
  readonly #lines: AsyncIterator<string>;

  private constructor(process: NetworkNamespace['process'], lines: AsyncIterator<string>, greeting: string) {
    this.process = process;
    this.#lines = lines;
    this.greeting = greeting;
  }

  /**
   * Starts `command` in a new namespace (with `within`, one that namespace may move interfaces to) and waits for its first
   * line, by which it is known to be there.
   */
  static async start(command: readonly string[], within?: NetworkNamespace): Promise<NetworkNamespace> {
    // Each of these becomes the next one, so the child's id is that of the command.
    const line = within
      ? ['nsenter', '--target', within.#pid, ...nsenterOptions, 'unshare', '--net', ...command]
      : ['unshare', ...unshareOptions, ...command];
    const [name, ...args] = line as [string, ...string[]];
    const child = spawn(name, args, { stdio: ['pipe', 'pipe', 'inherit'], env: clientEnvironment() });
    await once(child, 'spawn').catch((error) => {
      throw new Error(missingClient('nsenter'), { cause: error });
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const greeting = await lines.next();
    if (greeting.done) throw new Error(`${command[0]} ended at once`);
    if ((await readlink(`/proc/${child.pid}/ns/net`)) === (await readlink('/proc/self/ns/net')))
      throw new Error('The process is in the network of this machine');
    return new NetworkNamespace(child, lines, greeting.value);
  }

  /** The next line that the command says. */
  async line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('The process in the namespace has ended');
    return value;
  }

  get #pid(): string {
    return String(this.process.pid);
  }

  /** Runs a client in this namespace. */
  run(command: readonly string[]): Promise<ClientResult> {
    return runClient('nsenter', ['--target', this.#pid, ...nsenterOptions, ...command]);
  }

  /** Runs commands of `ip`, a line each; `folder` takes a file with them. */
  async configure(folder: string, commands: readonly string[]): Promise<void> {
    const file = join(folder, `ip-${this.#pid}`);
    await writeFile(file, `${commands.join('\n')}\n`);
    const { exitCode, stderr } = await this.run(['ip', '-batch', file]);
    if (exitCode !== 0) throw new Error(`ip failed: ${stderr}`);
  }

  /** A pair of interfaces: `name` here, `peerName` in the other namespace. */
  async connect(other: NetworkNamespace, name: string, peerName: string, folder: string): Promise<void> {
    await this.configure(folder, [
      `link add ${name} type veth peer name ${peerName}`,
      `link set ${peerName} netns ${other.#pid}`,
    ]);
  }

  /** Ends the process, and with it the namespace. */
  async end(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'close');
    this.process.kill('SIGKILL');
    await ended;
  }
}
