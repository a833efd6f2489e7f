// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ItemList } from '../../../src/renderer/items/item-list.tsx';
import { EmptyState } from '../../../src/renderer/share/empty-state.tsx';
import { createShareModel, type ShareModel } from '../../../src/renderer/share/share-model.ts';
import type { AppSnapshot, ItemView, Problem, RecentView } from '../../../src/shared/ipc.ts';
import { FakeBridge, item, snapshot } from '../fake-bridge.ts';

// happy-dom has no popovers; here they only have to be there, and to close when told.
beforeEach(() => {
  Object.assign(HTMLElement.prototype, { showPopover: vi.fn(), hidePopover: vi.fn() });
});
afterEach(() => {
  cleanup();
  for (const name of ['showPopover', 'hidePopover']) Reflect.deleteProperty(HTMLElement.prototype, name);
});

const three = ['One', 'Two', 'Three'].map((name) => item({ id: name, name, ownName: name, displayPath: `~/${name}` }));

function Items({ share }: { readonly share: ShareModel }) {
  const { items, recentItems } = share.snapshot.value as AppSnapshot;
  return <ItemList share={share} items={items} recents={recentItems} />;
}

async function open(items: readonly ItemView[] = three, recentItems: readonly RecentView[] = [], answers = {}) {
  const bridge = new FakeBridge({ getSnapshot: () => snapshot({ items, recentItems }), ...answers });
  const share = createShareModel(bridge);
  await share.load();
  render(<Items share={share} />);
  return { bridge, share };
}

const button = (name: string) => screen.getByRole('button', { name });
const options = (name: string) => button(`Options for ${name}`);
const panel = (name: string) => within(screen.getByRole('dialog', { name: `Options for ${name}` }));
const recent = (name: string, overrides: Partial<RecentView> = {}): RecentView => {
  return { id: `id of ${name}`, kind: 'folder', name, displayPath: `~/${name}`, missing: false, ...overrides };
};

describe('the keyboard', () => {
  it('moves an item with Alt and an arrow, and a screen reader hears where it is', async () => {
    const { bridge } = await open();
    options('One').focus();
    fireEvent.keyDown(options('One'), { key: 'ArrowDown', altKey: true });
    expect(bridge.calls).toContainEqual(['moveItem', 'One', 1]);
    const words = await waitFor(() => screen.getByText('One is now number 2 of 3'));
    expect(words.getAttribute('aria-live')).toBe('polite');
    fireEvent.keyDown(options('Two'), { key: 'ArrowUp', altKey: true });
    expect(bridge.calls).toContainEqual(['moveItem', 'Two', 0]);
  });

  it('goes from item to item with arrows, of which Tab reaches one', async () => {
    await open();
    options('One').focus();
    fireEvent.keyDown(options('One'), { key: 'ArrowDown' });
    expect(document.activeElement).toBe(options('Two'));
    fireEvent.keyDown(options('Two'), { key: 'End' });
    expect(document.activeElement).toBe(options('Three'));
    await waitFor(() => expect(options('Three').tabIndex).toBe(0));
    expect(options('One').tabIndex).toBe(-1);
  });

  it('takes an item out with Delete; the note offers it back, and the focus goes to the next', async () => {
    const { bridge } = await open();
    options('Two').focus();
    fireEvent.keyDown(options('Two'), { key: 'Delete' });
    expect(bridge.calls).toContainEqual(['removeItem', 'Two']);
    bridge.emit('snapshotChanged', snapshot({ items: three.filter(({ id }) => id !== 'Two') }));
    await waitFor(() => expect(document.activeElement).toBe(button('Remove Three')));
    fireEvent.click(await waitFor(() => button('Undo')));
    expect(bridge.calls).toContainEqual(['restoreItem', 'Two']);
  });
});

describe('a name', () => {
  it('is written anew after F2, set by Enter, and the focus is back on its item', async () => {
    const { bridge } = await open();
    options('One').focus();
    fireEvent.keyDown(options('One'), { key: 'F2' });
    const field = (await waitFor(() => screen.getByRole('textbox', { name: 'Name of One' }))) as HTMLInputElement;
    expect(document.activeElement).toBe(field);
    fireEvent.input(field, { target: { value: 'Uno' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull());
    expect(bridge.calls).toContainEqual(['renameItem', 'One', 'Uno']);
    expect(document.activeElement).toBe(options('One'));
  });

  it('that is no good says why beside the field, which stays', async () => {
    const problem: Problem = { kind: 'bad-name', why: 'dot' };
    await open(three, [], { renameItem: () => ({ ok: false, problem }) });
    fireEvent.dblClick(screen.getByText('One'));
    const field = await waitFor(() => screen.getByRole('textbox', { name: 'Name of One' }));
    fireEvent.input(field, { target: { value: '.One' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(screen.getByText(/^A name cannot begin with a dot/)).toBeTruthy());
    expect(field.getAttribute('aria-invalid')).toBe('true');
    fireEvent.input(field, { target: { value: 'One' } });
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('false'));
    fireEvent.keyDown(field, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull());
  });

  it.each<[Problem, RegExp]>([
    [{ kind: 'bad-name', why: 'too-long' }, /at most 255 characters/],
    [{ kind: 'bad-name', why: 'separator' }, /cannot contain \/ or \\/],
    [{ kind: 'bad-name', why: 'invisible' }, /cannot be seen/],
  ])('%j is told', async (problem, words) => {
    await open(three, [], { chooseFolder: () => ({ ok: false, problem }) });
    fireEvent.click(button('Choose folder…'));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(words));
  });
});

describe('the menu of an item', () => {
  it('has three switches that show what is, whatever was asked for', async () => {
    const { bridge } = await open();
    fireEvent.click(options('One'));
    const switches = panel('One').getAllByRole('switch') as HTMLInputElement[];
    expect(switches.map(({ checked }) => checked)).toEqual([false, true, false]);
    const hidden = panel('One').getByRole('switch', { name: 'Show hidden files' }) as HTMLInputElement;
    fireEvent.click(hidden);
    expect(bridge.calls).toContainEqual(['setItemOptions', 'One', { showHidden: true }]);
    expect(hidden.checked).toBe(false);
    const shown = { ...(three[0] as ItemView), options: { followLinks: true, showHidden: true, serveIndex: true } };
    bridge.emit('snapshotChanged', snapshot({ items: [shown, ...three.slice(1)] }));
    await waitFor(() => expect(hidden.checked).toBe(true));
    expect(screen.getByText('Hidden files shown · Links followed')).toBeTruthy();
  });

  it('has none for a file', async () => {
    await open([item({ kind: 'file', name: 'a.txt', sizeBytes: 5 })]);
    fireEvent.click(options('a.txt'));
    expect(panel('a.txt').queryByRole('switch')).toBeNull();
    expect(panel('a.txt').queryByRole('button', { name: 'Move up' })).toBeNull();
  });

  it('moves, renames, shows and removes', async () => {
    const { bridge } = await open();
    const press = (name: string) => {
      fireEvent.pointerDown(options('Two'));
      fireEvent.click(options('Two'));
      fireEvent.click(panel('Two').getByRole('button', { name }));
    };
    press('Move up');
    press('Move down');
    press('Show in file manager');
    press('Remove from the share');
    expect(bridge.calls.slice(1)).toEqual([
      ['moveItem', 'Two', 0],
      ['moveItem', 'Two', 2],
      ['showItem', 'Two'],
      ['removeItem', 'Two'],
    ]);
    press('Rename');
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Name of Two' })).toBeTruthy());
  });

  it('does not move beyond the ends, nor shows what is missing', async () => {
    await open([item({ id: 'x', name: 'X', missing: true }), ...three]);
    fireEvent.click(options('X'));
    expect(panel('X').getByRole('button', { name: 'Move up' })).toHaveProperty('disabled', true);
    expect(panel('X').getByRole('button', { name: 'Show in file manager' })).toHaveProperty('disabled', true);
  });

  it('is closed by another press on its button', async () => {
    await open();
    fireEvent.click(options('One'));
    expect(options('One').getAttribute('aria-expanded')).toBe('true');
    fireEvent.pointerDown(options('One'));
    fireEvent.click(options('One'));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

it('says what is missing and what cannot be read', async () => {
  await open([item({ id: '1', name: 'A', missing: true }), item({ id: '2', name: 'B', unreadable: true })]);
  expect(screen.getByText('Not found on this computer')).toBeTruthy();
  expect(screen.getByText('Cannot be read: no permission')).toBeTruthy();
});

it('shows names from the disk as text, in the menu and in the note, too', async () => {
  const { bridge } = await open([item({ id: 'x', name: '<b>x</b>\u202e' })]);
  fireEvent.click(options('<b>x</b>\\u202e'));
  fireEvent.click(panel('<b>x</b>\\u202e').getByRole('button', { name: 'Remove from the share' }));
  await waitFor(() => expect(screen.getByText('Removed <b>x</b>\\u202e')).toBeTruthy());
  bridge.emit('snapshotChanged', snapshot({ items: three }));
  expect(document.querySelector('b')).toBeNull();
});

describe('what was shared before', () => {
  it('is behind a button beside the one that chooses', async () => {
    const { bridge } = await open(three, [recent('Old'), recent('Gone', { missing: true })]);
    fireEvent.click(button('Shared before'));
    const list = within(screen.getByRole('dialog', { name: 'Shared before' }));
    expect(list.getByText('~/Old')).toBeTruthy();
    expect(list.getByText('Not found on this computer')).toBeTruthy();
    fireEvent.click(list.getByText('Old'));
    expect(bridge.calls).toContainEqual(['shareRecent', 'id of Old']);
    fireEvent.click(button('Shared before'));
    fireEvent.click(screen.getByRole('button', { name: 'Clear this list' }));
    expect(bridge.calls).toContainEqual(['forgetRecents']);
  });

  it('stands in the empty window', async () => {
    const { bridge, share } = await open();
    cleanup();
    const recents = [recent('Old <b>', { kind: 'file' })];
    render(
      <EmptyState
        share={share}
        state={{ status: 'stopped' }}
        dropping={false}
        dropCount={0}
        recents={recents}
        onOpenSettings={() => undefined}
      />,
    );
    const region = within(screen.getByRole('region', { name: 'Shared before' }));
    fireEvent.click(region.getByText('Old <b>'));
    expect(bridge.calls).toContainEqual(['shareRecent', 'id of Old <b>']);
    fireEvent.click(region.getByRole('button', { name: 'Clear this list' }));
    expect(bridge.calls).toContainEqual(['forgetRecents']);
  });

  it('is no button where there is nothing', async () => {
    await open();
    expect(screen.queryByRole('button', { name: 'Shared before' })).toBeNull();
  });
});
