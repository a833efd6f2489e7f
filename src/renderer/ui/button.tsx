import type { ComponentChildren } from 'preact';
import './button.css';

interface ButtonProps {
  /** One primary button a view: what the owner most likely wants next. */
  readonly kind: 'primary' | 'secondary' | 'quiet';
  readonly icon?: ComponentChildren;
  readonly onPress: () => void;
  /** The accessible name where the visible text is not enough, or changes for a moment. */
  readonly name?: string;
  readonly title?: string;
  /** The visible text; an icon alone makes a square button, which needs a `name`. */
  readonly children?: ComponentChildren;
}

/** A push button. */
export function Button({ kind, icon, onPress, name, title, children }: ButtonProps) {
  const shape = children === undefined ? ' button--square' : '';
  return (
    <button type="button" class={`button button--${kind}${shape}`} aria-label={name} title={title} onClick={onPress}>
      {icon}
      {children}
    </button>
  );
}
