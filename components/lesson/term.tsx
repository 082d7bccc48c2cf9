import Link from 'next/link';
import { type ReactNode, useId } from 'react';
import { glossary, type GlossaryEntry } from '@/content/glossary';

interface TermProps {
  readonly id: keyof typeof glossary;
  readonly children: ReactNode;
}

/** A word of the field: a tap or Enter opens its definition, with a way to the glossary. The browser's own popover. */
export function Term({ id, children }: TermProps) {
  const popover = useId();
  const entry: GlossaryEntry = glossary[id];
  return (
    <span>
      <button type="button" className="term" popoverTarget={popover} data-phase={entry.phase}>
        {children}
      </button>
      <span id={popover} popover="auto" className="note-popover" role="note">
        <span className="note-line">
          <b>{entry.term}</b>
        </span>
        <span className="note-line">{entry.definition}</span>
        <span className="note-line">
          <Link href={`/glossary/#${id}`} prefetch={false}>
            In the glossary
          </Link>
        </span>
      </span>
    </span>
  );
}
