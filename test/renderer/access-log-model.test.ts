import { effect } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { createAccessLogModel } from '../../src/renderer/access-log/access-log-model.ts';
import { exchange, FakeBridge } from './fake-bridge.ts';

function exchanges(first: number, last: number) {
  return Array.from({ length: last - first + 1 }, (_, index) => exchange(first + index));
}

async function loaded(bridge = new FakeBridge(), rowsMax?: number) {
  const log = createAccessLogModel(bridge, rowsMax);
  await log.load();
  return { bridge, log, ids: () => log.rows.value.exchanges.map(({ id }) => id) };
}

describe('load', () => {
  it('shows what main has kept', async () => {
    const { log, ids } = await loaded(
      new FakeBridge({ getAccessLog: () => ({ exchanges: exchanges(5, 7), dropped: 4 }) }),
    );
    expect(ids()).toEqual([5, 6, 7]);
    expect(log.notShown.value).toBe(4);
  });

  it('loses and repeats nothing that ends while the snapshot is on its way', async () => {
    const bridge = new FakeBridge({
      getAccessLog: () => {
        bridge.emit('exchangesFinished', { exchanges: exchanges(2, 3), dropped: 0 });
        bridge.emit('exchangesFinished', { exchanges: exchanges(4, 4), dropped: 0 });
        return { exchanges: exchanges(1, 3), dropped: 0 };
      },
    });
    const { ids } = await loaded(bridge);
    bridge.emit('exchangesFinished', { exchanges: exchanges(5, 5), dropped: 0 });
    expect(ids()).toEqual([1, 2, 3, 4, 5]);
  });

  it('goes on with events where the snapshot cannot be had, and says so', async () => {
    const { bridge, log, ids } = await loaded(new FakeBridge({ getAccessLog: () => Promise.reject(new Error('no')) }));
    bridge.emit('exchangesFinished', { exchanges: exchanges(1, 1), dropped: 0 });
    expect(ids()).toEqual([1]);
    expect(log.problem.value).toEqual({ kind: 'unexpected', detail: 'no' });
  });

  it('stops listening when disposed', async () => {
    const { bridge, log } = await loaded();
    log.dispose();
    expect(bridge.listening('exchangesFinished')).toBe(0);
  });
});

describe('a batch', () => {
  it('is one change of the rows', async () => {
    const { bridge, log } = await loaded();
    let changes = -1;
    const stop = effect(() => {
      void log.rows.value;
      changes += 1;
    });
    bridge.emit('exchangesFinished', { exchanges: exchanges(1, 500), dropped: 3 });
    stop();
    expect(changes).toBe(1);
    expect(log.notShown.value).toBe(3);
  });

  it('pushes out the oldest where the log is full, and counts them', async () => {
    const { bridge, log, ids } = await loaded(new FakeBridge(), 3);
    bridge.emit('exchangesFinished', { exchanges: exchanges(1, 2), dropped: 0 });
    bridge.emit('exchangesFinished', { exchanges: exchanges(3, 5), dropped: 1 });
    expect(ids()).toEqual([3, 4, 5]);
    expect(log.rows.value.trimmed).toBe(2);
    expect(log.notShown.value).toBe(3);
  });

  it('that is larger than the log leaves its newest', async () => {
    const { bridge, ids } = await loaded(new FakeBridge(), 3);
    bridge.emit('exchangesFinished', { exchanges: exchanges(1, 10), dropped: 0 });
    expect(ids()).toEqual([8, 9, 10]);
  });
});

describe('following', () => {
  it('counts what comes while paused', async () => {
    const { bridge, log } = await loaded();
    bridge.emit('exchangesFinished', { exchanges: exchanges(1, 2), dropped: 0 });
    expect(log.unseen.value).toBe(0);
    log.pause();
    bridge.emit('exchangesFinished', { exchanges: exchanges(3, 5), dropped: 0 });
    expect(log.unseen.value).toBe(3);
    log.follow();
    expect(log.unseen.value).toBe(0);
    expect(log.following.value).toBe(true);
  });
});

describe('clear', () => {
  it('empties the log and goes on following', async () => {
    const { bridge, log, ids } = await loaded();
    bridge.emit('exchangesFinished', { exchanges: exchanges(1, 5), dropped: 2 });
    log.pause();
    await log.clear();
    expect(ids()).toEqual([]);
    expect(log.notShown.value).toBe(0);
    expect(log.following.value).toBe(true);
    bridge.emit('exchangesFinished', { exchanges: exchanges(6, 6), dropped: 0 });
    expect(ids()).toEqual([6]);
  });

  it('keeps what ended after it was asked for', async () => {
    const bridge = new FakeBridge({
      clearAccessLog: () => {
        bridge.emit('exchangesFinished', { exchanges: exchanges(3, 3), dropped: 0 });
        return { ok: true };
      },
    });
    const { log, ids } = await loaded(bridge);
    bridge.emit('exchangesFinished', { exchanges: exchanges(1, 2), dropped: 0 });
    await log.clear();
    expect(ids()).toEqual([3]);
  });

  it('clears nothing where main could not', async () => {
    const problem = { kind: 'unexpected', detail: 'x' } as const;
    const bridge = new FakeBridge({ clearAccessLog: () => ({ ok: false, problem }) });
    const { log, ids } = await loaded(bridge);
    bridge.emit('exchangesFinished', { exchanges: exchanges(1, 2), dropped: 0 });
    await log.clear();
    expect(ids()).toEqual([1, 2]);
    expect(log.problem.value).toEqual(problem);
    log.dismissProblem();
    expect(log.problem.value).toBeNull();
  });
});
