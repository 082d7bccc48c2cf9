'use client';

import Link from 'next/link';
import { useState } from 'react';
import type { Provenance } from '@/lib/measure/measure';
import { provenanceLines, sourcesPlace, type Titles } from './provenance';

/**
 * Where a number comes from, in the browser's own popover; a button with `popoverTarget={id}` opens it. The titles of published sources
 * come when it is opened: all of them are kilobytes that few readers ask for. The link to the page of sources is always there.
 */
export function ProvenanceNote({ id, provenance }: { readonly id: string; readonly provenance: Provenance }) {
  const place = sourcesPlace(provenance);
  const [titles, setTitles] = useState<Titles>();
  const fetchTitles = () => {
    if (!place || titles) return;
    // Where they do not come, the link is still there.
    import('@/content/sources').then(({ sources }) => setTitles(sources), () => {});
  };
  return (
    <span id={id} popover="auto" className="note-popover" role="note" onBeforeToggle={fetchTitles}>
      {provenanceLines(provenance, titles).map(({ text, href }, index) => (
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
