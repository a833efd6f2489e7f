import { useCallback } from 'preact/hooks';
import { visibleText } from '../../shared/format.ts';
import type { WindowMessageKey } from '../../shared/i18n/window-messages.ts';
import type { AddressView, ReachView, ShareState } from '../../shared/ipc.ts';
import type { ReachabilityModel } from '../reachability/reachability-model.ts';
import { SettingsButton } from '../settings/settings-button.tsx';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { useI18n, type WindowTranslate } from '../ui/i18n.ts';
import { StartIcon, StopIcon } from '../ui/icons.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { useMediaQuery } from '../ui/use-media-query.ts';
import { AddressChoice } from './address-choice.tsx';
import { AddressLabel, AddressList, addressKindWords } from './address-list.tsx';
import { AddressNotice } from './address-notice.tsx';
import { isLocalNetwork } from './address-notices.ts';
import { DoorstepMark } from './doorstep-mark.tsx';
import { PortField } from './port-field.tsx';
import type { PortModel } from './port-model.ts';
import { QrCode } from './qr-code.tsx';
import { QrDialog } from './qr-dialog.tsx';
import { ReachChoice } from './reach-choice.tsx';
import { ShareLink } from './share-link.tsx';
import type { ShareModel } from './share-model.ts';
import './share-panel.css';

const stateWords = {
  stopped: 'state.stopped',
  starting: 'state.starting',
  sharing: 'state.sharing',
  failed: 'state.failed',
} as const satisfies Record<ShareState['status'], WindowMessageKey>;

/** Here a list of addresses would push out what is below it, or be cut itself. */
const smallWindow = '(width < 880px) or (height < 640px)';

interface SharePanelProps {
  readonly share: ShareModel;
  readonly port: PortModel;
  readonly reachability: ReachabilityModel;
  readonly state: ShareState;
  readonly reach: ReachView;
  readonly onOpenSettings: () => void;
}

/** The state in words, the one control that changes it, and how visitors get here. */
export function SharePanel({ share, port, reachability, state, reach, onOpenSettings }: SharePanelProps) {
  const { t } = useI18n();
  const address = share.shownAddress.value;
  const addresses = state.status === 'sharing' ? state.addresses : [];
  const isSmall = useMediaQuery(smallWindow);
  const closeQr = useCallback(() => share.enlargeQr(false), [share]);
  const Addresses = isSmall ? AddressChoice : AddressList;
  const several = address && addresses.length > 1 && (
    <Addresses share={share} addresses={addresses} shownUrl={address.url} />
  );
  return (
    <section class="share" aria-label={t('share.region')} data-status={state.status}>
      <div class="share__body">
        <header class="share__head">
          <p class="state" role="status">
            <span class="state__dot" />
            {t(stateWords[state.status])}
          </p>
          <div class="share__actions">
            <StartStop share={share} state={state} />
            <SettingsButton onPress={onOpenSettings} />
          </div>
        </header>
        {state.status === 'stopped' && (
          <p class="share__hint muted">{t(state.because ? 'state.unfamiliarHint' : 'state.stoppedHint')}</p>
        )}
        {state.status === 'failed' && <ProblemNote problem={state.problem} />}
        {state.status !== 'failed' && (
          <ProblemNote problem={share.actionProblem.value} onDismiss={share.dismissActionProblem} />
        )}
        <AddressNotice notice={share.addressNotice.value} onDismiss={share.dismissAddressNotice} />
        {address && (
          <Reach
            share={share}
            address={address}
            reach={reach}
            alone={addresses.length === 1}
            onCheck={() => void reachability.open(address.url)}
          />
        )}
        {isSmall && several}
      </div>
      <div class="share__settings">
        <PortField port={port} state={state} onRetry={() => void share.retryPort()} />
        <ReachChoice share={share} reach={reach} />
      </div>
      {!isSmall && several}
      {address && share.qrEnlarged.value && <QrDialog url={address.url} onClose={closeQr} />}
      {address ? (
        <QrCode url={address.url} onEnlarge={() => share.enlargeQr(true)} />
      ) : (
        <ClosedDoor ajar={state.status === 'starting'} />
      )}
    </section>
  );
}

/** Keeps the place of the QR code, so that nothing moves when sharing starts or stops. */
function ClosedDoor({ ajar }: { readonly ajar: boolean }) {
  return (
    <div class="closed-door">
      <DoorstepMark door={ajar ? 'ajar' : 'closed'} />
    </div>
  );
}

/** One button for both, so that the focus stays where it is when the state changes. */
function StartStop({ share, state }: Pick<SharePanelProps, 'share' | 'state'>) {
  const { t } = useI18n();
  const running = state.status === 'sharing' || state.status === 'starting';
  return running ? (
    <Button kind="secondary" icon={<StopIcon />} onPress={() => void share.stop()}>
      {t('share.stop')}
    </Button>
  ) : (
    <Button kind="primary" icon={<StartIcon />} onPress={() => void share.start()}>
      {t('share.start')}
    </Button>
  );
}

interface ReachProps {
  readonly share: ShareModel;
  readonly address: AddressView;
  readonly reach: ReachView;
  /** True where there is no list of addresses that tells what this one is. */
  readonly alone: boolean;
  readonly onCheck: () => void;
}

/** The link that visitors need, large. */
function Reach({ share, address, reach, alone, onCheck }: ReachProps) {
  const { t } = useI18n();
  const items = share.snapshot.value?.items ?? [];
  const isAllAway = items.length > 0 && items.every(({ missing, unreadable }) => missing || unreadable);
  const warning = isAllAway ? t('share.itemsAway') : warningOf(address, reach, alone, t);
  return (
    <div class="reach">
      <ShareLink url={address.url} onOpen={() => void share.openLink(address.url)} />
      <p class={warning ? 'reach__warning' : 'reach__hint muted'}>{warning ?? t('share.hint')}</p>
      <div class="reach__actions">
        <CopyButton
          name={t('share.copyLink')}
          words={{ copy: t('share.copyLink'), copied: t('share.copied') }}
          copied={share.copiedUrl.value === address.url}
          onCopy={() => void share.copyLink(address.url)}
        />
        <Button kind="secondary" onPress={onCheck}>
          {t('reachability.button')}
        </Button>
        {alone && <AddressLabel address={address} />}
      </div>
    </div>
  );
}

/** Why others cannot open the address, though it works; null where they can. */
function warningOf(address: AddressView, reach: ReachView, alone: boolean, t: WindowTranslate): string | null {
  const { choice, isWaiting } = reach;
  if (isLocalNetwork(address.kind)) return null;
  if (address.kind !== 'loopback') return t('share.noLocalNetwork', { kind: t(addressKindWords[address.kind]) });
  if (choice.kind === 'interface' && isWaiting) {
    return t('reach.waiting', { interface: visibleText(choice.interfaceName) });
  }
  const isChosen = choice.kind === 'this-computer' || !alone;
  return t(isChosen ? 'share.onlyHere' : 'share.noNetwork');
}
