import { chmod, mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NetworkTest } from '../../discovery/network/network-test.ts';
import type { LineProcess } from '../../discovery/support/line-process.ts';
import type { PeerProcess } from '../../discovery/support/peer-process.ts';
import { gatewayAddress, gatewayHardwareAddress, type SandboxHost } from '../../support/network-sandbox.ts';
import { createOwner, type Owner } from './launch.ts';
import { SandboxWindow } from './sandbox-window.ts';

export const bigFileBytes = 48 * 1024 * 1024;

/**
 * Two computers on a network of their own: the owner's, on which the app runs, and another one. A second cable joins
 * them (`eth1`: 10.98.0.1 and 10.98.0.2).
 */
export class NetworkStage implements AsyncDisposable {
  readonly network: NetworkTest;
  readonly host: SandboxHost;
  readonly other: SandboxHost;
  readonly owner: Owner;
  readonly folder: string;
  #window: SandboxWindow | null = null;

  private constructor(network: NetworkTest, host: SandboxHost, other: SandboxHost, owner: Owner) {
    this.network = network;
    this.host = host;
    this.other = other;
    this.owner = owner;
    this.folder = join(owner.home, 'Holiday 2026');
  }

  static async open(): Promise<NetworkStage> {
    const network = await NetworkTest.open();
    const [host, other] = await Promise.all([network.sandbox.addHost(1), network.sandbox.addHost(2)]);
    await network.sandbox.run(
      [
        `ip link add c1 netns ${host.name} type veth peer name c2 netns ${other.name}`,
        ...[host, other].map(
          ({ name }, index) =>
            `ip -n ${name} link set c${index + 1} name eth1 up; ip -n ${name} addr add 10.98.0.${index + 1}/24 dev eth1`,
        ),
      ].join('\n'),
    );
    const stage = new NetworkStage(network, host, other, await createOwner());
    await mkdir(stage.folder);
    await writeFile(join(stage.folder, 'hello.txt'), 'hello');
    const big = await open(join(stage.folder, 'big.bin'), 'w');
    await big.truncate(bigFileBytes);
    await big.close();
    return stage;
  }

  /** The running app. */
  get window(): SandboxWindow {
    if (!this.#window) throw new Error('the app is not running');
    return this.#window;
  }

  /** Closes the app where it runs, and starts it (again). */
  async launch(...parameters: Parameters<typeof SandboxWindow.launch> extends [unknown, unknown, ...infer R] ? R : []) {
    await this.#window?.[Symbol.asyncDispose]();
    this.#window = null;
    this.#window = await SandboxWindow.launch(this.host, this.owner, ...parameters);
    return this.#window;
  }

  /** Another Doorstep on the other computer, sharing a file. */
  async neighbour(name: string): Promise<LineProcess> {
    const peer = this.network.doorstep(this.other, ['--name', name, await this.network.folder(name)]);
    await peer.first('listening');
    return peer;
  }

  /** A Doorstep on the other computer that tells whom it sees. */
  watcher(): PeerProcess {
    return this.network.peer(this.other);
  }

  /** Puts the owner's computer back into the first network, whatever a test did to it. */
  async restoreNetwork(): Promise<void> {
    const restore = (name: string, address: string, then: string) =>
      `ip link set ${name} up; ip -4 -o addr show dev ${name} | grep -q ' ${address}/24 ' ||
        { ip -4 addr flush dev ${name}; ip addr add ${address}/24 dev ${name}; }; ${then}`;
    const route = `ip route replace default via ${gatewayAddress}`;
    await this.host.run(`${restore('eth1', '10.98.0.1', ':')}\n${restore('eth0', this.host.address, route)}`);
    await this.changeRouter();
  }

  /** The owner's computer gets another address on `eth0`, as by a new lease. */
  async changeAddress(address: string): Promise<void> {
    await this.host.run(
      `ip -4 addr flush dev eth0; ip addr add ${address}/24 dev eth0; ip route add default via ${gatewayAddress}`,
    );
  }

  /** The owner's computer is in another network: the same addresses behind another router. */
  async changeRouter(hardwareAddress = gatewayHardwareAddress): Promise<void> {
    await this.host.run(`ip neigh replace ${gatewayAddress} lladdr ${hardwareAddress} dev eth0 nud permanent`);
  }

  /** What the other computer gets for `url`: the body, or the errno name. */
  fetchFromOther(url: string): Promise<string> {
    const script = `fetch(${JSON.stringify(url)}, { signal: AbortSignal.timeout(3000) })
      .then((r) => r.text(), (e) => e.cause?.code ?? e.name).then(console.log)`;
    return this.other.run(`${process.execPath} -e '${script}'`);
  }

  /** A visitor on the other computer who reads the beginning of `url`, and the rest when a line is written to its input. */
  slowVisitor(url: string): LineProcess {
    return this.network.program(this.other, [process.execPath, join(import.meta.dirname, 'slow-visitor.mjs'), url]);
  }

  /** A `PATH` with tools of the test's own before the system's. */
  async pathWith(scripts: Readonly<Record<string, string>>): Promise<string> {
    const folder = join(this.owner.home, '.tools');
    await mkdir(folder, { recursive: true });
    for (const [name, script] of Object.entries(scripts)) {
      await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
      await chmod(join(folder, name), 0o755);
    }
    return `${folder}:${process.env.PATH}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#window?.[Symbol.asyncDispose]();
    await this.network[Symbol.asyncDispose]();
    await this.owner[Symbol.asyncDispose]();
  }
}
