import { useId } from 'react';
import type { Provenance } from '@/lib/measure/measure';
import { provenanceWord } from './provenance';
import { ProvenanceNote } from './provenance-note';

interface ProvenanceChipProps {
  readonly provenance: Provenance;
  /** What the figure is, for readers who hear the button without seeing what it stands beside. */
  readonly of: string;
}

/** A small label with the kind of a number; it opens the detail in words. The browser's own popover: no script of ours. */
export function ProvenanceChip({ provenance, of }: ProvenanceChipProps) {
  const id = useId();
  const word = provenanceWord[provenance.kind];
  return (
    <span>
      <button type="button" className="chip" popoverTarget={id} aria-label={`${of}: ${word}. Where this number comes from`}>
        {word}
      </button>
      <ProvenanceNote id={id} provenance={provenance} />
    </span>
  );
}
