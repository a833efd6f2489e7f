import fs from 'node:fs';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ShareController } from '../../../../src/main/app/share/share-controller.ts';
import type { FileSystem } from '../../../../src/main/server/share-server.ts';
import { cafe, freePort, get, home, ShareStage, sharing } from '../../../support/share-stage.ts';

let stage: ShareStage;

beforeEach(async () => {
  stage = await ShareStage.open();
});
afterEach(() => stage[Symbol.asyncDispose]());

async function shareOf(...names: string[]): Promise<ShareController> {
  const share = await stage.makeShare(await freePort());
  expect(await share.addPaths(names.map((name) => stage.at(name)))).toEqual({ ok: true });
  return share;
}

const idOf = (share: ShareController, name: string) => share.items.find((item) => item.name === name)?.id ?? '';
const namesOf = (share: ShareController) => share.items.map(({ name }) => name);
const gone = { ok: false, problem: { kind: 'gone' } };

describe('the order', () => {
  it('is the owner’s, and kept', async () => {
    const share = await shareOf('a', 'b', 'alone.txt');
    expect(await share.itemActions.move(idOf(share, 'alone.txt'), 0)).toEqual({ ok: true });
    expect(namesOf(share)).toEqual(['alone.txt', 'a', 'b']);
    expect(await share.itemActions.move(idOf(share, 'alone.txt'), 99)).toEqual({ ok: true });
    expect(namesOf(share)).toEqual(['a', 'b', 'alone.txt']);
    expect(await share.itemActions.move('no such item', 0)).toEqual(gone);
    await share.close();
    const again = await stage.makeShare();
    await again.begin([]);
    expect(namesOf(again)).toEqual(['a', 'b', 'alone.txt']);
  });

  it('changes no address, not even of equal names after a restart', async () => {
    const share = await shareOf('a', 'other/a');
    await share.itemActions.move(idOf(share, 'a (2)'), 0);
    expect(namesOf(share)).toEqual(['a (2)', 'a']);
    await share.close();
    const again = await stage.makeShare();
    await again.begin([]);
    expect(again.items.map(({ name, displayPath }) => [name, displayPath])).toEqual([
      ['a (2)', stage.at('other/a')],
      ['a', stage.at('a')],
    ]);
    expect((await get(again, '/a/hello.txt')).text).toBe('hello');
  });
});

describe('a name', () => {
  it('is the address of the item, until it is given back', async () => {
    const share = await shareOf('a', 'b');
    const id = idOf(share, 'a');
    expect(await share.itemActions.rename(id, ' Holiday 2026 ')).toEqual({ ok: true });
    expect(share.items[0]).toMatchObject({ name: 'Holiday 2026', ownName: 'a' });
    expect((await get(share, '/Holiday%202026/hello.txt')).text).toBe('hello');
    expect((await get(share, '/a/hello.txt')).status).toBe(404);
    await share.close();
    const again = await stage.makeShare();
    await again.begin([]);
    expect(namesOf(again)).toEqual(['Holiday 2026', 'b']);
    await again.itemActions.rename(idOf(again, 'Holiday 2026'), '');
    expect(namesOf(again)).toEqual(['a', 'b']);
    expect((await stage.saved()).shareItems).toEqual([
      { path: stage.at('a'), kind: 'folder' },
      { path: stage.at('b'), kind: 'folder' },
    ]);
  });

  it('that is taken gets a number; its own is free for it', async () => {
    const share = await shareOf('a', 'b');
    await share.itemActions.rename(idOf(share, 'a'), 'B');
    expect(namesOf(share)).toEqual(['B (2)', 'b']);
    await share.itemActions.rename(idOf(share, 'B (2)'), 'B (2)');
    expect(namesOf(share)).toEqual(['B (2)', 'b']);
  });

  it('that cannot be one is refused, and says why', async () => {
    const share = await shareOf('a');
    const id = idOf(share, 'a');
    expect(await share.itemActions.rename(id, '../etc')).toEqual({
      ok: false,
      problem: { kind: 'bad-name', why: 'separator' },
    });
    expect(await share.itemActions.rename(id, '.doorstep')).toMatchObject({ problem: { why: 'dot' } });
    expect(namesOf(share)).toEqual(['a']);
    expect(await share.itemActions.rename('no such item', 'x')).toEqual(gone);
  });
});

describe('options', () => {
  beforeEach(async () => {
    await mkdir(stage.at('outside'));
    await writeFile(stage.at('outside/far.txt'), 'far');
    await symlink(stage.at('outside'), stage.at('a/link'), 'junction');
  });

  it('hold at once and are kept; what opens more is asked about once', async () => {
    const share = await shareOf('a');
    const id = idOf(share, 'a');
    expect((await get(share, '/link/far.txt')).status).toBe(404);
    expect(await share.itemActions.setOptions(id, { followLinks: true })).toEqual({ ok: true });
    expect(stage.asked).toEqual(['followLinks a']);
    expect((await get(share, '/link/far.txt')).text).toBe('far');
    await share.itemActions.setOptions(id, { followLinks: false, serveIndex: false });
    expect((await get(share, '/link/far.txt')).status).toBe(404);
    await share.itemActions.setOptions(id, { followLinks: true });
    expect(stage.asked).toHaveLength(1);
    expect(share.items[0]?.options).toEqual({ followLinks: true, showHidden: false, serveIndex: false });
    await share.close();
    const again = await stage.makeShare();
    await again.begin([]);
    expect(again.items[0]?.options).toEqual({ followLinks: true, showHidden: false, serveIndex: false });
    expect((await get(again, '/link/far.txt')).text).toBe('far');
  });

  it('stay as they are where the owner says no, who is asked again then', async () => {
    const share = await shareOf('a');
    stage.answer = false;
    expect(await share.itemActions.setOptions(idOf(share, 'a'), { showHidden: true })).toEqual({ ok: true });
    expect(share.items[0]?.options.showHidden).toBe(false);
    stage.answer = true;
    await share.itemActions.setOptions(idOf(share, 'a'), { showHidden: true });
    expect(share.items[0]?.options.showHidden).toBe(true);
    expect(stage.asked).toEqual(['showHidden a', 'showHidden a']);
    expect(await share.itemActions.setOptions('no such item', {})).toEqual(gone);
  });
});

it('shows an item in the file manager while it is there', async () => {
  const share = await shareOf('a');
  expect(share.itemActions.show(idOf(share, 'a'))).toEqual({ ok: true });
  expect(stage.shown).toEqual([stage.at('a')]);
  await rename(stage.at('a'), stage.at('elsewhere'));
  await share.refresh();
  expect(share.itemActions.show(idOf(share, 'a'))).toEqual({ ok: false, problem: { kind: 'path-missing', name: 'a' } });
  expect(share.itemActions.show('no such item')).toEqual(gone);
});

describe('a removed item', () => {
  it('comes back where it was, with its name and options', async () => {
    const share = await shareOf('a', 'b', 'alone.txt');
    const id = idOf(share, 'b');
    await share.itemActions.rename(id, 'Better');
    await share.itemActions.setOptions(id, { serveIndex: false });
    await share.removeItem(id);
    expect(namesOf(share)).toEqual(['a', 'alone.txt']);
    expect(await share.restoreItem(id)).toEqual({ ok: true });
    expect(namesOf(share)).toEqual(['a', 'Better', 'alone.txt']);
    expect(share.items[1]?.options.serveIndex).toBe(false);
    expect((await get(share, '/Better/world.txt')).text).toBe('world');
    expect(await share.restoreItem(id)).toEqual(gone);
  });

  it('starts the share again that its removal stopped, and only then', async () => {
    const share = await shareOf('a');
    const id = idOf(share, 'a');
    await share.removeItem(id);
    expect(share.state.status).toBe('stopped');
    await share.restoreItem(id);
    expect(sharing(share).addresses.length).toBeGreaterThan(0);
    await share.stop();
    await share.removeItem(id);
    await share.restoreItem(id);
    expect(share.state.status).toBe('stopped');
  });

  it('is not put beside itself', async () => {
    const share = await shareOf('a', 'b');
    const id = idOf(share, 'a');
    await share.removeItem(id);
    await share.addPaths([stage.at('a')]);
    expect(await share.restoreItem(id)).toEqual(gone);
    expect(namesOf(share)).toEqual(['b', 'a']);
  });
});

describe('what was shared before', () => {
  it('is offered newest first, and shared again as it was', async () => {
    const share = await shareOf('a', 'b');
    await share.itemActions.rename(idOf(share, 'a'), 'Holiday');
    await share.removeItem(idOf(share, 'Holiday'));
    await share.removeItem(idOf(share, 'b'));
    expect(share.recentItems).toMatchObject([
      { name: 'b', kind: 'folder', displayPath: stage.at('b'), missing: false },
      { name: 'Holiday', kind: 'folder', missing: false },
    ]);
    expect(JSON.stringify(share.recentItems.map(({ id }) => id))).not.toContain(stage.at(''));
    expect(await share.shareRecent(share.recentItems[1]?.id ?? '')).toEqual({ ok: true });
    expect([namesOf(share), share.state.status]).toEqual([['Holiday'], 'sharing']);
    expect(share.recentItems.map(({ name }) => name)).toEqual(['b']);
    expect(await share.shareRecent('no such id')).toEqual(gone);
  });

  it('is remembered over a restart, bounded, until the owner has it forgotten', async () => {
    const names = Array.from({ length: 14 }, (_, index) => `f${index}`);
    for (const name of names) await mkdir(stage.at(name));
    const share = await shareOf(...names);
    for (const name of names) await share.removeItem(idOf(share, name));
    await share.close();
    const again = await stage.makeShare();
    await again.begin([]);
    expect(again.recentItems.map(({ name }) => name)).toEqual(names.slice(2).reverse());
    await again.forgetRecents();
    expect(again.recentItems).toEqual([]);
    expect((await stage.saved()).recentItems).toEqual([]);
  });

  it('is what paths from outside took the place of, too', async () => {
    const share = await shareOf('a', 'b');
    await share.close();
    const again = await stage.makeShare();
    await again.begin([stage.at('b')]);
    expect(again.recentItems.map(({ name }) => name)).toEqual(['a']);
  });

  it('says that it is missing, and that it is back', async () => {
    const share = await shareOf('a', 'b');
    await share.removeItem(idOf(share, 'a'));
    await rename(stage.at('a'), stage.at('elsewhere'));
    await share.refresh();
    expect(share.recentItems).toMatchObject([{ name: 'a', missing: true }]);
    expect(await share.shareRecent(share.recentItems[0]?.id ?? '')).toEqual({
      ok: false,
      problem: { kind: 'path-missing', name: 'a' },
    });
    await rename(stage.at('elsewhere'), stage.at('a'));
    await share.refresh();
    expect(share.recentItems).toMatchObject([{ name: 'a', missing: false }]);
  });
});

it('no change of the items cuts a running transfer', async () => {
  const size = 32 * 1024 * 1024;
  await writeFile(stage.at('a/big.bin'), Buffer.alloc(size, 7));
  const share = await shareOf('a');
  const first = await fetch(`http://127.0.0.1:${sharing(share).port}/big.bin`);
  await share.addPaths([stage.at('b')]);
  const second = await fetch(`http://127.0.0.1:${sharing(share).port}/a/big.bin`);
  await share.itemActions.move(idOf(share, 'a'), 1);
  await share.itemActions.rename(idOf(share, 'a'), 'Other');
  await share.itemActions.setOptions(idOf(share, 'Other'), { followLinks: true });
  await share.removeItem(idOf(share, 'Other'));
  const lengths = await Promise.all([first, second].map(async (each) => (await each.arrayBuffer()).byteLength));
  expect(lengths).toEqual([size, size]);
});

describe('items that are away', () => {
  it('make a start fail, which succeeds by itself when one comes back', async () => {
    const share = await shareOf('a');
    await share.stop();
    await rename(stage.at('a'), stage.at('elsewhere'));
    const problem = { kind: 'path-missing', name: 'a' };
    expect(await share.start()).toEqual({ ok: false, problem });
    expect([share.state, share.waitsForItems]).toEqual([{ status: 'failed', problem }, true]);
    expect(await stage.saved()).toMatchObject({ shareRunning: true });
    await share.setPort(await freePort());
    expect(share.state).toEqual({ status: 'failed', problem });
    await rename(stage.at('elsewhere'), stage.at('a'));
    await share.refresh();
    expect((await get(share, '/hello.txt')).text).toBe('hello');
    expect(share.waitsForItems).toBe(false);
  });

  it('are not waited for any more after a stop', async () => {
    const share = await shareOf('a', 'b');
    await share.stop();
    for (const name of ['a', 'b']) await rename(stage.at(name), stage.at(`no-${name}`));
    expect(await share.start()).toEqual({ ok: false, problem: { kind: 'items-missing' } });
    await share.stop();
    await rename(stage.at('no-a'), stage.at('a'));
    await share.refresh();
    expect(share.state).toEqual({ status: 'stopped' });
  });

  it('do not stop a share that runs; they are there again by themselves', async () => {
    const share = await shareOf('a');
    await rename(stage.at('a'), stage.at('elsewhere'));
    await share.refresh();
    expect([share.items[0]?.missing, share.state.status]).toEqual([true, 'sharing']);
    expect((await get(share, '/hello.txt')).status).toBe(404);
    await rename(stage.at('elsewhere'), stage.at('a'));
    expect((await get(share, '/hello.txt')).text).toBe('hello');
    await share.refresh();
    expect(share.items[0]?.missing).toBe(false);
  });

  it('keep the share of last time from starting until they are there', async () => {
    const share = await shareOf('a');
    await share.close();
    await rename(stage.at('a'), stage.at('elsewhere'));
    const again = await stage.makeShare();
    await again.begin([]);
    expect(again.state).toEqual({ status: 'failed', problem: { kind: 'path-missing', name: 'a' } });
    await rename(stage.at('elsewhere'), stage.at('a'));
    await again.refresh();
    expect(again.state.status).toBe('sharing');
  });

  it('say so where they are there but cannot be read', async () => {
    // Root may read everything, so the disk's answer is played.
    const denied = Object.assign(new Error('denied'), { code: 'EACCES' });
    const access = async (path: string, mode?: number) => {
      if (path === stage.at('a') && isDenied) throw denied;
      return fs.promises.access(path, mode);
    };
    let isDenied = false;
    const disk = { ...fs, promises: { ...fs.promises, access } } as unknown as FileSystem;
    const share = await stage.makeShare(await freePort(), disk);
    await share.addPaths([stage.at('a')]);
    isDenied = true;
    await share.refresh();
    expect(share.items).toMatchObject([{ missing: false, unreadable: true }]);
    await share.stop();
    const problem = { kind: 'path-unreadable', name: 'a' };
    expect(await share.start()).toEqual({ ok: false, problem });
    isDenied = false;
    await share.refresh();
    expect([share.items[0]?.unreadable, share.state.status]).toEqual([false, 'sharing']);
  });

  it('are waited for on familiar networks only', async () => {
    const share = await shareOf('a');
    await share.stop();
    await rename(stage.at('a'), stage.at('elsewhere'));
    await share.start();
    stage.watch.change(cafe);
    await rename(stage.at('elsewhere'), stage.at('a'));
    await share.refresh();
    expect(share.state).toEqual({ status: 'stopped', because: 'unfamiliar-network' });
    stage.watch.change(home);
    await expect.poll(() => share.state.status).toBe('sharing');
  });

  it('that come as something else are that from then on', async () => {
    const share = await shareOf('a', 'b');
    await rm(stage.at('b'), { recursive: true });
    await writeFile(stage.at('b'), 'now a file');
    await share.refresh();
    expect(share.items[1]).toMatchObject({ kind: 'file', sizeBytes: 10, missing: false });
    expect((await get(share, '/b')).text).toBe('now a file');
  });
});
