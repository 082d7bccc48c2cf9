import type { Provenance } from '@/lib/measure/measure';
import { provenanceLines } from './provenance';

/** Where a number comes from, in the browser's own popover; a button with `popoverTarget={id}` opens it. */
export function ProvenanceNote({ id, provenance }: { readonly id: string; readonly provenance: Provenance }) {
  return (
    <span id={id} popover="auto" className="note-popover" role="note">
      {provenanceLines(provenance).map(({ text, href }, index) => (
        <span key={index} className="note-line">
          {href ? <a href={href}>{text}</a> : text}
        </span>
      ))}
    </span>
  );
}
