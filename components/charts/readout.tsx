import type { ReactNode } from 'react';
import type { Measure } from '@/lib/measure/measure';
import { formatFigure } from './format';
import { measureAttributes } from './measure-attributes';
import { ProvenanceChip } from './provenance-chip';
import { Raised } from './raised';

interface ReadoutProps {
  readonly label: string;
  /** null while there is no value yet: a dash of the same height stands in its place. */
  readonly measure: Measure | null;
  /** The setting, where one widget shows the same measure for several: `q4`, `batch-8`. */
  readonly case?: string;
  /** Label and figure on one line; else the figure stands under its label. */
  readonly inline?: boolean;
}

/** One figure with its label, unit and provenance: the only way a number is shown. */
export function Readout({ label, measure, case: setting, inline }: ReadoutProps) {
  return (
    <div className={inline ? 'readout readout-inline' : 'readout'}>
      <span className="readout-label">{label}</span>
      {measure ? <Figure label={label} measure={measure} setting={setting} /> : <span className="readout-figure readout-none">—</span>}
    </div>
  );
}

function Figure({ label, measure, setting }: { readonly label: string; readonly measure: Measure; readonly setting?: string }) {
  const figure = formatFigure(measure.value, measure.unit);
  return (
    <span className="readout-figure">
      <span {...measureAttributes(measure, setting)}>
        <span className="readout-number"><Raised text={figure.number} /></span>
        {figure.unit && <span className="readout-unit"> {figure.unit}</span>}
      </span>{' '}
      <ProvenanceChip provenance={measure.provenance} of={label} />
    </span>
  );
}

/** Readouts side by side, wrapping where they must. */
export function Readouts({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="readouts" role="group" aria-label={label}>
      {children}
    </div>
  );
}
