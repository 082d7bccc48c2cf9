interface SelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
}

/** One of several, as the system's own menu, with its label before it. */
export function Select<Value extends string>({ label, value, options, onChange, disabled }: SelectProps<Value>) {
  return (
    <label className="select">
      <span className="select-label">{label}</span>
      <select value={value} disabled={disabled} onChange={(event) => onChange(event.currentTarget.value as Value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
