import type { ReactNode } from 'react';
import { type FactId, facts } from '@/content/facts';
import type { Drawing } from './drawing';
import './guess-chart.css';
import LazyDrawing from './lazy-drawing';

interface PredictDrawProps {
  /** The figures of content/facts.ts that turn out, one for each place. */
  readonly ids: readonly FactId[];
  /** Unique on the site: the guess is kept under it. */
  readonly name: string;
  readonly question: ReactNode;
  readonly answer: ReactNode;
  readonly draw: Drawing;
}

/** Draw a value for each of a few places first; the results are facts. A lesson has it from its page, as it has its widgets: most do without. */
export default function PredictDraw({ ids, ...words }: PredictDrawProps) {
  return <LazyDrawing {...words} results={ids.map((id) => facts[id].measure)} />;
}
