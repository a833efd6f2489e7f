import { useId } from 'preact/hooks';
import { visibleText } from '../../shared/format.ts';
import { shownNameCharsMax } from '../../shared/limits.ts';
import type { DraftField } from '../ui/draft-field.ts';
import { useI18n } from '../ui/i18n.ts';
import { CustomRow } from './setting-row.tsx';

interface NameFieldProps {
  readonly name: DraftField;
  /** What others see where the field is empty. */
  readonly computerName: string;
}

/** The name under which others find the share: set by Enter or by leaving the field, taken back by Escape. */
export function NameField({ name, computerName }: NameFieldProps) {
  const { t } = useI18n();
  const id = useId();
  const own = visibleText(computerName);
  const problem = name.problem.value;
  return (
    <CustomRow id={id} help={t('settings.nameHelp', { name: own })} problem={problem ?? undefined}>
      <label class="setting__label" for={id}>
        {t('settings.name')}
      </label>
      <input
        id={id}
        type="text"
        class="text-field"
        autocomplete="off"
        spellcheck={false}
        maxLength={shownNameCharsMax}
        placeholder={own}
        value={name.text.value}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-help`}
        onInput={(event) => name.edit(event.currentTarget.value)}
        onBlur={() => void name.apply()}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (event.key === 'Enter') void name.apply();
          if (event.key !== 'Escape' || !name.edited.value) return;
          // The sheet stays: this Escape is about what was typed.
          event.preventDefault();
          name.revert();
        }}
      />
    </CustomRow>
  );
}
