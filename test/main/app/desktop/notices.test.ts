import { beforeEach, describe, expect, it } from 'vitest';
import {
  nativeTextCharsMax,
  noticedTransferBytesMin,
  noticeIntervalMs,
  visitorSessionMs,
} from '../../../../src/main/app/desktop/limits.ts';
import { type Notice, Notices } from '../../../../src/main/app/desktop/notices.ts';
import { createTranslate } from '../../../../src/shared/i18n/translate.ts';
import { windowMessages } from '../../../../src/shared/i18n/window-messages.ts';
import type { ItemView, ShareState } from '../../../../src/shared/ipc.ts';
import type { TransferView } from '../../../../src/shared/transfer.ts';
import { exchange } from '../../../support/exchange.ts';

const stopped: ShareState = { status: 'stopped' };
const sharing: ShareState = { status: 'sharing', port: 8000, instead: null, addresses: [] };
const failed: ShareState = { status: 'failed', problem: { kind: 'nothing-to-share' } };

let shown: Notice[];
let now: number;
let isWatched: boolean;
let settings: { notifyFirstVisitor: boolean; notifyTransferDone: boolean; notifyFailure: boolean };
let notices: Notices;
let id: number;

const titles = () => shown.map(({ title }) => title);
const visit = (overrides: Parameters<typeof exchange>[1] = {}) =>
  notices.exchangeFinished(exchange(++id, { content: 'listing', bytes: 1, ...overrides }));

beforeEach(() => {
  [shown, now, isWatched, id] = [[], 0, false, 0];
  settings = { notifyFirstVisitor: true, notifyTransferDone: true, notifyFailure: true };
  notices = new Notices({
    settings: () => settings,
    language: () => ({ locale: 'en', translate: createTranslate(windowMessages, 'en') }),
    isWatched: () => isWatched,
    isThisComputer: (address) => address === '127.0.0.1',
    show: (notice) => shown.push(notice),
    now: () => now,
  });
  notices.shareChanged(sharing, [item()]);
});

describe('the first visitor', () => {
  it('is told once for the share, whoever follows', () => {
    visit({ userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)' });
    now += noticeIntervalMs;
    visit({ remoteAddress: '192.168.1.8' });
    expect(titles()).toEqual(['First visitor: iPhone (192.168.1.7)']);
  });

  it('is told again for the next share, and after a long time without any', () => {
    visit();
    now += noticeIntervalMs;
    notices.shareChanged(stopped, [item()]);
    notices.shareChanged(sharing, [item()]);
    visit();
    expect(shown).toHaveLength(2);
    now += visitorSessionMs - 1;
    visit();
    now += visitorSessionMs;
    visit();
    expect(shown).toHaveLength(3);
  });

  it('is neither the owner, nor who only asked for what is not there', () => {
    visit({ remoteAddress: '127.0.0.1' });
    visit({ content: 'other', status: 404 });
    visit({ content: 'asset' });
    expect(shown).toEqual([]);
  });

  it('that the owner has seen come is not told later', () => {
    isWatched = true;
    visit();
    isWatched = false;
    visit();
    expect(shown).toEqual([]);
  });
});

describe('a download that is done', () => {
  it('is told with its name as a person reads it', () => {
    notices.transfersChanged([transferView(1, { state: 'running' })]);
    notices.transfersChanged([
      transferView(1, { path: '/Holiday/%E6%96%87%E4%BB%B6%20%E2%80%AEgpj.zip', userAgent: 'curl/8.0' }),
    ]);
    expect(shown).toEqual([
      { title: 'Download finished: 文件 \\u202egpj.zip', body: expect.stringMatching(/to curl \(192\.168\.1\.7\)$/) },
    ]);
  });

  it('is told once, and again when the visitor gets it again', () => {
    for (const state of ['finished', 'finished', 'running', 'finished'] as const) {
      notices.transfersChanged([transferView(1, { state })]);
      now += noticeIntervalMs;
    }
    expect(shown).toHaveLength(2);
  });

  it('is not told where it is small, was cut, is only a part, or went to the owner', () => {
    notices.transfersChanged([
      transferView(1, { sentBytes: noticedTransferBytesMin - 1 }),
      transferView(2, { state: 'cut-off' }),
      transferView(3, { state: 'partial' }),
      transferView(4, { isThisComputer: true }),
    ]);
    expect(shown).toEqual([]);
  });

  it('is told at most once in a while, however many there are', () => {
    for (let index = 0; index < 100; index++) notices.transfersChanged([transferView(index)]);
    now += noticeIntervalMs;
    notices.transfersChanged([transferView(100)]);
    expect(titles()).toEqual(['Download finished: 0.bin', 'Download finished: 100.bin']);
  });

  it('a name of any length stays short', () => {
    notices.transfersChanged([transferView(1, { path: `/${'x'.repeat(5_000)}` })]);
    expect(titles()[0]?.length).toBeLessThanOrEqual('Download finished: '.length + nativeTextCharsMax);
  });
});

describe('a failure', () => {
  it('is told when it comes, not as long as it lasts', () => {
    notices.shareChanged(failed, [item()]);
    now += noticeIntervalMs;
    notices.shareChanged(failed, [item()]);
    expect(titles()).toEqual(['Sharing failed']);
  });

  it('an item that vanishes while it is shared is told once, and again when it vanishes again', () => {
    const gone = item({ name: 'Stick\u0007', missing: true });
    notices.shareChanged(sharing, [gone]);
    notices.shareChanged(sharing, [gone]);
    expect(titles()).toEqual(['“Stick\\x07” is gone']);
    now += noticeIntervalMs;
    notices.shareChanged(sharing, [item()]);
    notices.shareChanged(sharing, [gone]);
    expect(shown).toHaveLength(2);
  });

  it('an item that was missing from the start, or while nothing is shared, is no news', () => {
    notices.shareChanged(stopped, [item({ missing: true })]);
    notices.shareChanged(sharing, [item({ missing: true })]);
    expect(shown).toEqual([]);
  });
});

it.each(['notifyFirstVisitor', 'notifyTransferDone', 'notifyFailure'] as const)(
  'without the setting %s its kind is left out, and nothing else',
  (setting) => {
    settings[setting] = false;
    visit();
    notices.transfersChanged([transferView(1)]);
    notices.shareChanged(failed, [item()]);
    expect(shown).toHaveLength(2);
  },
);

it('nothing is told to who looks at the window', () => {
  isWatched = true;
  visit();
  notices.transfersChanged([transferView(1)]);
  notices.shareChanged(failed, [item()]);
  expect(shown).toEqual([]);
});

function item(overrides: Partial<Pick<ItemView, 'name' | 'missing'>> = {}) {
  return { id: 'a', name: 'Photos', missing: false, ...overrides };
}

/** A large download that is done. */
function transferView(id: number, overrides: Partial<TransferView> = {}): TransferView {
  return {
    id,
    remoteAddress: '192.168.1.7',
    isThisComputer: false,
    userAgent: null,
    path: `/${id}.bin`,
    state: 'finished',
    failure: null,
    sentBytes: noticedTransferBytesMin,
    sizeBytes: noticedTransferBytesMin,
    isWhole: true,
    exchanges: 1,
    bytesPerSecond: null,
    leftMs: null,
    startedAt: 1_790_000_000_000,
    activeMs: 10_000,
    endedAt: 1_790_000_010_000,
    ...overrides,
  };
}
