import type { CSSProperties } from 'react';
import { InlineFigure } from '@/components/charts/inline-figure';
import { type Column, type Comparison, partsFromWidest } from './columns';
import { figureLabels, figureNames, measuresOf, type Origin } from './figures';

interface PrecisionRowProps {
  readonly column: Column;
  readonly comparison: Comparison;
  readonly prompt: string;
  readonly origin: Origin;
  /** Of f32's bytes; null: not known yet. */
  readonly share: number | null;
  readonly writing: boolean;
}

/** One precision: its text, where that parts from f32's, and its six figures. */
export function PrecisionRow({ column, comparison, prompt, origin, share, writing }: PrecisionRowProps) {
  const { precision, tokens } = column;
  const differsAt = partsFromWidest(comparison, column);
  const measures = measuresOf(column, origin);
  const textOf = (from: number, to?: number) => tokens.slice(from, to).map(({ text }) => text).join('');
  return (
    <li className="precision-row" data-precision={precision}>
      <div className="precision-head">
        <b>{precision}</b>
        <span className="precision-bar" style={{ '--share': share ?? 0 } as CSSProperties} aria-hidden="true" />
      </div>
      <div className="precision-text">
        <p>
          <span className="story-prompt">{prompt}</span>
          <span data-generated data-case={precision}>
            {differsAt === null ? (
              textOf(0)
            ) : (
              <>
                {textOf(0, differsAt)}
                <mark className="precision-parts">{textOf(differsAt, differsAt + 1)}</mark>
                {textOf(differsAt + 1)}
              </>
            )}
          </span>
          {writing && <span className="precision-pen" aria-hidden="true" />}
        </p>
        <p className="precision-note">{textNote(column, comparison, differsAt)}</p>
      </div>
      <dl className="precision-figures">
        {figureNames.map((name) => (
          <div key={name}>
            <dt>{figureLabels[name]}</dt>
            <dd>
              <InlineFigure label={`${figureLabels[name]} at ${precision}`} measure={measures[name]} case={precision} bare={name === 'bits-per-weight'} />
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

/** How a text compares with f32's, in a few words. */
function textNote({ precision, tokens, isWritten }: Column, { columns: [widest] }: Comparison, differsAt: number | null): string {
  if (precision === widest.precision) return isWritten ? 'the one that the others are compared with' : '';
  if (differsAt !== null) return differsAt === 0 ? 'parts from f32 at its first token' : `parts from f32 after ${differsAt} ${differsAt === 1 ? 'token' : 'tokens'}, at the marked one`;
  return isWritten && tokens.length === widest.tokens.length ? 'the same as f32, token for token' : '';
}
