// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAccessLogModel } from '../../src/renderer/access-log/access-log-model.ts';
import { createActivityModel } from '../../src/renderer/activity/activity-model.ts';
import { App } from '../../src/renderer/app.tsx';
import { createCommands } from '../../src/renderer/commands.ts';
import { createNearbyModel } from '../../src/renderer/nearby/nearby-model.ts';
import { createReachabilityModel } from '../../src/renderer/reachability/reachability-model.ts';
import { createSettingsModel } from '../../src/renderer/settings/settings-model.ts';
import { createPortModel } from '../../src/renderer/share/port-model.ts';
import { createShareModel } from '../../src/renderer/share/share-model.ts';
import { createTransfersModel } from '../../src/renderer/transfers/transfers-model.ts';
import type { AddressView, AppSnapshot, Problem } from '../../src/shared/ipc.ts';
import { transferView } from '../support/transfers.ts';
import {
  exchange,
  FakeBridge,
  item,
  lan,
  loopback,
  nearby,
  neighbour,
  reach,
  sharing,
  snapshot,
} from './fake-bridge.ts';

// happy-dom lays nothing out; the list of rows needs to know how much of it can be seen.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(280);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

async function open(first: Partial<AppSnapshot> = {}, bridge = new FakeBridge()) {
  bridge.answers.getSnapshot = () => snapshot(first);
  const share = createShareModel(bridge);
  const port = createPortModel(bridge, share.snapshot);
  const log = createAccessLogModel(bridge);
  const activity = createActivityModel(createCommands(bridge));
  const transfers = createTransfersModel(bridge, share.snapshot);
  const dropping = signal(false);
  const nearby = createNearbyModel(bridge);
  const reachability = createReachabilityModel(bridge);
  const settings = createSettingsModel(bridge, share.snapshot);
  render(<App {...{ share, port, activity, log, transfers, nearby, reachability, settings, dropping }} />);
  await Promise.all([share.load(), log.load(), transfers.load(), nearby.load()]);
  await waitFor(() => expect(document.querySelector('main')?.className).not.toContain('unloaded'));
  return { bridge, log, dropping };
}

const button = (name: string) => screen.getByRole('button', { name });
const region = (name: string) => screen.getByRole('region', { name });

describe('a running share', () => {
  it('has the names that a screen reader and a test look for', async () => {
    await open();
    expect(button('Choose folder…')).toBeTruthy();
    expect(button('Stop sharing')).toBeTruthy();
    expect(button('Copy link')).toBeTruthy();
    expect(button('Remove Photos')).toBeTruthy();
    expect(screen.getByRole('textbox', { name: 'Port' })).toHaveProperty('value', '8000');
    expect(screen.getByRole('img', { name: 'QR code' })).toBeTruthy();
    expect(region('Shared items')).toBeTruthy();
    expect(region('Access log')).toBeTruthy();
    expect(screen.getByTestId('share-url').textContent).toBe(lan.url);
    expect(screen.getByRole('status').textContent).toBe('Sharing');
  });

  it('copies the link, says so, and keeps the button’s name', async () => {
    const { bridge } = await open();
    fireEvent.click(button('Copy link'));
    await waitFor(() => expect(screen.getByText(`Link copied: ${lan.url}`)).toBeTruthy());
    expect(bridge.calls).toContainEqual(['copyLink', lan.url]);
    expect(button('Copy link')).toBeTruthy();
  });

  it('shows another address large, with its code, when it is picked', async () => {
    await open();
    const before = screen.getByRole('img', { name: 'QR code' }).innerHTML;
    fireEvent.click(screen.getByRole('radio', { name: new RegExp(loopback.url) }));
    await waitFor(() => expect(screen.getByTestId('share-url').textContent).toBe(loopback.url));
    expect(screen.getByRole('img', { name: 'QR code' }).innerHTML).not.toBe(before);
    fireEvent.click(button(`Copy ${loopback.url}`));
  });

  it('opens the link through main and never navigates', async () => {
    const { bridge } = await open();
    const clicked = fireEvent.click(screen.getByTestId('share-url'));
    expect(clicked).toBe(false);
    expect(bridge.calls).toContainEqual(['openLink', lan.url]);
  });

  it('stops, and starts again, with one control that keeps the focus', async () => {
    const { bridge } = await open();
    button('Stop sharing').focus();
    fireEvent.click(button('Stop sharing'));
    expect(bridge.calls).toContainEqual(['stopSharing']);
    bridge.emit('snapshotChanged', snapshot({ state: { status: 'stopped' } }));
    await waitFor(() => expect(document.activeElement).toBe(button('Start sharing')));
    expect(screen.queryByTestId('share-url')).toBeNull();
    expect(screen.queryByRole('img', { name: 'QR code' })).toBeNull();
    fireEvent.click(button('Start sharing'));
    expect(bridge.calls).toContainEqual(['startSharing']);
  });

  it('says that another port was taken, and why', async () => {
    await open({
      state: { status: 'sharing', port: 8001, instead: { wanted: 8000, why: 'in-use', by: null }, addresses: [lan] },
    });
    expect(screen.getByText('Port 8000 is in use by another program, so 8001 is used.')).toBeTruthy();
  });

  it('names the program that has the port, and tries again', async () => {
    const bridge = new FakeBridge({
      setPort: (port) => ({ ok: false, problem: { kind: 'port-in-use', port, by: 'nginx\u202e' } }),
    });
    const instead = { wanted: 8000, why: 'in-use', by: 'nginx' } as const;
    await open({ state: { status: 'sharing', port: 8001, instead, addresses: [lan] } }, bridge);
    expect(screen.getByText('Port 8000 is in use by nginx, so 8001 is used.')).toBeTruthy();
    fireEvent.click(button('Try 8000 again'));
    expect(bridge.calls).toContainEqual(['setPort', 8000]);
    await waitFor(() =>
      expect(screen.getByRole('alert').textContent).toMatch(/Port 8000 is still in use by nginx\\u202e\. Close that/),
    );
  });

  it('offers no second try of a port that the system forbids', async () => {
    const instead = { wanted: 80, why: 'forbidden', by: null } as const;
    await open({ state: { status: 'sharing', port: 8000, instead, addresses: [lan] } });
    expect(screen.queryByRole('button', { name: /again/ })).toBeNull();
  });

  it('says that nothing of it is there while it runs', async () => {
    await open({ items: [item({ missing: true })] });
    expect(screen.getByText(/^Nothing of what you share can be found now/)).toBeTruthy();
  });

  it('shows the code large until that is closed, and not without an address', async () => {
    const { bridge } = await open();
    fireEvent.click(button('Show the code large'));
    const dialog = within(screen.getByRole('dialog', { name: 'QR code and address' }));
    expect(dialog.getByText(lan.url)).toBeTruthy();
    fireEvent.click(dialog.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'QR code and address' })).toBeNull());
    fireEvent.click(button('Show the code large'));
    bridge.emit('snapshotChanged', snapshot({ state: { status: 'stopped' } }));
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'QR code and address' })).toBeNull());
    bridge.emit('snapshotChanged', snapshot());
    await waitFor(() => expect(button('Show the code large')).toBeTruthy());
    expect(screen.queryByRole('dialog', { name: 'QR code and address' })).toBeNull();
  });

  it('warns where only a VPN is left', async () => {
    await open({ state: sharing([{ ...lan, kind: 'vpn' }, loopback]) });
    expect(screen.getByText(/^This address is not in your local network \(VPN\)/)).toBeTruthy();
  });

  it('warns where only this computer can reach it', async () => {
    await open({ state: sharing([loopback]) });
    expect(screen.getByText(/^No network was found/)).toBeTruthy();
  });
});

describe('where to share', () => {
  const select = () => screen.getByRole('combobox', { name: 'Share on' }) as HTMLSelectElement;
  const eth = { interfaceName: 'eth0', kind: 'ethernet', address: '10.0.0.5' } as const;

  it('is all networks, one of them, or this computer only', async () => {
    const { bridge } = await open({ reach: reach({ interfaces: [eth] }) });
    expect([...select().options].map(({ text }) => text)).toEqual([
      'All networks',
      'Ethernet only (eth0)',
      'This computer only',
    ]);
    expect(select().value).toBe('all');
    fireEvent.change(select(), { target: { value: 'interface:eth0' } });
    expect(bridge.calls).toContainEqual(['setReach', { kind: 'interface', interfaceName: 'eth0' }]);
    fireEvent.change(select(), { target: { value: 'this-computer' } });
    expect(bridge.calls).toContainEqual(['setReach', { kind: 'this-computer' }]);
  });

  it('says that the chosen network is away, and why only this computer is left', async () => {
    const choice = { kind: 'interface', interfaceName: 'wlan0\u202e' } as const;
    await open({ state: sharing([loopback]), reach: reach({ choice, interfaces: [eth], isWaiting: true }) });
    expect(screen.getByText(/^The network that you chose \(wlan0\\u202e\) is not there/)).toBeTruthy();
    expect(select().selectedOptions[0]?.text).toBe('wlan0\\u202e (not connected)');
  });

  it('says that only this computer is let in where the owner chose so', async () => {
    await open({ state: sharing([loopback]), reach: reach({ choice: { kind: 'this-computer' } }) });
    expect(screen.getByText(/^Only this computer can open this address/)).toBeTruthy();
  });

  it('says why the share did not start by itself', async () => {
    await open({ state: { status: 'stopped', because: 'unfamiliar-network' } });
    expect(screen.getByText(/^You have not shared on this network before/)).toBeTruthy();
    expect(button('Start sharing')).toBeTruthy();
  });
});

describe('addresses', () => {
  it('are labelled as what they are', async () => {
    const address = (kind: AddressView['kind'], interfaceName: string, extra: Partial<AddressView> = {}) => {
      const at = `10.0.0.${interfaceName.length}${kind.length}`;
      return { ...lan, kind, interfaceName, address: at, url: `http://${at}/`, ...extra };
    };
    const addresses = [
      address('wifi', 'wlan0'),
      address('wifi', '', { isName: true, url: 'http://studio.local/' }),
      address('ethernet', 'eth0', { isPublic: true }),
      address('link-local', 'eth1'),
      address('vpn', 'tun0'),
      address('virtual-machine', 'vmnet8'),
      address('container', 'docker0'),
      loopback,
    ];
    await open({ state: sharing(addresses) });
    const labels = [...document.querySelectorAll('.address__label')].map((label) => label.textContent);
    expect(labels).toEqual([
      'Wi-Fi · wlan0',
      'Name, outlives a change of address',
      'Ethernet · public · eth0',
      'Direct link · eth1',
      'VPN · tun0',
      'Virtual machine · vmnet8',
      'Container · docker0',
      'This computer only',
    ]);
  });

  it('that changed are told calmly, until dismissed', async () => {
    const { bridge } = await open();
    const moved = { ...lan, url: 'http://192.168.1.77:8000/', address: '192.168.1.77' };
    bridge.emit('snapshotChanged', snapshot({ state: sharing([moved]) }));
    const words = await waitFor(() => screen.getByText(/^The address has changed/));
    expect(words.textContent).toContain(lan.url);
    expect(words.closest('[aria-live="polite"]')).toBeTruthy();
    expect(screen.getByTestId('share-url').textContent).toBe(moved.url);
    fireEvent.click(button('Dismiss'));
    await waitFor(() => expect(screen.queryByText(/^The address has changed/)).toBeNull());
  });
});

describe('the self-test', () => {
  it('is a button away from the address, for the one that is shown', async () => {
    const { bridge } = await open();
    fireEvent.click(button("Can't reach it?"));
    await waitFor(() => screen.getByRole('dialog'));
    expect(bridge.calls).toContainEqual(['checkReachability', lan.url]);
  });
});

describe('the port field', () => {
  it('is checked while typing, set by Enter and taken back by Escape', async () => {
    const { bridge } = await open();
    const field = screen.getByRole('textbox', { name: 'Port' }) as HTMLInputElement;
    fireEvent.input(field, { target: { value: '99999' } });
    await waitFor(() => expect(screen.getByText('Enter a whole number from 1 to 65535.')).toBeTruthy());
    expect(field.getAttribute('aria-invalid')).toBe('true');
    fireEvent.keyDown(field, { key: 'Escape' });
    await waitFor(() => expect(field.value).toBe('8000'));
    fireEvent.input(field, { target: { value: '9000' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(bridge.calls).toContainEqual(['setPort', 9000]);
  });
});

describe('items', () => {
  it('show names from the disk as text', async () => {
    await open({ items: [item({ name: '<b>x</b>\u202egpj.exe', displayPath: '~/<b>x</b>\u202egpj.exe' })] });
    expect(document.querySelector('b')).toBeNull();
    expect(button('Remove <b>x</b>\\u202egpj.exe')).toBeTruthy();
  });

  it('tell that one is missing', async () => {
    await open({ items: [item({ missing: true })] });
    expect(within(region('Shared items')).getByText('Not found on this computer')).toBeTruthy();
  });

  it('pass the focus on when one is removed', async () => {
    const items = [item({ id: '1', name: 'One' }), item({ id: '2', name: 'Two' })];
    const { bridge } = await open({ items });
    button('Remove One').focus();
    fireEvent.click(button('Remove One'));
    expect(bridge.calls).toContainEqual(['removeItem', '1']);
    bridge.emit('snapshotChanged', snapshot({ items: items.slice(1) }));
    await waitFor(() => expect(document.activeElement).toBe(button('Remove Two')));
  });
});

describe('the empty window', () => {
  it('still tells of what is on its way to a visitor', async () => {
    const { bridge } = await open({ items: [], state: { status: 'stopped' } });
    expect(screen.queryByRole('tab')).toBeNull();
    act(() => bridge.emit('transfersChanged', { transfers: [transferView(1)] }));
    fireEvent.click(screen.getByRole('tab', { name: 'Transfers 1 running' }));
    expect(within(region('Transfers')).getAllByRole('listitem')).toHaveLength(1);
  });

  it('has one sentence and one button', async () => {
    const { bridge } = await open({ items: [], state: { status: 'stopped' } });
    expect(screen.getByText('Drop a folder here to share it on your local network.')).toBeTruthy();
    expect(screen.getAllByRole('button').map((each) => each.textContent || each.title)).toEqual([
      'Choose folder…',
      'Settings',
    ]);
    fireEvent.click(button('Choose folder…'));
    expect(bridge.calls).toContainEqual(['chooseFolder']);
  });

  it('says why a drop was refused, until dismissed', async () => {
    const problem: Problem = { kind: 'path-unsupported', name: 'pipe' };
    const bridge = new FakeBridge({ chooseFolder: () => ({ ok: false, problem }) });
    await open({ items: [], state: { status: 'stopped' } }, bridge);
    fireEvent.click(button('Choose folder…'));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('“pipe” cannot be shared'));
    fireEvent.click(button('Dismiss'));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('keeps showing what has happened', async () => {
    const { bridge } = await open({ items: [], state: { status: 'stopped' } });
    expect(screen.queryByRole('region', { name: 'Access log' })).toBeNull();
    bridge.finish([exchange(1)]);
    await waitFor(() => expect(region('Access log')).toBeTruthy());
  });

  it('shows neighbours beside it once there are any', async () => {
    const { bridge } = await open({ items: [], state: { status: 'stopped' } });
    expect(screen.queryByRole('region', { name: 'Nearby' })).toBeNull();
    bridge.emit('nearbyChanged', nearby({ neighbours: [neighbour('1')] }));
    await waitFor(() => expect(region('Nearby')).toBeTruthy());
  });

  it('lights up under files', async () => {
    const { dropping } = await open({ items: [], state: { status: 'stopped' } });
    dropping.value = true;
    await waitFor(() => expect(screen.getByText('Drop to share')).toBeTruthy());
  });
});

describe('the access log', () => {
  it('says what will appear there', async () => {
    await open();
    expect(screen.getByText('Every request from a visitor appears here as soon as it has ended.')).toBeTruthy();
  });

  it('shows an exchange with true status and bytes', async () => {
    const { bridge } = await open();
    bridge.finish([exchange(1, { path: '/a%20b' })]);
    const row = await waitFor(() => screen.getByRole('row', { name: /192\.168\.1\.7/ }));
    const cells = within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent?.replaceAll('\u00a0', ' '));
    expect(cells.slice(1)).toEqual(['192.168.1.7', 'GET', '/a b', '200', '5.24 MB', '12 ms', 'Complete']);
    expect(row.querySelector('data')?.value).toBe('5242880');
  });

  it('shows what the network says as text, control characters and all', async () => {
    const { bridge } = await open();
    const hostile = exchange(1, { method: 'G\u001bT', path: '/<img src=x>\r\n%E2%80%AE', userAgent: '\u0007"><b>' });
    bridge.finish([hostile]);
    await waitFor(() => expect(screen.getByText('/<img src=x>\\x0d\\x0a\\u202e')).toBeTruthy());
    expect(screen.getByText('G\\x1bT')).toBeTruthy();
    expect(document.querySelector('.log img, .log b')).toBeNull();
  });

  it('marks what was interrupted and what was never understood', async () => {
    const { bridge } = await open();
    const left = exchange(1, { status: null, outcome: 'aborted', bytes: 0 });
    const unread = exchange(2, { method: null, path: null, status: 400 });
    bridge.finish([left, unread]);
    await waitFor(() => expect(screen.getByText('Interrupted')).toBeTruthy());
    expect(screen.getByTitle('The visitor left before a response was begun.').textContent).toBe('–');
    expect(screen.getByTitle('The request could not be understood.').textContent).toBe('–');
  });

  it('draws the rows that can be seen, not all of them', async () => {
    const { bridge } = await open();
    const many = Array.from({ length: 5000 }, (_, index) => exchange(index + 1));
    bridge.finish(many, 7);
    await waitFor(() => expect(screen.getByText('Requests: 5,000')).toBeTruthy());
    expect(screen.getByText('Not kept: 7')).toBeTruthy();
    expect(document.querySelectorAll('.log tbody tr').length).toBeLessThan(60);
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('5001');
  });

  it('is cleared by its button, and the focus stays in it', async () => {
    const { bridge } = await open();
    bridge.finish([exchange(1)]);
    await waitFor(() => button('Clear log'));
    fireEvent.click(button('Clear log'));
    await waitFor(() => expect(screen.queryByRole('grid')).toBeNull());
    expect(bridge.calls).toContainEqual(['clearAccessLog']);
    await waitFor(() => expect(document.activeElement).toBe(region('Access log')));
  });
});

describe('trouble', () => {
  it.each<[Problem, RegExp]>([
    [{ kind: 'invalid-port' }, /whole numbers from 1 to 65535/],
    [{ kind: 'no-free-port', port: 65_535, by: null }, /port 65535 and those after it are in use/],
    [{ kind: 'no-free-port', port: 8000, by: 'nginx' }, /port 8000 is in use by nginx/],
    [{ kind: 'items-missing' }, /None of the shared items/],
    [{ kind: 'port-forbidden', port: 80 }, /does not allow port 80/],
    [{ kind: 'path-missing', name: 'A' }, /“A” was not found/],
    [{ kind: 'path-unreadable', name: 'A' }, /“A” cannot be read/],
    [{ kind: 'path-unsupported', name: 'A' }, /“A” cannot be shared/],
    [{ kind: 'too-many-items', most: 100 }, /room for 100 items/],
    [{ kind: 'nothing-to-share' }, /nothing to share yet/],
    [{ kind: 'address-unavailable', address: '10.0.0.5' }, /could not start at 10\.0\.0\.5/],
    [{ kind: 'gone' }, /has just gone/],
    [{ kind: 'settings-not-saved' }, /settings could not be saved/],
    [{ kind: 'server-died' }, /failed twice in a short time/],
    [{ kind: 'unexpected', detail: 'x\u0007' }, /Something went wrong: x\\x07\./],
  ])('%j is told next to the control that starts again', async (problem, words) => {
    await open({ state: { status: 'failed', problem } });
    const panel = region('Sharing');
    expect(within(panel).getByRole('status').textContent).toBe('Failed');
    expect(within(panel).getByRole('alert').textContent).toMatch(words);
    expect(within(panel).getByRole('button', { name: 'Start sharing' })).toBeTruthy();
  });

  it('with main itself is told, too', async () => {
    const bridge = new FakeBridge({ getSnapshot: () => Promise.reject(new Error('gone')) });
    const share = createShareModel(bridge);
    const port = createPortModel(bridge, share.snapshot);
    const log = createAccessLogModel(bridge);
    const nearby = createNearbyModel(bridge);
    const reachability = createReachabilityModel(bridge);
    const settings = createSettingsModel(bridge, share.snapshot);
    const activity = createActivityModel(createCommands(bridge));
    const transfers = createTransfersModel(bridge, share.snapshot);
    render(
      <App {...{ share, port, activity, log, transfers, nearby, reachability, settings, dropping: signal(false) }} />,
    );
    await share.load();
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('gone'));
  });
});

describe('the language', () => {
  it('is the one of the snapshot, for words, numbers and the page', async () => {
    const { bridge } = await open({ locale: 'zh-CN' });
    expect(document.documentElement.lang).toBe('zh-CN');
    expect(button('停止共享')).toBeTruthy();
    expect(button('移除“Photos”')).toBeTruthy();
    bridge.emit('snapshotChanged', snapshot({ locale: 'en' }));
    await waitFor(() => expect(button('Stop sharing')).toBeTruthy());
    expect(document.documentElement.lang).toBe('en');
  });
});
