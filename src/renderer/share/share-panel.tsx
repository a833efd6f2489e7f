import type { WindowMessageKey } from '../../shared/i18n/window-messages.ts';
import type { AddressView, ShareState } from '../../shared/ipc.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { useI18n } from '../ui/i18n.ts';
import { StartIcon, StopIcon } from '../ui/icons.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { AddressLabel, AddressList } from './address-list.tsx';
import { DoorstepMark } from './doorstep-mark.tsx';
import { PortField } from './port-field.tsx';
import type { PortModel } from './port-model.ts';
import { QrCode } from './qr-code.tsx';
import { ShareLink } from './share-link.tsx';
import type { ShareModel } from './share-model.ts';
import './share-panel.css';

const stateWords = {
  stopped: 'state.stopped',
  starting: 'state.starting',
  sharing: 'state.sharing',
  failed: 'state.failed',
} as const satisfies Record<ShareState['status'], WindowMessageKey>;

interface SharePanelProps {
  readonly share: ShareModel;
  readonly port: PortModel;
  readonly state: ShareState;
}

/** The state in words, the one control that changes it, and how visitors get here. */
export function SharePanel({ share, port, state }: SharePanelProps) {
  const { t } = useI18n();
  const address = share.shownAddress.value;
  const addresses = state.status === 'sharing' ? state.addresses : [];
  return (
    <section class="share" aria-label={t('share.region')} data-status={state.status}>
      <div class="share__body">
        <header class="share__head">
          <p class="state" role="status">
            <span class="state__dot" />
            {t(stateWords[state.status])}
          </p>
          <StartStop share={share} state={state} />
        </header>
        {state.status === 'stopped' && <p class="share__hint muted">{t('state.stoppedHint')}</p>}
        {state.status === 'failed' && <ProblemNote problem={state.problem} />}
        {state.status !== 'failed' && (
          <ProblemNote problem={share.actionProblem.value} onDismiss={share.dismissActionProblem} />
        )}
        {address && <Reach share={share} address={address} alone={addresses.length === 1} />}
        <PortField port={port} state={state} />
      </div>
      {address && addresses.length > 1 && <AddressList share={share} addresses={addresses} shownUrl={address.url} />}
      {address ? <QrCode url={address.url} /> : <ClosedDoor ajar={state.status === 'starting'} />}
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
  /** True where there is no list of addresses that tells what this one is. */
  readonly alone: boolean;
}

/** The link that visitors need, large. */
function Reach({ share, address, alone }: ReachProps) {
  const { t } = useI18n();
  const onlyHere = address.kind === 'loopback';
  return (
    <div class="reach">
      <ShareLink url={address.url} onOpen={() => void share.openLink(address.url)} />
      <p class={onlyHere ? 'reach__warning' : 'reach__hint muted'}>{t(onlyHere ? 'share.noNetwork' : 'share.hint')}</p>
      <div class="reach__actions">
        <CopyButton
          name={t('share.copyLink')}
          words={{ copy: t('share.copyLink'), copied: t('share.copied') }}
          copied={share.copiedUrl.value === address.url}
          onCopy={() => void share.copyLink(address.url)}
        />
        {alone && <AddressLabel address={address} />}
      </div>
    </div>
  );
}
