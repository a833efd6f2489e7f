import { useId } from 'preact/hooks';
import type { ShareState } from '../../shared/ipc.ts';
import { portTextCharsMax } from '../../shared/limits.ts';
import { problemText } from '../problem.ts';
import { Button } from '../ui/button.tsx';
import { useI18n, type WindowTranslate } from '../ui/i18n.ts';
import type { PortModel } from './port-model.ts';
import '../ui/controls.css';
import './port-field.css';

interface PortFieldProps {
  readonly port: PortModel;
  readonly state: ShareState;
  /** Offers to try the wanted port again where another one is used. */
  readonly onRetry?: () => void;
  /** The id of what explains it, where something does. */
  readonly helpId?: string;
}

/** The wanted port: checked while typing, set by Enter or by leaving the field, taken back by Escape. */
export function PortField({ port, state, onRetry, helpId }: PortFieldProps) {
  const { t } = useI18n();
  const id = useId();
  const wrong = wrongWith(port, state, t);
  const isTaken = state.status === 'sharing' && state.instead?.why === 'in-use';
  const note = wrong ?? insteadNote(state, t);
  return (
    <div class="port-field">
      <div class="port-field__setting">
        <label for={id}>{t('port.label')}</label>
        <input
          id={id}
          type="text"
          class="text-field"
          inputMode="numeric"
          autocomplete="off"
          spellcheck={false}
          maxLength={portTextCharsMax}
          value={port.text.value}
          aria-invalid={wrong !== null}
          aria-describedby={helpId === undefined ? `${id}-note` : `${id}-note ${helpId}`}
          onInput={(event) => port.edit(event.currentTarget.value)}
          onBlur={() => void port.apply()}
          onKeyDown={(event) => {
            if (event.isComposing) return;
            if (event.key === 'Enter') void port.apply();
            if (event.key !== 'Escape' || !port.edited.value) return;
            // A sheet that it stands in stays: this Escape is about what was typed.
            event.preventDefault();
            port.revert();
          }}
        />
      </div>
      <div class="port-field__words">
        <p id={`${id}-note`} class={wrong ? 'port-field__wrong' : 'port-field__note'} aria-live="polite">
          {note}
        </p>
        {isTaken && !wrong && onRetry && (
          <Button kind="secondary" onPress={onRetry}>
            {t('port.retry', { port: state.instead.wanted })}
          </Button>
        )}
      </div>
    </div>
  );
}

function wrongWith(port: PortModel, state: ShareState, t: WindowTranslate): string | null {
  if (!port.valid.value) return t('port.invalid');
  const problem = port.problem.value;
  // Where the share failed for the same reason, the state tells it already.
  if (!problem || (state.status === 'failed' && state.problem.kind === problem.kind)) return null;
  return problemText(problem, t);
}

function insteadNote(state: ShareState, t: WindowTranslate): string | null {
  if (state.status !== 'sharing' || !state.instead) return null;
  const { port } = state;
  const { wanted, why, by } = state.instead;
  if (why === 'forbidden') return t('share.insteadForbidden', { wanted, port });
  return by === null ? t('share.insteadInUse', { wanted, port }) : t('share.insteadInUseBy', { wanted, port, by });
}
