// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAccessLogModel } from '../../src/renderer/access-log/access-log-model.ts';
import { Activity } from '../../src/renderer/activity/activity.tsx';
import { createActivityModel } from '../../src/renderer/activity/activity-model.ts';
import { createCommands } from '../../src/renderer/commands.ts';
import { createTransfersModel } from '../../src/renderer/transfers/transfers-model.ts';
import { transferView } from '../support/transfers.ts';
import { FakeBridge } from './fake-bridge.ts';

const tab = (name: string) => screen.getByRole('tab', { name });
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
let bridge: FakeBridge;

beforeEach(async () => {
  bridge = new FakeBridge();
  const activity = createActivityModel(createCommands(bridge));
  const transfers = createTransfersModel(bridge, signal(null));
  await transfers.load();
  render(<Activity activity={activity} log={createAccessLogModel(bridge)} transfers={transfers} />);
});
afterEach(cleanup);

describe('the lower pane', () => {
  it('shows the access log first, as the panel of its tab', () => {
    expect(tab('Access log').getAttribute('aria-selected')).toBe('true');
    expect(tab('Transfers').getAttribute('aria-selected')).toBe('false');
    const panel = screen.getByRole('tabpanel', { name: 'Access log' });
    expect(panel.contains(screen.getByRole('region', { name: 'Access log' }))).toBe(true);
    expect(tab('Access log').getAttribute('aria-controls')).toBe(panel.id);
    expect(screen.queryByRole('region', { name: 'Transfers' })).toBeNull();
  });

  it('shows the transfers in its place after a click, with the focus still on the tab', () => {
    tab('Transfers').focus();
    fireEvent.click(tab('Transfers'));
    expect(screen.getByRole('region', { name: 'Transfers' })).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Access log' })).toBeNull();
    expect(document.activeElement).toBe(tab('Transfers'));
  });

  it('is one stop for the Tab key; the arrows, Home and End go round', () => {
    expect(screen.getAllByRole('tab').map((each) => each.tabIndex)).toEqual([0, -1]);
    tab('Access log').focus();
    for (const [key, name] of [
      ['ArrowRight', 'Transfers'],
      ['ArrowRight', 'Access log'],
      ['ArrowLeft', 'Transfers'],
      ['Home', 'Access log'],
      ['End', 'Transfers'],
      ['x', 'Transfers'],
    ] as const) {
      press(key);
      expect(document.activeElement).toBe(tab(name));
      expect(tab(name).tabIndex).toBe(0);
      expect(screen.getByRole('region', { name })).toBeTruthy();
    }
  });

  it('shows what the menus ask for', () => {
    for (const [command, name] of [
      ['show-transfers', 'Transfers'],
      ['show-access-log', 'Access log'],
      ['show-transfers', 'Transfers'],
      ['find-in-log', 'Access log'],
    ] as const) {
      act(() => bridge.emit('commandInvoked', { command }));
      expect(screen.getByRole('region', { name })).toBeTruthy();
    }
  });

  it('tells on its tab how many transfers are running, and nothing where there are none', () => {
    const ended = transferView(3, { state: 'finished', endedAt: 0 });
    act(() => bridge.emit('transfersChanged', { transfers: [transferView(1), transferView(2), ended] }));
    expect(tab('Transfers 2 running')).toBeTruthy();
    act(() => bridge.emit('transfersChanged', { transfers: [ended] }));
    expect(tab('Transfers')).toBeTruthy();
  });

  it('lets the end of a transfer be heard on whichever tab, and not its progress', () => {
    const heard = () => document.querySelector('[aria-live="polite"]')?.textContent;
    const change = (...transfers: ReturnType<typeof transferView>[]) =>
      act(() => bridge.emit('transfersChanged', { transfers }));
    change(transferView(1));
    change(transferView(1, { sentBytes: 700_000_000 }), transferView(2, { state: 'finished', endedAt: 0 }));
    expect(heard()).toBe('');
    change(transferView(1, { state: 'finished', endedAt: 0 }));
    expect(heard()).toBe('Finished: 1.mkv to curl (192.168.1.7)');
  });
});
