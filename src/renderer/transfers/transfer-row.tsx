import { formatTimeOfDay, visibleText } from '../../shared/format.ts';
import type { TransferState, TransferView } from '../../shared/transfer.ts';
import { Button } from '../ui/button.tsx';
import { useI18n } from '../ui/i18n.ts';
import { BlockIcon, FileIcon, StopIcon } from '../ui/icons.tsx';
import { figuresOf, fileOf, partsOf, stateWord, visitorOf } from './transfer-words.ts';
import type { TransfersModel } from './transfers-model.ts';

interface TransferRowProps {
  readonly transfer: TransferView;
  readonly model: TransfersModel;
}

const chips = {
  running: 'chip--good',
  finished: '',
  partial: '',
  'cut-off': 'chip--warning',
  stopped: '',
} as const satisfies Record<TransferState, string>;

/** One visitor and one file. All that came from the network is text, with its control characters made visible. */
export function TransferRow({ transfer, model }: TransferRowProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const { state, remoteAddress, isThisComputer } = transfer;
  const { name, folder } = fileOf(transfer);
  const visitor = visitorOf(transfer);
  const parts = partsOf(transfer, i18n);
  const isBlocked = model.blocked.value.has(remoteAddress);
  const stop = t('transfers.stop', { file: name, visitor });
  return (
    <li class={`transfer${state === 'running' ? ' transfer--running' : ''}`} data-transfer={transfer.id}>
      <span class="transfer__icon">
        <FileIcon />
      </span>
      <div class="transfer__text">
        <p class="transfer__file" title={`${folder}/${name}`}>
          <bdi class="transfer__name clip">{name}</bdi>
          <bdi class="transfer__folder clip muted">{folder}</bdi>
        </p>
        <p
          class="transfer__visitor clip muted"
          title={transfer.userAgent === null ? undefined : visibleText(transfer.userAgent)}
        >
          {isBlocked && <span class="transfer__blocked">{t('transfers.blocked')} · </span>}
          {visitor}
          {parts !== null && ` · ${parts}`}
          {isThisComputer && ` · ${t('transfers.thisComputer')}`}
        </p>
      </div>
      <Meter transfer={transfer} label={t('transfers.progress', { file: name, visitor })} />
      <span class="transfer__state">
        <span class={`chip ${chips[state]}`}>{stateWord(transfer, i18n)}</span>
      </span>
      <span class="transfer__actions">
        {state === 'running' && !isBlocked && (
          <Button
            kind="quiet"
            icon={<StopIcon />}
            name={stop}
            title={stop}
            onPress={() => void model.stop(transfer.id)}
          />
        )}
        {!isThisComputer && <BlockButton transfer={transfer} model={model} isBlocked={isBlocked} />}
      </span>
    </li>
  );
}

function BlockButton({ transfer, model, isBlocked }: TransferRowProps & { readonly isBlocked: boolean }) {
  const { t } = useI18n();
  const visitor = visitorOf(transfer);
  if (isBlocked) {
    const unblock = t('transfers.unblockVisitor', { visitor });
    return (
      <Button kind="quiet" name={unblock} title={unblock} onPress={() => void model.unblock(transfer.remoteAddress)}>
        {t('transfers.unblock')}
      </Button>
    );
  }
  const block = t('transfers.blockVisitor', { visitor });
  return (
    <Button kind="quiet" icon={<BlockIcon />} name={block} title={block} onPress={() => model.askToBlock(transfer)} />
  );
}

/** A bar only while something is running whose end is known: a bar that guesses is worse than none. */
function Meter({ transfer, label }: { readonly transfer: TransferView; readonly label: string }) {
  const i18n = useI18n();
  const { state, sentBytes, sizeBytes, endedAt } = transfer;
  const words = figuresOf(transfer, i18n).join(' · ');
  return (
    <div class="transfer__meter">
      {state === 'running' && sizeBytes !== null && sizeBytes > 0 && (
        <progress
          class="transfer__bar"
          max={1}
          value={Math.min(1, sentBytes / sizeBytes)}
          aria-label={label}
          aria-valuetext={words}
        />
      )}
      <p class="transfer__figures clip muted" title={words}>
        {words}
        {endedAt !== null && ` · ${formatTimeOfDay(endedAt, i18n.locale)}`}
      </p>
    </div>
  );
}
