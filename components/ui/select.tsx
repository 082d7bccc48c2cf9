export interface SelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
  readonly name?: string;
  /** Where the label stands: over the field (default) or before it on the same line. */
  readonly layout?: 'over' | 'beside';
}

/** One of several, as the system's own menu. */
export function Select<Value extends string>({ label, value, options, onChange, disabled, name, layout = 'over' }: SelectProps<Value>) {
  return (
    <label className={`select select-${layout}`}>
      <span className="select-label">{label}</span>
      <select value={value} disabled={disabled} data-control={name} onChange={(event) => onChange(event.currentTarget.value as Value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
