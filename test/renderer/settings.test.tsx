// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { createNearbyModel } from '../../src/renderer/nearby/nearby-model.ts';
import { createSettingsModel } from '../../src/renderer/settings/settings-model.ts';
import { SettingsSheet } from '../../src/renderer/settings/settings-sheet.tsx';
import { createPortModel } from '../../src/renderer/share/port-model.ts';
import { createShareModel } from '../../src/renderer/share/share-model.ts';
import { createI18n, I18nContext } from '../../src/renderer/ui/i18n.ts';
import type { ActionResult, AppSnapshot, Problem } from '../../src/shared/ipc.ts';
import type { SettingsView } from '../../src/shared/settings.ts';
import { FakeBridge, nearby as nearbySnapshot, settings as settingsView, snapshot } from './fake-bridge.ts';

afterEach(cleanup);

/** The open sheet, and main as it answers: what is changed comes back as an event. */
async function openSheet(first: Partial<SettingsView> = {}, rest: Partial<AppSnapshot> = {}) {
  const bridge = new FakeBridge();
  let current = settingsView(first);
  const tell = (changes: Partial<SettingsView>) => {
    current = { ...current, ...changes };
    bridge.emit('snapshotChanged', snapshot({ ...rest, settings: current }));
  };
  bridge.answers.getSnapshot = () => snapshot({ ...rest, settings: current });
  bridge.answers.changeSettings = (changes) => {
    tell(changes);
    return { ok: true };
  };
  const share = createShareModel(bridge);
  const port = createPortModel(bridge, share.snapshot);
  const nearby = createNearbyModel(bridge);
  const model = createSettingsModel(bridge, share.snapshot);
  render(
    <I18nContext.Provider value={createI18n(rest.locale ?? 'en')}>
      <SettingsSheet model={model} share={share} port={port} nearby={nearby} />
    </I18nContext.Provider>,
  );
  await Promise.all([share.load(), nearby.load()]);
  model.open();
  await screen.findByRole('dialog');
  const changes = () => bridge.calls.filter(([name]) => name === 'changeSettings').map(([, what]) => what);
  return { bridge, model, tell, changes };
}

const refused = (problem: Problem): ActionResult => ({ ok: false, problem });
const checkbox = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name });
const choice = (name: string) => screen.getByRole<HTMLSelectElement>('combobox', { name });
const nameField = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Name shown to others' });
/** What a screen reader says of a control besides its name. */
const helpOf = (control: HTMLElement) =>
  (control.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent)
    .join('');
const choose = (name: string, words: string) => {
  const select = choice(name);
  select.selectedIndex = [...select.options].findIndex((option) => option.text === words);
  fireEvent.change(select);
};

describe('the sheet', () => {
  it('is a dialog with a control for each setting, each named and explained', async () => {
    await openSheet();
    const dialog = screen.getByRole('dialog', { name: 'Settings' });
    const groups = within(dialog).getAllByRole('region');
    expect(groups.map((group) => within(group).getByRole('heading').textContent)).toEqual([
      'Sharing',
      'On this network',
      'Window',
      'Notify me',
      'Log',
    ]);
    expect(screen.getAllByRole('checkbox').map((each) => (each as HTMLInputElement).labels?.[0]?.textContent)).toEqual([
      'Be found, and find others',
      'Start when I log in',
      'Keep sharing when the window is closed',
      'When the first visitor comes',
      'When a transfer is done',
      'When something goes wrong',
      'Write the access log to a file',
    ]);
    for (const name of ['Share on', 'Who may connect', 'Language', 'Appearance']) expect(choice(name)).toBeTruthy();
    expect(screen.getByRole('textbox', { name: 'Port' })).toHaveProperty('value', '8000');
    expect(helpOf(nameField())).toBe('Left empty, it is the name of this computer: study.');
    expect(helpOf(screen.getByRole('textbox', { name: 'Port' }))).toContain('Part of the address.');
    expect(helpOf(choice('Share on'))).toContain('Remembered for the networks');
    expect(helpOf(checkbox('Start when I log in'))).toContain('Without a window.');
    expect(screen.getByText('~/.config/Doorstep/logs/access.log')).toBeTruthy();
    expect(screen.getByText(/when there are 50\s*MB of them/)).toBeTruthy();
  });

  it.each([
    ['Start when I log in', 'startAtLogin', true],
    ['Keep sharing when the window is closed', 'keepInTray', true],
    ['When the first visitor comes', 'notifyFirstVisitor', false],
    ['When a transfer is done', 'notifyTransferDone', true],
    ['When something goes wrong', 'notifyFailure', false],
    ['Write the access log to a file', 'logToFile', true],
    ['Be found, and find others', 'discovery', false],
  ] as const)('%s is sent as soon as it is switched', async (name, key, value) => {
    const { changes } = await openSheet();
    fireEvent.click(checkbox(name));
    await waitFor(() => expect(changes()).toEqual([{ [key]: value }]));
    expect(checkbox(name).checked).toBe(value);
  });

  it.each([
    ['Who may connect', 'Everybody who can reach the port', { isPublic: true }],
    ['Language', '简体中文', { language: 'zh-CN' }],
    ['Language', 'English', { language: 'en' }],
    ['Appearance', 'Dark', { theme: 'dark' }],
    ['Appearance', 'Light', { theme: 'light' }],
  ] as const)('%s: %s is sent as soon as it is chosen', async (name, words, sent) => {
    const { changes } = await openSheet();
    choose(name, words);
    await waitFor(() => expect(changes()).toEqual([sent]));
    expect(choice(name).selectedOptions[0]?.text).toBe(words);
    choose(name, choice(name).options[0]?.text ?? '');
    await waitFor(() => expect(changes().length).toBe(2));
  });

  it('warns of what everybody who can reach the port can do', async () => {
    const { tell } = await openSheet();
    expect(screen.getByText(/^Others are turned away/)).toBeTruthy();
    tell({ isPublic: true });
    await screen.findByText(/strangers can open everything you share/);
  });

  it('is closed by its button, and by Escape', async () => {
    const { model } = await openSheet();
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    model.open();
    fireEvent(await screen.findByRole('dialog'), new Event('cancel', { cancelable: true }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('speaks another language as soon as it is told to', async () => {
    await openSheet({ language: 'zh-CN' }, { locale: 'zh-CN' });
    expect(screen.getByRole('dialog', { name: '设置' })).toBeTruthy();
    expect(choice('语言').selectedOptions[0]?.text).toBe('简体中文');
  });
});

describe('trouble', () => {
  it('is told next to the control, which goes back, until the next change of it', async () => {
    const { bridge, changes } = await openSheet();
    bridge.answers.changeSettings = () => refused({ kind: 'login-not-changed', detail: 'EROFS' });
    fireEvent.click(checkbox('Start when I log in'));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The system did not change what starts at login (EROFS)');
    expect(alert.closest('.setting')?.contains(checkbox('Start when I log in'))).toBe(true);
    expect(checkbox('Start when I log in').checked).toBe(false);
    bridge.answers.changeSettings = () => ({ ok: true });
    fireEvent.click(checkbox('Start when I log in'));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(changes()).toEqual([{ startAtLogin: true }, { startAtLogin: true }]);
  });

  it('with the log file is told as long as it lasts', async () => {
    const { tell } = await openSheet({ logToFile: true });
    const displayPath = '/var/log/access.log';
    tell({ logFile: { displayPath, problem: { kind: 'log-disk-full' } } });
    expect((await screen.findByRole('alert')).textContent).toContain('The disk is full');
    tell({ logFile: { displayPath, problem: null } });
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('of an earlier opening is forgotten', async () => {
    const { bridge, model } = await openSheet();
    bridge.answers.resetSettings = () => refused({ kind: 'settings-not-saved' });
    fireEvent.click(screen.getByRole('button', { name: 'Reset settings…' }));
    await screen.findByRole('alert');
    model.close();
    model.open();
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });
});

describe('the name shown to others', () => {
  it('is sent by Enter, once, and taken from what main says', async () => {
    const { changes } = await openSheet({ shownName: 'Studio' });
    expect(nameField().value).toBe('Studio');
    fireEvent.input(nameField(), { target: { value: ' Attic ' } });
    fireEvent.keyDown(nameField(), { key: 'Enter' });
    fireEvent.blur(nameField());
    await waitFor(() => expect(nameField().value).toBe('Attic'));
    expect(changes()).toEqual([{ shownName: 'Attic' }]);
  });

  it('left empty is the computer’s own', async () => {
    const { changes } = await openSheet({ shownName: 'Studio' });
    fireEvent.input(nameField(), { target: { value: '  ' } });
    fireEvent.blur(nameField());
    await waitFor(() => expect(changes()).toEqual([{ shownName: null }]));
    expect([nameField().value, nameField().placeholder]).toEqual(['', 'study']);
  });

  it('is taken back by Escape, which then does not close the sheet', async () => {
    const { changes } = await openSheet({ shownName: 'Studio' });
    fireEvent.input(nameField(), { target: { value: 'Att' } });
    expect(fireEvent.keyDown(nameField(), { key: 'Escape' })).toBe(false);
    await waitFor(() => expect(nameField().value).toBe('Studio'));
    expect(fireEvent.keyDown(nameField(), { key: 'Escape' })).toBe(true);
    expect(changes()).toEqual([]);
  });

  it('typed and not yet sent is sent when the sheet is closed', async () => {
    const { model, changes } = await openSheet();
    fireEvent.input(nameField(), { target: { value: 'Attic' } });
    model.close();
    await waitFor(() => expect(changes()).toEqual([{ shownName: 'Attic' }]));
  });

  it('that cannot be shown is told, and stays to be mended', async () => {
    const { bridge } = await openSheet();
    bridge.answers.changeSettings = () => refused({ kind: 'invalid-name', most: 200 });
    fireEvent.input(nameField(), { target: { value: 'a\u2028b' } });
    fireEvent.keyDown(nameField(), { key: 'Enter' });
    expect((await screen.findByRole('alert')).textContent).toContain('200 characters');
    expect(nameField().getAttribute('aria-invalid')).toBe('true');
    fireEvent.input(nameField(), { target: { value: 'ab' } });
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });
});

it('discovery that the command line forbids cannot be switched on, and the sheet says so', async () => {
  const { bridge } = await openSheet();
  expect(checkbox('Be found, and find others').checked).toBe(true);
  bridge.emit('nearbyChanged', nearbySnapshot({ state: { status: 'disabled', by: 'option' } }));
  await screen.findByText(/^Switched off by the option --no-discovery/);
  const { checked, disabled } = checkbox('Be found, and find others');
  expect([checked, disabled]).toEqual([false, true]);
});

it('blocked visitors are let in again one by one, and the focus stays among them', async () => {
  let blockedAddresses = ['10.0.0.1', '10.0.0.2', 'fd00::3'];
  const { bridge, tell } = await openSheet({ blockedAddresses });
  bridge.answers.unblockVisitor = (address) => {
    blockedAddresses = blockedAddresses.filter((each) => each !== address);
    tell({ blockedAddresses });
    return { ok: true };
  };
  const list = screen.getByRole('list', { name: 'Blocked visitors' });
  expect(
    within(list)
      .getAllByRole('listitem')
      .map((row) => row.firstChild?.textContent),
  ).toEqual(['fd00::3', '10.0.0.2', '10.0.0.1']);
  const unblock = async (address: string) => {
    const pressed = screen.getByRole('button', { name: `Unblock ${address}` });
    pressed.focus();
    fireEvent.click(pressed);
    await waitFor(() => expect(screen.queryByText(address)).toBeNull());
    return document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent;
  };
  expect(await unblock('10.0.0.2')).toBe('Unblock 10.0.0.1');
  expect(await unblock('10.0.0.1')).toBe('Unblock fd00::3');
  expect(await unblock('fd00::3')).toBe('Blocked visitors');
  expect(screen.getByText(/^Nobody\./)).toBeTruthy();
});

it('on macOS the app stays anyway, so the icon is what is chosen', async () => {
  const { changes } = await openSheet({}, { platform: 'darwin' });
  expect(screen.queryByRole('checkbox', { name: 'Keep sharing when the window is closed' })).toBeNull();
  fireEvent.click(checkbox('Show an icon in the menu bar'));
  await waitFor(() => expect(changes()).toEqual([{ keepInTray: true }]));
});

it('the log’s folder is opened by main, and what went wrong is told there', async () => {
  const { bridge } = await openSheet();
  bridge.answers.openLogFolder = () => refused({ kind: 'folder-not-opened', detail: 'no file manager' });
  fireEvent.click(screen.getByRole('button', { name: 'Open folder' }));
  expect((await screen.findByRole('alert')).textContent).toContain('no file manager');
});
