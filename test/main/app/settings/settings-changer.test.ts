import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SettingsChanger } from '../../../../src/main/app/settings/settings-changer.ts';
import type { ActionResult, ReachChoice } from '../../../../src/shared/ipc.ts';
import { openTemporaryStore, type TemporaryStore } from './temporary-store.ts';

const done: ActionResult = { ok: true };

/** The system's list, as it is wanted; refuses with `refusal`. */
class FakeLoginItem {
  readonly calls: boolean[] = [];
  on = false;
  refusal: string | null = null;

  isOn = async () => this.on;
  set = async (isOn: boolean) => {
    this.calls.push(isOn);
    // A slow system: the next change must wait.
    await new Promise((resolve) => setImmediate(resolve));
    if (this.refusal !== null) throw new Error(this.refusal);
    this.on = isOn;
  };
}

function makeChanger({ settings, faults }: TemporaryStore, confirmed = true) {
  const loginItem = new FakeLoginItem();
  const asked: unknown[] = [];
  const share = {
    setPort: async (port: number) => {
      asked.push(port);
      return done;
    },
    setReach: async (choice: ReachChoice) => {
      asked.push(choice);
      return done;
    },
  };
  const changer = new SettingsChanger({
    settings,
    loginItem,
    share,
    confirmReset: async () => confirmed,
    reportFault: (what) => faults.push(what),
  });
  return { changer, loginItem, asked };
}

it('saves what is changed, and nothing else', async () => {
  await using store = await openTemporaryStore();
  const { changer, loginItem } = makeChanger(store);
  const before = store.settings.current;
  expect(await changer.change({ isPublic: true, theme: 'dark' })).toEqual(done);
  expect(store.settings.current).toEqual({ ...before, isPublic: true, theme: 'dark' });
  expect(loginItem.calls).toEqual([]);
});

it.each([
  ['  Studio \n', 'Studio'],
  ['Küche 厨房 🎈', 'Küche 厨房 🎈'],
  ['x'.repeat(200), 'x'.repeat(200)],
  ['   ', null],
  ['', null],
  [null, null],
])('the name %j is kept as %j', async (shownName, kept) => {
  await using store = await openTemporaryStore();
  await store.settings.update({ shownName: 'before' });
  expect(await makeChanger(store).changer.change({ shownName })).toEqual(done);
  expect(store.settings.current.shownName).toBe(kept);
});

it.each(['a\nb', 'a\0', 'x'.repeat(201), '\ud800', 'a\u2028b'])(
  'the name %j is refused, with what came along',
  async (shownName) => {
    await using store = await openTemporaryStore();
    const before = store.settings.current;
    const changed = await makeChanger(store).changer.change({ shownName, isPublic: true });
    expect(changed).toEqual({ ok: false, problem: { kind: 'invalid-name', most: 200 } });
    expect(store.settings.current).toBe(before);
  },
);

it('another change leaves the name alone', async () => {
  await using store = await openTemporaryStore();
  await store.settings.update({ shownName: 'Studio' });
  await makeChanger(store).changer.change({ discovery: false });
  expect(store.settings.current).toMatchObject({ shownName: 'Studio', discovery: false });
});

it('start at login is the system’s to take; what it refuses is told and not kept', async () => {
  await using store = await openTemporaryStore();
  const { changer, loginItem } = makeChanger(store);
  expect(await changer.change({ startAtLogin: true })).toEqual(done);
  expect([loginItem.on, store.settings.current.startAtLogin]).toEqual([true, true]);
  loginItem.refusal = 'the disk is read-only';
  expect(await changer.change({ startAtLogin: false, theme: 'light' })).toEqual({
    ok: false,
    problem: { kind: 'login-not-changed', detail: 'the disk is read-only' },
  });
  expect(store.settings.current).toMatchObject({ startAtLogin: true, theme: 'light' });
});

it('quick changes of one switch end with the last one', async () => {
  await using store = await openTemporaryStore();
  const { changer, loginItem } = makeChanger(store);
  await Promise.all([true, false, true, false].map((startAtLogin) => changer.change({ startAtLogin })));
  expect([loginItem.on, store.settings.current.startAtLogin, loginItem.calls]).toEqual([
    false,
    false,
    [true, false, true, false],
  ]);
});

it('at the start the entry follows the program; one that the owner took off is off', async () => {
  await using store = await openTemporaryStore();
  const { changer, loginItem } = makeChanger(store);
  loginItem.on = true;
  await changer.followLoginItem();
  expect([loginItem.calls, store.settings.current.startAtLogin]).toEqual([[], false]);
  await store.settings.update({ startAtLogin: true });
  await changer.followLoginItem();
  expect([loginItem.calls, store.settings.current.startAtLogin]).toEqual([[true], true]);
  loginItem.on = false;
  await changer.followLoginItem();
  expect([loginItem.calls, store.settings.current.startAtLogin]).toEqual([[true], false]);
});

it('a system that does not say what starts at login is reported, and nothing is changed', async () => {
  await using store = await openTemporaryStore();
  await store.settings.update({ startAtLogin: true });
  const { changer, loginItem } = makeChanger(store);
  loginItem.isOn = () => Promise.reject(new Error('EIO'));
  await changer.followLoginItem();
  expect([store.faults, store.settings.current.startAtLogin]).toEqual([
    ['start at login could not be looked at'],
    true,
  ]);
});

it('reset asks first, and leaves what is shared', async () => {
  await using store = await openTemporaryStore();
  const changes = {
    shareItems: [{ path: '/a', kind: 'folder' }],
    shareRunning: true,
    isPublic: true,
    shownName: 'Studio',
    discovery: false,
    startAtLogin: true,
    language: 'zh-CN',
    theme: 'dark',
    logToFile: true,
    notifyFailure: false,
    blockedAddresses: ['10.0.0.1'],
    reaches: [{ networkId: 'n', reach: { kind: 'this-computer' } }],
    knownNetworks: ['n'],
  } as const;
  await store.settings.update(changes);
  const refused = makeChanger(store, false);
  expect(await refused.changer.reset()).toEqual(done);
  expect([store.settings.current, refused.asked]).toMatchObject([changes, []]);

  const { changer, loginItem, asked } = makeChanger(store);
  expect(await changer.reset()).toEqual(done);
  expect(store.settings.current).toMatchObject({
    shareItems: [{ path: '/a', kind: 'folder' }],
    shareRunning: true,
    knownNetworks: ['n'],
    isPublic: false,
    shownName: null,
    discovery: true,
    startAtLogin: false,
    language: null,
    theme: 'system',
    logToFile: false,
    notifyFailure: true,
    blockedAddresses: [],
    reaches: [],
  });
  expect([loginItem.calls, asked]).toEqual([[false], [{ kind: 'all' }, 8000]]);
});

it('a disk that does not take the settings is told', async () => {
  await using store = await openTemporaryStore();
  await mkdir(join(store.folder, 'settings.json.new'));
  const changed = await makeChanger(store).changer.change({ theme: 'dark' });
  expect(changed).toEqual({ ok: false, problem: { kind: 'settings-not-saved' } });
  expect(store.settings.current.theme).toBe('dark');
});
