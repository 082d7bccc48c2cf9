import { useId } from 'react';
import { Raised } from '@/components/charts/raised';
import type { Precision } from '@/lib/engine/generation/precision';
import { type BitView, precisions } from '@/lib/engine/pure';
import type { BitsFrame } from './frame';
import { offBy, short, sumOf } from './words';

interface BitsTableProps {
  readonly frame: BitsFrame;
  readonly precision: Precision;
  readonly disabled: boolean;
  readonly onPrecision: (precision: Precision) => void;
}

/** The chosen weight at all precisions, a row each, down to its bits; a row is chosen to see the others at that precision. */
export function BitsTable({ frame, precision, disabled, onPrecision }: BitsTableProps) {
  const group = useId();
  return (
    <fieldset className="bits-table" disabled={disabled}>
      <legend className="chart-title">
        One weight, stored five ways
      </legend>
      {precisions.map((each) => {
        const { view } = frame.figures[each];
        return (
          <label key={each} className="bits-row" data-precision={each} data-chosen={each === precision || undefined}>
            <input type="radio" name={group} value={each} checked={each === precision} onChange={() => onPrecision(each)} />
            <b className="bits-name">{each}</b>
            <Bits view={view} />
            <span className="bits-sum">
              <Raised text={sumOf(view)} /> = <b>{short(view.value)}</b>
            </span>
            <span className="bits-off">{offBy(view.value, frame.weight)}</span>
          </label>
        );
      })}
      <p className="bits-key field-note">
        <span className="bit-sign">sign</span> <span className="bit-exponent">exponent</span> <span className="bit-fraction">fraction</span> <span className="bit-integer">a whole number, multiplied by its block’s scale</span>
      </p>
    </fieldset>
  );
}

function Bits({ view }: { readonly view: BitView }) {
  if (view.kind === 'integer') {
    return (
      <span className="bits-bits">
        <span className="bit-integer">{view.bits}</span>
      </span>
    );
  }
  return (
    <span className="bits-bits">
      <span className="bit-sign">{view.sign}</span>
      <span className="bit-exponent">{view.exponent}</span>
      <span className="bit-fraction">{view.fraction}</span>
    </span>
  );
}
