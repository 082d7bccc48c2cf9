import { type ReactNode, useId } from 'react';
import { measureAttributes } from '@/components/charts/measure-attributes';
import { provenanceWord } from '@/components/charts/provenance';
import { ProvenanceNote } from '@/components/charts/provenance-note';
import { Raised } from '@/components/charts/raised';
import { type FactId, facts } from '@/content/facts';
import { Predict } from './predict';

interface FactProps {
  /** A figure of content/facts.ts. */
  readonly id: FactId;
}

/** A figure inside a sentence or a table: the number itself is the button that opens where it comes from. */
export function Fact({ id }: FactProps) {
  const popover = useId();
  const { measure, shown } = facts[id];
  return (
    <span className="whitespace-nowrap">
      <button
        type="button"
        className="figures cursor-pointer underline decoration-dotted decoration-1 underline-offset-4"
        popoverTarget={popover}
        aria-label={`${shown}, ${provenanceWord[measure.provenance.kind]}. Where this number comes from`}
        {...measureAttributes(measure)}
      >
        <Raised text={shown} />
      </button>
      <ProvenanceNote id={popover} provenance={measure.provenance} />
    </span>
  );
}

interface PredictFactProps {
  /** The figure of content/facts.ts that turns out. */
  readonly id: FactId;
  /** Unique on the site: the guess is kept under it. */
  readonly name: string;
  readonly question: ReactNode;
  readonly answer: ReactNode;
}

/** Guess a number first; the result is a fact. Lessons import nothing, so the figure comes by its id. */
export function PredictFact({ id, ...words }: PredictFactProps) {
  return <Predict {...words} measure={facts[id].measure} />;
}
