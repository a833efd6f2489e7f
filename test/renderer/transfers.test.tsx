// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Transfers } from '../../src/renderer/transfers/transfers.tsx';
import { createTransfersModel, type TransfersModel } from '../../src/renderer/transfers/transfers-model.ts';
import { createI18n, I18nContext } from '../../src/renderer/ui/i18n.ts';
import { formatTimeOfDay } from '../../src/shared/format.ts';
import type { Locale } from '../../src/shared/i18n/locale.ts';
import type { AppSnapshot } from '../../src/shared/ipc.ts';
import type { TransferView } from '../../src/shared/transfer.ts';
import { transferView } from '../support/transfers.ts';
import { FakeBridge, snapshot } from './fake-bridge.ts';

const nbsp = /\u00a0/g;
const endedAt = 1_790_000_030_000;
const file = '1.mkv';
const visitor = 'curl (192.168.1.7)';

let bridge: FakeBridge;
let model: TransfersModel;
const main = signal<AppSnapshot | null>(null);

beforeEach(() => {
  bridge = new FakeBridge();
  main.value = snapshot();
  model = createTransfersModel(bridge, main);
});
afterEach(() => {
  model.dispose();
  cleanup();
});

async function open(transfers: readonly TransferView[], locale: Locale = 'en'): Promise<void> {
  bridge.answers.getTransfers = () => ({ transfers });
  await model.load();
  render(
    <I18nContext.Provider value={createI18n(locale)}>
      <Transfers model={model} tabs={<i>tabs</i>} />
    </I18nContext.Provider>,
  );
}

const change = (...transfers: TransferView[]) => act(() => bridge.emit('transfersChanged', { transfers }));
const rowTexts = () => screen.getAllByRole('listitem').map((row) => row.textContent?.replace(nbsp, ' ') ?? '');
const button = (name: string) => screen.getByRole('button', { name });
const block = (...blockedAddresses: string[]) =>
  act(() => {
    main.value = { ...snapshot(), settings: { ...snapshot().settings, blockedAddresses } };
  });

describe('the list', () => {
  it('says what will be here while there is nothing, under the tabs', async () => {
    await open([]);
    const region = screen.getByRole('region', { name: 'Transfers' });
    expect(region.textContent).toContain('tabs');
    expect(region.textContent).toContain('Files on their way to a visitor appear here');
    expect(screen.queryByRole('button')).toBeNull();
  });

  it.each<[string, Partial<TransferView>, string]>([
    ['on its way', {}, '600 MB of 1.2 GB · 50 MB/s · 12 s leftSending'],
    ['just begun', { sentBytes: 0, bytesPerSecond: null, leftMs: null }, '0 B of 1.2 GBSending'],
    ['that waits', { bytesPerSecond: 0, leftMs: null }, '600 MB of 1.2 GB · waiting for the visitorSending'],
    ['of unknown size', { sizeBytes: null, leftMs: null }, '600 MB · 50 MB/sSending'],
    ['in parts', { isWhole: false, exchanges: 8 }, `${visitor} · in 8 parts600 MB`],
    ['of which a part is wanted', { isWhole: false }, `${visitor} · a part of it600 MB`],
    [
      'that has arrived',
      { state: 'finished', sentBytes: 1_200_000_000, activeMs: 30_000, endedAt },
      `1.2 GB in 30 s · ${formatTimeOfDay(endedAt, 'en')}Finished`,
    ],
    ['of which a part has arrived', { state: 'partial', endedAt, isWhole: false }, 'a part of it600 MB of 1.2 GB · '],
    ['that was cut off', { state: 'cut-off', failure: 'visitor-left', endedAt }, '1.2 GB · the visitor left · '],
    ['that was cut off for who knows what', { state: 'cut-off', failure: null, endedAt }, '600 MB of 1.2 GB · '],
    ['that the owner stopped', { state: 'stopped', failure: 'stopped-by-owner', endedAt }, 'Stopped'],
    ['cut by a block', { state: 'stopped', failure: 'blocked', endedAt }, '1.2 GB · blocked by you · '],
  ])('tells of a file %s', async (_what, changes, words) => {
    await open([transferView(1, changes)]);
    const [text] = rowTexts();
    expect(text).toContain(`${file}/Holiday 2026${visitor}`);
    expect(text).toContain(words);
  });

  it('speaks 中文', async () => {
    await open([transferView(1), transferView(2, { state: 'cut-off', failure: 'stalled', endedAt })], 'zh-CN');
    const [running, cut] = rowTexts();
    expect(running).toContain('600 MB / 1.2 GB · 50 MB/秒 · 剩余 12 秒传送中');
    expect(cut).toContain('访问者长时间未接收');
    expect(button(`停止将“${file}”传送至 ${visitor}`)).toBeTruthy();
  });

  it('has a bar with a name and words only where the end is known, and only while it runs', async () => {
    await open([
      transferView(1),
      transferView(2, { sizeBytes: null }),
      transferView(3, { state: 'finished', endedAt }),
    ]);
    const bar = screen.getByRole('progressbar', { name: `${file} to ${visitor}` });
    expect(bar.getAttribute('value')).toBe('0.5');
    expect(bar.getAttribute('aria-valuetext')?.replace(nbsp, ' ')).toBe('600 MB of 1.2 GB · 50 MB/s · 12 s left');
    expect(screen.getAllByRole('progressbar')).toHaveLength(1);
  });

  it.each([
    ['/', '/', ''],
    ['/film.mkv', 'film.mkv', ''],
    ['/a/b/%E6%96%87%E4%BB%B6.txt', '文件.txt', '/a/b'],
    ['/a/b%2Fc', 'b/c', '/a'],
    ['/a/folder/', 'folder/', '/a'],
    ['/a/%0A%E2%80%AEgpj.exe', '\\x0a\\u202egpj.exe', '/a'],
    ['/a/<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>', '/a'],
  ])('the target %j is shown as %j in %j, as text', async (path, name, folder) => {
    await open([transferView(1, { path })]);
    expect(document.querySelector('.transfer__name')?.textContent).toBe(name);
    expect(document.querySelector('.transfer__folder')?.textContent).toBe(folder);
    expect(document.querySelector('img')).toBeNull();
  });

  it('is live', async () => {
    await open([]);
    change(transferView(1));
    expect(rowTexts()).toHaveLength(1);
    change(transferView(2), transferView(1, { state: 'finished', endedAt }));
    expect(rowTexts()[0]).toContain('2.mkv');
    expect(rowTexts()[1]).toContain('Finished');
  });

  it('draws only what has changed', async () => {
    await open([transferView(1), transferView(2)]);
    const [first, second] = model.transfers.value;
    change(transferView(1), transferView(2, { sentBytes: 700_000_000 }));
    expect(model.transfers.value[0]).toBe(first);
    expect(model.transfers.value[1]).not.toBe(second);
    expect(rowTexts()[1]).toContain('700 MB of 1.2 GB');
  });

  it('keeps an event that came before the first answer', async () => {
    bridge.answers.getTransfers = async () => {
      bridge.emit('transfersChanged', { transfers: [transferView(2)] });
      return { transfers: [transferView(1)] };
    };
    await model.load();
    expect(model.transfers.value.map(({ id }) => id)).toEqual([2]);
  });

  it('tells where main could not be asked', async () => {
    bridge.answers.getTransfers = () => Promise.reject(new Error('no way'));
    await model.load();
    render(<Transfers model={model} tabs={null} />);
    expect(screen.getByRole('alert').textContent).toContain('no way');
  });

  it('can be cleared where something has ended', async () => {
    await open([transferView(1)]);
    expect(screen.queryByRole('button', { name: 'Clear finished' })).toBeNull();
    change(transferView(1), transferView(2, { state: 'stopped', endedAt }));
    button('Clear finished').focus();
    fireEvent.click(button('Clear finished'));
    expect(bridge.calls).toContainEqual(['clearTransfers']);
    change(transferView(1));
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Transfers' }));
  });
});

describe('stopping', () => {
  it('asks main by the row’s id, and keeps the focus in the row', async () => {
    await open([transferView(1), transferView(2)]);
    const stop = button(`Stop ${file} to ${visitor}`);
    stop.focus();
    fireEvent.click(stop);
    expect(bridge.calls).toContainEqual(['stopTransfer', 1]);
    change(transferView(2), transferView(1, { state: 'stopped', endedAt }));
    const [, stopped] = screen.getAllByRole('listitem');
    expect(stopped?.contains(document.activeElement)).toBe(true);
    expect(screen.queryByRole('button', { name: `Stop ${file} to ${visitor}` })).toBeNull();
  });

  it('tells what went wrong, until dismissed', async () => {
    await open([transferView(1)]);
    bridge.answers.stopTransfer = () => ({ ok: false, problem: { kind: 'gone' } });
    fireEvent.click(button(`Stop ${file} to ${visitor}`));
    await waitFor(() => expect(screen.getByRole('alert')).toBeTruthy());
    fireEvent.click(button('Dismiss'));
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('blocking a visitor', () => {
  const ask = async () => {
    await open([transferView(1)]);
    button(`Block visitor ${visitor}…`).focus();
    fireEvent.click(button(`Block visitor ${visitor}…`));
    return within(screen.getByRole('dialog', { name: `Block ${visitor}?` }));
  };

  it('says first what will happen', async () => {
    const dialog = await ask();
    expect(dialog.getByText(/can no longer open anything that you share/)).toBeTruthy();
    expect(bridge.calls.some(([name]) => name === 'blockVisitor')).toBe(false);
    fireEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(bridge.calls.some(([name]) => name === 'blockVisitor')).toBe(false);
  });

  it('is done when confirmed, shown in the row, and undone there', async () => {
    const dialog = await ask();
    fireEvent.click(dialog.getByRole('button', { name: 'Block visitor' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(bridge.calls).toContainEqual(['blockVisitor', '192.168.1.7']);
    block('192.168.1.7');
    expect(rowTexts()[0]).toContain('Blocked');
    fireEvent.click(button(`Unblock ${visitor}`));
    expect(bridge.calls).toContainEqual(['unblockVisitor', '192.168.1.7']);
    block();
    expect(rowTexts()[0]).not.toContain('Blocked');
    expect(button(`Block visitor ${visitor}…`)).toBeTruthy();
  });

  it('leaves nothing to stop: what is running is being cut', async () => {
    await open([transferView(1)]);
    block('192.168.1.7');
    expect(screen.getAllByRole('button').map((each) => each.textContent)).toEqual(['Unblock']);
  });

  it('is not offered for this computer', async () => {
    await open([transferView(1, { isThisComputer: true, remoteAddress: '127.0.0.1' })]);
    expect(rowTexts()[0]).toContain('curl (127.0.0.1) · this computer');
    expect(screen.queryByRole('button', { name: /Block/ })).toBeNull();
  });
});
