import { visibleText } from '../../shared/format.ts';
import type { RecentView } from '../../shared/ipc.ts';
import { useI18n } from '../ui/i18n.ts';
import { FileIcon, FolderIcon, WarningIcon } from '../ui/icons.tsx';
import type { ItemsModel } from './items-model.ts';
import './recent-list.css';

interface RecentListProps {
  readonly model: ItemsModel;
  readonly recents: readonly RecentView[];
  /** After one was pressed. */
  readonly onPicked?: () => void;
}

/** What was shared before, newest first; one press shares it again. What is missing can be tried all the same: it may be back. */
export function RecentList({ model, recents, onPicked }: RecentListProps) {
  const { t } = useI18n();
  return (
    <ul class="recents">
      {recents.map(({ id, kind, name, displayPath, missing }) => (
        <li key={id}>
          <button
            type="button"
            class={`recent${missing ? ' recent--missing' : ''}`}
            title={visibleText(displayPath)}
            onClick={() => {
              onPicked?.();
              void model.shareRecent(id);
            }}
          >
            {kind === 'folder' ? <FolderIcon /> : <FileIcon />}
            <span class="recent__text">
              <bdi class="recent__name clip">{visibleText(name)}</bdi>
              <span class="recent__path clip muted">
                {missing ? (
                  <span class="recent__missing">
                    <WarningIcon />
                    {t('items.missing')}
                  </span>
                ) : (
                  <bdi>{visibleText(displayPath)}</bdi>
                )}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
