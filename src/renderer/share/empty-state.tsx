import type { ShareState } from '../../shared/ipc.ts';
import { SettingsButton } from '../settings/settings-button.tsx';
import { Button } from '../ui/button.tsx';
import { useI18n } from '../ui/i18n.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { DoorstepMark } from './doorstep-mark.tsx';
import type { ShareModel } from './share-model.ts';
import './empty-state.css';

interface EmptyStateProps {
  readonly share: ShareModel;
  readonly state: ShareState;
  readonly dropping: boolean;
  readonly onOpenSettings: () => void;
}

/** Nothing is shared yet: one sentence and one button; the whole window takes the drop. */
export function EmptyState({ share, state, dropping, onOpenSettings }: EmptyStateProps) {
  const { t } = useI18n();
  return (
    <section class={`empty${dropping ? ' empty--dropping' : ''}`} aria-label={t('items.region')}>
      <div class="empty__content">
        <DoorstepMark door={dropping ? 'open' : 'ajar'} />
        <p class="empty__sentence">{dropping ? t('drop.share') : t('empty.sentence')}</p>
        <Button kind="primary" onPress={() => void share.chooseFolder()}>
          {t('items.chooseFolder')}
        </Button>
        {state.status === 'failed' && <ProblemNote problem={state.problem} />}
        <ProblemNote problem={share.itemsProblem.value} onDismiss={share.dismissItemsProblem} />
      </div>
      <div class="empty__settings">
        <SettingsButton onPress={onOpenSettings} />
      </div>
    </section>
  );
}
