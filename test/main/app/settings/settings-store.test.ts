import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultSettings } from '../../../../src/main/app/settings/settings.ts';
import { SettingsStore } from '../../../../src/main/app/settings/settings-store.ts';
import { temporaryFolder } from '../../../support/engine.ts';

async function openStore(folder: string) {
  const faults: string[] = [];
  const store = await SettingsStore.open(folder, (what) => faults.push(what));
  return { store, faults };
}

const saved = async (folder: string) => JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'));

it('starts from the defaults and writes nothing by itself', async () => {
  await using folder = await temporaryFolder();
  const { store, faults } = await openStore(folder.path);
  expect(store.current).toEqual(defaultSettings);
  expect(faults).toEqual([]);
  expect(await readdir(folder.path)).toEqual([]);
});

it('brings back what was saved', async () => {
  await using folder = await temporaryFolder();
  const { store } = await openStore(folder.path);
  await store.update({ port: 9000, shareRunning: true });
  await store.update({ shareItems: [{ path: '/ünï 文件', kind: 'folder' }] });
  const { store: again } = await openStore(folder.path);
  expect(again.current).toEqual(store.current);
  expect(again.current.port).toBe(9000);
});

it('makes its folder', async () => {
  await using folder = await temporaryFolder();
  const { store } = await openStore(join(folder.path, 'a/b'));
  await store.update({ port: 9001 });
  expect(await saved(join(folder.path, 'a/b'))).toMatchObject({ port: 9001 });
});

it('keeps an unknown key and mends a broken one, which costs nothing else', async () => {
  await using folder = await temporaryFolder();
  const unknown = { later: { deep: [1] } };
  await writeFile(join(folder.path, 'settings.json'), JSON.stringify({ ...unknown, port: 'many', shareRunning: true }));
  const { store, faults } = await openStore(folder.path);
  expect(store.current).toEqual({ ...defaultSettings, shareRunning: true });
  expect(faults).toHaveLength(1);
  await store.update({ port: 9002 });
  expect(await saved(folder.path)).toEqual({ ...unknown, ...defaultSettings, shareRunning: true, port: 9002 });
});

it.each(['', '{', 'null', '[]', '\0\0\0', '{"port": 8000'])('sets a broken file (%j) aside', async (text) => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'settings.json'), text);
  const { store, faults } = await openStore(folder.path);
  expect(store.current).toEqual(defaultSettings);
  expect(faults).toHaveLength(1);
  expect(await readFile(join(folder.path, 'settings.broken.json'), 'utf8')).toBe(text);
  await store.update({ port: 9003 });
  expect(await saved(folder.path)).toMatchObject({ port: 9003 });
});

it('sets aside what is no file', async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, 'settings.json'));
  const { store } = await openStore(folder.path);
  await store.update({ port: 9004 });
  expect(await saved(folder.path)).toMatchObject({ port: 9004 });
});

it('writes changes that come together at once, the last one winning, and leaves no other file', async () => {
  await using folder = await temporaryFolder();
  const { store } = await openStore(folder.path);
  const updates = Array.from({ length: 500 }, (_, index) => store.update({ port: index + 1 }));
  expect(store.current.port).toBe(500);
  expect(new Set(updates).size).toBeLessThan(5);
  await Promise.all(updates);
  expect(await saved(folder.path)).toMatchObject({ port: 500 });
  expect(await readdir(folder.path)).toEqual(['settings.json']);
});

it('is whole whenever it is read, while it is written over and over', async () => {
  await using folder = await temporaryFolder();
  const { store } = await openStore(folder.path);
  await store.update({ port: 1 });
  let writing = true;
  const writes = (async () => {
    for (let port = 2; port <= 100; port++) {
      const shareItems = Array.from({ length: port }, (_, index) => ({ path: `/${index}`, kind: 'file' as const }));
      await store.update({ port, shareItems });
    }
    writing = false;
  })();
  let reads = 0;
  while (writing) {
    const { port, shareItems } = await saved(folder.path);
    if (port > 1) expect(shareItems).toHaveLength(port);
    reads++;
  }
  await writes;
  expect(reads).toBeGreaterThan(10);
});

it('flush waits for what is under way and what waits behind it', async () => {
  await using folder = await temporaryFolder();
  const { store } = await openStore(folder.path);
  void store.update({ port: 11 });
  await Promise.resolve();
  void store.update({ port: 12 });
  await store.flush();
  expect(await saved(folder.path)).toMatchObject({ port: 12 });
});

it('tells where it could not write, keeps the old file, and writes again when it can', async () => {
  await using folder = await temporaryFolder();
  const { store } = await openStore(folder.path);
  await store.update({ port: 21 });
  await mkdir(join(folder.path, 'settings.json.new'));
  await expect(store.update({ port: 22 })).rejects.toThrow(/EISDIR/);
  await expect(store.flush()).resolves.toBeUndefined();
  expect(await saved(folder.path)).toMatchObject({ port: 21 });
  await rm(join(folder.path, 'settings.json.new'), { recursive: true });
  await store.update({ shareRunning: true });
  expect(await saved(folder.path)).toMatchObject({ port: 22, shareRunning: true });
});
