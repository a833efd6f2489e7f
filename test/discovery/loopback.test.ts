import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildForNode } from '../support/build-for-node.ts';
import { PeerProcess } from './support/peer-process.ts';

let folder: string;
let command: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-peer-'));
  command = [process.execPath, await buildForNode('test/discovery/support/peer.ts', folder)];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Only the loopback interface is spoken on: `scope` binds the socket's multicast to 127.0.0.1. */
const loopback = { scope: 'loopback' } as const;

describe('two processes on the loopback interface', () => {
  it('find each other, keep apart under one name, and hear the goodbye', async () => {
    const name = `Loopback ${process.pid}`;
    await using first = new PeerProcess(command, { ...loopback, name });
    await first.untilAnnounced(name);
    await using second = new PeerProcess(command, { ...loopback, name });
    await second.untilAnnounced(`${name} (2)`);
    await first.untilNeighbour(`${name} (2)`);
    await second.untilNeighbour(name);

    const port = first.last('listening')?.value;
    expect(second.neighbour(name)).toMatchObject({
      kind: 'doorstep',
      address: '127.0.0.1',
      url: `http://127.0.0.1:${port}/`,
      access: 'open',
    });
    // Nobody lists itself.
    expect(first.neighbour(name)).toBe(undefined);

    second.child.kill('SIGTERM');
    await first.untilNeighbour(`${name} (2)`, false, 3_000);
    expect(await second.ended).toEqual({ code: 0, signal: null });
    expect([...first.faults, ...second.faults]).toEqual([]);
  });
});
