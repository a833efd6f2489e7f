import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { visibleText } from '../../shared/format.ts';
import type { ItemView } from '../../shared/ipc.ts';
import { itemNameCharsMax } from '../../shared/limits.ts';
import { problemText } from '../problem.ts';
import { useI18n } from '../ui/i18n.ts';
import type { ItemsModel } from './items-model.ts';

interface ItemNameFieldProps {
  readonly model: ItemsModel;
  readonly item: ItemView;
}

/** The name while it is written anew: set by Enter or by leaving the field, left as it was by Escape. */
export function ItemNameField({ model, item }: ItemNameFieldProps) {
  const { t } = useI18n();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const problem = model.nameProblem.value;
  return (
    <div class="item__rename">
      <input
        ref={field}
        type="text"
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        // One more, so that a name that is too long is told of instead of cut.
        maxLength={itemNameCharsMax + 1}
        defaultValue={item.name}
        placeholder={visibleText(item.ownName)}
        aria-label={t('items.nameOf', { name: visibleText(item.name) })}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-note`}
        onInput={model.clearNameProblem}
        onBlur={({ currentTarget }) => {
          if (model.renamingId.value === item.id) void model.rename(item.id, currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (event.key === 'Enter') void model.rename(item.id, event.currentTarget.value);
          if (event.key === 'Escape') model.cancelRename();
        }}
      />
      <p id={`${id}-note`} class={problem ? 'item__wrong' : 'item__note muted'} aria-live="polite">
        {problem ? problemText(problem, t) : t('items.nameHint')}
      </p>
    </div>
  );
}
