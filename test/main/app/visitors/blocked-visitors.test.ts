import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BlockedVisitors } from '../../../../src/main/app/visitors/blocked-visitors.ts';
import type { AccessPolicy } from '../../../../src/main/server/share-server.ts';
import { openTemporaryStore, type TemporaryStore } from '../settings/temporary-store.ts';

function follow({ settings, faults }: TemporaryStore) {
  const policies: AccessPolicy[] = [];
  const server = { setAccess: (policy: AccessPolicy) => policies.push(policy) };
  const blocked = new BlockedVisitors({ settings, server, reportFault: (what) => faults.push(what) });
  return { blocked, policies };
}

it('tells the engine at once who is let in, and after every change of it', async () => {
  await using store = await openTemporaryStore();
  const { blocked, policies } = follow(store);
  const phone = '192.168.1.7';
  await blocked.block(phone);
  await store.settings.update({ port: 81 });
  await store.settings.update({ isPublic: true });
  await blocked.block('fd00::7');
  await blocked.unblock(phone);
  await blocked.unblock(phone);
  const base = { isPublic: false, allowHosts: [], blockedAddresses: [] };
  expect(policies).toEqual([
    base,
    { ...base, blockedAddresses: [phone] },
    { ...base, isPublic: true, blockedAddresses: [phone] },
    { ...base, isPublic: true, blockedAddresses: [phone, 'fd00::7'] },
    { ...base, isPublic: true, blockedAddresses: ['fd00::7'] },
  ]);
});

it('blocks each once, and lets the oldest in again when there are too many', async () => {
  await using store = await openTemporaryStore();
  const { blocked } = follow(store);
  const addresses = Array.from({ length: 1_000 }, (_, index) => `10.0.${index >> 8}.${index & 255}`);
  await store.settings.update({ blockedAddresses: addresses });
  await blocked.block('10.0.0.1');
  await blocked.block('10.9.9.9');
  const { blockedAddresses } = store.settings.current;
  expect(blockedAddresses.length).toBe(1_000);
  expect(blockedAddresses[0]).toBe('10.0.0.2');
  expect(blockedAddresses.slice(-2)).toEqual(['10.0.0.1', '10.9.9.9']);
});

it('what is no address is a bug of whoever asks', async () => {
  await using store = await openTemporaryStore();
  await expect(follow(store).blocked.block('nobody')).rejects.toThrow(TypeError);
});

it('a disk that does not take it is told, and it holds all the same', async () => {
  await using store = await openTemporaryStore();
  const { blocked, policies } = follow(store);
  await mkdir(join(store.folder, 'settings.json.new'));
  expect(await blocked.block('10.0.0.1')).toEqual({ ok: false, problem: { kind: 'settings-not-saved' } });
  expect(policies.at(-1)?.blockedAddresses).toEqual(['10.0.0.1']);
  expect(store.faults).toEqual(['the settings could not be saved']);
});
