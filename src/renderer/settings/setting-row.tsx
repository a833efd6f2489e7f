import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { Problem } from '../../shared/ipc.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import './setting-row.css';

/** A group of settings under one heading. */
export function SettingGroup({
  heading,
  children,
}: {
  readonly heading: string;
  readonly children: ComponentChildren;
}) {
  const id = useId();
  return (
    <section class="setting-group" aria-labelledby={id}>
      <h3 id={id}>{heading}</h3>
      <div class="setting-group__rows">{children}</div>
    </section>
  );
}

interface RowProps {
  readonly label: string;
  /** One line that says what it means. */
  readonly help?: string | undefined;
  /** True where the help warns of what is chosen. */
  readonly warns?: boolean;
  readonly problem?: Problem | undefined;
}

interface SwitchRowProps extends RowProps {
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A setting that is on or off. */
export function SwitchRow({ label, help, warns, problem, checked, disabled, onChange }: SwitchRowProps) {
  const id = useId();
  return (
    <div class="setting">
      <label class="setting__line">
        <span class="setting__label">{label}</span>
        <input
          type="checkbox"
          class="switch"
          checked={checked}
          disabled={disabled}
          aria-describedby={help && `${id}-help`}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      </label>
      <Beneath id={id} help={help} warns={warns} problem={problem} />
    </div>
  );
}

interface ChoiceRowProps<Value extends string> extends RowProps {
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly words: string }[];
  readonly onChange: (value: Value) => void;
}

/** A setting that is one of a few. */
export function ChoiceRow<Value extends string>(props: ChoiceRowProps<Value>) {
  const { label, help, warns, problem, value, choices, onChange } = props;
  const id = useId();
  return (
    <div class="setting">
      <div class="setting__line">
        <label class="setting__label" for={id}>
          {label}
        </label>
        <select
          id={id}
          class="select"
          value={value}
          aria-describedby={help && `${id}-help`}
          onChange={(event) => {
            const chosen = choices[event.currentTarget.selectedIndex];
            if (chosen) onChange(chosen.value);
          }}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.words}
            </option>
          ))}
        </select>
      </div>
      <Beneath id={id} help={help} warns={warns} problem={problem} />
    </div>
  );
}

interface CustomRowProps extends Omit<RowProps, 'label'> {
  /** The id that `aria-describedby` of the control names, without its `-help`. */
  readonly id: string;
  readonly children: ComponentChildren;
}

/** A setting with controls of its own, which bring their label along. */
export function CustomRow({ id, children, ...beneath }: CustomRowProps) {
  return (
    <div class="setting">
      <div class="setting__line">{children}</div>
      <Beneath id={id} {...beneath} />
    </div>
  );
}

interface BeneathProps extends Omit<RowProps, 'label' | 'warns'> {
  readonly id: string;
  readonly warns?: boolean | undefined;
}

/** What the control means, and what went wrong with it. */
function Beneath({ id, help, warns = false, problem }: BeneathProps) {
  return (
    <>
      {help && (
        <p id={`${id}-help`} class={`setting__help${warns ? ' setting__help--warns' : ''}`}>
          {help}
        </p>
      )}
      <ProblemNote problem={problem ?? null} />
    </>
  );
}
