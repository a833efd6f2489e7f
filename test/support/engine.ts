import fs from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Limits } from '../../src/main/server/limits.ts';
import { createShareServer, type ListenOptions, type ShareServer } from '../../src/main/server/share-server.ts';
import { createThreadedShareServer } from '../../src/main/server/thread/threaded-share-server.ts';
import type { Exchange } from '../../src/shared/exchange.ts';
import type { ShareItem } from '../../src/shared/share.ts';

export interface RunningEngine {
  readonly server: ShareServer;
  readonly port: number;
  /** All exchanges finished so far. */
  readonly exchanges: Exchange[];
  readonly faults: Error[];
  /** Resolves with the first exchange, past or future, that `matches`. */
  exchange(matches: (exchange: Exchange) => boolean): Promise<Exchange>;
  stop(graceMs?: number): Promise<void>;
}

let items = 0;
let inThread = false;

/** From now on `startEngine` starts it in a thread of its own, as the app does. */
export function startEnginesInThread(): void {
  inThread = true;
}

/** An item for a path of the test's own. */
export function itemFor(path: string, kind: ShareItem['kind'] = 'folder', name = basename(path)): ShareItem {
  return { id: `item-${++items}`, path, kind, name };
}

/** The real engine on a loopback port. */
export async function startEngine(
  shared: readonly ShareItem[],
  listen: Partial<ListenOptions> & { readonly limits?: Partial<Limits>; readonly deviceName?: string } = {},
): Promise<RunningEngine> {
  const options = {
    machineName: 'testhost',
    deviceName: listen.deviceName ?? 'Test computer',
    limits: listen.limits ?? {},
  };
  const threaded = inThread ? createThreadedShareServer({ ...options, fsModule: 'node:fs' }) : null;
  const server = threaded ?? createShareServer({ ...options, fs });
  const exchanges: Exchange[] = [];
  const faults: Error[] = [];
  const waiting = new Set<(exchange: Exchange) => void>();
  server.on('exchange', (exchange) => {
    exchanges.push(exchange);
    for (const tell of waiting) tell(exchange);
  });
  server.on('fault', (error) => faults.push(error));
  server.setItems(shared);
  const { port } = await server.start({ port: 0, address: '127.0.0.1', ...listen });
  return {
    server,
    port,
    exchanges,
    faults,
    exchange: (matches) =>
      new Promise((resolve) => {
        const tell = (exchange: Exchange): void => {
          if (!matches(exchange)) return;
          waiting.delete(tell);
          resolve(exchange);
        };
        const past = exchanges.find(matches);
        if (past) resolve(past);
        else waiting.add(tell);
      }),
    stop: async (graceMs = 500) => {
      await server.stop(graceMs);
      await threaded?.close();
    },
  };
}

/** A temporary folder that removes itself at the end of an `await using` block. */
export async function temporaryFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'doorstep-test-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
