import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createShareModel } from '../../src/renderer/share/share-model.ts';
import type { AddressView, ShareState } from '../../src/shared/ipc.ts';
import { copiedShownMs, startingShownAfterMs } from '../../src/shared/limits.ts';
import { FakeBridge, lan, loopback, reach, sharing, snapshot } from './fake-bridge.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function loaded(bridge = new FakeBridge()) {
  const share = createShareModel(bridge);
  await share.load();
  return { bridge, share };
}

describe('load', () => {
  it('shows the snapshot', async () => {
    const { share } = await loaded();
    expect(share.snapshot.value).toEqual(snapshot());
  });

  it('listens before it asks, and trusts an event that came first more than the answer', async () => {
    const bridge = new FakeBridge({
      getSnapshot: () => {
        bridge.emit('snapshotChanged', snapshot({ wantedPort: 9000 }));
        return snapshot({ wantedPort: 8000 });
      },
    });
    const { share } = await loaded(bridge);
    expect(share.snapshot.value?.wantedPort).toBe(9000);
  });

  it('tells where main cannot be asked', async () => {
    const { share } = await loaded(new FakeBridge({ getSnapshot: () => Promise.reject(new Error('gone')) }));
    expect(share.snapshot.value).toBeNull();
    expect(share.loadProblem.value).toEqual({ kind: 'unexpected', detail: 'gone' });
  });

  it('stops listening when disposed', async () => {
    const { bridge, share } = await loaded();
    share.dispose();
    expect(bridge.listening('snapshotChanged')).toBe(0);
  });
});

describe('a share that is starting', () => {
  it('is not shown as such while it takes only a moment', async () => {
    const { bridge, share } = await loaded();
    bridge.emit('snapshotChanged', snapshot({ state: { status: 'starting' } }));
    await vi.advanceTimersByTimeAsync(startingShownAfterMs - 1);
    expect(share.snapshot.value?.state.status).toBe('sharing');
    bridge.emit('snapshotChanged', snapshot({ wantedPort: 9000 }));
    await vi.advanceTimersByTimeAsync(startingShownAfterMs);
    expect(share.snapshot.value).toEqual(snapshot({ wantedPort: 9000 }));
  });

  it('is shown, as it is by then, when it takes longer', async () => {
    const { bridge, share } = await loaded();
    bridge.emit('snapshotChanged', snapshot({ state: { status: 'starting' } }));
    await vi.advanceTimersByTimeAsync(startingShownAfterMs - 100);
    bridge.emit('snapshotChanged', snapshot({ state: { status: 'starting' }, wantedPort: 9000 }));
    await vi.advanceTimersByTimeAsync(100);
    expect(share.snapshot.value?.state.status).toBe('starting');
    expect(share.snapshot.value?.wantedPort).toBe(9000);
  });

  it('is shown at once where nothing was shown before', async () => {
    const { share } = await loaded(new FakeBridge({ getSnapshot: () => snapshot({ state: { status: 'starting' } }) }));
    expect(share.snapshot.value?.state.status).toBe('starting');
  });

  it('is not shown any more after dispose', async () => {
    const { bridge, share } = await loaded();
    bridge.emit('snapshotChanged', snapshot({ state: { status: 'starting' } }));
    share.dispose();
    await vi.advanceTimersByTimeAsync(startingShownAfterMs);
    expect(share.snapshot.value?.state.status).toBe('sharing');
  });
});

describe('shownAddress', () => {
  it('is the best, or the picked one as long as it is there', async () => {
    const { bridge, share } = await loaded();
    expect(share.shownAddress.value).toEqual(lan);
    share.showAddress(loopback.url);
    expect(share.shownAddress.value).toEqual(loopback);
    bridge.emit('snapshotChanged', snapshot({ state: sharing([lan]) }));
    expect(share.shownAddress.value).toEqual(lan);
  });

  it('is none while nothing is shared', async () => {
    const { bridge, share } = await loaded();
    bridge.emit('snapshotChanged', snapshot({ state: { status: 'stopped' } }));
    expect(share.shownAddress.value).toBeNull();
  });
});

const eth = { ...lan, url: 'http://10.0.0.5:8000/', address: '10.0.0.5', interfaceName: 'eth0' };
const newLan = { ...lan, url: 'http://192.168.1.77:8000/', address: '192.168.1.77' };

describe('an address that changes by itself', () => {
  const changeTo = (bridge: FakeBridge, ...addresses: AddressView[]) =>
    bridge.emit('snapshotChanged', snapshot({ state: sharing(addresses) }));

  it('is told with the old one, until dismissed', async () => {
    const { bridge, share } = await loaded();
    expect(share.addressNotice.value).toBeNull();
    changeTo(bridge, newLan, loopback);
    expect(share.addressNotice.value).toEqual({ kind: 'changed', fromUrl: lan.url });
    bridge.emit('snapshotChanged', snapshot({ state: sharing([newLan, loopback]), wantedPort: 9000 }));
    expect(share.addressNotice.value).toEqual({ kind: 'changed', fromUrl: lan.url });
    share.dismissAddressNotice();
    expect(share.addressNotice.value).toBeNull();
  });

  it('is told otherwise where the old one still works, and where there was no network', async () => {
    const { bridge, share } = await loaded();
    changeTo(bridge, eth, lan, loopback);
    expect(share.addressNotice.value).toEqual({ kind: 'better', fromUrl: lan.url });
    changeTo(bridge, loopback);
    // That only this computer is left is said by the warning beside the address.
    expect(share.addressNotice.value).toBeNull();
    changeTo(bridge, lan, loopback);
    expect(share.addressNotice.value).toEqual({ kind: 'back', fromUrl: loopback.url });
    const vpn: AddressView = { ...lan, kind: 'vpn', url: 'http://10.8.0.2:8000/', interfaceName: 'tun0' };
    changeTo(bridge, vpn, loopback);
    expect(share.addressNotice.value).toBeNull();
    changeTo(bridge, newLan, vpn, loopback);
    expect(share.addressNotice.value).toEqual({ kind: 'back', fromUrl: vpn.url });
  });

  it('is followed where the owner picked another than the best', async () => {
    const { bridge, share } = await loaded();
    changeTo(bridge, eth, lan, loopback);
    share.showAddress(lan.url);
    expect(share.addressNotice.value).toBeNull();
    changeTo(bridge, eth, newLan, loopback);
    expect(share.shownAddress.value).toEqual(newLan);
    expect(share.addressNotice.value).toEqual({ kind: 'changed', fromUrl: lan.url });
    changeTo(bridge, eth, loopback);
    expect(share.shownAddress.value).toEqual(eth);
  });

  it('needs no notice where the owner changed it', async () => {
    const { bridge, share } = await loaded();
    share.showAddress(loopback.url);
    expect(share.addressNotice.value).toBeNull();
    share.showAddress(lan.url);
    const choice = { kind: 'this-computer' } as const;
    bridge.emit('snapshotChanged', snapshot({ state: sharing([loopback]), reach: reach({ choice }) }));
    bridge.emit('snapshotChanged', snapshot({ state: sharing([lan, loopback]) }));
    expect(share.addressNotice.value).toBeNull();
    const [moved] = [{ ...lan, url: 'http://192.168.1.20:9000/' }];
    bridge.emit('snapshotChanged', snapshot({ state: { ...sharing([moved]), port: 9000 } as ShareState }));
    expect(share.addressNotice.value).toBeNull();
    bridge.emit('snapshotChanged', snapshot({ state: { status: 'stopped' } }));
    changeTo(bridge, eth);
    expect(share.addressNotice.value).toBeNull();
  });

  it('is told after the share had failed meanwhile', async () => {
    const { bridge, share } = await loaded();
    const problem = { kind: 'address-unavailable', address: '192.168.1.77' } as const;
    bridge.emit('snapshotChanged', snapshot({ state: { status: 'failed', problem } }));
    changeTo(bridge, newLan);
    expect(share.addressNotice.value).toEqual({ kind: 'changed', fromUrl: lan.url });
  });
});

describe('setReach', () => {
  it('asks main, and tells where the network has gone', async () => {
    const { bridge, share } = await loaded();
    const choice = { kind: 'interface', interfaceName: 'wlan0' } as const;
    await share.setReach(choice);
    expect(bridge.calls).toContainEqual(['setReach', choice]);
    bridge.answers.setReach = () => ({ ok: false, problem: { kind: 'gone' } });
    await share.setReach(choice);
    expect(share.actionProblem.value).toEqual({ kind: 'gone' });
  });
});

describe('copyLink', () => {
  it('says so for a moment, counted from the last copy', async () => {
    const { bridge, share } = await loaded();
    await share.copyLink(lan.url);
    expect(bridge.calls).toContainEqual(['copyLink', lan.url]);
    expect(share.copiedUrl.value).toBe(lan.url);
    await vi.advanceTimersByTimeAsync(copiedShownMs - 1);
    await share.copyLink(loopback.url);
    await vi.advanceTimersByTimeAsync(copiedShownMs - 1);
    expect(share.copiedUrl.value).toBe(loopback.url);
    await vi.advanceTimersByTimeAsync(1);
    expect(share.copiedUrl.value).toBeNull();
  });

  it('does not say so where nothing was copied', async () => {
    const problem = { kind: 'unexpected', detail: 'no clipboard' } as const;
    const { share } = await loaded(new FakeBridge({ copyLink: () => ({ ok: false, problem }) }));
    await share.copyLink(lan.url);
    expect(share.copiedUrl.value).toBeNull();
    expect(share.actionProblem.value).toEqual(problem);
  });
});

describe('problems', () => {
  it('of a drop stand by the items until the next attempt', async () => {
    const { bridge, share } = await loaded();
    const problem = { kind: 'path-missing', name: 'x' } as const;
    bridge.dropResult = { ok: false, problem };
    await share.addFiles([new File([], 'x')]);
    expect(bridge.calls).toContainEqual(['addDroppedFiles', 'x']);
    expect(share.items.problem.value).toEqual(problem);
    await share.chooseFolder();
    expect(share.items.problem.value).toBeNull();
  });

  it('of a rejected request are told, not swallowed', async () => {
    const { share } = await loaded(new FakeBridge({ stopSharing: () => Promise.reject(new Error('boom')) }));
    await share.stop();
    expect(share.actionProblem.value).toEqual({ kind: 'unexpected', detail: 'boom' });
    share.dismissActionProblem();
    expect(share.actionProblem.value).toBeNull();
  });

  it('of starting go away when the state changes', async () => {
    const problem = { kind: 'nothing-to-share' } as const;
    const bridge = new FakeBridge({ startSharing: () => ({ ok: false, problem }) });
    const { share } = await loaded(bridge);
    await share.start();
    expect(share.actionProblem.value).toEqual(problem);
    bridge.emit('snapshotChanged', snapshot({ state: { status: 'stopped' } }));
    expect(share.actionProblem.value).toBeNull();
  });
});
