import { useId } from 'preact/hooks';
import { visibleText } from '../../shared/format.ts';
import type { ReachChoice as Choice, ReachView } from '../../shared/ipc.ts';
import { useI18n } from '../ui/i18n.ts';
import { addressKindWords } from './address-list.tsx';
import type { ShareModel } from './share-model.ts';
import '../ui/controls.css';
import './reach-choice.css';

interface ReachChoiceProps {
  readonly share: ShareModel;
  readonly reach: ReachView;
  /** The id of what explains it, where something does. */
  readonly helpId?: string;
}

/** On which networks others may come: all, one, or none at all. Applied at once. */
export function ReachChoice({ share, reach, helpId }: ReachChoiceProps) {
  const { t } = useI18n();
  const id = useId();
  const { choice, interfaces } = reach;
  const isAway =
    choice.kind === 'interface' && !interfaces.some(({ interfaceName }) => interfaceName === choice.interfaceName);
  return (
    <div class="reach-choice">
      <label for={id}>{t('reach.label')}</label>
      <select
        id={id}
        class="select"
        aria-describedby={helpId}
        value={optionOf(choice)}
        onChange={(event) => void share.setReach(choiceOf(event.currentTarget.value))}
      >
        <option value="all">{t('reach.all')}</option>
        {interfaces.map(({ interfaceName, kind }) => (
          <option key={interfaceName} value={optionOf({ kind: 'interface', interfaceName })}>
            {t('reach.interface', { kind: t(addressKindWords[kind]), interface: visibleText(interfaceName) })}
          </option>
        ))}
        {isAway && (
          <option value={optionOf(choice)}>{t('reach.away', { interface: visibleText(choice.interfaceName) })}</option>
        )}
        <option value="this-computer">{t('reach.thisComputer')}</option>
      </select>
    </div>
  );
}

const interfacePrefix = 'interface:';

function optionOf(choice: Choice): string {
  return choice.kind === 'interface' ? interfacePrefix + choice.interfaceName : choice.kind;
}

function choiceOf(value: string): Choice {
  if (value === 'all' || value === 'this-computer') return { kind: value };
  return { kind: 'interface', interfaceName: value.slice(interfacePrefix.length) };
}
