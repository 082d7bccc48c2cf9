import { useId } from 'react';
import type { Provenance } from '@/lib/measure/measure';
import { provenanceLines, provenanceWord } from './provenance';

export interface ProvenanceChipProps {
  readonly provenance: Provenance;
  /** What the figure is, for readers who hear the button without seeing what it stands beside. */
  readonly of: string;
}

/** A small label with the kind of a number; it opens the detail in words. The browser's own popover: no script of ours. */
export function ProvenanceChip({ provenance, of }: ProvenanceChipProps) {
  const id = useId();
  return (
    <span className="chip-place">
      <button type="button" className={`chip chip-${provenance.kind}`} popoverTarget={id} aria-label={`${of}: ${provenanceWord[provenance.kind]}. Where this number comes from`}>
        {provenanceWord[provenance.kind]}
      </button>
      <span id={id} popover="auto" className="note-popover" role="note">
        {provenanceLines(provenance).map(({ text, href }, index) => (
          <span key={index} className="note-line">
            {href ? <a href={href}>{text}</a> : text}
          </span>
        ))}
      </span>
    </span>
  );
}
