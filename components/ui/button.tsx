import type { ButtonHTMLAttributes } from 'react';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary`: the one main control of a widget. `plain` (default): the others. `quiet`: reads as a link. */
  readonly kind?: 'primary' | 'plain' | 'quiet';
  /** The widget contract's name of this control: `run`, `stop`, `pause`, `step`, `rewind`, `reset`. */
  readonly action?: string;
}

/** A button with words on it, at least 44 px high. */
export function Button({ kind = 'plain', action, className = '', ...rest }: ButtonProps) {
  return <button type="button" className={`button button-${kind} ${className}`} data-action={action} {...rest} />;
}
