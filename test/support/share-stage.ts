import { once } from 'node:events';
import fs from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { SettingsStore } from '../../src/main/app/settings/settings-store.ts';
import { ShareController } from '../../src/main/app/share/share-controller.ts';
import { ShareNetwork } from '../../src/main/app/share/share-network.ts';
import { createShareServer, type FileSystem, type ShareServer } from '../../src/main/server/share-server.ts';
import type { ShareState } from '../../src/shared/ipc.ts';
import { temporaryFolder } from './engine.ts';
import { FakeWatch, networkOf } from './fake-watch.ts';

/** Two networks of the owner's, with addresses that this computer really has. */
export const home = networkOf([
  { interfaceName: 'wlan0', kind: 'wifi', address: '127.0.0.2', networkId: 'gateway home' },
]);
export const cafe = networkOf([
  { interfaceName: 'wlan0', kind: 'wifi', address: '127.0.0.3', networkId: 'gateway café' },
]);

/** An owner's folders, and the real controller on the real engine, disk and settings; the test answers the dialogs. */
export class ShareStage implements AsyncDisposable {
  readonly #folder: { readonly path: string } & AsyncDisposable;
  readonly #open: ShareController[] = [];
  readonly #stores: SettingsStore[] = [];
  readonly watch = new FakeWatch(home);
  /** What the owner was asked. */
  readonly asked: string[] = [];
  /** What the owner answers. */
  answer = true;
  /** What was shown in the file manager. */
  readonly shown: string[] = [];
  /** The states that the share went through. */
  readonly states: string[] = [];

  private constructor(folder: { readonly path: string } & AsyncDisposable) {
    this.#folder = folder;
  }

  static async open(): Promise<ShareStage> {
    const stage = new ShareStage(await temporaryFolder());
    for (const name of ['home/docs', 'a', 'b', 'other/a', 'data']) await mkdir(stage.at(name), { recursive: true });
    await writeFile(stage.at('a/hello.txt'), 'hello');
    await writeFile(stage.at('b/world.txt'), 'world');
    await writeFile(stage.at('alone.txt'), 'alone');
    return stage;
  }

  at(name: string): string {
    return join(this.#folder.path, name);
  }

  async makeShare(
    port?: number,
    fileSystem: FileSystem = fs,
    server: ShareServer = createShareServer({ fs: fileSystem }),
  ): Promise<ShareController> {
    const reportFault = (what: string, error?: unknown) => {
      throw new Error(what, { cause: error });
    };
    const settings = await SettingsStore.open(this.at('data'), reportFault);
    this.#stores.push(settings);
    if (port) await settings.update({ port });
    const { watch } = this;
    const share: ShareController = new ShareController({
      server,
      fs: fileSystem,
      settings,
      homeFolder: this.at('home'),
      network: new ShareNetwork({ watch, settings, localName: async () => null, reportFault: () => undefined }),
      confirmWholeFolder: async (path) => {
        this.asked.push(path);
        return this.answer;
      },
      confirmItemOption: async (option, name) => {
        this.asked.push(`${option} ${name}`);
        return this.answer;
      },
      showInFolder: (path) => this.shown.push(path),
      portOwner: async () => 'python3',
      onChanged: () => {
        if (this.states.at(-1) !== share.state.status) this.states.push(share.state.status);
      },
      reportFault: () => undefined,
    });
    this.#open.push(share);
    return share;
  }

  /** The settings as they are on the disk. */
  async saved(): Promise<Record<string, unknown>> {
    return JSON.parse(await readFile(this.at('data/settings.json'), 'utf8'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#open.map((share) => share.close()));
    await Promise.all(this.#stores.map((settings) => settings.flush()));
    await this.#folder[Symbol.asyncDispose]();
  }
}

export async function takePort(port = 0): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(port, '::');
  await once(server, 'listening');
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : 0 };
}

export async function freePort(): Promise<number> {
  const { server, port } = await takePort();
  server.close();
  await once(server, 'close');
  return port;
}

export function sharing(share: ShareController): Extract<ShareState, { status: 'sharing' }> {
  if (share.state.status !== 'sharing') throw new Error(`not sharing but ${JSON.stringify(share.state)}`);
  return share.state;
}

/** Asks the running share for `path`, as a visitor does; redirects are followed. */
export async function get(share: ShareController, path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${sharing(share).port}${path}`, { headers: { connection: 'close' } });
  return { status: response.status, text: await response.text() };
}

export async function refused(port: number, address = '127.0.0.1'): Promise<boolean> {
  const socket = connect(port, address);
  try {
    await once(socket, 'connect');
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
  } finally {
    socket.destroy();
  }
}
