import { expect, it } from 'vitest';
import { parseExchangeNumber, parseExportOrder } from '../../../../src/main/app/ipc/access-log-payloads.ts';
import { dispatchRequest, type IpcHandlers } from '../../../../src/main/app/ipc/ipc-dispatch.ts';
import {
  parseCheck,
  parseIdAndPlace,
  parseIdAndText,
  parseItemOptions,
  parseNothing,
  parseNumber,
  parseReachChoice,
  parseText,
  parseTexts,
} from '../../../../src/main/app/ipc/ipc-payloads.ts';
import { parseSettingsChanges } from '../../../../src/main/app/ipc/settings-payloads.ts';
import { ipcRequestNames } from '../../../../src/shared/ipc-names.ts';

const done = { ok: true } as const;
const broken = () => {
  throw new Error('the bug');
};

const handlers: IpcHandlers = {
  getSnapshot: { parse: parseNothing, run: broken },
  getAccessLog: { parse: parseExchangeNumber, run: () => ({ first: 0, end: 0, from: 0, dropped: 0, entries: '[]' }) },
  getExchangeDetails: { parse: parseExchangeNumber, run: broken },
  copyExchange: { parse: parseExchangeNumber, run: () => done },
  exportAccessLog: { parse: parseExportOrder, run: () => ({ ok: true, saved: null }) },
  clearAccessLog: { parse: parseNothing, run: broken },
  addDroppedPaths: { parse: parseTexts, run: async () => broken() },
  chooseFolder: { parse: parseNothing, run: () => done },
  chooseFiles: { parse: parseNothing, run: () => done },
  removeItem: { parse: parseText, run: () => done },
  moveItem: { parse: parseIdAndPlace, run: () => done },
  renameItem: { parse: parseIdAndText, run: () => done },
  setItemOptions: { parse: parseItemOptions, run: () => done },
  showItem: { parse: parseText, run: () => done },
  restoreItem: { parse: parseText, run: () => done },
  shareRecent: { parse: parseText, run: () => done },
  forgetRecents: { parse: parseNothing, run: () => done },
  startSharing: { parse: parseNothing, run: () => done },
  stopSharing: { parse: parseNothing, run: () => Promise.reject('no error at all') },
  setPort: {
    parse: parseNumber,
    run: (port) => (port === 1 ? done : { ok: false, problem: { kind: 'invalid-port' } }),
  },
  copyLink: { parse: parseText, run: () => done },
  openLink: { parse: parseText, run: () => done },
  setReach: { parse: parseReachChoice, run: () => done },
  getNearby: { parse: parseNothing, run: broken },
  openNeighbour: { parse: parseText, run: () => done },
  copyNeighbourLink: { parse: parseText, run: () => done },
  checkReachability: { parse: parseText, run: broken },
  copyCommand: { parse: parseCheck, run: () => done },
  changeSettings: { parse: parseSettingsChanges, run: () => done },
  resetSettings: { parse: parseNothing, run: () => done },
  openLogFolder: { parse: parseNothing, run: () => done },
  unblockVisitor: { parse: parseText, run: () => done },
  getTransfers: { parse: parseNothing, run: broken },
  stopTransfer: { parse: parseNumber, run: () => done },
  clearTransfers: { parse: parseNothing, run: () => done },
  blockVisitor: { parse: parseText, run: () => done },
};

async function dispatch(name: (typeof ipcRequestNames)[number], ...values: unknown[]) {
  const faults: string[] = [];
  const result = await dispatchRequest(handlers, name, values, (what) => faults.push(what));
  return { result, faults };
}

it('has a handler for every name of the contract', () => {
  expect(Object.keys(handlers).sort()).toEqual([...ipcRequestNames].sort());
});

it('answers with the result, success and expected failure alike', async () => {
  expect(await dispatch('getAccessLog', 0)).toMatchObject({ result: { entries: '[]', dropped: 0 }, faults: [] });
  expect(await dispatch('setPort', 1)).toEqual({ result: done, faults: [] });
  expect(await dispatch('setPort', 2)).toMatchObject({
    result: { ok: false, problem: { kind: 'invalid-port' } },
    faults: [],
  });
});

it.each([
  ['a handler that throws', 'clearAccessLog', [], 'the bug'],
  ['a handler that rejects', 'addDroppedPaths', [['/a']], 'the bug'],
  ['a handler that rejects with no error', 'stopSharing', [], 'no error at all'],
  ['a malformed payload', 'setPort', ['1'], 'malformed request: a number expected'],
] as const)('%s becomes a value and is reported', async (_what, name, values, detail) => {
  const { result, faults } = await dispatch(name, ...values);
  expect(result).toEqual({ ok: false, problem: { kind: 'unexpected', detail } });
  expect(faults).toHaveLength(1);
});

it('a query that fails is rejected without telling why', async () => {
  await expect(dispatch('getSnapshot')).rejects.toThrow(/^unexpected$/);
});
