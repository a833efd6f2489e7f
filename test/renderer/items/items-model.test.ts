import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createShareModel } from '../../../src/renderer/share/share-model.ts';
import type { Problem } from '../../../src/shared/ipc.ts';
import { undoShownMs } from '../../../src/shared/limits.ts';
import { FakeBridge, item, snapshot } from '../fake-bridge.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const items = ['One', 'Two', 'Three'].map((name) => item({ id: name.toLowerCase(), name, ownName: name }));
const [one] = items;

async function loaded(bridge = new FakeBridge()) {
  bridge.answers.getSnapshot = () => snapshot({ items });
  const share = createShareModel(bridge);
  await share.load();
  return { bridge, model: share.items, share };
}

describe('moving', () => {
  it('asks for another place only, and tells where the item is then', async () => {
    const { bridge, model } = await loaded();
    for (const toIndex of [-1, 0, 3]) await model.move('one', toIndex);
    await model.move('gone', 1);
    expect(bridge.calls.filter(([name]) => name === 'moveItem')).toEqual([]);
    await model.move('one', 2);
    expect(bridge.calls).toContainEqual(['moveItem', 'one', 2]);
    expect(model.moved.value).toEqual({ name: 'One', place: 3, count: 3 });
  });

  it('tells nothing of a move that failed', async () => {
    const problem: Problem = { kind: 'settings-not-saved' };
    const { model } = await loaded(new FakeBridge({ moveItem: () => ({ ok: false, problem }) }));
    await model.move('one', 1);
    expect([model.moved.value, model.problem.value]).toEqual([null, problem]);
  });
});

describe('renaming', () => {
  it('ends with a good name; one that is as it was is not asked for', async () => {
    const { bridge, model } = await loaded();
    model.beginRename('one');
    await model.rename('one', 'One');
    expect(model.renamingId.value).toBeNull();
    model.beginRename('one');
    await model.rename('one', 'Uno');
    expect(bridge.calls.filter(([name]) => name === 'renameItem')).toEqual([['renameItem', 'one', 'Uno']]);
    expect(model.renamingId.value).toBeNull();
  });

  it('stays open with what is wrong until that is mended or given up', async () => {
    const problem: Problem = { kind: 'bad-name', why: 'separator' };
    const { model } = await loaded(new FakeBridge({ renameItem: () => ({ ok: false, problem }) }));
    model.beginRename('one');
    await model.rename('one', 'a/b');
    expect([model.renamingId.value, model.nameProblem.value]).toEqual(['one', problem]);
    model.clearNameProblem();
    expect(model.nameProblem.value).toBeNull();
    model.cancelRename();
    expect(model.renamingId.value).toBeNull();
  });
});

describe('removing', () => {
  it('can be undone for some seconds', async () => {
    const { bridge, model } = await loaded();
    await model.remove(one as never);
    expect(model.removed.value).toEqual({ id: 'one', name: 'One' });
    await model.undo();
    expect(bridge.calls).toContainEqual(['restoreItem', 'one']);
    expect(model.removed.value).toBeNull();
    await model.remove(one as never);
    await vi.advanceTimersByTimeAsync(undoShownMs);
    expect(model.removed.value).toBeNull();
    await model.undo();
    expect(bridge.calls.filter(([name]) => name === 'restoreItem')).toHaveLength(1);
  });

  it('waits with the offer as long as it is held', async () => {
    const { model } = await loaded();
    await model.remove(one as never);
    model.holdUndo(true);
    await vi.advanceTimersByTimeAsync(2 * undoShownMs);
    expect(model.removed.value).not.toBeNull();
    model.holdUndo(false);
    await vi.advanceTimersByTimeAsync(undoShownMs);
    expect(model.removed.value).toBeNull();
    model.holdUndo(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves no timer behind', async () => {
    const { share, model } = await loaded();
    await model.remove(one as never);
    share.dispose();
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('asks for the rest by ids', async () => {
  const { bridge, model } = await loaded();
  await model.setOptions('one', { showHidden: true });
  await model.show('one');
  await model.shareRecent('recent');
  await model.forgetRecents();
  expect(bridge.calls.slice(1)).toEqual([
    ['setItemOptions', 'one', { showHidden: true }],
    ['showItem', 'one'],
    ['shareRecent', 'recent'],
    ['forgetRecents'],
  ]);
});
