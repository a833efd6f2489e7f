import { deviceName } from '../../shared/device-name.ts';
import type { ExchangeFailure } from '../../shared/exchange.ts';
import {
  clipText,
  formatByteSize,
  formatCount,
  formatDuration,
  formatSpeed,
  formatTimeLeft,
  readableTarget,
  visibleText,
} from '../../shared/format.ts';
import type { WindowMessageKey } from '../../shared/i18n/window-messages.ts';
import { targetShownCharsMax } from '../../shared/limits.ts';
import type { TransferState, TransferView } from '../../shared/transfer.ts';
import type { I18n } from '../ui/i18n.ts';

/** The file's name and the folder that it is in, both fit to be read; a folder's own page has the folder's name. */
export function fileOf({ path }: TransferView): { readonly name: string; readonly folder: string } {
  // Cut before it is decoded: a name may hold an encoded slash.
  const cut = path.replace(/\/$/, '').lastIndexOf('/') + 1;
  const readable = (text: string) => clipText(readableTarget(text), targetShownCharsMax);
  return { name: readable(path.slice(cut)) || '/', folder: readable(path.slice(0, cut).replace(/\/$/, '')) };
}

/** Who gets it: the device where it tells what it is, and the address. */
export function visitorOf({ userAgent, remoteAddress }: TransferView): string {
  const device = deviceName(userAgent);
  const address = visibleText(remoteAddress);
  return device === null ? address : `${visibleText(device)} (${address})`;
}

const stateKeys = {
  running: 'transfers.sending',
  finished: 'transfers.finished',
  partial: 'transfers.partial',
  'cut-off': 'transfers.cutOff',
  stopped: 'transfers.stopped',
} as const satisfies Record<TransferState, WindowMessageKey>;

/** The state in a word or two. */
export function stateWord({ state }: TransferView, { t }: I18n): string {
  return t(stateKeys[state]);
}

/** How far it is, how fast, how long it will take; afterwards how much it was, and why not more. */
export function figuresOf(transfer: TransferView, i18n: I18n): string[] {
  return transfer.state === 'running' ? runningFigures(transfer, i18n) : endedFigures(transfer, i18n);
}

/** In how many parts the file is asked for; null where it is asked for as a whole. */
export function partsOf({ isWhole, exchanges }: TransferView, { t, locale }: I18n): string | null {
  if (isWhole) return null;
  return exchanges === 1 ? t('transfers.onePart') : t('transfers.parts', { count: formatCount(exchanges, locale) });
}

function runningFigures(transfer: TransferView, i18n: I18n): string[] {
  const { bytesPerSecond, leftMs } = transfer;
  const { t, locale } = i18n;
  const figures = [amountOf(transfer, i18n)];
  if (bytesPerSecond === 0) figures.push(t('transfers.waiting'));
  else if (bytesPerSecond !== null) figures.push(formatSpeed(bytesPerSecond, locale));
  if (leftMs !== null) figures.push(t('transfers.left', { time: formatTimeLeft(leftMs, locale) }));
  return figures;
}

function endedFigures(transfer: TransferView, i18n: I18n): string[] {
  const { state, sentBytes, activeMs, failure } = transfer;
  const { t, locale } = i18n;
  if (state === 'finished') {
    const size = formatByteSize(sentBytes, locale);
    return [t('transfers.inTime', { size, time: formatDuration(activeMs, locale) })];
  }
  const why = failure === null ? undefined : failureKeys[failure];
  return why === undefined ? [amountOf(transfer, i18n)] : [amountOf(transfer, i18n), t(why)];
}

function amountOf({ sentBytes, sizeBytes }: TransferView, { t, locale }: I18n): string {
  const sent = formatByteSize(sentBytes, locale);
  return sizeBytes === null ? sent : t('transfers.amount', { sent, size: formatByteSize(sizeBytes, locale) });
}

/** The reasons for which something that had begun can end early; the others are answered before. */
const failureKeys: Partial<Record<ExchangeFailure, WindowMessageKey>> = {
  'visitor-left': 'transfers.visitorLeft',
  stalled: 'transfers.stalled',
  'file-changed': 'transfers.fileChanged',
  'share-stopped': 'transfers.shareStopped',
  blocked: 'transfers.youBlocked',
  bug: 'transfers.bug',
};
