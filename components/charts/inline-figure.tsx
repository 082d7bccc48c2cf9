import { useId } from 'react';
import type { Measure } from '@/lib/measure/measure';
import { figureText, formatFigure } from './format';
import './inline-figure.css';
import { measureAttributes } from './measure-attributes';
import { provenanceWord } from './provenance';
import { ProvenanceNote } from './provenance-note';
import { Raised } from './raised';

interface InlineFigureProps {
  /** What it is, for who hears it alone: `Perplexity at q4`. */
  readonly label: string;
  /** null while there is no value: a dash stands in its place. */
  readonly measure: Measure | null;
  readonly case?: string;
  /** The number alone, where a head above it has said the unit. */
  readonly bare?: boolean;
}

/** A figure in a table of many, where a chip beside each would be a crowd: the number itself opens where it comes from, as a lesson's `Fact` does. */
export function InlineFigure({ label, measure, case: setting, bare = false }: InlineFigureProps) {
  const id = useId();
  if (!measure) return <span className="inline-figure inline-figure-none">—</span>;
  const { number, unit } = formatFigure(measure.value, measure.unit);
  return (
    <span className="inline-figure">
      <button
        type="button"
        popoverTarget={id}
        aria-label={`${label}: ${figureText(measure)}, ${provenanceWord[measure.provenance.kind]}. Where this number comes from`}
        {...measureAttributes(measure, setting)}
      >
        <span className="inline-figure-number"><Raised text={number} /></span>
        {unit && !bare && <span className="inline-figure-unit"> {unit}</span>}
      </button>
      <ProvenanceNote id={id} provenance={measure.provenance} />
    </span>
  );
}
