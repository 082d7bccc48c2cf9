import { useId, useState } from 'react';
import { type NumberRange, typedNumber } from './typed-number';

interface NumberFieldProps extends NumberRange {
  readonly label: string;
  /** `data-control`. */
  readonly name: string;
  readonly value: number;
  readonly disabled: boolean;
  readonly onChange: (value: number) => void;
}

const written = (value: number): string => value.toLocaleString('en-GB', { maximumSignificantDigits: 12 });

/** A number that is typed. It takes effect at each key that leaves a good one; of any other it says why not, and the last good one stays. */
export function NumberField({ label, name, value, disabled, onChange, ...range }: NumberFieldProps) {
  const problemId = useId();
  const [draft, setDraft] = useState(() => written(value));
  const read = typedNumber(draft, range);
  // A link, or a button beside it, has set another number.
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    if (read !== value) setDraft(written(value));
  }
  return (
    <div className="number-field">
      <label>
        {label}
        <input
          inputMode="decimal"
          data-control={name}
          value={draft}
          disabled={disabled}
          aria-invalid={typeof read === 'string'}
          aria-describedby={problemId}
          onChange={(event) => {
            const text = event.currentTarget.value;
            setDraft(text);
            const next = typedNumber(text, range);
            if (typeof next === 'number') onChange(next);
          }}
          onBlur={() => typeof read === 'number' && setDraft(written(value))}
        />
      </label>
      <p className="field-note" id={problemId} role="status">
        {typeof read === 'string' && `${read} ${written(value)} is still reckoned with.`}
      </p>
    </div>
  );
}
