import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useI18n } from '../ui/i18n.ts';
import { visitorOf } from './transfer-words.ts';
import type { TransfersModel } from './transfers-model.ts';

/** Says what a block does before it is done. */
export function BlockDialog({ model }: { readonly model: TransfersModel }) {
  const { t } = useI18n();
  const transfer = model.toBlock.value;
  if (!transfer) return null;
  const footer = (
    <>
      <Button kind="secondary" onPress={model.keepUnblocked}>
        {t('transfers.keepUnblocked')}
      </Button>
      <Button kind="primary" onPress={() => void model.block()}>
        {t('transfers.block')}
      </Button>
    </>
  );
  return (
    <Dialog
      heading={t('transfers.blockHeading', { visitor: visitorOf(transfer) })}
      onClose={model.keepUnblocked}
      footer={footer}
    >
      <p class="transfers__block-words">{t('transfers.blockWhat')}</p>
    </Dialog>
  );
}
