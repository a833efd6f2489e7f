import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { AddressKind, AddressView, AppSnapshot } from '../../shared/ipc.ts';

/** The shown address has become another one, and the owner did not do it. */
export interface AddressNotice {
  /** `changed`: the old one is gone. `better`: it still works. `back`: there was no network before. */
  readonly kind: 'changed' | 'better' | 'back';
  readonly fromUrl: string;
}

export interface AddressNotices {
  readonly notice: ReadonlySignal<AddressNotice | null>;
  dismiss(): void;
  /** Watches no more. */
  dispose(): void;
}

export interface AddressNoticesOptions {
  readonly snapshot: ReadonlySignal<AppSnapshot | null>;
  readonly shownAddress: ReadonlySignal<AddressView | null>;
  readonly picked: ReadonlySignal<AddressView | null>;
}

/** Watches the shown address. What the owner causes (another port, network or pick, start and stop) needs no notice. */
export function createAddressNotices({ snapshot, shownAddress, picked }: AddressNoticesOptions): AddressNotices {
  const notice = signal<AddressNotice | null>(null);
  let last: Shown | null = null;

  const stopWatching = effect(() => {
    const now = shownNow(snapshot.value, shownAddress.value, picked.value);
    if (now === 'gone') {
      last = null;
      notice.value = null;
    } else if (now) {
      if (last && now.address.url !== last.address.url) notice.value = noticeOf(last, now);
      last = now;
    }
  });

  return {
    notice,
    dismiss(): void {
      notice.value = null;
    },
    dispose: () => stopWatching(),
  };
}

interface Shown {
  readonly address: AddressView;
  readonly all: readonly AddressView[];
  /** What the owner decided; where this differs, the change is the owner's. */
  readonly decided: string;
}

/** Null while there is nothing to compare for a moment: a share that is starting or has failed may come back elsewhere. */
function shownNow(snapshot: AppSnapshot | null, address: AddressView | null, picked: AddressView | null) {
  const state = snapshot?.state;
  if (state?.status === 'stopped') return 'gone';
  if (!snapshot || state?.status !== 'sharing' || !address) return null;
  const decided = JSON.stringify([state.port, snapshot.reach.choice, picked?.url]);
  return { address, all: state.addresses, decided } satisfies Shown;
}

function noticeOf(last: Shown, now: Shown): AddressNotice | null {
  // That there is no network any more is said by the warning that stands there then.
  if (now.decided !== last.decided || !isLocalNetwork(now.address.kind)) return null;
  const fromUrl = last.address.url;
  if (!isLocalNetwork(last.address.kind)) return { kind: 'back', fromUrl };
  return { kind: now.all.some(({ url }) => url === fromUrl) ? 'better' : 'changed', fromUrl };
}

/** Whether other devices nearby can be in the network behind such an address. */
export function isLocalNetwork(kind: AddressKind): boolean {
  return kind === 'wifi' || kind === 'ethernet' || kind === 'lan' || kind === 'link-local';
}
