import type { RecentView, ShareState } from '../../shared/ipc.ts';
import { RecentList } from '../items/recent-list.tsx';
import { UndoNote } from '../items/undo-note.tsx';
import { SettingsButton } from '../settings/settings-button.tsx';
import { Button } from '../ui/button.tsx';
import { useI18n, type WindowTranslate } from '../ui/i18n.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { DoorstepMark } from './doorstep-mark.tsx';
import type { ShareModel } from './share-model.ts';
import './empty-state.css';

interface EmptyStateProps {
  readonly share: ShareModel;
  readonly state: ShareState;
  readonly dropping: boolean;
  /** How many things are held over the window. */
  readonly dropCount: number;
  readonly recents: readonly RecentView[];
  readonly onOpenSettings: () => void;
}

/** Nothing is shared yet: one sentence and one button; the whole window takes the drop. */
export function EmptyState({ share, state, dropping, dropCount, recents, onOpenSettings }: EmptyStateProps) {
  const { t } = useI18n();
  return (
    <section class={`empty${dropping ? ' empty--dropping' : ''}`} aria-label={t('items.region')}>
      <div class="empty__content">
        <DoorstepMark door={dropping ? 'open' : 'ajar'} />
        <p class="empty__sentence">{dropping ? dropWords(dropCount, t) : t('empty.sentence')}</p>
        <Button kind="primary" onPress={() => void share.chooseFolder()}>
          {t('items.chooseFolder')}
        </Button>
        {state.status === 'failed' && <ProblemNote problem={state.problem} />}
        <ProblemNote problem={share.items.problem.value} onDismiss={share.items.dismissProblem} />
        <UndoNote model={share.items} />
        {recents.length > 0 && (
          <section class="empty__recents" aria-label={t('recents.heading')}>
            <header>
              <h2>{t('recents.heading')}</h2>
              <Button kind="quiet" onPress={() => void share.items.forgetRecents()}>
                {t('recents.forget')}
              </Button>
            </header>
            <RecentList model={share.items} recents={recents} />
          </section>
        )}
      </div>
      <div class="empty__settings">
        <SettingsButton onPress={onOpenSettings} />
      </div>
    </section>
  );
}

function dropWords(count: number, t: WindowTranslate): string {
  return count > 1 ? t('drop.shareMany', { count }) : t('drop.share');
}
