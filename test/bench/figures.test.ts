import { describe, expect, it } from 'vitest';
import { parseCoreList } from '../../bench/cores.mjs';
import { endedChildrenCpuSeconds, parseStat, parseStatusBytes, treeUsage } from '../../bench/process-tree.mjs';
import { pairedRatio, quantile } from '../../bench/statistics.mjs';
import { renderTable } from '../../bench/table.mjs';
import { short, verdicts } from '../../bench/targets.mjs';
import { parseWrk } from '../../bench/wrk.mjs';

describe('statistics', () => {
  it.each([
    [[3, 1, 2], 0.5, 2],
    [[1, 2, 3, 4], 0.5, 2.5],
    [[1, 2, 3, 4, 5], 1, 5],
    [[7], 0.99, 7],
    [[Number.NaN, 4], 0.5, 4],
    [[], 0.5, Number.NaN],
  ])('quantile of %j at %d', (values, share, expected) => {
    expect(quantile(values, share)).toBe(expected);
  });

  it('compares round by round, and leaves out rounds that failed', () => {
    expect(pairedRatio([10, 20, 30], [10, 10, 10])).toEqual({ median: 2, low: 1, high: 3 });
    expect(pairedRatio([10, Number.NaN, 30], [5, 10, Number.NaN]).median).toBe(2);
    expect(pairedRatio([10], []).median).toBeNaN();
  });

  it.each([
    [0.12345, '0.123'],
    [12.345, '12.3'],
    [123_456, '123,000'],
    [1000, '1,000'],
    [Number.NaN, '–'],
  ])('short %d', (value, expected) => {
    expect(short(value)).toBe(expected);
  });
});

const row = {
  label: '1 KB file',
  unit: 'answers/s',
  better: 'more',
  values: new Map([
    ['Doorstep', [100, 120]],
    ['nginx', [100, 100]],
  ]),
  targets: [
    { limit: 1, of: 'nginx' },
    { limit: 2, of: 'nginx', isStretch: true },
    { limit: 1, of: 'HFS' },
  ],
} as const;

describe('targets', () => {
  it('are met, missed, or not measured', () => {
    expect(verdicts(row).map(({ isMet }) => isMet)).toEqual([true, false, null]);
    expect(verdicts({ ...row, better: 'less' }).map(({ isMet }) => isMet)).toEqual([false, true, null]);
    expect(verdicts({ ...row, targets: [{ limit: 110 }] })[0]).toMatchObject({ value: 110, isMet: true });
  });

  it('stand in the table, with absolute figures and ratios', () => {
    const table = renderTable([row], ['nginx', 'HFS'], { markdown: true });
    expect(table.split('\n')).toEqual([
      '|  | Doorstep | nginx | HFS | target: met |',
      '| --- | --: | --: | --: | --- |',
      '| 1 KB file, answers/s | 110 | 1.1× (100) | – | 1× nginx: yes (1.1, 1–1.2); stretch 2× nginx: NO (1.1, 1–1.2); 1× HFS: not measured |',
    ]);
  });
});

describe("wrk's summary", () => {
  const summary = (problem: string) =>
    `  26 requests in 1.00s, 30.00MB read\n${problem}Requests/sec:  26123.45\nTransfer/sec:     30.00MB\n`;

  it.each(['', '  Socket errors: connect 0, read 26, write 0, timeout 0\n'])('is read: %j', (problem) => {
    expect(parseWrk(summary(problem))).toBe(26_123.45);
  });

  it.each([
    '  Non-2xx or 3xx responses: 3\n',
    '  Socket errors: connect 1, read 0, write 0, timeout 0\n',
    '  Socket errors: connect 0, read 0, write 0, timeout 7\n',
  ])('is refused: %j', (problem) => {
    expect(() => parseWrk(summary(problem))).toThrow(problem.trim());
  });

  it('is refused without a rate', () => {
    expect(() => parseWrk('unable to connect to 127.0.0.1:1 Connection refused')).toThrow('no rate');
  });
});

describe('/proc', () => {
  it('a program may be called anything', () => {
    const rest = '7 7 7 0 -1 4194304 1 2 3 4 50 25 5 1 20 0 1 0 100';
    expect(parseStat(`12 (a) b (c d) S ${rest}`)).toEqual({ parent: 7, ownTicks: 75, waitedTicks: 6 });
  });

  it.each([
    ['Name:\tnode\nVmHWM:\t   2048 kB\nVmRSS:\t   1024 kB\n', 2 ** 21],
    ['Name:\tgone\n', 0],
  ])('peak of %j', (status, bytes) => {
    expect(parseStatusBytes(status, 'VmHWM')).toBe(bytes);
  });

  it.runIf(process.platform === 'linux')('tells what this process uses', () => {
    const usage = treeUsage(process.pid);
    expect(usage?.peakBytes).toBeGreaterThan(10_000_000);
    expect(usage?.residentBytes).toBeGreaterThan(10_000_000);
    expect(endedChildrenCpuSeconds()).toBeGreaterThanOrEqual(0);
  });

  it.each([
    ['0-1', [0, 1]],
    ['3', [3]],
    ['0-2,8', [0, 1, 2, 8]],
    ['', []],
  ])('cores %j', (list, cores) => {
    expect(parseCoreList(list)).toEqual(cores);
  });
});
