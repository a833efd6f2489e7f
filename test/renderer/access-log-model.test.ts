import { effect } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import { type AccessLogModel, createAccessLogModel } from '../../src/renderer/access-log/access-log-model.ts';
import { exchange, FakeBridge } from './fake-bridge.ts';

function exchanges(first: number, last: number) {
  return Array.from({ length: last - first + 1 }, (_, index) => exchange(first + index));
}

function pathsOf(log: AccessLogModel): (string | null | undefined)[] {
  const rows = log.rows.value;
  return Array.from({ length: rows.length }, (_, index) => rows.at(index)?.entry.path);
}

async function loaded(bridge = new FakeBridge(), rowsMax?: number) {
  const log = createAccessLogModel(bridge, rowsMax);
  await log.load();
  const finish = async (...given: Parameters<FakeBridge['finish']>) => {
    const { end } = bridge.logPage(0);
    bridge.finish(...given);
    await vi.waitFor(() => {
      const { kept } = log.counts.value;
      if (end > 0 || given[0].length > 0) expect(kept).toBeGreaterThan(0);
    });
    await log.fetched();
  };
  return { bridge, log, finish, paths: () => pathsOf(log) };
}

const paths = (first: number, last: number) => exchanges(first, last).map(({ path }) => path);

describe('load', () => {
  it('fetches what main has kept, page by page, and shows it at once', async () => {
    const bridge = new FakeBridge();
    bridge.logPageRows = 5;
    bridge.finish(exchanges(1, 23), 4);
    const log = createAccessLogModel(bridge);
    const lengths: number[] = [];
    const stop = effect(() => {
      lengths.push(log.rows.value.length);
    });
    await log.load();
    stop();
    expect(pathsOf(log)).toEqual(paths(1, 23));
    expect(lengths).toEqual([0, 23]);
    expect(log.counts.value).toEqual({ kept: 23, assets: 0, dropped: 4 });
    expect(bridge.calls.length).toBeGreaterThan(4);
  });

  it('loses and repeats nothing that ends while a page is on its way', async () => {
    const bridge = new FakeBridge({
      getAccessLog: (from) => {
        const page = bridge.logPage(from);
        if (from < 20) bridge.finish(exchanges(from + 3, from + 5));
        return page;
      },
    });
    bridge.finish(exchanges(1, 2));
    const { paths: shown } = await loaded(bridge);
    const { end } = bridge.logPage(0);
    expect(end).toBeGreaterThan(10);
    expect(shown()).toHaveLength(end);
  });

  it('goes on where a page cannot be had, and says so', async () => {
    const bridge = new FakeBridge({ getAccessLog: () => Promise.reject(new Error('no')) });
    const { log, finish, paths: shown } = await loaded(bridge);
    expect(log.problem.value).toEqual({ kind: 'unexpected', detail: 'no' });
    delete bridge.answers.getAccessLog;
    await finish(exchanges(1, 1));
    expect(shown()).toEqual(['/1']);
  });

  it('stops listening when disposed', async () => {
    const { bridge, log } = await loaded();
    log.dispose();
    expect(bridge.listening('accessLogChanged')).toBe(0);
    expect(bridge.listening('accessLogExportProgressed')).toBe(0);
  });
});

describe('growing', () => {
  it('pushes out the oldest where the log is full', async () => {
    const { log, finish, paths: shown } = await loaded(new FakeBridge(), 3);
    await finish(exchanges(1, 2));
    await finish(exchanges(3, 5), 1);
    expect(shown()).toEqual(paths(3, 5));
    expect(log.rows.value.trimmed).toBe(2);
    expect(log.counts.value).toEqual({ kept: 3, assets: 0, dropped: 1 });
  });

  it('forgets what main has forgotten', async () => {
    const { bridge, log, finish, paths: shown } = await loaded();
    await finish(exchanges(1, 6));
    bridge.forget(4);
    await log.fetched();
    expect(shown()).toEqual(paths(5, 6));
    expect(log.counts.value).toEqual({ kept: 2, assets: 0, dropped: 4 });
  });

  it('passes over what main no longer has, and counts it', async () => {
    const { bridge, log, finish, paths: shown } = await loaded();
    await finish(exchanges(1, 3));
    log.setSeen(false);
    bridge.finish(exchanges(4, 20));
    bridge.forget(15);
    expect(shown()).toEqual(paths(1, 3));
    log.setSeen(true);
    await log.fetched();
    expect(shown()).toEqual(paths(16, 20));
    expect(log.counts.value).toEqual({ kept: 5, assets: 0, dropped: 15 });
  });

  it('a row is found by its number', async () => {
    const { log, finish } = await loaded(new FakeBridge(), 5);
    await finish([...exchanges(1, 6), exchange(7, { content: 'asset' }), exchange(8)]);
    const rows = log.rows.value;
    expect(rows.at(0)?.number).toBe(3);
    expect([rows.indexOf(3), rows.indexOf(7), rows.indexOf(6), rows.indexOf(2), rows.indexOf(99)]).toEqual([
      0, 3, -1, -1, -1,
    ]);
  });
});

describe('following', () => {
  it('counts the rows that come while it does not', async () => {
    const { log, finish } = await loaded();
    await finish(exchanges(1, 2));
    expect(log.unseen.value).toBe(0);
    log.stopFollowing();
    await finish([...exchanges(3, 5), exchange(6, { content: 'asset' })]);
    expect(log.unseen.value).toBe(3);
    log.follow();
    expect([log.unseen.value, log.following.value]).toEqual([0, true]);
  });
});

describe('pause', () => {
  it('freezes the rows, counts what comes, and shows it when it goes on', async () => {
    const { bridge, log, finish, paths: shown } = await loaded();
    await finish(exchanges(1, 2));
    log.pause();
    bridge.finish(exchanges(3, 9));
    expect([shown(), log.held.value, log.paused.value]).toEqual([paths(1, 2), 7, true]);
    await log.resume();
    expect([shown(), log.held.value, log.paused.value]).toEqual([paths(1, 9), 0, false]);
  });

  it('keeps the frozen rows even where main has moved on', async () => {
    const { bridge, log, finish, paths: shown } = await loaded();
    await finish(exchanges(1, 2));
    log.pause();
    bridge.finish(exchanges(3, 9));
    bridge.forget(8);
    expect(shown()).toEqual(paths(1, 2));
    await log.resume();
    expect(shown()).toEqual(paths(9, 9));
  });

  it('a page that was on its way does not come through', async () => {
    const { bridge, log, paths: shown } = await loaded();
    bridge.finish(exchanges(1, 2));
    log.pause();
    await log.fetched();
    expect(shown()).toEqual([]);
    await log.resume();
    expect(shown()).toEqual(paths(1, 2));
  });

  it('the window that nobody sees fetches nothing, also when it goes on meanwhile', async () => {
    const { bridge, log } = await loaded();
    log.setSeen(false);
    log.pause();
    bridge.calls.length = 0;
    bridge.finish(exchanges(1, 3));
    await log.resume();
    expect(bridge.calls).toEqual([]);
    log.setSeen(true);
    await log.fetched();
    expect(pathsOf(log)).toEqual(paths(1, 3));
  });
});

describe('the filter', () => {
  it('folds our own pages’ requests away, and counts them', async () => {
    const { log, finish, paths: shown } = await loaded();
    await finish([exchange(1), exchange(2, { content: 'asset' })]);
    expect(shown()).toEqual(['/1']);
    expect(log.counts.value).toEqual({ kept: 2, assets: 1, dropped: 0 });
    log.setFilter({ withAssets: true });
    expect(shown()).toEqual(['/1', '/2']);
  });

  it('holds for what is there and for what comes', async () => {
    const { log, finish, paths: shown } = await loaded();
    await finish([exchange(1), exchange(2, { status: 404 })]);
    log.setFilter({ statusClasses: ['4xx'] });
    expect(shown()).toEqual(['/2']);
    await finish([exchange(3), exchange(4, { status: 403 })]);
    expect(shown()).toEqual(['/2', '/4']);
    log.clearFilter();
    expect(shown()).toEqual(paths(1, 4));
  });

  it('goes through a full log in slices and misses nothing that comes meanwhile', async () => {
    const { log, finish } = await loaded(new FakeBridge(), 40_000);
    await finish(exchanges(1, 20));
    // Time runs out at each look, so that every slice is as short as it can be.
    const clock = vi.spyOn(performance, 'now');
    let now = 0;
    clock.mockImplementation(() => {
      now += 1_000;
      return now;
    });
    await finish(Array.from({ length: 1_000 }, (_, index) => exchange(21 + index)));
    log.setFilter({ text: '/1' });
    expect(log.rows.value.length).toBe(1_020);
    await finish([exchange(1_021), exchange(2)]);
    await vi.waitFor(() => expect(log.rows.value.length).toBeLessThan(1_020));
    clock.mockRestore();
    const shown = pathsOf(log);
    expect(shown.every((path) => path?.startsWith('/1'))).toBe(true);
    expect(shown.at(-1)).toBe('/1021');
    expect(shown).toHaveLength(1 + 10 + 100 + 22);
  });

  it('an asset that goes is no longer counted', async () => {
    const { log, finish } = await loaded(new FakeBridge(), 3);
    await finish([exchange(1, { content: 'asset' }), exchange(2), exchange(3)]);
    expect(log.counts.value.assets).toBe(1);
    await finish(exchanges(4, 4));
    expect(log.counts.value.assets).toBe(0);
  });

  it('offers the visitors that were seen, with their devices', async () => {
    const { log, finish } = await loaded();
    await finish([
      exchange(1, { remoteAddress: '10.0.0.1', userAgent: null }),
      exchange(2, { remoteAddress: '10.0.0.2', userAgent: 'curl/8' }),
      exchange(3, { remoteAddress: '10.0.0.1', userAgent: 'VLC/3' }),
    ]);
    expect(log.visitors.value).toEqual([
      { address: '10.0.0.2', device: 'curl' },
      { address: '10.0.0.1', device: 'VLC' },
    ]);
  });

  it('offers a bounded number of visitors, those seen last', async () => {
    const { log, finish } = await loaded();
    const many = Array.from({ length: 250 }, (_, index) => exchange(index, { remoteAddress: `10.0.1.${index}` }));
    await finish([
      ...many,
      exchange(300, { remoteAddress: '10.0.1.60' }),
      exchange(301, { remoteAddress: '10.9.9.9' }),
    ]);
    expect(log.visitors.value).toHaveLength(200);
    expect(log.visitors.value.map(({ address }) => address)).toContain('10.0.1.60');
  });
});

describe('clear', () => {
  it('empties the log, goes on, and follows', async () => {
    const { log, finish, paths: shown } = await loaded();
    await finish(exchanges(1, 5), 2);
    log.stopFollowing();
    log.pause();
    await log.clear();
    expect(shown()).toEqual([]);
    expect(log.counts.value).toEqual({ kept: 0, assets: 0, dropped: 0 });
    expect([log.following.value, log.paused.value, log.visitors.value]).toEqual([true, false, []]);
    await finish(exchanges(6, 6));
    expect(shown()).toEqual(['/6']);
  });

  it('clears nothing where main could not', async () => {
    const problem = { kind: 'unexpected', detail: 'x' } as const;
    const bridge = new FakeBridge({ clearAccessLog: () => ({ ok: false, problem }) });
    const { log, finish, paths: shown } = await loaded(bridge);
    await finish(exchanges(1, 2));
    await log.clear();
    expect(shown()).toEqual(['/1', '/2']);
    expect(log.problem.value).toEqual(problem);
    log.dismissProblem();
    expect(log.problem.value).toBeNull();
  });
});

describe('the details', () => {
  it('are fetched for the row that is open, and belong to no other', async () => {
    const { bridge, log, finish } = await loaded();
    await finish([exchange(1, { requestFields: [['referer', 'a']] }), exchange(2)]);
    const [first, second] = [log.rows.value.at(0), log.rows.value.at(1)];
    if (!first || !second) throw new Error('no rows');
    log.details.show(first);
    expect(log.details.more.value).toBe('loading');
    log.details.select(second);
    await vi.waitFor(() => expect(log.details.more.value).toEqual({ protocol: 'HTTP/1.1', requestFields: [] }));
    bridge.forget(2);
    log.details.show(first);
    await vi.waitFor(() => expect(log.details.more.value).toBe('gone'));
    expect(log.details.open.value?.entry.path).toBe('/1');
    log.details.hide();
    expect([log.details.open.value, log.details.selected.value]).toEqual([null, 0]);
    log.details.select(second);
    expect(log.details.open.value).toBeNull();
  });

  it('are copied by main', async () => {
    const { bridge, log, finish } = await loaded();
    await finish(exchanges(1, 1));
    const row = log.rows.value.at(0);
    if (!row) throw new Error('no row');
    await log.details.copy(row);
    expect(bridge.calls).toContainEqual(['copyExchange', 0]);
    expect(log.details.copied.value).toBe('0');
    bridge.answers.copyExchange = () => ({ ok: false, problem: { kind: 'gone' } });
    await log.details.copy(row);
    expect(log.details.copyProblem.value).toEqual({ kind: 'gone' });
    log.dispose();
  });
});

describe('the export', () => {
  it('asks for what the filter shows, tells how far it is, and what became of it', async () => {
    const bridge = new FakeBridge({
      exportAccessLog: () => {
        bridge.emit('accessLogExportProgressed', { done: 1, total: 2 });
        expect(log.exporting.state.value).toEqual({ kind: 'writing', done: 1, total: 2 });
        return { ok: true, saved: { name: 'a.csv', count: 7 } };
      },
    });
    const { log } = await loaded(bridge);
    log.setFilter({ text: 'x' });
    await log.exporting.run('csv');
    expect(bridge.calls.at(-1)).toEqual(['exportAccessLog', 'csv', log.filter.value]);
    expect(log.exporting.state.value).toEqual({ kind: 'saved', name: 'a.csv', count: 7 });
    log.exporting.dismiss();
    expect(log.exporting.state.value).toEqual({ kind: 'none' });
  });

  it.each([
    ['that was cancelled leaves nothing behind', { ok: true, saved: null }, { kind: 'none' }],
    [
      'that failed says why',
      { ok: false, problem: { kind: 'disk-full', name: 'a' } },
      { kind: 'failed', problem: { kind: 'disk-full', name: 'a' } },
    ],
  ] as const)('%s', async (_what, result, state) => {
    const { log } = await loaded(new FakeBridge({ exportAccessLog: () => result }));
    await log.exporting.run('common-log');
    expect(log.exporting.state.value).toEqual(state);
  });
});
