import { Fact } from '@/components/lesson/fact';
import type { FactId } from '@/content/facts';

const marks = /(`[^`]+`|\{[a-z0-9-]+\}|\*[^*]+\*)/;

/** A plain text with a few marks: `{id}` is a figure of content/facts.ts, *so* is italic, `so` is code. */
export function MarkedText({ text }: { readonly text: string }) {
  return text.split(marks).map((piece, place) => {
    const inside = piece.slice(1, -1);
    if (!marks.test(piece)) return piece;
    if (piece.startsWith('`')) return <code key={place}>{inside}</code>;
    if (piece.startsWith('*')) return <i key={place}>{inside}</i>;
    return <Fact key={place} id={inside as FactId} />;
  });
}
