import type { RecentView } from '../../shared/ipc.ts';
import { useI18n } from '../ui/i18n.ts';
import { RecentIcon } from '../ui/icons.tsx';
import { MenuButton } from '../ui/menu-button.tsx';
import type { ItemsModel } from './items-model.ts';
import { RecentList } from './recent-list.tsx';

interface RecentMenuProps {
  readonly model: ItemsModel;
  readonly recents: readonly RecentView[];
}

/** What was shared before, behind a button beside the one that chooses something new. */
export function RecentMenu({ model, recents }: RecentMenuProps) {
  const { t } = useI18n();
  return (
    <MenuButton icon={<RecentIcon />} name={t('recents.heading')} class="items__recents">
      {(close) => (
        <>
          <RecentList model={model} recents={recents} onPicked={close} />
          <button
            type="button"
            class="menu__entry menu__entry--last"
            onClick={() => {
              close();
              void model.forgetRecents();
            }}
          >
            {t('recents.forget')}
          </button>
        </>
      )}
    </MenuButton>
  );
}
