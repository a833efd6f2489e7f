import { visibleText } from '../../shared/format.ts';
import type { WindowMessageKey } from '../../shared/i18n/window-messages.ts';
import type { ItemView } from '../../shared/ipc.ts';
import { type ItemOptions, itemOptionNames } from '../../shared/share.ts';
import { useI18n } from '../ui/i18n.ts';
import { MoreIcon } from '../ui/icons.tsx';
import { MenuButton } from '../ui/menu-button.tsx';
import { Switch } from '../ui/switch.tsx';
import type { ItemKeys } from './item-keys.ts';
import type { ItemsModel } from './items-model.ts';

interface ItemMenuProps {
  readonly model: ItemsModel;
  readonly item: ItemView;
  readonly index: number;
  readonly count: number;
  readonly isCurrent: boolean;
  readonly keys: ItemKeys;
}

const optionWords = {
  showHidden: { label: 'items.showHidden', hint: 'items.showHiddenHint' },
  serveIndex: { label: 'items.serveIndex', hint: 'items.serveIndexHint' },
  followLinks: { label: 'items.followLinks', hint: 'items.followLinksHint' },
} as const satisfies Record<keyof ItemOptions, Record<'label' | 'hint', WindowMessageKey>>;

/** What can be done with one item. A file has nothing inside that could be switched. */
export function ItemMenu({ model, item, index, count, isCurrent, keys }: ItemMenuProps) {
  const { t } = useI18n();
  return (
    <MenuButton
      icon={<MoreIcon />}
      name={t('items.options', { name: visibleText(item.name) })}
      class="item__options"
      tabIndex={isCurrent ? 0 : -1}
    >
      {(close) => {
        const entry = (key: WindowMessageKey, run: () => void, disabled = false) => (
          <button
            type="button"
            class="menu__entry"
            disabled={disabled}
            onClick={() => {
              close();
              run();
            }}
          >
            {t(key)}
          </button>
        );
        return (
          <>
            {item.kind === 'folder' && (
              <div class="menu__switches">
                {itemOptionNames.map((option) => (
                  <Switch
                    key={option}
                    label={t(optionWords[option].label)}
                    hint={t(optionWords[option].hint)}
                    on={item.options[option]}
                    onChange={(on) => void model.setOptions(item.id, { [option]: on })}
                  />
                ))}
              </div>
            )}
            {entry('items.rename', () => keys.rename(item))}
            {count > 1 && entry('items.moveUp', () => keys.move(item, index - 1), index === 0)}
            {count > 1 && entry('items.moveDown', () => keys.move(item, index + 1), index === count - 1)}
            {entry('items.show', () => void model.show(item.id), item.missing)}
            {entry('items.removeEntry', () => keys.remove(item))}
          </>
        );
      }}
    </MenuButton>
  );
}
