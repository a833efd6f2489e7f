import { deviceName } from '../../../shared/device-name.ts';
import type { Exchange } from '../../../shared/exchange.ts';
import { clipText, formatByteSize, readableTarget, visibleText } from '../../../shared/format.ts';
import type { Locale } from '../../../shared/i18n/locale.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import type { WindowMessageKey } from '../../../shared/i18n/window-messages.ts';
import type { ItemView, ShareState } from '../../../shared/ipc.ts';
import type { TransferState, TransferView } from '../../../shared/transfer.ts';
import type { Settings } from '../settings/settings.ts';
import { nativeTextCharsMax, noticedTransferBytesMin, noticeIntervalMs, visitorSessionMs } from './limits.ts';

/** What a notification says. Plain text, safe to read, short. */
export interface Notice {
  readonly title: string;
  readonly body: string;
}

export interface NoticesOptions {
  readonly settings: () => Pick<Settings, 'notifyFirstVisitor' | 'notifyTransferDone' | 'notifyFailure'>;
  readonly language: () => { readonly locale: Locale; readonly translate: Translate<WindowMessageKey> };
  /** True while the owner looks at the window, and so sees everything there. */
  readonly isWatched: () => boolean;
  /** True for an address of this computer: the owner's own requests are no visit. */
  readonly isThisComputer: (address: string) => boolean;
  /** Returns at once. */
  readonly show: (notice: Notice) => void;
  /** A monotonic clock, milliseconds. */
  readonly now: () => number;
}

type Kind = 'visitor' | 'transfer' | 'failure';

/**
 * Decides what is worth a notification: the first visitor of the share, a large download that is done, a failure; each
 * only where the owner wants it and does not look at the window, and at most one of a kind in `noticeIntervalMs`.
 */
export class Notices {
  readonly #options: NoticesOptions;
  readonly #lastShown = new Map<Kind, number>();
  #lastVisit = Number.NEGATIVE_INFINITY;
  #status: ShareState['status'] = 'stopped';
  #missing: ReadonlySet<string> = new Set();
  #transferStates: ReadonlyMap<number, TransferState> = new Map();

  constructor(options: NoticesOptions) {
    this.#options = options;
  }

  /** One exchange has ended. */
  exchangeFinished(exchange: Exchange): void {
    const { remoteAddress, content } = exchange;
    const isVisit = content === 'file' || content === 'listing';
    if (isVisit && !this.#options.isThisComputer(remoteAddress)) this.#visited(exchange);
  }

  /** What is on its way to visitors, and what has arrived. */
  transfersChanged(transfers: readonly TransferView[]): void {
    const before = this.#transferStates;
    this.#transferStates = new Map(transfers.map(({ id, state }) => [id, state]));
    const done = transfers.find(
      ({ id, state, sentBytes, isThisComputer }) =>
        state === 'finished' && before.get(id) !== state && sentBytes >= noticedTransferBytesMin && !isThisComputer,
    );
    if (done) this.#transferDone(done);
  }

  /** The share as it is after a change. */
  shareChanged(state: ShareState, items: readonly Pick<ItemView, 'id' | 'name' | 'missing'>[]): void {
    const before = this.#status;
    this.#status = state.status;
    if (state.status === 'stopped') this.#lastVisit = Number.NEGATIVE_INFINITY;
    if (state.status === 'failed' && before !== 'failed') {
      this.#tell('failure', (t) => ({ title: t('notice.shareFailed'), body: t('notice.shareFailedText') }));
    }
    const missing = items.filter((item) => item.missing);
    const [gone] = missing.filter(({ id }) => !this.#missing.has(id));
    this.#missing = new Set(missing.map(({ id }) => id));
    if (!gone || state.status !== 'sharing' || before !== 'sharing') return;
    this.#tell('failure', (t) => ({
      title: t('notice.itemMissing', { name: short(visibleText(gone.name)) }),
      body: t('notice.itemMissingText'),
    }));
  }

  /** The first one of this share, or the first after a long time without any. */
  #visited({ remoteAddress, userAgent }: Exchange): void {
    const now = this.#options.now();
    const isFirst = now - this.#lastVisit >= visitorSessionMs;
    this.#lastVisit = now;
    if (!isFirst) return;
    this.#tell('visitor', (t) => ({
      title: t('notice.visitor', { visitor: visitorName(remoteAddress, userAgent) }),
      body: t('notice.visitorText'),
    }));
  }

  #transferDone({ path, sentBytes, remoteAddress, userAgent }: TransferView): void {
    const { locale } = this.#options.language();
    this.#tell('transfer', (t) => ({
      title: t('notice.transferDone', { name: fileName(path) }),
      body: t('notice.transferDoneText', {
        size: formatByteSize(sentBytes, locale),
        visitor: visitorName(remoteAddress, userAgent),
      }),
    }));
  }

  #tell(kind: Kind, write: (translate: Translate<WindowMessageKey>) => Notice): void {
    const { settings, isWatched, now, show, language } = this.#options;
    const { notifyFirstVisitor, notifyTransferDone, notifyFailure } = settings();
    const isWanted = { visitor: notifyFirstVisitor, transfer: notifyTransferDone, failure: notifyFailure }[kind];
    if (!isWanted || isWatched()) return;
    const lastShown = this.#lastShown.get(kind) ?? Number.NEGATIVE_INFINITY;
    if (now() - lastShown < noticeIntervalMs) return;
    this.#lastShown.set(kind, now());
    show(write(language().translate));
  }
}

/** `Android · Chrome (192.168.1.7)`; the address alone where nothing tells what it is. */
function visitorName(remoteAddress: string, userAgent: string | null): string {
  const address = short(visibleText(remoteAddress));
  const device = deviceName(userAgent);
  return device === null ? address : `${device} (${address})`;
}

/** The last name in a path as received. */
function fileName(path: string): string {
  return short(readableTarget(path.slice(path.lastIndexOf('/') + 1)) || '/');
}

function short(text: string): string {
  return clipText(text, nativeTextCharsMax);
}
