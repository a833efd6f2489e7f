import { useId } from 'preact/hooks';
import type { ShareState } from '../../shared/ipc.ts';
import { portTextCharsMax } from '../../shared/limits.ts';
import { problemText } from '../problem.ts';
import { useI18n, type WindowTranslate } from '../ui/i18n.ts';
import type { PortModel } from './port-model.ts';
import './port-field.css';

interface PortFieldProps {
  readonly port: PortModel;
  readonly state: ShareState;
}

/** The wanted port: checked while typing, set by Enter or by leaving the field, taken back by Escape. */
export function PortField({ port, state }: PortFieldProps) {
  const { t } = useI18n();
  const id = useId();
  const wrong = wrongWith(port, state, t);
  const note = wrong ?? insteadNote(state, t);
  return (
    <div class="port-field">
      <label for={id}>{t('port.label')}</label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autocomplete="off"
        spellcheck={false}
        maxLength={portTextCharsMax}
        value={port.text.value}
        aria-invalid={wrong !== null}
        aria-describedby={`${id}-note`}
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
      <p id={`${id}-note`} class={wrong ? 'port-field__wrong' : 'port-field__note'} aria-live="polite">
        {note}
      </p>
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
  const key = state.instead.why === 'in-use' ? 'share.insteadInUse' : 'share.insteadForbidden';
  return t(key, { wanted: state.instead.wanted, port: state.port });
}
