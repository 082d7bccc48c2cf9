interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value in words, shown beside the label and read aloud: `0.8`, `off`, `greedy`. */
  readonly valueText: string;
  readonly onChange: (value: number) => void;
  readonly disabled?: boolean;
  /** A name for tests and for the hash: rendered as `data-control`. */
  readonly name?: string;
}

/** A range with its label and its value in words; arrow keys move it by one step. */
export function Slider({ label, value, min, max, step, valueText, onChange, disabled, name }: SliderProps) {
  return (
    <label className="slider">
      <span className="slider-label">
        {label} <span className="slider-value">{valueText}</span>
      </span>
      <input
        type="range"
        value={value}
        min={min}
        max={max}
        step={step}
        disabled={disabled}
        aria-valuetext={valueText}
        data-control={name}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    </label>
  );
}
