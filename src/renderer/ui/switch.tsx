import { useId } from 'preact/hooks';
import './controls.css';
import './switch.css';

interface SwitchProps {
  readonly label: string;
  readonly hint: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

/** A switch with a word on what it does. It shows what is, not what was asked for: that may be refused. */
export function Switch({ label, hint, on, onChange }: SwitchProps) {
  const id = useId();
  return (
    <label class="switch-field">
      <span id={`${id}-label`} class="switch-field__label">
        {label}
      </span>
      <input
        class="switch"
        type="checkbox"
        role="switch"
        checked={on}
        aria-checked={on}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-hint`}
        onChange={({ currentTarget }) => {
          const wanted = currentTarget.checked;
          currentTarget.checked = on;
          onChange(wanted);
        }}
      />
      <span id={`${id}-hint`} class="switch-field__hint muted">
        {hint}
      </span>
    </label>
  );
}
