// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { afterEach, expect, it } from 'vitest';
import { createCommands } from '../../src/renderer/commands.ts';
import { createReachabilityModel } from '../../src/renderer/reachability/reachability-model.ts';
import { registerShareCommands } from '../../src/renderer/share/share-commands.ts';
import { createShareModel } from '../../src/renderer/share/share-model.ts';
import { Dialog } from '../../src/renderer/ui/dialog.tsx';
import { FakeBridge, sharing, snapshot } from './fake-bridge.ts';

afterEach(cleanup);

it('calls those who listen to a command, until they do not any more', () => {
  const bridge = new FakeBridge();
  const commands = createCommands(bridge);
  const heard: string[] = [];
  commands.on('open-settings', () => heard.push('first'));
  const stop = commands.on('open-settings', () => heard.push('second'));
  bridge.emit('commandInvoked', { command: 'open-settings' });
  stop();
  bridge.emit('commandInvoked', { command: 'open-settings' });
  bridge.emit('commandInvoked', { command: 'show-transfers' });
  expect(heard).toEqual(['first', 'second', 'first']);
});

it('carries out the last command of those that came before the page knew anything', async () => {
  const bridge = new FakeBridge();
  const commands = createCommands(bridge);
  const heard: string[] = [];
  for (const command of ['open-settings', 'show-transfers'] as const) commands.on(command, () => heard.push(command));
  let finishLoading = (): void => undefined;
  commands.holdUntil(
    new Promise<void>((resolve) => {
      finishLoading = resolve;
    }),
  );
  bridge.emit('commandInvoked', { command: 'open-settings' });
  bridge.emit('commandInvoked', { command: 'show-transfers' });
  expect(heard).toEqual([]);
  finishLoading();
  await expect.poll(() => heard).toEqual(['show-transfers']);
  bridge.emit('commandInvoked', { command: 'open-settings' });
  expect(heard).toEqual(['show-transfers', 'open-settings']);
});

it('a command that shows something else closes the sheet that is open; others leave it', async () => {
  const bridge = new FakeBridge();
  createCommands(bridge);
  render(<Sheet />);
  bridge.emit('commandInvoked', { command: 'stop-sharing' });
  await Promise.resolve();
  expect(screen.getByText('Sheet')).toBeTruthy();
  bridge.emit('commandInvoked', { command: 'find-in-log' });
  await expect.poll(() => screen.queryByText('Sheet')).toBeNull();
});

it('share commands act on the address that is shown, and do nothing without one', async () => {
  const bridge = new FakeBridge();
  const share = createShareModel(bridge);
  const commands = createCommands(bridge);
  registerShareCommands(commands, share, createReachabilityModel(bridge));
  await share.load();
  bridge.emit('snapshotChanged', snapshot({ state: { status: 'stopped' } }));
  bridge.emit('commandInvoked', { command: 'copy-link' });
  bridge.emit('snapshotChanged', snapshot({ state: sharing() }));
  for (const command of ['copy-link', 'stop-sharing', 'start-sharing', 'choose-folder', 'choose-files'] as const) {
    bridge.emit('commandInvoked', { command });
  }
  expect(bridge.calls).toEqual([
    ['getSnapshot'],
    ['copyLink', 'http://192.168.1.20:8000/'],
    ['stopSharing'],
    ['startSharing'],
    ['chooseFolder'],
    ['chooseFiles'],
  ]);
});

function Sheet() {
  const [isOpen, setOpen] = useState(true);
  return isOpen ? (
    <Dialog heading="Sheet" onClose={() => setOpen(false)} footer={null}>
      text
    </Dialog>
  ) : null;
}
