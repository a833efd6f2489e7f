import fs from 'node:fs';
import { createInterface } from 'node:readline';
import { type AccessPolicy, createShareServer } from '../../src/main/server/share-server.ts';
import type { ShareItem } from '../../src/shared/share.ts';

/**
 * An engine in a process of its own, so that it can run in a network namespace: shares the folder that its argument names.
 * Says one JSON value a line: its port, then each exchange, and `null` when a policy is in force. Takes an `AccessPolicy` a
 * line; ends with its input.
 */
const say = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};
const item: ShareItem = { id: 'item', path: process.argv[2] as string, kind: 'folder', name: 'share' };
const server = createShareServer({ fs, machineName: 'testhost' });
server.setItems([item]);
server.on('exchange', say);
server.on('fault', (error) => {
  throw error;
});
const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  server.setAccess(JSON.parse(line) as AccessPolicy);
  say(null);
});
input.on('close', () => process.exit());
say((await server.start({ port: 0 })).port);
