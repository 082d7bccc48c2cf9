import Link from 'next/link';
import type { Provenance } from '@/lib/measure/measure';
import { provenanceLines, sourcesPlace } from './provenance';

/** Where a number comes from, in the browser's own popover; a button with `popoverTarget={id}` opens it. */
export function ProvenanceNote({ id, provenance }: { readonly id: string; readonly provenance: Provenance }) {
  const place = sourcesPlace(provenance);
  return (
    <span id={id} popover="auto" className="note-popover" role="note">
      {provenanceLines(provenance).map(({ text, href }, index) => (
        <span key={index} className="note-line">
          {href ? <a href={href}>{text}</a> : text}
        </span>
      ))}
      {place && (
        <span className="note-line">
          <Link href={place.path} prefetch={false}>
            {place.text}
          </Link>
        </span>
      )}
    </span>
  );
}
