import type { ReactNode } from 'react';

interface FigureProps {
  /** Its number in the lesson, from 1. */
  readonly number: number;
  /** The finding, as a sentence: `The first token waits for the whole prompt`. */
  readonly title: string;
  /** What to take away, for those who do not interact; static text, always there. */
  readonly takeaway: ReactNode;
  /** What is drawn, how it was made: small print. */
  readonly caption?: ReactNode;
  /** The widget. */
  readonly children: ReactNode;
}

/** A numbered figure that breaks out of the column: finding, widget, takeaway, small print. */
export function Figure({ number, title, takeaway, caption, children }: FigureProps) {
  return (
    <figure className="figure" id={`figure-${number}`} aria-labelledby={`figure-${number}-title`}>
      <header className="figure-head">
        <span className="figure-number">Figure {number}</span>
        <h3 className="figure-title" id={`figure-${number}-title`}>
          {title}
        </h3>
      </header>
      {children}
      <figcaption className="figure-foot">
        <p className="takeaway">{takeaway}</p>
        {caption && <p className="caption">{caption}</p>}
      </figcaption>
    </figure>
  );
}
